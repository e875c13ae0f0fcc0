"""Which places are open, in words: those that surely are, then how many are not, and of how many nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from guide.dialogue.cite import Citations, mark
from guide.dialogue.occasions import Occasions
from guide.dialogue.wording import Wording
from guide.skills.opening import Answer, Asking, Listing
from guide.types import Finding, Lang


def say(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """The list, then the counts."""
    listing: Listing = finding.detail
    lang, asking = finding.lang, listing.asking
    occasions = wording.occasions(lang)
    count = listing.closed if asking.wants_closed else listing.open
    group = wording.say(lang, f"opening.group.{asking.group}")
    values = {"when": when(asking, lang, wording), "group": group, "count": count}
    which = "closed" if asking.wants_closed else "open"
    if listing.shown:
        items = [_item(each, lang, wording, occasions, citations, finding) for each in listing.shown]
        more = count > len(items)
        said = wording.join(lang, items)
        yield wording.say(lang, f"opening.list.{which}", {**values, "items": said, "more": more})
    else:
        yield wording.say(lang, f"opening.list.none_{which}", values)
    yield from _rest(listing, lang, wording)
    if asking.moment.holiday and not asking.moment.is_announced:
        yield wording.say(lang, "opening.not_announced", {
            "year": asking.moment.last.year, "holiday": occasions.holiday(asking.moment.holiday), "rule": "",
            "days": occasions.stretch(asking.moment.first, asking.moment.last),
        })  # fmt: skip


def _rest(listing: Listing, lang: Lang, wording: Wording) -> Iterator[str]:
    """Of the others, how many are known to be otherwise and of how many the hours are not known."""
    names = wording.join(lang, (wording.name(entry, lang) for entry in listing.without))
    others = listing.open if listing.asking.wants_closed else listing.closed
    which = "open" if listing.asking.wants_closed else "closed"
    if others:
        values = {"count": others, "names": names, "more": others > len(listing.without)}
        yield wording.say(lang, f"opening.list.others_{which}", values)
    if listing.unknown:
        yield wording.say(lang, "opening.list.unknown", {"count": listing.unknown})


def _item(
    answer: Answer, lang: Lang, wording: Wording, occasions: Occasions, citations: Citations, finding: Finding
) -> str:
    status = answer.status
    windows = [status.window, *status.also] if status.is_open else status.day.windows
    times = wording.join(lang, dict.fromkeys(occasions.time(each.opens, each.closes) for each in windows if each))
    last = status.window.latest if status.is_open and status.window else None
    closes = status.window.closes if status.window else None
    limit = occasions.clock(last) if last is not None and last != closes else ""
    shut = [occasions.day(each.day.day) for each in answer.days if not each.is_open] if status.is_open else []
    values = {"name": wording.name(answer.entry, lang), "times": times, "last": limit, "shut": wording.join(lang, shut)}
    said = wording.say(lang, "opening.list.item", values)
    found = [each for each in finding.facts if each.entry.id == answer.entry.id]
    return mark(said, *dict.fromkeys(number for each in found for number in citations.of_facts(each)))


def when(asking: Asking, lang: Lang, wording: Wording) -> str:
    """The moment of a list."""
    moment, occasions = asking.moment, wording.occasions(lang)
    if moment.is_now and moment.first == asking.today and moment.span == (asking.minute, asking.minute):
        return wording.say(lang, "opening.when.now")
    day = near(moment.first, asking.today, lang, wording)
    if moment.first != moment.last:
        day = occasions.stretch(moment.first, moment.last)
        if moment.holiday:
            day = wording.say(lang, "opening.holiday_days", {"holiday": occasions.holiday(moment.holiday), "days": day})
    if moment.span is None:
        return day
    if moment.span[0] == moment.span[1]:
        return wording.say(lang, "opening.when.at", {"day": day, "clock": occasions.clock(moment.span[0])})
    return wording.say(lang, "opening.when.part", {"day": day, "start": moment.span[0]})


def near(day: date, today: date, lang: Lang, wording: Wording) -> str:
    """A day as near to today as it is."""
    occasions = wording.occasions(lang)
    weekday = occasions.weekday(day.weekday())
    if day in (today, today + timedelta(1)):
        key = "today" if day == today else "tomorrow"
        return wording.say(lang, f"opening.when.{key}", {"weekday": weekday})
    return wording.say(lang, "opening.when.day", {"day": occasions.day(day)})
