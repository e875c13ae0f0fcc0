"""The shelf of entries: the list and the history."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from typing import Any

from starlette.responses import Response

from guide.editing import differences, entries, filters
from guide.editing.entries import Listed, Withdrawn
from guide.editing.filters import DRAFTS, MISSING, MONTHS, STALE, SURE, Filter
from guide.editing.gate import Held
from guide.errors import Conflict, NotFound
from guide.insight.effect import Effect
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.entry_form import LONGEST_COMMENT
from guide.server.studio.form_view import source_names
from guide.server.studio.paging import page_of
from guide.server.studio.sent import number_of, see
from guide.storage.publications import Publication
from guide.text.script import fold
from guide.types import Change, Revision

PAGE = 50
FILTERS = tuple(each.name for each in fields(Filter))


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The room's routes."""
    shelf = Shelf(desk)
    return (
        Rule("GET", "/entries", "viewer", shelf.find),
        Rule("GET", "/withdrawn", "viewer", shelf.withdrawn),
        Rule("GET", "/entries/{entry_id}/history", "viewer", shelf.history),
        Rule("POST", "/entries/{entry_id}/restore", "editor", shelf.restore),
    )


class Shelf:
    """Looking for entries, and back in time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._translations = desk.app.translations

    def find(self, visit: Visit) -> Response:
        """Entries by search and filters, a page at a time."""
        asked = {name: text.strip() for name, text in visit.request.query_params.items()}
        listed = self._desk.entries.listed()
        chosen = Filter(**{each: asked.get(each, "")[:60] for each in FILTERS})
        shelf = filters.Shelf(
            listed, self._desk.workflow.states(), self._desk.today(chosen.city), self._translations.stale
        )
        found = filters.find(shelf, asked.get("q", ""), chosen, self._desk.app.look_up)
        return self._desk.render(
            visit,
            "entries.html",
            room="entries",
            query=asked.get("q", "")[: entries.LONGEST_QUERY],
            chosen=chosen,
            asked={each: getattr(chosen, each) for each in FILTERS if getattr(chosen, each)},
            page=page_of(found, visit, PAGE),
            states=shelf.states,
            stale=self._translations.stale,
            **_offered(listed.values()),
        )

    def withdrawn(self, visit: Visit) -> Response:
        """What was taken away from visitors, by words, kind and city, to be brought back."""
        asked = {each: visit.request.query_params.get(each, "").strip()[:60] for each in ("q", "kind", "city")}
        every = self._desk.entries.withdrawn()
        found = [each for each in every if _is_sought(each, asked)]
        return self._desk.render(
            visit, "withdrawn.html", room="entries", asked=asked, page=page_of(found, visit, PAGE),
            kinds=sorted({each.entry.kind for each in every}),
            cities_in_use=sorted({each.entry.city for each in every}),
        )  # fmt: skip

    def history(self, visit: Visit) -> Response:
        """Every revision of an entry, and what changed between two of them."""
        return self._history(visit, "")

    def restore(self, visit: Visit) -> Response:
        """Publish an older revision again."""
        entry_id = self._desk.entry_id(visit)
        comment = visit.form.get("comment", "").strip()[:LONGEST_COMMENT]
        number, base = (number_of(visit.form.get(name, "")) for name in ("number", "base"))
        older = self._desk.entries.revision(entry_id, number).entry
        if older:
            self._desk.require_city(visit, entry_id, older.city)
        if not comment:
            return self._history(visit, "no_comment", 422)
        if older and not self._desk.publishes(visit, older.city):
            kept = self._desk.workflow.keep(Change(entry_id, older, base), visit.editor, comment)
            return see(f"/studio/drafts/{kept.id}", done="kept")
        try:
            self._desk.entries.restore(entry_id, number, base, visit.editor, comment)
        except Conflict:
            return self._history(visit, "moved_on", 409)
        except Held:
            kept = self._desk.workflow.keep(Change(entry_id, older, base), visit.editor, comment)
            return see(f"/studio/drafts/{kept.id}", done="held")
        return see(f"/studio/entries/{entry_id}", done="restored")

    def _history(self, visit: Visit, problem: str, status: int = 200) -> Response:
        entry_id = self._desk.entry_id(visit)
        history = self._desk.entries.history(entry_id)
        before, after = self._pair(history, visit.request.query_params)
        versions = [each.entry for each in (after, before, *history) if each and each.entry]
        return self._desk.render(
            visit,
            "history.html",
            status=status,
            room="entries",
            id=entry_id,
            names=versions[0].names if versions else {},
            current=history[0],
            history=history,
            before=before,
            after=after,
            differences=differences.told(before.entry if before else None, after.entry),
            source_names=source_names(*versions[:2]),
            effects={each.change.number: each for each in self._effects(history)},
            problem=problem,
        )

    def _effects(self, history: list[Revision]) -> list[Effect]:
        """What each change of an entry did to the questions that touched it; its first revision has no before."""
        changed = (each for each in history if each.number > 1)
        return self._desk.app.insights.effects_of(
            Publication(each.entry_id, each.number, each.author, each.at, each.comment) for each in changed
        )

    def _pair(self, history: list[Revision], asked: Mapping[str, str]) -> tuple[Revision | None, Revision]:
        """The two revisions to compare, the older first: those asked for, else the last change."""
        by_number = {each.number: each for each in history}
        numbers = sorted(number_of(asked[name]) for name in ("from", "to") if name in asked)
        if len(numbers) == 2:
            if not set(numbers) <= set(by_number):
                raise NotFound("no such revision")
            return by_number[numbers[0]], by_number[numbers[1]]
        return by_number.get(history[0].number - 1), history[0]


def _is_sought(each: Withdrawn, asked: Mapping[str, str]) -> bool:
    needles = " ".join((each.entry.id, *each.entry.names.values(), *each.entry.aliases))
    return (
        fold(asked["q"]) in fold(needles)
        and asked["kind"] in ("", each.entry.kind)
        and asked["city"] in ("", each.entry.city)
    )


def _offered(listed: Collection[Listed]) -> dict[str, Any]:
    """What the list can be narrowed to."""
    tongues = filters.languages(listed)
    return {
        "kinds": sorted({each.kind for each in listed}),
        "cities_in_use": sorted({each.city for each in listed}),
        "draft_states": DRAFTS,
        "ages": [str(each) for each in MONTHS],
        "sure": SURE,
        "tongues": [f"{what}:{lang}" for what in (MISSING, STALE) for lang in tongues],
    }
