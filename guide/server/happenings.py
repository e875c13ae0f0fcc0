"""Events over HTTP: JSON for programs, a calendar file, and a page to read, in the languages of the knowledge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from guide.dialogue.addresses import page_of
from guide.dialogue.saying.events import Words as Dates
from guide.dialogue.saying.events import clock
from guide.dialogue.wording import Wording, in_language
from guide.server import described, event_files
from guide.server.guidebook import linked
from guide.server.locales import tongue
from guide.server.queries import Query
from guide.server.refusals import Refusal
from guide.server.served import Served
from guide.server.shell import Shell
from guide.skills.events import BLOOM, HELD, SEASON, Listing, listed
from guide.types import City, Entry, Lang
from guide.visiting.changes import ANNOUNCED, MOVED

TONGUES = ("zh-Hans", "zh-Hant", "en", "ja", "ko")
"""Languages that the page is written in."""
LONGEST = 800
"""Days of one answer."""
AHEAD = 365


@dataclass(frozen=True, slots=True)
class Shown:
    """One event as the page shows it."""

    page: str
    title: str
    when: str
    first: str
    lunar: str
    notes: tuple[str, ...]
    state: str = ""
    """What became of it, in a word."""
    is_off: bool = False
    was: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Days of one city, in a language."""

    first: date
    last: date
    city: City
    lang: Lang


def router(served: Served, shell: Shell) -> APIRouter:
    """GET /api/events, /api/events.ics and /events."""
    board = Board(served, shell)
    routes = APIRouter()
    for path, handle in (("/api/events", board.events), ("/api/events.ics", board.calendar)):
        routes.add_api_route(
            path, handle, methods=["GET"], tags=["events"], response_model=None, responses=described.errors(400),
            openapi_extra=described.query("from", "to", "city", "lang"),
        )  # fmt: skip
    routes.add_api_route("/events", board.page, methods=["GET", "HEAD"], response_model=None, include_in_schema=False)
    return routes


class Board:
    """The handlers."""

    def __init__(self, served: Served, shell: Shell) -> None:
        self._served, self._shell = served, shell

    def events(self, request: Request) -> Response:
        """What is on, flowers or is in season, from a day to a day."""
        asked = self._asked(request)
        found = self._listed(asked, (HELD, BLOOM, SEASON))
        body = {
            "from": asked.first.isoformat(), "to": asked.last.isoformat(), "city": asked.city.id, "lang": asked.lang,
            "events": [_json(each, asked.lang, self._served.wording) for each in found],
        }  # fmt: skip
        return JSONResponse(body)

    def calendar(self, request: Request) -> Response:
        """The events whose days are known, as a calendar file."""
        asked = self._asked(request)
        stamp = self._served.settings.clock or datetime.now(UTC)
        sure = [each for each in self._listed(asked, (HELD,)) if not each.when.rule.is_rough]
        headers = {"content-disposition": 'attachment; filename="events.ics"', "cache-control": "no-cache"}
        terms = event_files.Terms(asked.lang, self._served.wording, ZoneInfo(asked.city.zone), stamp)
        return Response(event_files.made(sure, terms), media_type="text/calendar; charset=utf-8", headers=headers)

    def page(self, request: Request) -> Response:
        """The year ahead."""
        lang = tongue(request, TONGUES, self._shell.words(request).lang)
        city = self._city("")
        today = self._today(city)
        asked = Asked(today, today + timedelta(AHEAD), city, lang)
        held, seasons = self._listed(asked, (HELD,)), self._listed(asked, (BLOOM, SEASON))
        name = in_language(city.names, lang) or city.id
        wording = self._served.wording
        words = {key: wording.say(lang, f"events.page.{key}", {"city": name}) for key in _PAGE}
        tongues = [(each, wording.say("en", f"events.tongues.{each}")) for each in TONGUES]
        return self._shell.page(
            request, "events.html", say=words, content=lang, tongues=tongues,
            held=[_shown(each, lang, wording) for each in held],
            seasons=[_shown(each, lang, wording) for each in seasons],
            is_sure=all(each.confirmed for each in held),
            linked=[
                linked.held(each, lang, linked.where(each.entry, lang, self._served.index.current(), name))
                for each in held if not each.when.rule.is_rough
            ],
        )  # fmt: skip

    def _asked(self, request: Request) -> Asked:
        query = Query(request, self._shell.words(request))
        city = self._city(query.text("city"))
        first = query.day("from", self._today(city))
        last = query.day("to", first + timedelta(AHEAD))
        if not 0 <= (last - first).days <= LONGEST:
            raise Refusal(400, "bad_days", param="to", most=LONGEST)
        return Asked(first, last, city, query.lang())

    def _city(self, city_id: str) -> City:
        return self._served.city_of(city_id) if city_id else self._served.city or City("")

    def _today(self, city: City) -> date:
        return (self._served.settings.clock or datetime.now(UTC)).astimezone(ZoneInfo(city.zone)).date()

    def _listed(self, asked: Asked, fields: Sequence[str]) -> list[Listing]:
        entries: Iterable[Entry] = self._served.index.current().entries()
        found = listed((each for each in entries if each.city == asked.city.id), asked.first, asked.last, fields)
        return sorted(found, key=lambda each: (each.when.first, each.when.last, each.entry.id))


_PAGE = ("title", "lead", "held", "bloom", "ics", "empty", "rough", "past")


def _json(listing: Listing, lang: Lang, wording: Wording) -> dict[str, Any]:
    dates, when, said = Dates(lang, wording), listing.when, listing.change or listing.fact
    source = listing.entry.sources.get(said.source or "")
    return {
        "entry": listing.entry.id, "kind": listing.fact.field if listing.fact.field != HELD else "event",
        "name": dates.title(listing), "first": when.first.isoformat(), "last": when.last.isoformat(),
        "when": dates.when(when), "lunar": dates.lunar(when) or None, "days_known": not when.rule.is_rough,
        "confirmed": listing.confirmed, "as_of": said.as_of or listing.entry.as_of,
        "source": source.title if source else None, "page": page_of(listing.entry), "time": clock(listing) or None,
        "status": listing.state or "scheduled", "reason": dates.reason(listing) or None,
        "was_first": listing.was.first.isoformat() if listing.was else None, "place": dates.place(listing) or None,
    }  # fmt: skip


def _shown(listing: Listing, lang: Lang, wording: Wording) -> Shown:
    dates, when = Dates(lang, wording), listing.when
    is_event = listing.fact.field == HELD
    as_of = (listing.change or listing.fact).as_of or listing.entry.as_of
    place, was = dates.place(listing), dates.was(listing)
    notes = [wording.say(lang, "events.page.rough")] if when.rule.is_rough and is_event and not listing.is_off else []
    notes += [wording.say(lang, "events.page.place", {"place": place})] if place else []
    notes += [wording.say(lang, "events.page.asof", {"date": wording.date(as_of, lang)})] if as_of else []
    return Shown(
        page_of(listing.entry), dates.title(listing),
        " ".join(filter(None, (dates.when(when), clock(listing)))), when.first.isoformat(),
        dates.lunar(when), tuple(notes), _state(listing, lang, wording), listing.is_off,
        wording.say(lang, "events.page.was", {"was": was}) if was else "", dates.reason(listing),
    )  # fmt: skip


def _state(listing: Listing, lang: Lang, wording: Wording) -> str:
    """What became of it in a word, where visitors may count on something else."""
    if not listing.state or listing.state == ANNOUNCED:
        return ""
    key = "placed" if listing.state == MOVED and not listing.is_moved else listing.state
    return wording.say(lang, f"events.page.status.{key}")
