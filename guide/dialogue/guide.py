"""One visitor message, from words to a sourced answer. The only entrance: page, API, command line, eval and preview."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from guide.dialogue import handoff, noticed, several
from guide.dialogue.ability import Ability
from guide.dialogue.aging import months_between
from guide.dialogue.cite import Citations
from guide.dialogue.conversation import Conversation
from guide.dialogue.dressing import Dresser
from guide.dialogue.suggest import suggestions
from guide.dialogue.touched import touched
from guide.dialogue.understand import Understanding
from guide.dialogue.wording import Wording
from guide.ports import Composer
from guide.retrieval.index import Snapshot
from guide.retrieval.passages import joined
from guide.skills import assist, explain, notices, recommend, smalltalk
from guide.types import PERISHABLE, Citation, Context, Finding, Message, Question, Reply, Sentence, Text

URGENT = frozenset({"assist", "safety"})
"""Skills whose answers carry no caveat: who is in need is not told to check before setting out."""


@dataclass(frozen=True, slots=True)
class Place:
    """What the guide is the guide of, and how long it trusts a fact."""

    names: Text
    review_months: int = 12
    watch: notices.Watch | None = None
    """Tells what goes on at the places in talk."""
    dresser: Dresser | None = None
    """Puts on the cards what belongs to their places; without it they are as the abilities made them."""


_TELLING = frozenset({notices.NAME, recommend.NAME})
"""Skills that tell of notices themselves."""


class Guide:
    """Answers. Stateless: the conversation is in the messages."""

    def __init__(
        self, current: Callable[[], Snapshot], understanding: Understanding, composer: Composer, wording: Wording,
        place: Place, abilities: Sequence[Ability] = (),
    ) -> None:  # fmt: skip
        self._abilities = {ability.name: ability for ability in abilities}
        self._current, self._understanding = current, understanding
        self._composer, self._wording, self._place = composer, wording, place

    def answer(self, messages: Sequence[Message], context: Context) -> Iterator[Sentence | Reply]:
        """Sentences as they are ready, then the one Reply that closes them."""
        found, conversation = self._found(messages, context)
        found = self._handed_over(found, conversation, messages)
        said: list[str] = []
        numbers = several.Renumbered()
        for finding in found:
            own = several.numbered(Citations(finding, self._wording).all())
            for sentence in self._composer.compose(finding):
                text = numbers.sentence(sentence, own) if len(found) > 1 else sentence
                piece = joined((said[-1], text))[len(said[-1]) :] if said else text
                said.append(piece)
                yield Sentence(piece)
        citations = numbers.all() if len(found) > 1 else Citations(found[0], self._wording).all()
        yield self._reply(found, "".join(said), citations, conversation)

    def find(self, messages: Sequence[Message], context: Context) -> Finding:
        """The finding half alone, of the first question: deterministic, no model."""
        return self._found(messages, context)[0][0]

    def _found(self, messages: Sequence[Message], context: Context) -> tuple[tuple[Finding, ...], Conversation]:
        """One finding, or one for each question of a message that would leave some of them aside."""
        snapshot = self._current()
        conversation = self._understanding.conversation(messages, context, snapshot)
        whole = self._find(conversation)
        if not messages or whole.skill not in several.WHOLE:
            return (whole,), conversation
        each_asked = several.parts(messages, self._understanding.question_ends(whole.lang))
        heard = [self._understanding.conversation(each, context, snapshot) for each in each_asked]
        if not heard or any(not (each.question.is_asking or each.question.fields) for each in heard):
            return (whole,), conversation
        found = [self._find(each) for each in heard]
        return several.once(found) if several.belong(whole, found) else (whole,), conversation

    def _handed_over(
        self, found: tuple[Finding, ...], conversation: Conversation, messages: Sequence[Message]
    ) -> tuple[Finding, ...]:
        """With the way to a person, where that is what helps and the language has words for it."""
        able, context = self._abilities.get(assist.NAME), conversation.context
        if able is None or not messages or not self._wording.tells(able.name, found[0].lang):
            return found
        is_wanted = able.beside is not None and able.beside(conversation)
        if not handoff.due(found, messages, partial(self.find, context=context), is_wanted):
            return found
        helped = able.find(handoff.asked(found, messages), conversation.question, conversation.snapshot)
        return handoff.beside(found, helped) if helped else found

    def _find(self, conversation: Conversation) -> Finding:
        question = conversation.question
        finding = self._by_ability(conversation) or smalltalk.find(question)
        finding = finding or explain.find(question, conversation.snapshot)
        if not finding.answered and finding.skill == explain.SKILL:
            finding = self._by_ability(conversation, rest=True) or finding
        if self._place.watch and finding.skill not in URGENT:
            tell = self._place.watch.above if finding.skill in _TELLING else self._place.watch.beside
            finding = tell(finding, question, conversation.snapshot)
        return self._dated(self._placed(finding), question)

    def _by_ability(self, conversation: Conversation, *, rest: bool = False) -> Finding | None:
        """What the first ability that is asked finds, of those that can say it in the language of the question."""
        lang = conversation.question.lang
        for ability in self._abilities.values():
            hear = ability.hear_rest if rest else ability.hear
            if hear is None or not (ability.in_english or self._wording.tells(ability.name, lang)):
                continue
            heard = hear(conversation)
            found = ability.find(heard, conversation.question, conversation.snapshot) if heard is not None else None
            if found is not None:
                return found
        return None

    def _placed(self, finding: Finding) -> Finding:
        if not (finding.intent or "").startswith("smalltalk"):
            return finding
        city = self._wording.in_words(self._place.names, finding.lang)
        return replace(finding, corrections={**finding.corrections, "city": city})

    def _dated(self, finding: Finding, question: Question) -> Finding:
        """Notes the oldest perishable fact that is past the review period."""
        if finding.skill in URGENT:
            return finding
        dates = [
            fact.checked_on or fact.as_of or found.entry.as_of
            for found in finding.facts
            if found.field in PERISHABLE
            for fact in found.facts
        ]
        known = [each for each in dates if each and months_between(each, question.now) >= self._place.review_months]
        return replace(finding, stale_since=min(known)) if known else finding

    def _reply(
        self, found: Sequence[Finding], text: str, citations: Sequence[Citation], conversation: Conversation
    ) -> Reply:
        own = handoff.own(found)
        first, last = own[0], own[-1]
        asked = {turn.text for turn in conversation.asked}
        cards = self._cards(found, conversation)
        return Reply(
            id=f"chatcmpl-{secrets.token_hex(12)}",
            text=text,
            lang=first.lang,
            skill=first.skill,
            answered=all(each.answered for each in found),
            label=self._wording.say(first.lang, "label.ai"),
            citations=tuple(each for each in citations if f"[{each.n}]" in text),
            cards=cards,
            suggestions=self._suggested(last, self._abilities.get(last.skill), asked),
            notices=tuple(shown for each in found for shown in noticed.shown(each, self._wording)),
            composer=self._composer.name,
            touched=touched(conversation.question, own, cards),
        )

    def _cards(self, found: Sequence[Finding], conversation: Conversation) -> tuple[Mapping[str, Any], ...]:
        able = ((each, self._abilities.get(each.skill)) for each in found)
        made = [
            card for each, ability in able if ability and ability.cards for card in ability.cards(each, self._wording)
        ]
        return self._place.dresser.dressed(made, found, conversation) if self._place.dresser else tuple(made)

    def _suggested(self, finding: Finding, ability: Ability | None, asked: Collection[str]) -> tuple[str, ...]:
        if ability and ability.suggest:
            return tuple(each for each in ability.suggest(finding, self._wording) if each not in asked)
        return suggestions(finding, self._wording, asked)
