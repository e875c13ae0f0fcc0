"""A calendar file in the studio: pasted or sent, looked at event by event, and taken over as far as it was ticked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from starlette.responses import Response

from guide.editing import takeover
from guide.editing.entries import Listed
from guide.editing.happenings import NEEDED, source_faults
from guide.editing.takeover import DOING, Ground, Item
from guide.errors import FeedDown, NotFound
from guide.feeds import agendas
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.events_desk import EventDesk, Outcome
from guide.server.studio.events_form import source_of
from guide.types import Change, Entry, Text

MOST = 1_000_000
"""Bytes of a file."""


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The routes."""
    room = EventFiles(desk)
    return (
        Rule("GET", "/events/file", "editor", room.ask),
        Rule("POST", "/events/file", "editor", room.take, most=2 * MOST),
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file holds, or what came of what was ticked of it; None before."""

    items: list[Item] | None = None
    told: list[tuple[Item, Outcome]] | None = None
    version: int = 0
    """The publication that made them live."""


_NOTHING = Seen()


class EventFiles:
    """The handlers."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._events = desk, EventDesk(desk)

    def ask(self, visit: Visit) -> Response:
        """Where a file is pasted or chosen."""
        return self._page(visit, {"as_of": self._desk.today("").isoformat()})

    def take(self, visit: Visit) -> Response:
        """Look at a file, or take over what was ticked of it."""
        form = dict(visit.form)
        if visit.file and visit.file.content.strip():
            form["text"] = visit.file.content.decode("utf-8", "replace")
        source, as_of = source_of(form)
        faults = [*source_faults(source, as_of), *([] if form.get("text", "").strip() else [("text", "text")])]
        if faults:
            return self._page(visit, form, faults)
        city = form.get("city", "") if form.get("city", "") in self._events.cities() else self._events.cities()[0]
        self._desk.require_city(visit, "", city)
        try:
            found = agendas.read(form["text"].encode()[:MOST], self._desk.zone(city), self._desk.today(city))
        except FeedDown:
            return self._page(visit, form, [("text", "no_calendar")])
        place, entry = self._events.place, self._entry
        ground = Ground(city, source, as_of, place, entry, self._named)
        items = list(takeover.items(found, ground, _names(form, (each.uid for each in found))))
        if form.get("do") != "add":
            return self._page(visit, form, seen=Seen(items=items))
        ticked = [each for at, each in enumerate(items) if form.get(f"pick.{at}") and each.doing in DOING]
        return self._page(visit, form, seen=self._taken(visit, takeover.folded(ticked, ground), source.title or ""))

    def _taken(self, visit: Visit, ticked: list[Item], source: str) -> Seen:
        """What came of the events that were ticked: one publication, one change of each."""
        after = {each.entry_id: each.after for each in ticked if each.after}
        for entry_id, entry in after.items():
            self._desk.require_city(visit, entry_id, entry.city)
        changes = [Change(entry_id, entry, self._number(entry_id)) for entry_id, entry in after.items()]
        done = self._events.publish_all(visit, changes, f"iCalendar · {source}")
        return Seen(told=[(each, done.told[each.entry_id]) for each in ticked], version=done.version)

    def _number(self, entry_id: str) -> int | None:
        try:
            return self._desk.entries.current(entry_id).number
        except NotFound:
            return None

    def _entry(self, entry_id: str) -> Entry | None:
        listed = self._desk.entries.listed()
        return self._desk.entries.current(entry_id).entry if entry_id in listed else None

    def _named(self, name: str) -> Listed | None:
        return takeover.same_name(self._desk.entries.listed().values(), name)

    def _page(
        self, visit: Visit, form: Mapping[str, str], faults: Iterable[tuple[str, str]] = (), seen: Seen = _NOTHING
    ) -> Response:
        found = list(faults)
        return self._desk.render(
            visit, "event_file.html", status=422 if found else 200, room="events", form=form, faults=found,
            seen=seen, doing=DOING, needed=NEEDED, cities_offered=self._events.cities(),
            counts=Counter(each.doing for each in seen.items or ()), listed=self._desk.entries.listed(),
        )  # fmt: skip


def _names(form: Mapping[str, str], uids: Iterable[str]) -> dict[str, Text]:
    """What the editor calls the events, by UID; rows are numbered as they are shown."""
    named: dict[str, Text] = {}
    for at, uid in enumerate(islice(uids, agendas.MOST)):
        if text := {lang: said for lang in NEEDED if (said := form.get(f"name.{at}.{lang}", "").strip())}:
            named[uid] = text
    return named
