"""What one message says of a plan, whatever was said before it. The lexicon is that of `hearing.plan`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from guide.dialogue.conversation import Turn
from guide.dialogue.hearing import plan_figures as figures
from guide.dialogue.hearing.moments import Moments
from guide.dialogue.hearing.patterns import Patterns
from guide.dialogue.hearing.plan_figures import Words, says
from guide.dialogue.hearing.plan_times import Timing
from guide.dialogue.lexicon import MASK
from guide.retrieval.surfaces import plain
from guide.skills.itinerary.brief import FITS, PRICE, TIME, WAY
from guide.skills.itinerary.request import BRISK, SLOW
from guide.visiting.moment import Moment

IsPlace = Callable[[str], bool]
"""Whether an entry is somewhere to go to, or to start from."""

_NEAR = 8
"""Characters before a name or a wish in which a word turns it round."""
_SHORT = 36
"""Characters of a message that does nothing but change a plan; half as many in Chinese, Japanese and Korean."""
_SEVERAL = 3
"""Places named in one breath with a stretch of time: they are to be put into it."""
_PLAIN = ("step_free", "breakfast", "no_meals", "next_day", "cheaper", "this_route")
"""Keys that are said or not."""
ASKED = (FITS, PRICE, WAY, TIME)


def _any_place(_: str) -> bool:
    return True


def _no_place(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the visitor, read for a plan."""

    asks: bool = False
    """It asks for a plan by itself."""
    names_plan: bool = False
    """It says that it is a plan that it asks for."""
    asks_anew: bool = False
    """It asks for a plan by words that no change has."""
    days: int = 0
    minutes: int = 0
    moment: Moment | None = None
    end_by: int | None = None
    last: date | None = None
    """The day of the way back."""
    around: str = ""
    """The place around which it is to be."""
    asked: str = ""
    """What it asks of a plan: fits, price, way or time."""
    start: str = ""
    end: str = ""
    starts_at_station: bool = False
    ends_at_station: bool = False
    named: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    pace: str = ""
    budget: int | None = None
    per_head: bool = False
    rain: bool = False
    step_free: bool = False
    breakfast: bool = False
    no_meals: bool = False
    late: int = 0
    swaps: int | None = None
    drops: int | None = None
    next_day: bool = False
    adds: bool = False
    this_route: bool = False
    """It speaks of the route that was told last."""
    is_evening: bool = False
    """It says evening or night, if only in the name of a route."""
    is_short: bool = False
    redoes: bool = False
    cheaper: bool = False

    @property
    def changes(self) -> bool:
        """Whether it changes a plan by words that mean nothing else."""
        plainly = (
            self.late
            or self.swaps is not None
            or self.drops
            or self.next_day
            or self.redoes
            or self.adds
            and self.named
        )
        return bool(plainly or self.is_short and (self.pace or self.rain or self.cheaper or self.refused))

    @property
    def is_timed(self) -> bool:
        """Whether it says another time of day than now."""
        return self.moment is not None and self.moment.span is not None and not self.moment.is_now

    @property
    def asks_of_it(self) -> bool:
        """Whether it asks something of the plan that stands, and changes nothing."""
        return bool(self.asked) and not (self.asks or self.named or self.changes or self.asked == FITS and self.tells)

    @property
    def tells(self) -> bool:
        """Whether it says anything that a plan takes in."""
        return bool(
            self.days or self.minutes or self.refused or self.is_timed or self.avoid or self.wishes
            or self.budget is not None or self.step_free or self.breakfast or self.no_meals
            or self.start or self.end or self.ends_at_station
            or self.changes
        )  # fmt: skip


class Spoken:
    """Reads single messages."""

    def __init__(self, patterns: Patterns, moments: Moments) -> None:
        self._patterns, self._timing = patterns, Timing(moments)

    def read(self, turn: Turn, now: datetime, is_place: IsPlace = _any_place, is_route: IsPlace = _no_place) -> Said:
        """What a message says of a plan; names of what is no place are words like any, but a route's are no wishes."""
        known = self._patterns.of(turn.lang)
        own = _with_words_unmasked(known, turn, lambda each: is_place(each) or is_route(each)).words
        turn = _with_words_unmasked(known, turn, is_place)
        words = turn.words
        start, end = _at(known, "start", turn), _at(known, "end", turn)
        wishes, avoid = _wishes(known, own)
        times = self._timing.read(known, turn, now)
        late = figures.late(known, words)
        ends = (end,) if says(known, "sees_start", words) else (start, end)
        named = tuple(each.entries[0] for each in turn.mentions if each.entries[0] not in ends)
        refused = tuple(each.entries[0] for each in turn.mentions if _turned(known, words, each.start, each.end))
        changes = any(says(known, key, words) for key in ("late", "swap", "drop", "next_day"))
        asks_anew = not changes and self._asks(known, turn, bool(start or end or wishes), len(named))
        return Said(
            asks=asks_anew, names_plan=asks_anew and says(known, "plan", words),
            asks_anew=asks_anew and not says(known, "redo", words),
            days=figures.days(known, words), minutes=0 if late else figures.minutes(known, words),
            moment=times.moment, end_by=times.end_by, last=times.last, around=_at(known, "around", turn),
            asked=next((key for key in ASKED if says(known, f"asked.{key}", words)), ""),
            start=start, end=end, starts_at_station=says(known, "from_station", words),
            ends_at_station=says(known, "to_station", words),
            named=tuple(each for each in named if each not in refused), refused=refused, wishes=wishes, avoid=avoid,
            pace=SLOW if says(known, "slow", words) else BRISK if says(known, "brisk", words) else "",
            budget=figures.amount(known, "budget_total", turn.raw) or figures.amount(known, "budget", turn.raw),
            per_head=says(known, "per_head", words),
            late=late, swaps=_numbered(known, "swap", words), drops=_numbered(known, "drop", words),
            redoes=says(known, "redo", words), adds=says(known, "add", words),
            rain=says(known, "rain", own), is_evening="night" in _wishes(known, words)[0],
            is_short=len(words) <= (_SHORT if words.isascii() else _SHORT // 2),
            **{key: says(known, key, words) for key in _PLAIN},
        )  # fmt: skip

    def _asks(self, known: Words, turn: Turn, is_told: bool, named: int) -> bool:
        """Whether it asks for a plan: by name, or by a stretch of time and what to do with it."""
        words = turn.words
        if says(known, "never", words):
            return False
        if says(known, "plan", words):
            return True
        has_time = bool(figures.minutes(known, words)) or figures.days(known, words) > 0
        if has_time and named >= _SEVERAL:
            return True
        if says(known, "elsewhere", words):
            return False
        is_part = says(known, "part", words)
        taken = {"price"} if has_time else {"hours", "price"}  # "4 hours" asks for no opening hours
        asks = turn.reading.asks if turn.reading else ()
        is_going = says(known, "going", words) or is_part and is_told
        return (has_time or is_part) and is_going and not any(taken & set(ask.fields) for ask in asks)


def _with_words_unmasked(known: Words, turn: Turn, is_place: IsPlace) -> Turn:
    """The turn with unmasked what is no place, or a word for a wish: 博物馆 means any, though one may be called so."""
    text, words, mentions = plain(turn.text), turn.words, []
    wishes = [known[key] for key in known if key.startswith("wish.")]
    for each in turn.mentions:
        surface = text[each.start : each.end]
        if not is_place(each.entries[0]) or any(wish.fullmatch(surface) for wish in wishes):
            words = words[: each.start] + surface + words[each.end :]
        else:
            mentions.append(each)
    return replace(turn, words=words, mentions=tuple(mentions))


def _at(known: Words, key: str, turn: Turn) -> str:
    """The place that a turn names as its start or its end."""
    for name in (name for name in known if name == key or name.startswith(f"{key}.")):
        for match in known[name].finditer(turn.words):
            first, last = match.span("place")
            for each in turn.mentions:
                if first <= each.start < last:
                    return each.entries[0]
    return ""


def _numbered(known: Words, key: str, words: str) -> int | None:
    """Which stop is meant by a key: its number from 1, 0 for any, -1 for the last; None when none is."""
    if not says(known, key, words):
        return None
    ordinals = (int(key[8:]) for key in known if key.startswith("ordinal.") and known[key].search(words))
    return next(ordinals, 0)


def _wishes(known: Words, words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    wanted: list[str] = []
    avoided: list[str] = []
    for key, match in _meanings(known, words):
        (avoided if _turned(known, words, *match.span()) else wanted).append(key)
    return tuple(wanted), tuple(avoided)


def _meanings(known: Words, words: str) -> Iterator[tuple[str, re.Match[str]]]:
    for key in (key for key in known if key.startswith("wish.")):
        if match := known[key].search(words):
            yield key[5:], match


def _turned(known: Words, words: str, start: int, end: int) -> bool:
    """Whether a word just before, or in some languages just after, turns a wish round; no name lies between."""
    after = known["not_after"].match(words[end:].partition(MASK)[0]) if "not_after" in known else None
    before = words[max(0, start - _NEAR * 2) : start].rpartition(MASK)[2]
    matches = list(known["not"].finditer(before)) if "not" in known else []
    reach = _NEAR if words.isascii() else _NEAR // 2
    return after is not None or bool(matches) and len(before) - matches[-1].end() <= reach
