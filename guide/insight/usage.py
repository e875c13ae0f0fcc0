"""What visitors asked, counted for editors: nothing that would tell who.

Rare values are not shown: a place asked about twice, a language spoken once could point at a person, so whatever was
counted fewer than three times is one line, `other`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from guide.storage.journal_figures import JournalFigures, Span

SMALL = 3
"""Fewer than these of one value are joined into OTHER."""
OTHER = "other"
HEAD = 10
"""Places that are recommended most; what lies beyond them is the long tail."""
MOST = 20
"""Lines of a table of names."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Turns and how they fared. A rate is None where there is nothing to divide by."""

    asked: int = 0
    answered: int = 0
    up: int = 0
    down: int = 0

    @property
    def rate(self) -> float | None:
        """The share that was answered, 0 to 1."""
        return self.answered / self.asked if self.asked else None

    def plus(self, answered: bool, thumb: str, count: int = 1) -> Tally:
        """With more turns."""
        up, down = self.up + count * (thumb == "up"), self.down + count * (thumb == "down")
        return Tally(self.asked + count, self.answered + count * answered, up, down)


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds to a whole answer: half took at most `p50`, nineteen of twenty at most `p95`."""

    p50: int
    p95: int


@dataclass(frozen=True, slots=True)
class Usage:
    """The figures of a span. Names go from most to least."""

    total: Tally
    days: Mapping[date, Tally]
    hours: Sequence[int]
    """Questions by hour of the day, 24 of them."""
    langs: Mapping[str, Tally]
    skills: Mapping[str, Tally]
    places: Mapping[str, int]
    wishes: Mapping[str, int]
    recommended: int
    """How often any place was put forward."""
    tail: float | None
    """The share of that beyond the ten places put forward most, 0 to 1."""
    latency: Latency | None
    daily_latency: Mapping[date, Latency]


def usage(figures: JournalFigures, span: Span, zone: tzinfo) -> Usage:
    """Count a span, on the clock of a zone. Turns are known by the hour in UTC: a zone off by half an hour is, too."""
    hours = {hour.astimezone(zone): Tally(*sums) for hour, sums in figures.hours(span).items()}
    times = [(hour.astimezone(zone).date(), taken, count) for hour, taken, count in figures.times(span)]
    put = figures.listed("recommended", span)
    return Usage(
        total=_sum(hours.values()),
        days=_days(hours, span, zone),
        hours=tuple(sum(each.asked for there, each in hours.items() if there.hour == hour) for hour in range(24)),
        langs=joined({name: Tally(*sums) for name, sums in figures.by("lang", span).items()}),
        skills=joined({name: Tally(*sums) for name, sums in figures.by("skill", span).items()}),
        places=rare_joined(figures.places(span)),
        wishes=rare_joined(figures.listed("wishes", span)),
        recommended=put.total(),
        tail=tail(put),
        latency=_latency(_summed(times)),
        daily_latency=_daily(times),
    )


def tail(put: Counter[str]) -> float | None:
    """The share of what was put forward beyond the ten places put forward most; None where nothing was."""
    head = sum(count for _, count in put.most_common(HEAD))
    return (put.total() - head) / put.total() if put.total() else None


def rare_joined(counts: Counter[str], most: int = MOST) -> dict[str, int]:
    """Counts from most to least; what is rare, and what comes after `most` lines, is one line at the end."""
    kept = [(name, count) for name, count in counts.most_common(most) if count >= SMALL]
    rest = counts.total() - sum(count for _, count in kept)
    return {**dict(kept), **({OTHER: rest} if rest else {})}


def joined(tallies: Mapping[str, Tally]) -> dict[str, Tally]:
    """The same for tallies."""
    ordered = sorted(tallies.items(), key=lambda each: (-each[1].asked, each[0]))
    rare = [each for _, each in ordered if each.asked < SMALL]
    kept = {name: each for name, each in ordered if each.asked >= SMALL}
    return {**kept, OTHER: _sum(rare)} if rare else kept


def _sum(tallies: Iterable[Tally]) -> Tally:
    asked = answered = up = down = 0
    for each in tallies:
        asked, answered, up, down = asked + each.asked, answered + each.answered, up + each.up, down + each.down
    return Tally(asked, answered, up, down)


def _days(hours: Mapping[datetime, Tally], span: Span, zone: tzinfo) -> dict[date, Tally]:
    """Every day of the span, those without a question too."""
    first, last = span.start.astimezone(zone).date(), span.end.astimezone(zone).date()
    found: dict[date, list[Tally]] = {first + timedelta(days=n): [] for n in range((last - first).days + 1)}
    for there, each in hours.items():
        found.setdefault(there.date(), []).append(each)
    return {day: _sum(each) for day, each in found.items()}


def _summed(times: Iterable[tuple[date, int, int]]) -> Counter[int]:
    found: Counter[int] = Counter()
    for _, taken, count in times:
        found[taken] += count
    return found


def _daily(times: Iterable[tuple[date, int, int]]) -> dict[date, Latency]:
    found: dict[date, Counter[int]] = {}
    for day, taken, count in times:
        found.setdefault(day, Counter())[taken] += count
    return {day: made for day, each in sorted(found.items()) if (made := _latency(each))}


def _latency(taken: Counter[int]) -> Latency | None:
    """Nearest ranks."""
    return Latency(*(_rank(taken, percent) for percent in (50, 95))) if taken else None


def _rank(taken: Counter[int], percent: int) -> int:
    wanted, seen = -(-taken.total() * percent // 100), 0
    for milliseconds, count in sorted(taken.items()):
        seen += count
        if seen >= wanted:
            return milliseconds
    raise ValueError("no rank of nothing")
