"""Generated places and notations for the oracles, the same on every run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from tests.visiting.oracle import DAYS, LUNAR, OFF, WORKED, Break, Hours, Place

SEED = 20261121
NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
YEAR = [date(2026, 1, 1) + timedelta(step) for step in range(365)]


def notations() -> Iterator[tuple[str, date]]:
    """Notations of many shapes, each on some days: edges of its seasons, and any others."""
    random = Random(SEED)
    for _ in range(150):
        text = _notation(random)
        edges = [date(2026, month, day) for month in random.sample(range(1, 13), 2) for day in (1, 28)]
        for day in [*edges, *random.sample(YEAR, 6)]:
            yield text, day


def places() -> Iterator[tuple[Place, date]]:
    """Places with exceptions, each on holidays, worked weekends, eves, Mondays and any other days."""
    random = Random(SEED + 1)
    telling = [date.fromisoformat(span[:10]) for spans in OFF.values() for span in spans]
    telling += [date.fromisoformat(each) for each in sorted(WORKED)]
    telling += [date.fromisoformat(each) - timedelta(1) for each in LUNAR["01-01"][1:3]]
    telling += [date(2026, 10, 5), date(2026, 5, 4), date(2026, 2, 16), date(2026, 2, 23)]
    for _ in range(130):
        place = _place(random)
        near = [random.choice(telling) + timedelta(random.randint(-2, 8)) for _ in range(5)]
        own = [day for each in place.breaks for day in _edges(each)]
        for day in [*near, *random.sample(own, min(3, len(own))), *random.sample(YEAR, 3)]:
            if day.year in (2025, 2026):
                yield place, day


def _notation(random: Random) -> str:
    rules = [_selector(random) + _times(random) for _ in range(random.choice((1, 1, 2, 2, 3)))]
    if len(rules) > 1:
        rules = [rules[0], *(rule if rule[0].isalpha() else f"{random.choice(DAYS)} {rule}" for rule in rules[1:])]
    if random.random() < 0.3:
        rules.append(f"{random.choice(DAYS)} off")
    if random.random() < 0.1:
        rules.append(f"{random.choice(NAMES)} {random.randint(1, 28):02} off")
    return random.choice(("24/7", "; ".join(rules))) if random.random() < 0.05 else "; ".join(rules)


def _selector(random: Random) -> str:
    dates = ""
    if random.random() < 0.5:
        first, last = random.sample(NAMES, 2)
        dates = random.choice((
            f"{first}-{last}", first, f"{first},{last}",
            f"{first} {random.randint(1, 28):02}-{last} {random.randint(1, 28):02}",
        ))  # fmt: skip
    days = ""
    if random.random() < 0.6:
        some = random.sample(DAYS, 2)
        counted = some[0] if "," in dates else f"{some[0]}[{random.choice((1, 2, -1))}]"
        days = random.choice((f"{some[0]}-{some[1]}", some[0], ",".join(some), counted))
    return "".join(f"{each} " for each in (dates, days) if each)


def _times(random: Random) -> str:
    opens = random.randrange(6 * 60, 11 * 60, 15)
    closes = random.randrange(16 * 60, 19 * 60, 15)
    night = random.randrange(20 * 60, 26 * 60, 30)
    shapes = [
        f"{_at(opens)}-{_at(closes)}", f"{_at(opens)}-11:45,13:00-{_at(closes)}", f"18:30-{_at(night)}",
        f"{_at(opens)}-24:00", f"{_at(opens)}-{_at(closes)},19:00-01:30",
    ]  # fmt: skip
    return random.choices(shapes, (6, 3, 2, 1, 1))[0]


def _at(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _place(random: Random) -> Place:
    opens, closes = random.randrange(6 * 60, 10 * 60, 15), random.randrange(16 * 60, 22 * 60, 15)
    all_year, open_days = tuple(range(1, 13)), tuple(random.choice((range(7), range(1, 7), range(5), (1, 2, 4, 5, 6))))
    spans = ((opens, closes),) if random.random() < 0.8 else ((opens, 12 * 60), (13 * 60 + 30, closes))
    if random.random() < 0.15:
        spans = ((opens, 12 * 60), (18 * 60, 25 * 60))
    rules = [(all_year, open_days, spans)]
    if random.random() < 0.4:
        rules.append(((12, 1, 2), open_days, ((opens + 30, closes - 30),)))
    breaks = tuple(_break(random) for _ in range(random.choice((1, 1, 2, 3))))
    last = random.choice((None, -30, -60, closes - 45, 15 * 60 + 30))
    return Place(Hours(tuple(rules)), breaks, last)


def _break(random: Random) -> Break:
    which = random.choice((
        "holidays", "holidays", "workdays", "date", "range", "yearly", "lunar", "eve", "feast", "monday", "after", *OFF,
        "term qingming",
    ))  # fmt: skip
    state = random.choice(("off", "off", "open", "times", "also"))
    times = ((9 * 60, random.choice((17, 21, 22)) * 60),) if state == "times" else ()
    times = ((22 * 60 + 15, random.choice((23 * 60 + 30, 25 * 60))),) if state == "also" else times
    some = (random.choice(((0,), (1,), (5, 6), ()))) if random.random() < 0.5 else ()
    if which == "monday":
        return Break("weekday", weekdays=(0,), but=random.choice(("holidays", "")), state=state, times=times)
    if which == "after":
        return Break("holidays", weekdays=(0,), shift=1, state=state, times=times)
    if which == "eve":
        return Break("lunar", "01-01", "01-01", shift=-1, state=state, times=times)
    if which == "feast":
        feast = random.choice(tuple(LUNAR))
        return Break("lunar", feast, feast, shift=random.choice((0, 0, -1, 2)), state=state, times=times)
    if which == "lunar":
        return Break("lunar", "01-01", "01-15", weekdays=some, state=state, times=times)
    if which in ("date", "range", "yearly"):
        return _dated(random, which, some, state, times)
    return Break(which, weekdays=some, state=state, times=times)


def _dated(random: Random, which: str, some: tuple[int, ...], state: str, times: tuple[tuple[int, int], ...]) -> Break:
    first = random.choice(YEAR)
    last = first + timedelta(0 if which == "date" else random.randint(3, 60))
    cut = 5 if which == "yearly" else 0
    return Break("date", first.isoformat()[cut:], last.isoformat()[cut:], weekdays=some, state=state, times=times)


def _edges(rule: Break) -> list[date]:
    """Days on and beside the ends of a dated exception."""
    ends = [each if len(each) == 10 else f"2026-{each}" for each in (rule.first, rule.last) if each]
    if rule.which == "lunar":
        ends = [LUNAR[each][2] for each in (rule.first, rule.last)]
    return [date.fromisoformat(each) + timedelta(step) for each in ends for step in (-1, 0, 1)]
