"""The room of events: what is on, to come, changed and over, by list and by month, and one event to be changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from guide.dialogue.addresses import page_of
from guide.editing import agenda, happenings
from guide.editing import entries as shelf
from guide.editing.happenings import KIND, ONCE, REPEATS
from guide.errors import NotFound
from guide.server.studio import events_file, events_form
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.events_desk import NO_OUTCOME, EventDesk, Outcome
from guide.server.studio.sent import number_of
from guide.skills.events import Listing
from guide.types import Entry, Revision
from guide.visiting import lunar
from guide.visiting.changes import ANNOUNCED, CANCELLED, MOVED, POSTPONED

VERBS = (CANCELLED, POSTPONED, MOVED, ANNOUNCED)
DONE = ("added", "changed", "plain", "redated", "file")
MOST = 60
"""Rows of one state."""
MOST_IN_DAY = 3


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The room's routes."""
    room = Events(desk)
    return (
        Rule("GET", "/events", "viewer", room.all),
        *events_file.rules(desk),
        Rule("GET", "/events/new", "editor", room.ask),
        Rule("POST", "/events/new", "editor", room.add),
        Rule("GET", "/events/{entry_id}", "viewer", room.one),
        Rule("POST", "/events/{entry_id}", "editor", room.change),
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """One event on the desk, and the time of it that is spoken of."""

    held: Revision
    entry: Entry
    times: tuple[Listing, ...]
    time: Listing | None


class Events:
    """The handlers."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._events = desk, EventDesk(desk)
        self._steps: Mapping[str, Callable[[Visit, Chosen], Response]] = {
            "turn": self._turn, "plain": self._plain, "redate": self._redate,
        }  # fmt: skip

    def all(self, visit: Visit) -> Response:
        """The month and the lists. `?q=` searches, `?city=` and `?state=` narrow, `?month=` turns the page."""
        query = visit.request.query_params
        city, wanted = query.get("city", ""), query.get("q", "")
        today = self._desk.today(city)
        held = [each for each in self._events.held() if self._fits(each, city, wanted)]
        rows = agenda.rows(held, today)
        month = agenda.month(
            [each.entry for each in held if each.entry], agenda.month_of(query.get("month", ""), today)
        )
        state = query.get("state", "") if query.get("state", "") in agenda.STATES else ""
        shown = {each: rows[each] for each in agenda.STATES if state in ("", each)}
        return self._desk.render(
            visit, "events.html", room="events", rows={key: some[:MOST] for key, some in shown.items()},
            counts={key: len(some) for key, some in rows.items()}, month=month, today=today, q=wanted, city=city,
            state=state, done=_done(query.get("done", "")), at=query.get("at", ""), most_in_day=MOST_IN_DAY,
            listed=self._desk.entries.listed(), offered=self._events.cities(), original=agenda.original,
        )  # fmt: skip

    def ask(self, visit: Visit) -> Response:
        """The short form for a new event."""
        home = self._desk.app.city
        begin = {"repeat": ONCE, "city": home.id if home else "", "as_of": self._desk.today("").isoformat()}
        return self._new(visit, {**begin, **visit.request.query_params})

    def add(self, visit: Visit) -> Response:
        """Publish a new event: visitors have it with the next page or answer."""
        form = visit.form
        sketch, unknown = events_form.sketch_of(form, self._events.place)
        found = list(happenings.faults(sketch, self._desk.entries.listed()))
        found += [("place", "unknown")] if unknown else []
        found += [("city", "city")] if sketch.city not in self._events.cities() else []
        if found:
            return self._new(visit, form, found)
        self._desk.require_city(visit, "", sketch.city)
        entry = happenings.entry_of(sketch, self._events.free_id(sketch))
        if form.get("do") == "draft":
            return self._events.keep(visit, entry)
        outcome = self._events.publish(visit, entry, None, form.get("comment", "") or sketch.names["zh-Hans"])
        return outcome.to("added") if outcome.address else self._new(visit, form, outcome=outcome)

    def one(self, visit: Visit) -> Response:
        """An event with its next times. `?at=` chooses which of them is spoken of."""
        return self._page(visit, self._chosen(visit, visit.request.query_params.get("at", "")), {})

    def change(self, visit: Visit) -> Response:
        """What becomes of one time of an event, or other days for it altogether."""
        chosen = self._chosen(visit, visit.form.get("at", ""))
        self._desk.require_city(visit, chosen.entry.id, chosen.entry.city)
        step = self._steps.get(visit.form.get("do", ""))
        if step is None or (chosen.time is None and step != self._redate):
            return self._page(visit, chosen, visit.form)
        if number_of(visit.form.get("base", "")) != chosen.held.number:
            return self._page(visit, chosen, visit.form, outcome=Outcome(status=409, problem="moved_on"))
        return step(visit, chosen)

    def _turn(self, visit: Visit, chosen: Chosen) -> Response:
        assert chosen.time is not None
        turn, unknown = events_form.turn_of(visit.form, agenda.original(chosen.time), self._events.place)
        found = list(happenings.turn_faults(turn)) + ([("place", "unknown")] if unknown else [])
        if found:
            return self._page(visit, chosen, visit.form, found)
        changed = happenings.turned(chosen.entry, turn)
        return self._put(visit, chosen, changed, str(turn.change), "changed")

    def _plain(self, visit: Visit, chosen: Chosen) -> Response:
        assert chosen.time is not None
        was = agenda.original(chosen.time)
        return self._put(visit, chosen, happenings.plain(chosen.entry, was), f"✓ {was}", "plain")

    def _redate(self, visit: Visit, chosen: Chosen) -> Response:
        when, (source, as_of) = events_form.when_of(visit.form), events_form.source_of(visit.form)
        found = [*happenings.when_faults(when), *happenings.source_faults(source, as_of)]
        if found:
            return self._page(visit, chosen, visit.form, found)
        changed = happenings.redated(chosen.entry, when, source, as_of)
        return self._put(visit, chosen, changed, f"{when.repeat} {when.span}", "redated")

    def _put(self, visit: Visit, chosen: Chosen, entry: Entry, comment: str, done: str) -> Response:
        outcome = self._events.publish(visit, entry, chosen.held.number, visit.form.get("comment", "") or comment)
        return outcome.to(done) if outcome.address else self._page(visit, chosen, visit.form, outcome=outcome)

    def _chosen(self, visit: Visit, at: str) -> Chosen:
        """Raises NotFound for what is no event."""
        held = self._desk.entries.current(self._desk.entry_id(visit))
        if held.entry is None or held.entry.kind != KIND:
            raise NotFound(f"{held.entry_id}: no such event")
        times = tuple(agenda.times(held.entry, self._desk.today(held.entry.city)))
        named = next((each for each in times if str(agenda.original(each)) == at), None)
        return Chosen(held, held.entry, times, named or next(iter(times), None))

    def _fits(self, held: Revision, city: str, wanted: str) -> bool:
        listed = self._desk.entries.listed().get(held.entry_id)
        if listed is None or city not in ("", listed.city):
            return False
        return not wanted.strip() or bool(shelf.search([listed], wanted))

    def _new(
        self, visit: Visit, form: Mapping[str, str], faults: Iterable[tuple[str, str]] = (),
        outcome: Outcome = NO_OUTCOME,
    ) -> Response:  # fmt: skip
        return self._form(visit, "event_new.html", form, faults, outcome)

    def _page(
        self, visit: Visit, chosen: Chosen, form: Mapping[str, str], faults: Iterable[tuple[str, str]] = (),
        outcome: Outcome = NO_OUTCOME,
    ) -> Response:  # fmt: skip
        entry, today = chosen.entry, self._desk.today(chosen.entry.city)
        shown = events_form.cells_of(chosen.entry, chosen.time, today) | dict(form)
        return self._form(
            visit, "event.html", shown, faults, outcome, entry=entry, held=chosen.held, times=chosen.times,
            time=chosen.time, original=agenda.original, verbs=VERBS, repeat=happenings.repeat_of(entry),
            page=page_of(entry), spoken=next((each.value for each in entry.of("date")), ""), today=today,
            listed=self._desk.entries.listed(),
        )  # fmt: skip

    def _form(
        self, visit: Visit, template: str, form: Mapping[str, str], faults: Iterable[tuple[str, str]],
        outcome: Outcome, **values: Any,
    ) -> Response:  # fmt: skip
        found = list(faults)
        status = outcome.status if outcome.problem or outcome.faults else 422 if found else 200
        return self._desk.render(
            visit, template, status=status, room="events", form=form, faults=found, outcome=outcome, repeats=REPEATS,
            cities_offered=self._events.cities(), places=self._events.places(), publishes=self._publishes(visit, form),
            moon=_moon(form), longest=happenings.LONGEST_NAME, **values,
        )  # fmt: skip

    def _publishes(self, visit: Visit, form: Mapping[str, str]) -> bool:
        return self._desk.publishes(visit, form.get("city", ""))


def _done(text: str) -> str:
    return text if text in DONE else ""


def _moon(form: Mapping[str, str]) -> tuple[tuple[int, int] | None, ...]:
    """The chosen days by the lunar calendar, as far as they are days."""
    span = happenings.span_of(form.get("first", ""), form.get("last", ""))
    return tuple(lunar.of(each) for each in dict.fromkeys((span.first, span.last))) if span else ()
