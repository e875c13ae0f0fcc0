"""Events in words: what is on in the days asked for, or when something comes round, with what is not confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from guide.dialogue.cite import Citations, mark
from guide.dialogue.wording import Wording, in_language
from guide.skills.events import HELD, TIME, Listing, Program, told
from guide.types import Finding, FoundFact, Lang, Text
from guide.visiting.recurrence import LUNAR, TERM, Mark, Occurrence


class Teller:
    """Says events; `names` are the names of the cities, by id."""

    def __init__(self, names: Mapping[str, Text]) -> None:
        self._names = names

    def say(self, finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
        """What is asked first, then what does not take place, and, once, that it goes by earlier years."""
        program: Program = finding.detail
        off = (_off(each, finding.lang, wording, citations) for each in program.off)
        if program.is_named:
            yield from off
            for each in program.listings:
                yield from _named(each, program, finding.lang, wording, citations)
        else:
            yield self._listed(program, finding.lang, wording, citations)
            yield from off
        if any(not each.confirmed for each in program.listings):
            yield wording.say(finding.lang, "events.unconfirmed")

    def _listed(self, program: Program, lang: Lang, wording: Wording, citations: Citations) -> str:
        request = program.request
        field = program.listings[0].fact.field if program.listings else request.fields[0]
        asked, is_placed = Words(lang, wording), program.place is not None
        values: dict[str, object] = {
            "span": "" if request.is_open else asked.days(request.first, request.last),
            "city": wording.name(program.place, lang) if program.place else self._city(request.city, lang),
            "at": is_placed, "count": program.total,
            "items": wording.join(lang, (asked.item(each, is_placed) for each in program.listings)),
            "more": program.total > len(program.listings),
            "what": wording.say(lang, f"events.what.{request.fields[0]}"),
        }  # fmt: skip
        numbers = dict.fromkeys(n for each in program.listings for n in citations.of_facts(told(each)))
        if program.listings and not program.is_later:
            return mark(wording.say(lang, f"events.lead.{field}", values), *numbers)
        values["lack"] = wording.say(lang, "events.none", values)
        return mark(wording.say(lang, "events.later" if program.listings else "events.nothing", values), *numbers)

    def _city(self, city: str, lang: Lang) -> str:
        return in_language(self._names.get(city, {}), lang) or city


class Words:
    """Occurrences in the words of a language."""

    def __init__(self, lang: Lang, wording: Wording) -> None:
        self._lang, self._wording = lang, wording

    def item(self, listing: Listing, is_placed: bool = False) -> str:
        """One thing with its days, and its place unless that is said."""
        field = listing.fact.field
        label = in_language(listing.fact.label or {}, self._lang)
        key = "food" if is_placed or field != HELD and listing.entry.kind in ("food", "culture") else field
        values = {
            "name": self._wording.name(listing.entry, self._lang), "when": self.when(listing.when), "label": label,
            "lunar": self.lunar(listing.when), "rough": listing.when.rule.is_rough, "clock": clock(listing),
            "was": self.was(listing), "place": self.place(listing),
        }  # fmt: skip
        return self._say(f"events.item.{key}", values)

    def title(self, listing: Listing, is_placed: bool = False) -> str:
        """The name of an event; of a season what it is of, too, or only that where the place is said."""
        label = in_language(listing.fact.label or {}, self._lang)
        if is_placed and label:
            return label
        return self._say("events.page.listing", {"name": self._wording.name(listing.entry, self._lang), "label": label})

    def off(self, listing: Listing) -> str:
        """What became of a time that was to be: called off, put off, moved to other days."""
        values = {
            "name": self._wording.name(listing.entry, self._lang), "when": self.when(listing.when),
            "was": self.was(listing) or self.when(listing.when), "place": self.place(listing),
            "words": self.reason(listing),
        }  # fmt: skip
        return self._say(f"events.became.{listing.state}", values)

    def was(self, listing: Listing) -> str:
        """The days it was to be held on, where they are others now."""
        return self.when(listing.was) if listing.is_moved and listing.was else ""

    def place(self, listing: Listing) -> str:
        """Where it is held instead."""
        label = listing.change.label if listing.change else None
        return in_language(label, self._lang) if label else ""

    def reason(self, listing: Listing) -> str:
        """Why, in the words of whoever changed it."""
        note = listing.change.note if listing.change else None
        return in_language(note, self._lang).rstrip(".。 ") if note else ""

    def when(self, when: Occurrence) -> str:
        """The days of the civil calendar; whole months where no more is known."""
        return self._months(when.first, when.last) if when.rule.is_rough else self.days(when.first, when.last)

    def days(self, first: date, last: date) -> str:
        """A span of days, as a month where it is a whole one; a year that is one is said once."""
        if first.day == 1 and (last + timedelta(1)).day == 1:
            return self._months(first, last)
        return self._day(first, first.year) if first == last else self._range(first, last, self._day)

    def _months(self, first: date, last: date) -> str:
        alike = (first.year, first.month) == (last.year, last.month)
        return self._month(first, first.year) if alike else self._range(first, last, self._month)

    def _range(self, first: date, last: date, said: Callable[[date, int], str]) -> str:
        """From one to the other, by the language with the year at its begin or at its end."""
        differ = first.year != last.year
        values = {
            "first": said(first, first.year), "first_bare": said(first, first.year if differ else 0),
            "last": said(last, last.year), "last_bare": said(last, last.year if differ else 0),
        }  # fmt: skip
        return self._say("events.range", values)

    def lunar(self, when: Occurrence) -> str:
        """The days by the lunar calendar, or the solar term; nothing for others."""
        rule = when.rule
        if rule.calendar == TERM:
            return self._say("events.term", {})
        if rule.calendar != LUNAR:
            return ""
        return self._say("events.lunar", {**_ends(rule.first, "1"), **_ends(rule.last, "2")})

    def _day(self, day: date, year: int) -> str:
        return self._say("events.day", {"year": year, "month": day.month, "day": day.day})

    def _month(self, day: date, year: int) -> str:
        return self._say("events.month", {"year": year, "month": day.month})

    def _say(self, key: str, values: Mapping[str, object]) -> str:
        return self._wording.say(self._lang, key, values)


def _ends(mark_: Mark, which: str) -> dict[str, object]:
    return {f"m{which}": mark_.month, f"d{which}": mark_.day or 1}


def clock(listing: Listing) -> str:
    """The time of day it begins, and perhaps ends, on its days."""
    return next((str(fact.value) for fact in listing.entry.of(TIME)), "") if listing.fact.field == HELD else ""


def _off(listing: Listing, lang: Lang, wording: Wording, citations: Citations) -> str:
    return mark(Words(lang, wording).off(listing), *citations.of_facts(told(listing)))


def _named(listing: Listing, program: Program, lang: Lang, wording: Wording, citations: Citations) -> Iterator[str]:
    """When one event comes round again; what its source says of the days where only months are known."""
    when, words = listing.when, Words(lang, wording)
    under_way = when.first <= program.request.today
    key = "rough" if when.rule.is_rough else "now" if under_way else "next"
    values = {
        "name": wording.name(listing.entry, lang), "when": words.when(when), "lunar": words.lunar(when),
        "clock": clock(listing), "was": words.was(listing), "place": words.place(listing),
        "words": words.reason(listing), "again": bool(program.off),
    }  # fmt: skip
    cited = told(listing)
    yield mark(wording.say(lang, f"events.named.{key}", values), *citations.of_facts(cited))
    if when.rule.is_rough and cited.field == "date":
        spoken = wording.values(FoundFact(listing.entry, "date", cited.facts), lang)
        closed = spoken if spoken.endswith(("。", ".")) else spoken + ("。" if lang.startswith(("zh", "ja")) else ".")
        yield mark(wording.say(lang, "events.past", {"words": closed}), *citations.of_facts(cited))


def cards(finding: Finding, wording: Wording) -> tuple[Mapping[str, Any], ...]:
    """The events as a list, with the address of the same as a calendar file."""
    program: Program = finding.detail
    words = Words(finding.lang, wording)
    items = [
        {
            "entry": each.entry.id, "title": words.title(each, program.place is not None),
            "when": words.when(each.when),
            "first": each.when.first.isoformat(), "last": each.when.last.isoformat(),
            "rough": each.when.rule.is_rough, "confirmed": each.confirmed, "status": each.state or "scheduled",
        }
        for each in (*program.listings, *program.off)
    ]  # fmt: skip
    if not items:
        return ()
    return ({"kind": "events", "items": items, "calendar": "/api/events.ics", "page": "/events"},)


def suggest(finding: Finding, wording: Wording) -> tuple[str, ...]:
    """Other days and other things to ask for."""
    return tuple(wording.say(finding.lang, f"events.ask.{key}") for key in ("month", "bloom"))
