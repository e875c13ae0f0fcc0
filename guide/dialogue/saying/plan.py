"""A plan in words: a line for each stop, what it costs, and one honest note; of a conflict, what would be possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from guide.dialogue.cite import Citations, mark
from guide.dialogue.saying.plan_lines import Line, Told
from guide.dialogue.wording import Wording, plain_number
from guide.skills.itinerary import code
from guide.skills.itinerary.brief import CHECK, FITS, PRICE, STANDING, WAY
from guide.skills.itinerary.planning import cited
from guide.skills.itinerary.result import Day, Itinerary, Stop
from guide.types import Finding

_LINE = "\n"
_AGAIN = ("swap", "rain", "slower")


def say(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """The plan, a line for each stop; or what was asked of it."""
    plan: Itinerary = finding.detail
    told = Told(wording, finding.lang, {entry.id: entry for entry in finding.entries})
    if plan.asked in STANDING and plan.stops:
        yield from _standing(plan, told, citations)
        return
    openings = tuple(_opening(plan, told))
    yield from openings
    if not finding.answered:
        yield from () if plan.conflict else (told.say("nothing"),)
        return
    first = not openings
    for day in plan.days:
        yield ("" if first else _LINE) + _head(plan, day, told)
        first = False
        for stop in day.stops:
            yield _LINE + _stop(stop, told, citations)
        if end := told.end(plan, day):
            yield _LINE + end
    if plan.stops:
        yield _LINE + told.total(plan)
        yield from told.left(plan)
    if plan.stops and not finding.stale_since:
        yield told.note(plan)  # one caveat an answer


def _opening(plan: Itinerary, told: Told) -> Iterator[str]:
    """What is said before the stops: that it cannot be, that it fits, or what became of the plan before."""
    if plan.conflict:
        yield from told.conflict(plan, plan.conflict)
    elif plan.changed and plan.stops:
        yield told.changed(plan.changed)
    elif plan.asked == FITS and plan.stops:
        yield told.say("fits")


def _standing(plan: Itinerary, told: Told, citations: Citations) -> Iterator[str]:
    """What the plan that stands costs, how long its ways are, or from when to when it lasts."""
    if plan.asked == PRICE:
        for stop in (each for each in plan.stops if each.entry and each.bill and each.bill.total):
            yield _stop_item("price", stop, told, citations)
        yield told.total(plan)
    elif plan.asked == WAY:
        trips = [stop for stop in plan.stops if stop.trip and stop.trip.minutes]
        minutes = sum(stop.trip.minutes for stop in trips if stop.trip)
        items = (told.say("standing.way_item", name=told.line(each).name, way=told.line(each).way) for each in trips)
        yield told.say("standing.way", minutes=minutes, items=told.join(tuple(items)))
    else:
        if plan.asked == CHECK:
            yield from told.conflict(plan, plan.conflict) if plan.conflict else (told.say("fits"),)
        for day in (each for each in plan.days if each.stops):
            first, last = told.line(day.stops[0]), told.line(day.stops[-1])
            yield told.say(
                "standing.time", date=told.day(day.day), begin=first.begin, first=first.name, end=last.end,
                last=last.name,
            )  # fmt: skip


def _stop_item(key: str, stop: Stop, told: Told, citations: Citations) -> str:
    assert stop.bill is not None
    amount = plain_number(float(stop.bill.total))
    return mark(
        told.say(f"standing.{key}", name=told.line(stop).name, amount=amount, people=len(stop.bill.lines)),
        *_numbers(stop, citations),
    )


def _head(plan: Itinerary, day: Day, told: Told) -> str:
    visits = sum(1 for stop in day.stops if stop.entry)
    return told.say("head", date=told.day(day.day), count=visits, start=told.start_name(plan, day))


def _stop(stop: Stop, told: Told, citations: Citations) -> str:
    line = told.line(stop)
    sentence = told.say(
        "stop", begin=line.begin, end=line.end, name=line.name, way=line.way, about=told.join(line.about)
    )
    return mark(sentence, *_numbers(stop, citations))


def _numbers(stop: Stop, citations: Citations) -> Iterable[int]:
    return dict.fromkeys(number for found in cited(stop) for number in citations.of_facts(found))


def cards(finding: Finding, wording: Wording) -> tuple[Mapping[str, Any], ...]:
    """The plan as a card, with the address of its page."""
    plan: Itinerary = finding.detail
    if not finding.answered or plan.asked in STANDING:
        return ()
    told = Told(wording, finding.lang, {entry.id: entry for entry in finding.entries})
    link = f"/plans/{code.encode(plan.request)}"
    return (
        {
            "kind": "itinerary", "title": told.say("title", days=len(plan.days), place=""), "link": link,
            "calendar": f"{link}.ics", "map": f"{link}.svg",
            "open": told.say("card.open"), "save": told.say("card.save"),
            "total": told.total(plan), "note": told.note(plan),
            "days": [{"date": day.day.isoformat(), "stops": [_card(told.line(each)) for each in day.stops]}
                     for day in plan.days],
        },
    )  # fmt: skip


def _card(line: Line) -> Mapping[str, Any]:
    return {
        "begin": line.begin, "end": line.end, "name": line.name, "entry": line.stop.entry.id if line.stop.entry else "",
        "way": line.way, "about": list(line.about), "alternatives": list(line.alternatives),
        "unsure": line.stop.is_unsure,
    }  # fmt: skip


def suggest(finding: Finding, wording: Wording) -> tuple[str, ...]:
    """How the plan can be changed."""
    plan: Itinerary = finding.detail
    if not finding.answered:
        return ()
    has_second = sum(not stop.meal for stop in plan.stops) > 1
    fitting = {"swap": has_second, "rain": not plan.request.rain}
    keys = [key for key in _AGAIN if fitting.get(key, True)]
    return tuple(wording.say(finding.lang, f"plan.again.{key}") for key in keys)
