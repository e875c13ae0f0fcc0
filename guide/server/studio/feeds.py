"""Feeds in the studio: what is read, how each does, and a form that shows what was read before anything is kept."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from guide.errors import FeedDown
from guide.feeds import specs
from guide.feeds.levels import HIGH, KINDS
from guide.feeds.records import number
from guide.feeds.specs import FORMATS, Spec
from guide.ports import Level
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.sent import number_of, see

LONGEST = 500
MOST_SHOWN = 20
_TEXTS = ("name", "address", "format", "kind", "items", "place", "value", "full", "time")


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The room's routes. An address makes this machine call out, so it is for administrators."""
    room = Feeds(desk)
    return (
        Rule("GET", "/feeds", "viewer", room.all),
        Rule("POST", "/feeds", "administrator", room.submit),
        Rule("POST", "/feeds/{feed}/remove", "administrator", room.remove),
    )


class Feeds:
    """The handlers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self, visit: Visit) -> Response:
        """Every feed with its age, and the form, empty or of one feed."""
        chosen = visit.request.query_params.get("feed", "")
        known = {spec.id: spec for spec, _ in self._desk.app.feeds.all()}
        return self._page(visit, _cells(known[chosen]) if chosen in known else {})

    def submit(self, visit: Visit) -> Response:
        """Show what a feed tells, or keep it."""
        spec = self._spec(visit.form)
        faults = list(specs.faults(spec))
        if faults:
            return self._page(visit, visit.form, faults=faults)
        if visit.form.get("do") == "save":
            self._desk.app.feeds.put(spec)
            return see("/studio/feeds", done="saved")
        try:
            levels, ours = self._desk.app.feeds.preview(spec)
        except FeedDown as error:
            return self._page(visit, visit.form, reason=error.reason)
        return self._page(visit, visit.form, seen=_seen(levels, spec, ours), count=(len(levels), len(ours)))

    def remove(self, visit: Visit) -> Response:
        """Take a feed away."""
        self._desk.app.feeds.remove(str(visit.request.path_params["feed"]))
        return see("/studio/feeds", done="removed")

    def _page(self, visit: Visit, form: Mapping[str, str], **more: Any) -> Response:
        now, listed = self._desk.now(), self._desk.entries.listed()
        rows = [
            (spec, state, bool(state.told and now - state.told <= spec.lasts))
            for spec, state in self._desk.app.feeds.all()
        ]
        shown: dict[str, Any] = {"faults": [], "reason": "", "seen": None, "count": (0, 0), **more}
        return self._desk.render(
            visit, "feeds.html", room="feeds", form=form, rows=rows, kinds=KINDS, formats=FORMATS, listed=listed,
            high=HIGH, is_private=self._desk.app.settings.feeds_private,
            done=visit.request.query_params.get("done", ""), **shown,
        )  # fmt: skip

    def _spec(self, form: Mapping[str, str]) -> Spec:
        texts = {name: form.get(name, "").strip()[:LONGEST] for name in _TEXTS}
        words = {
            key.casefold(): share for key, text in _lines(form.get("words", "")) if (share := number(text)) is not None
        }
        city = self._desk.app.city
        given = form.get("id", "")
        return Spec(
            id=given if any(given == spec.id for spec, _ in self._desk.app.feeds.all()) else secrets.token_hex(4),
            every=number_of(form.get("every", ""), 5), fresh=number_of(form.get("fresh", ""), 5),
            words={key: share / 100 for key, share in words.items()}, places=dict(_lines(form.get("places", ""))),
            zone=city.zone if city else "Asia/Shanghai", **{**texts, "full": texts["full"] or "100"},
        )  # fmt: skip


def _seen(levels: tuple[Level, ...], spec: Spec, ours: tuple[Level, ...]) -> list[tuple[Level, str]]:
    """What was read, with the entry each place is; those that are ours first."""
    known = {each.place for each in ours}
    rows = [(each, entry if (entry := spec.places.get(each.place, each.place)) in known else "") for each in levels]
    return sorted(rows, key=lambda row: not row[1])[:MOST_SHOWN]


def _cells(spec: Spec) -> dict[str, str]:
    """A feed as the form shows it."""
    texts = {name: str(getattr(spec, name)) for name in (*_TEXTS, "id", "every", "fresh")}
    words = "\n".join(f"{key} = {share * 100:g}" for key, share in spec.words.items())
    return {**texts, "words": words, "places": "\n".join(f"{key} = {each}" for key, each in spec.places.items())}


def _lines(text: str) -> list[tuple[str, str]]:
    """Lines of `this = that`."""
    pairs = (line[:LONGEST].rpartition("=") for line in text.splitlines()[:LONGEST])
    return [(key.strip(), value.strip()) for key, _, value in pairs if key.strip() and value.strip()]
