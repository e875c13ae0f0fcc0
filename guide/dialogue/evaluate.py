"""Questions with accepted answers, asked of the real guide: right, wrong or unanswered, by language and skill."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from guide.dialogue.guide import Guide
from guide.errors import KnowledgeError, Problem
from guide.text.script import fold
from guide.types import Context, Lang, Message, Reply

UNANSWERED = "<unanswered>"
"""As an accepted answer: the knowledge cannot answer this, and the guide must say so."""


_MARKS = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Case:
    """One question. Any of `accept` in the answer, compared folded, makes it right; with none, any answer will do."""

    question: str
    accept: tuple[str, ...]
    lang: Lang | None = None
    history: tuple[Message, ...] = ()
    line: int = 0
    id: str = ""
    """A name that stays when lines move; the line where it has none."""
    need: tuple[tuple[str, ...], ...] = ()
    """Of each of these, one must be in the answer too, also where the answer is an honest no."""
    reject: tuple[str, ...] = ()
    """None of these may be in the answer, compared as written: a wrong name, or a spelling of another script."""
    skill: str = ""
    """The ability the question tries, for whoever reads the verdicts."""
    now: datetime | None = None
    """When it is asked; aware. Else the clock of the run."""
    location: tuple[float, float] | None = None
    """Latitude and longitude of the visitor, degrees."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a case went: right, wrong or unanswered."""

    case: Case
    outcome: str
    lang: Lang
    skill: str
    answer: str


def read(file: Path) -> Iterator[Case]:
    """Cases of a JSON Lines file. Raises KnowledgeError with the line that cannot be read."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                yield case_of(json.loads(line), number)
            except (ValueError, KeyError, TypeError) as error:
                fix = 'write {"question": "...", "accept": ["..."], "lang": "zh", "history": []}; see docs/golden.md'
                raise KnowledgeError(Problem(str(file), number, "bad-case", str(error), fix)) from error


def run(guide: Guide, cases: Iterable[Case], now: datetime) -> Iterator[Verdict]:
    """Ask each case and judge the answer."""
    for case in cases:
        messages = [*case.history, Message("user", case.question)]
        context = Context(now=case.now or now, lang=case.lang, location=case.location)
        *_, reply = guide.answer(messages, context)
        assert isinstance(reply, Reply)
        yield Verdict(case, judge(case, reply), reply.lang, reply.skill, reply.text)


def judge(case: Case, reply: Reply) -> str:
    """right, wrong or unanswered. An honest no is right where it is accepted, and says what it needs to."""
    if any(each in reply.text for each in case.reject) or not _has_all(case.need, reply):
        return "wrong"
    if not reply.answered:
        return "right" if UNANSWERED in case.accept else "unanswered"
    if not case.accept:
        return "right"
    return "right" if _has(tuple(each for each in case.accept if each != UNANSWERED), reply) else "wrong"


def table(verdicts: Iterable[Verdict]) -> Mapping[tuple[str, str], Counter[str]]:
    """Counts of outcomes by language and skill."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for each in verdicts:
        counts.setdefault((each.lang, each.skill), Counter())[each.outcome] += 1
    return counts


def case_of(raw: Mapping[str, object], line: int) -> Case:
    """A case of a line that was read. Raises ValueError, KeyError, TypeError."""
    lang = {"zh": "zh-Hans"}.get(str(raw["lang"]), str(raw["lang"])) if raw.get("lang") else None
    return Case(
        str(raw["question"]),
        _strings(raw["accept"]),
        lang,
        tuple(Message(str(each["role"]), str(each["content"])) for each in _list(raw.get("history", []))),
        line,
        str(raw.get("id") or line),
        tuple(_strings(each) for each in _list(raw.get("need", []))),
        _strings(raw.get("reject", [])),
        str(raw.get("skill", "")),
        _moment(str(raw["now"])) if raw.get("now") else None,
        _place(str(raw["location"])) if raw.get("location") else None,
    )


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    return value


def _strings(value: object) -> tuple[str, ...]:
    return tuple(map(str, _list(value)))


def _moment(text: str) -> datetime:
    read = datetime.fromisoformat(text)
    if read.tzinfo is None:
        raise ValueError(f"now {text} has no offset, as in 2026-11-21T17:30+08:00")
    return read


def _place(text: str) -> tuple[float, float]:
    lat, lon = map(float, text.split(","))
    return lat, lon


def _has_all(groups: tuple[tuple[str, ...], ...], reply: Reply) -> bool:
    return all(_has(group, reply) for group in groups)


def _has(any_of: tuple[str, ...], reply: Reply) -> bool:
    said = _bare(_MARKS.sub("", reply.text))
    return any(_pattern(_bare(each)).search(said) for each in any_of)


@lru_cache(4096)
def _pattern(accepted: str) -> re.Pattern[str]:
    """The words as they are, but a number is whole: 45 is neither in 145 nor in 45.5 nor in 10:45."""
    before = r"(?<!\d)(?<!\d[.:])" if accepted[:1].isdigit() else ""
    after = r"(?![.:]?\d|,\d{3}(?!\d))" if accepted[-1:].isdigit() else ""
    return re.compile(before + re.escape(accepted) + after)


def _bare(text: str) -> str:
    """Folded, without spaces but those that keep two numbers apart, also across a full stop: 17:00. 2023."""
    return re.sub(r"(?<![\d.])\s+|\s+(?!\d)", "", fold(text))
