"""Notices in the studio: given out in a few taps, at the gate of a park if need be, prolonged, and ended early."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.responses import Response

from guide.editing import entries as shelf
from guide.editing import notices
from guide.editing.entries import Listed
from guide.editing.notices import SEVERITIES, SUBJECTS, Draft, Posted
from guide.errors import NotFound
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.sent import see
from guide.text.script import fold
from guide.text.worded import in_any
from guide.types import NOTICE, Entry, Text

LANGUAGES = ("zh-Hans", "en", "ja", "ko")
"""The languages a notice can be written in here; a visitor of another reads its kind in their own."""
ENDS = ("1h", "2h", "4h", "day", "tomorrow", "other")
NO_PLACES = frozenset({NOTICE, "event", "person", "work", "food", "dish", "craft", "culture", "history"})
"""Kinds of entry that nobody goes to."""
MOST_RECENT = 6
MOST_OFFERED = 400
MOST_OVER = 30
LOUDNESS = {"closure": "warning", "crowding": "info", "weather": "warning", "construction": "info", "other": "info"}
"""How loud a notice is that does not say."""


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The room's routes."""
    room = Notices(desk)
    return (
        Rule("GET", "/notices", "viewer", room.all),
        Rule("POST", "/notices", "editor", room.give_out),
        Rule("POST", "/notices/{entry_id}", "editor", room.change),
    )


class Notices:
    """The handlers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self, visit: Visit) -> Response:
        """The form, what holds now, what will, and what is over. `?place=` is a park's own bookmark."""
        return self._page(visit, {"place": visit.request.query_params.get("place", "")})

    def give_out(self, visit: Visit) -> Response:
        """Publish a notice: visitors have it with the next page or answer."""
        form = visit.form
        places, unknown = self._places(form)
        draft = self._draft(form, places)
        faults = list(notices.faults(draft, self._desk.entries.listed()))
        if unknown or not places and not form.get("everywhere"):
            faults.append(("place", "place"))
        if faults:
            return self._page(visit, form, faults, unknown)
        names = {lang: self._name(draft, lang) for lang in notices.NEEDED}
        entry = notices.entry_of(draft, names, self._now(draft.city).date().isoformat())
        self._desk.entries.save(entry, None, visit.editor, form.get("comment", "")[:200] or names["zh-Hans"])
        return see("/studio/notices", done="given", at=entry.id)

    def change(self, visit: Visit) -> Response:
        """End a notice now, or at another time."""
        entry_id = self._desk.entry_id(visit)
        current = self._desk.entries.current(entry_id)
        entry = current.entry
        post = self._post(entry, current.number) if entry else None
        if entry is None or entry.kind != NOTICE or post is None:
            raise NotFound(f"{entry_id}: no such notice")
        if visit.form.get("do") == "end":
            return self._end(visit, entry, post)
        until = visit.form.get("until", "")[:16]
        changed = notices.until(entry, until)
        if not notices.is_end(until, post.since):
            return self._page(visit, {}, [("until", "ends_before")])
        self._desk.entries.save(changed, current.number, visit.editor, f"→ {until}")
        return see("/studio/notices", done="changed", at=entry_id)

    def _end(self, visit: Visit, entry: Entry, post: Posted) -> Response:
        now = self._now(entry.city)
        if post.since[:16] >= notices.minute(now):
            self._desk.app.publisher.withdraw(entry.id, post.number, visit.editor, "×")
        else:
            self._desk.entries.save(notices.over(entry, now), post.number, visit.editor, "×")
        return see("/studio/notices", done="ended")

    def _draft(self, form: Mapping[str, str], places: tuple[Listed, ...]) -> Draft:
        city = places[0].city if places else self._city(form)
        since = form.get("since", "")[:16] or notices.minute(self._now(city))
        words = {lang: text for lang in LANGUAGES if (text := form.get(f"words:{lang}", "").strip())}
        subject = form.get("subject", "")
        severity = form.get("severity") or LOUDNESS.get(subject, "info")
        until = notices.ending(form.get("ends", ""), since, form.get("until", "")[:16])
        ids = tuple(each.id for each in places)
        return Draft(subject, severity, city, since, until, ids, words, form.get("source", "").strip()[:100])

    def _places(self, form: Mapping[str, str]) -> tuple[tuple[Listed, ...], tuple[str, ...]]:
        """The places that were chosen or named, and the names that mean none."""
        if form.get("everywhere"):
            return (), ()
        listed = self._desk.entries.listed()
        chosen = [
            listed[each[5:]] for each, on in form.items() if each.startswith("pick:") and on and each[5:] in listed
        ]
        named = {
            line: self._named(line) for line in form.get("place", "").replace("；", "\n").splitlines() if line.strip()
        }
        found = [*chosen, *(each for each in named.values() if each)]
        unknown = tuple(line for line, each in named.items() if each is None)
        return tuple({each.id: each for each in found}.values())[: notices.MOST_PLACES], unknown

    def _named(self, name: str) -> Listed | None:
        """The place of a name or an id; only where the name says which, since a notice must not land elsewhere."""
        found = [
            each for each in shelf.search(self._desk.entries.listed().values(), name) if each.kind not in NO_PLACES
        ]
        exact = [each for each in found if fold(name).strip() in each.needles]
        return exact[0] if exact else found[0] if len(found) == 1 else None

    def _page(
        self, visit: Visit, form: Mapping[str, str], faults: Iterable[tuple[str, str]] = (), unknown: Iterable[str] = ()
    ) -> Response:
        listed = self._desk.entries.listed()
        posts = list(self._posts(listed))
        by_state = notices.listed(posts)
        latest = sorted(posts, key=lambda each: each.since, reverse=True)
        source = next((each.entry.sources["office"].title for each in latest if "office" in each.entry.sources), "")
        return self._desk.render(
            visit, "notices.html", room="notices", form=form, faults=list(faults), unknown=list(unknown),
            posts={state: some[:MOST_OVER] for state, some in by_state.items()}, listed=listed,
            recent=[listed[each] for each in notices.recent(latest, MOST_RECENT) if each in listed],
            offered=self._offered(listed), subjects=SUBJECTS, severities=SEVERITIES, ends=ENDS, langs=LANGUAGES,
            longest=notices.LONGEST, source=source, done=visit.request.query_params.get("done", ""),
            at=visit.request.query_params.get("at", ""), **self._clock(form),
        )  # fmt: skip

    def _clock(self, form: Mapping[str, str]) -> dict[str, Any]:
        city = self._city(form)
        return {"city": city, "minute": notices.minute(self._now(city)), "loudness": LOUDNESS}

    def _offered(self, listed: Mapping[str, Listed]) -> list[Listed]:
        """Places to choose from while typing, the best described first: those with most names."""
        places = [each for each in listed.values() if each.kind not in NO_PLACES]
        return sorted(places, key=lambda each: (each.kind != "attraction", -len(each.names), each.id))[:MOST_OFFERED]

    def _posts(self, listed: Mapping[str, Listed]) -> Iterator[Posted]:
        for each in listed.values():
            if each.kind == NOTICE:
                current = self._desk.entries.current(each.id)
                if current.entry and (post := self._post(current.entry, current.number)):
                    yield post

    def _post(self, entry: Entry, number: int) -> Posted | None:
        return notices.posted(entry, number, self._now(entry.city))

    def _name(self, draft: Draft, lang: str) -> str:
        """What lists call a notice: where, and what."""
        words = self._desk.words_in(lang)
        listed = self._desk.entries.listed()
        city = self._desk.app.cities.get(draft.city)
        names: Text = listed[draft.places[0]].names if draft.places else city.names if city else {}
        place = in_any(names, lang) or draft.city
        when = draft.since.replace("T", " ")
        return words("notices.name", place=place, subject=words(f"notices.subject.{draft.subject}"), when=when)

    def _city(self, form: Mapping[str, str]) -> str:
        asked, home = form.get("city", ""), self._desk.app.city
        return asked if asked in self._desk.app.cities else home.id if home else ""

    def _now(self, city: str) -> datetime:
        known = self._desk.app.cities.get(city)
        return self._desk.now().astimezone(ZoneInfo(known.zone if known else "Asia/Shanghai"))
