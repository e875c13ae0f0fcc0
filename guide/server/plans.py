"""Plans over HTTP: made for programs, shown on a page to share and print, and as a calendar file.

Nothing is stored: the address of a plan is its request, and its page is made anew from what is published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from icalendar import Calendar, Event
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from guide.dialogue.saying.plan_lines import Line, Told
from guide.server import bodies, described, schemas
from guide.server.dates import dated
from guide.server.limits import Limits
from guide.server.locales import Words
from guide.server.refusals import Refusal
from guide.server.served import Served
from guide.server.share import card_of
from guide.server.shell import Shell
from guide.skills.itinerary import code
from guide.skills.itinerary.planning import cited, named
from guide.skills.itinerary.result import Day, Itinerary, Stop
from guide.types import FoundFact

MOST_BYTES = 20_000
_NAMES = {
    "city": "c", "start": "s", "end": "e", "party": "p", "pace": "t", "wishes": "w", "avoid": "a", "must": "m",
    "without": "x", "among": "g", "budget": "b", "meals": "f", "rain": "r", "step_free": "h",
    "in_order": "i",
}  # fmt: skip
_PERSON = {"age": "a", "life": "l", "height": "h", "traits": "t", "cards": "c"}
_TOLD = frozenset({"level", "heritage"})
"""Fields whose facts the line of a stop tells already."""
_PRODUCT = "-//City guide//Plan//EN"


@dataclass(frozen=True, slots=True)
class Proof:
    """A fact that a stop rests on, as the page tells it."""

    value: str
    age: str
    source: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One stop on the page."""

    line: Line
    proofs: tuple[Proof, ...]


def router(served: Served, shell: Shell, limits: Limits) -> APIRouter:
    """POST /api/itineraries, GET /plans/{code} and /plans/{code}.ics."""
    bureau = Bureau(served, shell, limits)
    routes = APIRouter()
    body = described.body(schemas.PlanAsked.model_json_schema())
    routes.add_api_route(
        "/api/itineraries", bureau.post, methods=["POST"], tags=["visitor"], response_model=schemas.PlanMade,
        responses=described.errors(400, 413, 422, 429), openapi_extra=body,
    )  # fmt: skip
    for path, handle in (("/plans/{asked}.ics", bureau.calendar), ("/plans/{asked}", bureau.page)):
        routes.add_api_route(path, handle, methods=["GET", "HEAD"], response_model=None, include_in_schema=False)
    return routes


class Bureau:
    """The handlers."""

    def __init__(self, served: Served, shell: Shell, limits: Limits) -> None:
        self._served, self._shell, self._limits = served, shell, limits

    async def post(self, request: Request) -> Response:
        """Make a plan; the answer holds its stops and the address of its page."""
        self._limits.change(request)
        given = bodies.as_json(await bodies.read(request, MOST_BYTES))
        try:
            asked = code.of_data(_packed(given), self._today())
        except code.BadCode as error:
            raise Refusal(422, "bad_plan") from error
        words = self._shell.words(request)
        made = await run_in_threadpool(self._made, asked, words)
        return JSONResponse(made, headers={"cache-control": "no-store"})

    def page(self, request: Request, asked: str) -> Response:
        """The page of a plan."""
        plan = self._plan(request, asked)
        words = self._shell.words(request)
        told = self._told(plan, words)
        placed = sum(1 for stop in plan.stops if stop.entry and stop.entry.position)
        return self._shell.page(
            request, "plan.html", title=self._title(plan, told), about=_about(plan, told), code=asked,
            is_mapped=placed > 1, **self._card(plan),
            days=[_day(plan, day, told, words) for day in plan.days],
            conflict=list(told.conflict(plan, plan.conflict)) if plan.conflict else [], calendar=f"/plans/{asked}.ics",
            total=told.total(plan) if plan.stops else "", note=told.note(plan) if plan.stops else "",
            question=_question(plan, told, words),
        )  # fmt: skip

    def _card(self, plan: Itinerary) -> dict[str, Any]:
        """The picture of its first stop that has one of its own, to be shown where the address is shared."""
        seen = (self._served.pictures.of(stop.entry) for stop in plan.stops if stop.entry)
        return next(({"card": card_of(each)} for each in seen if each and not each.of_kind), {})

    def calendar(self, request: Request, asked: str) -> Response:
        """The plan as a calendar file."""
        plan = self._plan(request, asked)
        told = self._told(plan, self._shell.words(request))
        stamp = self._served.settings.clock or datetime.now(UTC)
        zone = ZoneInfo(self._served.city_of(plan.request.city).zone)
        file = _calendar(plan, told, self._title(plan, told), stamp.astimezone(zone))
        headers = {"content-disposition": 'attachment; filename="plan.ics"', "cache-control": "no-cache"}
        return Response(file, media_type="text/calendar; charset=utf-8", headers=headers)

    def _plan(self, request: Request, asked: str) -> Itinerary:
        self._limits.change(request)
        try:
            wanted = code.decode(asked, self._today())
        except code.BadCode as error:
            raise Refusal(404, "not_found") from error
        return self._served.plan(wanted)

    def _title(self, plan: Itinerary, told: Told) -> str:
        place = told.wording.in_words(self._served.city_of(plan.request.city).names, told.lang)
        return told.say("title", days=len(plan.request.frames), place=place)

    def _today(self) -> Any:
        return (self._served.settings.clock or datetime.now(UTC)).date()

    def _told(self, plan: Itinerary, words: Words) -> Told:
        entries = named(plan, self._served.index.current().entry)
        return Told(self._served.wording, words.lang, {entry.id: entry for entry in entries})

    def _made(self, asked: Any, words: Words) -> dict[str, Any]:
        plan = self._served.plan(asked)
        told = self._told(plan, words)
        link = f"/plans/{code.encode(plan.request)}"
        return {
            "link": link, "calendar": f"{link}.ics", "lang": words.lang,
            "days": [{"date": day.day.isoformat(), "stops": [_stop(told.line(each)) for each in day.stops]}
                     for day in plan.days],
            "total": str(plan.cost), "unpriced": [entry.id for entry in plan.unpriced],
            "note": told.note(plan) if plan.stops else "",
            "conflict": list(told.conflict(plan, plan.conflict)) if plan.conflict else [],
            "wishes_in_conflict": list(plan.conflict.wishes) if plan.conflict else [],
        }  # fmt: skip


def _about(plan: Itinerary, told: Told) -> str:
    """The whole plan in a line: when it goes where."""
    lines = (told.line(stop) for stop in plan.stops if stop.entry)
    return " · ".join(f"{line.begin} {line.name}" for line in lines)


def _question(plan: Itinerary, told: Told, words: Words) -> str:
    """The plan as a visitor would ask for it, so that the chat can change it; nothing where it goes nowhere."""
    names = tuple(told.line(stop).name for stop in plan.stops if stop.entry)
    key = "plan.ask.one" if len(plan.days) == 1 else "plan.ask.more"
    return words(key, days=len(plan.days), names=told.join(names)) if names else ""


def _packed(given: dict[str, Any]) -> dict[str, Any]:
    """A readable request in the shape of a code."""
    unknown = given.keys() - _NAMES.keys() - {"days"}
    days, party = given.get("days"), given.get("party", [{"life": "adult"}])
    if unknown or not isinstance(days, list) or not isinstance(party, list):
        raise Refusal(422, "bad_plan")
    packed = {_NAMES[key]: value for key, value in given.items() if key in _NAMES}
    packed["d"] = [[each.get("date"), each.get("begin"), each.get("end")] for each in days if isinstance(each, dict)]
    packed["p"] = [
        {_PERSON.get(key, key): value for key, value in each.items()} for each in party if isinstance(each, dict)
    ]
    return packed


def _stop(line: Line) -> dict[str, Any]:
    stop = line.stop
    return {
        "begin": line.begin, "end": line.end, "entry": stop.entry.id if stop.entry else None, "meal": stop.meal or None,
        "name": line.name, "way": line.way, "about": list(line.about), "unsure": stop.is_unsure,
        "alternatives": [entry.id for entry in stop.alternatives],
        "price": str(stop.bill.total) if stop.bill else None,
    }  # fmt: skip


def _day(plan: Itinerary, day: Day, told: Told, words: Words) -> dict[str, Any]:
    stops = [Shown(told.line(stop), tuple(_proofs(stop, told, words))) for stop in day.stops]
    return {"date": told.full_day(day.day), "start": told.start(plan, day), "stops": stops, "end": told.end(plan, day)}


def _proofs(stop: Stop, told: Told, words: Words) -> Iterator[Proof]:
    for found in cited(stop):
        if found.field not in _TOLD:
            yield from (_proof(found, each, told, words) for each in found.facts)


def _proof(found: FoundFact, fact: Any, told: Told, words: Words) -> Proof:
    value = told.wording.values(FoundFact(found.entry, found.field, (fact,)), words.lang)
    source = found.entry.sources.get(fact.source or "")
    label = told.wording.label(words.lang, found.field)
    age = dated(words, fact.as_of or found.entry.as_of, fact.checked_on)
    title = (source.title if source else "") or ""
    return Proof(words("plan.proof", label=label, value=value), age, title.partition("/")[0])


def _calendar(plan: Itinerary, told: Told, title: str, stamp: datetime) -> bytes:
    """An event for each stop, in universal time: right wherever the calendar is. `stamp` is in the zone of the city."""
    file = Calendar()
    file.add("prodid", _PRODUCT)
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", title)
    name = hashlib.sha256(code.encode(plan.request).encode()).hexdigest()[:20]
    for day in plan.days:
        midnight = datetime.combine(day.day, datetime.min.time(), stamp.tzinfo)
        for stop in day.stops:
            file.add_component(_event(stop, told, midnight, stamp, name))
    return bytes(file.to_ical())


def _event(stop: Stop, told: Told, midnight: datetime, stamp: datetime, name: str) -> Event:
    line, event = told.line(stop), Event()
    begin = midnight + timedelta(minutes=stop.arrive)
    event.add("uid", f"{name}-{midnight:%Y%m%d}-{stop.arrive}@city-guide")
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", begin.astimezone(UTC))
    event.add("dtend", (midnight + timedelta(minutes=stop.leave)).astimezone(UTC))
    event.add("summary", line.name)
    event.add("description", "\n".join((line.way, *line.about)).strip())
    if stop.entry:
        event.add("location", told.place(stop.entry))
    if stop.entry and stop.entry.position:
        event.add("geo", (stop.entry.position.lat, stop.entry.position.lon))
    return event
