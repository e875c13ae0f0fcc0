"""When a plan is to be, as one message says it: from when, until when, and when to be back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from guide.dialogue.conversation import Turn
from guide.dialogue.hearing.moments import PARTS, Moments
from guide.dialogue.hearing.plan_figures import Words, says
from guide.retrieval.surfaces import plain
from guide.visiting.moment import Moment

_CLAUSE = re.compile(r"[。.!！?？;；,，、\n]+(?!\d)")
_FEW = 18
"""Characters of a clause that may be about the pace alone: 慢一点 is no hour of the day."""
_NOON = PARTS["noon"]


@dataclass(frozen=True, slots=True)
class Times:
    """What a message says of when."""

    moment: Moment | None = None
    end_by: int | None = None
    last: date | None = None
    """The day of the way back."""


class Timing:
    """Reads when."""

    def __init__(self, moments: Moments) -> None:
        self._moments = moments

    def read(self, known: Words, turn: Turn, now: datetime) -> Times:
        """When it is to be, by a stretch of hours, or by when one comes and when one goes."""
        moment, back = self._when(known, turn, now)
        stretch = self._stretch(known, turn, now)
        if stretch:
            day = moment or Moment(now.date(), now.date(), is_dated=False)
            return Times(replace(day, span=(stretch[0], stretch[0]), is_now=False), stretch[1])
        end_by = _by(back.span) if back and back.span else None
        return Times(moment, end_by, _later_day(moment, back))

    def _when(self, known: Words, turn: Turn, now: datetime) -> tuple[Moment | None, Moment | None]:
        """When it is to be, and when to be back: the time in a clause that tells of the way back is that one."""
        back: Moment | None = None
        others, comes = [], False
        clauses = _clauses(known, turn)
        for clause in clauses:
            moment = self._moments.read(plain(clause), clause, turn.lang, now)
            is_beside = len(clauses) > 1 or says(known, "by", plain(clause)) or not says(known, "plan", plain(clause))
            if says(known, "back", plain(clause)) and moment and moment.span and is_beside:
                back = moment
            else:
                others.append(clause)
                comes = comes or says(known, "arrive", plain(clause)) and moment is not None and moment.span is not None
        if back and not others:
            return (replace(back, span=None) if back.is_dated else None), back
        rest = "，".join(others)
        if says(known, "slow", plain(rest)) and len(rest) <= _FEW:
            return None, back  # 慢一点 is no hour of the day
        moment = self._moments.read(plain(rest), rest, turn.lang, now)
        if comes and moment and moment.span:
            moment = replace(moment, span=(_by(moment.span), _by(moment.span)))
        return moment, back

    def _stretch(self, known: Words, turn: Turn, now: datetime) -> tuple[int, int] | None:
        """From one time of day to another: "从九点到六点"."""
        match = known["until"].search(turn.raw) if "until" in known else None
        if match is None:
            return None
        first, last = (self._clock(match[key], turn.lang, now) for key in ("first", "last"))
        if first is None or last is None:
            return None
        last += 12 * 60 * (last <= first)
        return (first, last) if last <= 24 * 60 else None

    def _clock(self, text: str, lang: str, now: datetime) -> int | None:
        if text.strip().isdigit():
            return int(text) * 60
        moment = self._moments.read(plain(text), text, lang, now)
        return moment.span[0] if moment and moment.span else None


def _clauses(known: Words, turn: Turn) -> list[str]:
    """The clauses of a message, by its marks and by the words that begin one."""
    text = known["break"].sub(r"\n\g<0>", turn.raw) if "break" in known else turn.raw
    return [clause for clause in _CLAUSE.split(text) if clause.strip()]


def _by(span: tuple[int, int]) -> int:
    """The moment that a part of the day means as an end: noon is twelve, the evening six."""
    return 12 * 60 if span == _NOON else span[0]


def _later_day(moment: Moment | None, back: Moment | None) -> date | None:
    """The day of the way back, where it is another than that of coming."""
    if back is None or not back.is_dated or moment is not None and moment.first >= back.first:
        return None
    return back.first
