"""Open or not, in words: yes or no first, until when, the last entry, and when again. One or two sentences a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from guide.dialogue.cite import Citations, mark
from guide.dialogue.occasions import Occasions
from guide.dialogue.saying import open_places
from guide.dialogue.wording import Wording
from guide.skills.opening import ENTER, HOURS, LATEST, Answer, Listing
from guide.types import Fact, Finding, FoundFact, Lang
from guide.visiting.exceptions import DAY
from guide.visiting.exceptions import read as read_rule
from guide.visiting.moment import Moment
from guide.visiting.opening import Window
from guide.visiting.status import AWAY, EARLY, LATE, OPEN, OVER, SHUT, UNKNOWN, Status

_SEPARATORS = "，、；;, "
"""Marks with which a last entry follows the hours; between brackets it needs none."""


def say(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """The answer for each place, or the list of places."""
    if isinstance(finding.detail, Listing):
        yield from open_places.say(finding, wording, citations)
        return
    for answer in finding.detail:
        found = [each for each in finding.facts if each.entry.id == answer.entry.id]
        voice = _Voice(answer, finding.lang, wording, wording.occasions(finding.lang))
        yield from _cited(voice.sentences(), found, citations)


def _cited(sentences: Iterator[str], found: Sequence[FoundFact], citations: Citations) -> Iterator[str]:
    """The first sentence rests on all that was found; the others go on from it."""
    numbers = tuple(dict.fromkeys(number for each in found for number in citations.of_facts(each)))
    for at, sentence in enumerate(sentences):
        yield sentence if at else mark(sentence, *numbers)


@dataclass(frozen=True, slots=True)
class _Voice:
    """Says how one place stands."""

    answer: Answer
    lang: Lang
    wording: Wording
    occasions: Occasions

    def sentences(self) -> Iterator[str]:
        status = self.answer.status
        if status.verdict == UNKNOWN:
            yield self.wording.say(self.lang, "unknown.fact", {"name": self._name(), "label": self._label()})
            return
        if self.answer.days:
            yield self._days(self.answer.days)
        elif self.answer.asking.goal == LATEST and status.day.windows:
            yield self._latest(status)
        else:
            yield self._verdict(status)
        if self.answer.trip:
            yield self._way()
        yield from self._besides(status)

    def _verdict(self, status: Status) -> str:
        goal = "enter" if self.answer.asking.goal == ENTER and status.verdict != SHUT else "is"
        key = f"{goal}.{status.verdict}"
        if status.verdict == OPEN and status.at is None:
            key = "hours" if self.answer.asking.goal == HOURS else "is.open_day"
        if status.day.unsettled:
            return self._maybe(status)
        return self._say(key, **self._values(status))

    def _maybe(self, status: Status) -> str:
        """A day on which a rule may hold, in a year whose days off nobody knows."""
        assert status.day.unsettled is not None
        values = {**self._values(status), "times": self._times(status.day.windows), "year": status.day.day.year}
        return self._say("is.maybe", **values, rule=self._rule(status.day.unsettled))

    def _rule(self, fact: Fact) -> str:
        return self.occasions.rule(read_rule(str(fact.value)))

    def _values(self, status: Status) -> dict[str, object]:
        window, told = status.window, self._relevant(status)
        one = len(told) < 2 or status.verdict in (OPEN, LATE, EARLY) and status.at is not None
        last = window.latest if window and window.latest < window.closes else None
        return {
            "name": self._name(),
            "when": self._when(status),
            "until": self._until(window),
            "opens": self.occasions.clock(window.opens) if window else "",
            "times": self._times(told),
            "label": self._named(window),
            "tail": self._tail(window) if one else "",
            "last": self.occasions.clock(last) if last is not None else "",
            "left": window.latest - status.at if window and status.at is not None else 0,
            "sets_out_now": self.answer.asking.moment.is_now,
            "is_now": self.answer.asking.moment.is_now and not self.answer.trip,
            "all_day": bool(window and window.closes - window.opens == DAY),
            "inverse": self.answer.asking.wants_closed,
            "is_ticket": bool(window and window.latest == window.last_ticket),
            "is_open_ended": bool(window and window.is_open_ended),
        }

    def _latest(self, status: Status) -> str:
        """By when to be there: of the window that is on or comes next, else of the first."""
        window = status.window or status.day.windows[0]
        limited = window.latest < window.closes
        key = "latest.known" if limited else "latest.unknown"
        phone = next((str(fact.value) for fact in self.answer.entry.of("phone") if isinstance(fact.value, str)), "")
        passed = status.verdict in (LATE, OVER)
        values = self._values(status) | {"until": self._until(window), "tail": self._tail(window), "passed": passed}
        return self._say(key, **values | {"latest": self.occasions.clock(window.latest), "phone": phone})

    def _days(self, days: Sequence[Status]) -> str:
        """All days of a holiday or weekend: the same on each, or on which it is closed, or may be."""
        unsure = [each for each in days if each.day.unsettled]
        settled = [each for each in days if each not in unsure]
        shut, opened = ([each for each in settled if each.is_open == wanted] for wanted in (False, True))
        times = [self._times(self._relevant(each)) for each in opened]
        alone = opened and len(self._relevant(opened[0])) < 2
        values = {
            "name": self._name(), "days": self._moment_days(self.answer.asking.moment),
            "times": times[0] if times else "", "tail": self._tail(opened[0].window) if alone else "",
            "differs": len(set(times)) > 1, "shut": self._listed(shut), "unsure": self._listed(unsure),
            "inverse": self.answer.asking.wants_closed,
        }  # fmt: skip
        which = "unsure" if unsure else "none" if not opened else "some" if shut else "all"
        return self._say(f"range.{which}", **values)

    def _listed(self, days: Sequence[Status]) -> str:
        return self.wording.join(self.lang, (self.occasions.day(each.day.day) for each in days))

    def _moment_days(self, moment: Moment) -> str:
        said = self.occasions.stretch(moment.first, moment.last)
        if not moment.holiday:
            return said
        return self._say("holiday_days", holiday=self.occasions.holiday(moment.holiday), days=said)

    def _way(self) -> str:
        trip, start, status = self.answer.trip, self.answer.start, self.answer.status
        assert trip is not None
        values = {
            "minutes": trip.minutes, "mode": trip.mode, "about": trip.is_rough,
            "start": self.wording.name(start, self.lang) if start else "",
            "arrival": self.occasions.clock(status.at or 0),
        }  # fmt: skip
        return self._say("way", **values)

    def _besides(self, status: Status) -> Iterator[str]:
        """The exception, when it opens again, what other sources say, and what is not announced."""
        days = self.answer.days or (status,)
        exception = next((each.day.exception for each in days if each.day.exception), None)
        if exception is not None and isinstance(exception.value, str):
            note = self.wording.in_words(exception.note or {}, self.lang)
            yield self._say("exception", rule=self._rule(exception), note=note)
        if status.verdict not in (OPEN, EARLY, AWAY) and status.next and not self.answer.days:
            day, window = status.next
            yield self._say(
                "next",
                day=open_places.near(day, self.answer.asking.today, self.lang, self.wording),
                time=self._times([window]),
            )
        if status.window and status.window.fact.field == "hours" and status.window.fact.note:
            yield self._say("note", note=self.wording.in_words(status.window.fact.note, self.lang))
        if status.disputed:
            yield self._say("disputed", times=self._times([status.disputed]))
        yield from self._unsettled(days)

    def _unsettled(self, days: Sequence[Status]) -> Iterator[str]:
        """That the days off of a holiday are not announced, and the rule that hangs on them."""
        moment = self.answer.asking.moment
        facts = [each.day.unsettled for each in days if each.day.unsettled and self.answer.days]
        if facts or moment.holiday and not moment.is_announced:
            holiday = self.occasions.holiday(moment.holiday) if moment.holiday else ""
            rule = self._rule(facts[0]) if facts and facts[0] else ""
            usual = self.occasions.stretch(moment.first, moment.last)
            yield self._say("not_announced", year=moment.last.year, holiday=holiday, days=usual, rule=rule)

    def _relevant(self, status: Status) -> Sequence[Window]:
        if status.window and status.verdict == OPEN and self.answer.asking.moment.span:
            return (status.window, *status.also)
        return status.day.windows

    def _when(self, status: Status) -> str:
        if self.answer.trip:
            return self._say("when.arrival", clock=self.occasions.clock(status.at or 0))
        return open_places.when(self.answer.asking, self.lang, self.wording)

    def _until(self, window: Window | None) -> str:
        return self.occasions.clock(window.closes) if window and not window.is_open_ended else ""

    def _times(self, windows: Iterable[Window]) -> str:
        told = tuple(windows)
        several = len(told) > 1
        said = (
            self._say("labelled", label=self._named(each), time=self._limited(each, several)) for each in told
        )  # fmt: skip
        return self.wording.join(self.lang, dict.fromkeys(said))

    def _limited(self, window: Window, several: bool) -> str:
        """Of several windows each with its own last entry."""
        limit = self._tail(window).strip(_SEPARATORS) if several else ""
        said = self._time(window)
        return self._say("limited", time=said, limit=limit) if limit else said

    def _time(self, window: Window) -> str:
        if window.is_open_ended:
            return self._say("from", opens=self.occasions.clock(window.opens))
        return self.occasions.time(window.opens, window.closes)

    def _named(self, window: Window | None) -> str:
        return self.wording.in_words(window.label, self.lang) if window and window.label else ""

    def _tail(self, window: Window | None) -> str:
        """The last entry and the last ticket, where they come before closing."""
        if window is None:
            return ""
        limits = {"last_entry": window.last_entry, "last_ticket": window.last_ticket}
        said = (
            self._say(f"tail.{key}", time=self.occasions.clock(at))
            for key, at in limits.items()
            if at is not None and at < window.closes
        )
        return "".join(said)

    def _name(self) -> str:
        return self.wording.name(self.answer.entry, self.lang)

    def _label(self) -> str:
        return self.wording.label(self.lang, "hours")

    def _say(self, key: str, **values: object) -> str:
        return self.wording.say(self.lang, f"opening.{key}", values)
