"""Several questions in one message: "Is it open now? And how much is it?" is answered question by question.

A message is taken apart only where it was heard as one question and another in it would go unanswered; wishes and plans
are read whole, for their sentences belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from guide.types import Citation, Finding, Message

MOST = 3
"""Questions of one message that are answered."""
_ENDS = re.compile(r"(?<=[?？])\s*")
_MARK = re.compile(r"\[(\d+)\]")
WHOLE = frozenset({"explain", "opening", "tickets", "events", "links", "story", "nearby", "holidays"})
"""Skills that answer one question, and may leave another in the same message aside."""
_PART = WHOLE | {"survey", "recommend"}


def parts(messages: Sequence[Message], ends: re.Pattern[str] | None) -> tuple[Sequence[Message], ...]:
    """The conversations that end with each question of the last message in turn; none where there is only one.

    `ends` finds where in a language a question ends without its mark.
    """
    last = messages[-1]
    texts = [each for piece in _ENDS.split(last.text) for each in (ends.split(piece) if ends else (piece,)) if each]
    texts = [each.strip() for each in texts if any(character.isalnum() for character in each)]
    if not 1 < len(texts) <= MOST:
        return ()
    turns = [replace(last, text=each) for each in texts]
    return tuple((*messages[:-1], *turns[: at + 1]) for at in range(len(turns)))


def belong(whole: Finding, found: Sequence[Finding]) -> bool:
    """Whether the questions are better answered one by one: all have an answer, and not all of the same kind."""
    skills = {each.skill for each in found}
    return all(each.answered for each in found) and skills <= _PART and skills != {whole.skill}


def once(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings without what an earlier one tells beside: notices; one caveat, for the oldest they rest on, last."""
    oldest = min((each.stale_since for each in found if each.stale_since), default=None)
    last = max((at for at, each in enumerate(found) if each.facts), default=len(found) - 1)
    told = []
    for at, each in enumerate(found):
        earlier = [notice for finding in found[:at] for notice in finding.notices]
        notices = tuple(notice for notice in each.notices if notice not in earlier)
        told.append(replace(each, stale_since=oldest if at == last else None, notices=notices))
    return tuple(told)


class Renumbered:
    """One row of numbers for the sources of several findings, in the order they are first said."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str | None, str | None], int] = {}
        self._citations: list[Citation] = []

    def sentence(self, text: str, own: Mapping[int, Citation]) -> str:
        """A sentence with its marks changed to those of the whole reply."""
        return _MARK.sub(lambda match: f"[{self._number(own[int(match[1])])}]" if int(match[1]) in own else "", text)

    def all(self) -> tuple[Citation, ...]:
        """The citations of the reply."""
        return tuple(self._citations)

    def _number(self, citation: Citation) -> int:
        key = (citation.entry, citation.source, citation.url)
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self._citations.append(replace(citation, n=self._numbers[key]))
        return self._numbers[key]


def numbered(citations: Iterable[Citation]) -> dict[int, Citation]:
    """Citations by their numbers."""
    return {each.n: each for each in citations}
