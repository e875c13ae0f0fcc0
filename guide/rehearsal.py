"""The real guide behind the curtain: asked of what is published or of a draft, and judged, before no audience.

Its abilities are its own, so that nothing worked out over a draft is ever kept for a visitor, and drafts take turns.
Answers are said by the templates: what an editor checks is what is found, and that takes milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from guide.dialogue.ability import Ability
from guide.dialogue.compose import TemplateComposer
from guide.dialogue.evaluate import Case, judge, read
from guide.dialogue.guide import Guide, Place
from guide.dialogue.understand import Understanding
from guide.dialogue.wording import Wording
from guide.editing.asking import Stage, Told
from guide.editing.prefill import Guess
from guide.retrieval import drafted
from guide.retrieval.index import LiveIndex, Snapshot
from guide.storage.saved import Asked, Checks, Outcome
from guide.types import Context, Entry, Lang, Message, Passage, Question, Reply


@dataclass(frozen=True, slots=True)
class Cast:
    """What a guide is made of, beside the knowledge and its abilities."""

    understanding: Understanding
    wording: Wording
    place: Place


class Rehearsal:
    """Makes stages: the guide over what is published, and over drafts."""

    def __init__(
        self,
        index: LiveIndex,
        cast: Cast,
        abilities: Callable[[], Sequence[Ability]],
        cut: Callable[[Entry], Sequence[Passage]],
        clock: Callable[[], datetime],
    ) -> None:
        self._index, self._cast, self._make, self._cut, self._clock = index, cast, abilities, cut, clock
        self._turn = Lock()

    @cached_property
    def _abilities(self) -> tuple[Ability, ...]:
        return tuple(self._make())

    def live(self) -> Stage:
        """The guide over what is published now."""
        return self._stage(self._index.current())

    def drafted(self, *drafts: Entry) -> Stage:
        """The guide as it would be with drafts published."""
        return self._stage(drafted.over(self._index, drafts, self._cut))

    def guess(self, text: str, lang: Lang) -> Guess:
        """What the guide makes of a question: what it lacks a name, a kind and a field for."""
        context = Context(now=self._clock(), lang=lang)
        heard = self._cast.understanding.conversation([Message("user", text)], context, self._index.current())
        return _guess(heard.question)

    def _stage(self, snapshot: Snapshot) -> Stage:
        with self._turn:
            able = self._abilities
        composer = TemplateComposer(self._cast.wording, {each.name: each.say for each in able})
        guide = Guide(lambda: snapshot, self._cast.understanding, composer, self._cast.wording, self._cast.place, able)

        def ask(asked: Asked) -> Told:
            with self._turn:
                return told(guide, asked, self._clock())

        return Stage(ask, lambda text: _named(text, snapshot))


def told(guide: Guide, asked: Asked, now: datetime) -> Told:
    """Ask, and judge the answer by the checks of the question."""
    case = case_of(asked)
    messages = [*case.history, Message("user", case.question)]
    *_, reply = guide.answer(messages, Context(now=case.now or now, lang=case.lang, location=case.location))
    assert isinstance(reply, Reply)
    cited = dict.fromkeys(each.entry for each in reply.citations)
    shown = dict.fromkeys((*cited, *_shown(reply.cards)))
    found: Outcome = "right" if judge(case, reply) == "right" else "wrong" if reply.answered else "unanswered"
    if found == "right" and not set(asked.checks.cites) <= shown.keys():
        found = "wrong"
    return Told(reply.text, reply.lang, reply.answered, found, reply.citations, tuple(shown))


def case_of(asked: Asked) -> Case:
    """A saved question as `guide eval` knows it. With nothing that must be said, any answer will do."""
    checks = asked.checks
    return Case(
        question=asked.question,
        accept=checks.accept,
        lang=asked.lang or None,
        history=tuple(Message(role, text) for role, text in asked.history),
        need=checks.need,
        reject=checks.reject,
        now=datetime.fromisoformat(asked.now) if asked.now else None,
        location=asked.location,
    )


def _guess(question: Question) -> Guess:
    """The name as the visitor spelled it: what is understood is in small letters."""
    at = question.text.casefold().find(question.stranger.casefold()) if question.stranger else -1
    name = question.text[at : at + len(question.stranger)] if at >= 0 else question.stranger
    field = question.fields[0][0] if question.fields else ""
    return Guess(name.strip(), question.kinds[0] if question.kinds else "", field, lang=question.lang)


def shipped(knowledge: Path) -> list[Asked]:
    """The questions that ship with the knowledge, golden/*.jsonl. Raises KnowledgeError for a line it cannot read."""
    return [asked_of(case) for file in sorted((knowledge / "golden").glob("*.jsonl")) for case in read(file)]


def asked_of(case: Case) -> Asked:
    """The question of a line of an eval file."""
    return Asked(
        case.question,
        case.lang or "",
        Checks(case.accept, case.need, case.reject),
        tuple((each.role, each.text) for each in case.history),
        case.now.isoformat() if case.now else "",
        case.location,
    )


def _shown(cards: Sequence[Mapping[str, Any]]) -> list[str]:
    """The entries on the cards of an answer."""
    return [str(each[name]) for each in cards for name in ("entry", "id") if each.get(name)]


def _named(text: str, snapshot: Snapshot) -> frozenset[str]:
    return frozenset(entry for mention in snapshot.linker.link(text, True) for entry in mention.entries)
