"""Questions with accepted answers, asked of the real guide: right, wrong or unanswered, by language and skill."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from guide.dialogue.guide import Guide
from guide.errors import KnowledgeError, Problem
from guide.text.script import fold
from guide.types import Context, Lang, Message, Reply

UNANSWERED = "<unanswered>"
"""As an accepted answer: the knowledge cannot answer this, and the guide must say so."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question. Any of `accept` in the answer, compared folded, makes it right."""

    question: str
    accept: tuple[str, ...]
    lang: Lang | None = None
    history: tuple[Message, ...] = ()
    line: int = 0


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
                yield _case(json.loads(line), number)
            except (ValueError, KeyError, TypeError) as error:
                fix = 'write {"question": "...", "accept": ["..."], "lang": "zh", "history": []}'
                raise KnowledgeError(Problem(str(file), number, "bad-case", str(error), fix)) from error


def run(guide: Guide, cases: Iterable[Case], now: datetime) -> Iterator[Verdict]:
    """Ask each case and judge the answer."""
    for case in cases:
        messages = [*case.history, Message("user", case.question)]
        *_, reply = guide.answer(messages, Context(now=now, lang=case.lang))
        assert isinstance(reply, Reply)
        yield Verdict(case, judge(case, reply), reply.lang, reply.skill, reply.text)


def judge(case: Case, reply: Reply) -> str:
    """right, wrong or unanswered. An honest no is right where nothing else is accepted."""
    if not reply.answered:
        return "right" if UNANSWERED in case.accept else "unanswered"
    said = _bare(reply.text)
    return "right" if any(_bare(each) in said for each in case.accept if each != UNANSWERED) else "wrong"


def table(verdicts: Iterable[Verdict]) -> Mapping[tuple[str, str], Counter[str]]:
    """Counts of outcomes by language and skill."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for each in verdicts:
        counts.setdefault((each.lang, each.skill), Counter())[each.outcome] += 1
    return counts


def _case(raw: Mapping[str, object], line: int) -> Case:
    accept, history = raw["accept"], raw.get("history") or ()
    if not isinstance(accept, list) or not isinstance(history, list | tuple):
        raise TypeError("accept and history are lists")
    lang = {"zh": "zh-Hans"}.get(str(raw["lang"]), str(raw["lang"])) if raw.get("lang") else None
    messages = tuple(Message(str(each["role"]), str(each["content"])) for each in history)
    return Case(str(raw["question"]), tuple(map(str, accept)), lang, messages, line)


def _bare(text: str) -> str:
    return "".join(fold(text).split())
