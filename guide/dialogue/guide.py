"""One visitor message, from words to a sourced answer. The only entrance: page, API, command line, eval and preview."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from guide.dialogue import noticed, several
from guide.dialogue.ability import Ability
from guide.dialogue.cite import Citations
from guide.dialogue.conversation import Conversation
from guide.dialogue.suggest import suggestions
from guide.dialogue.understand import Understanding
from guide.dialogue.wording import Wording
from guide.ports import Composer
from guide.retrieval.index import Snapshot
from guide.retrieval.passages import joined
from guide.skills import explain, notices, recommend, smalltalk
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


_WATCHED_ITSELF = frozenset({notices.NAME, recommend.NAME}) | URGENT
"""Skills that tell of notices themselves, or must not be held up by them."""


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
        found = self._found(messages, context)
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
        asked = {message.text for message in messages if message.role == "user"}
        yield self._reply(found, "".join(said), citations, asked)

    def find(self, messages: Sequence[Message], context: Context) -> Finding:
        """The finding half alone, of the first question: deterministic, no model."""
        return self._found(messages, context)[0]

    def _found(self, messages: Sequence[Message], context: Context) -> tuple[Finding, ...]:
        """One finding, or one for each question of a message that would leave some of them aside."""
        snapshot = self._current()
        whole = self._find(self._understanding.conversation(messages, context, snapshot))
        if not messages or whole.skill not in several.WHOLE:
            return (whole,)
        each_asked = several.parts(messages, self._understanding.question_ends(whole.lang))
        heard = [self._understanding.conversation(each, context, snapshot) for each in each_asked]
        if not heard or any(not (each.question.is_asking or each.question.fields) for each in heard):
            return (whole,)
        found = [self._find(each) for each in heard]
        return several.once(found) if several.belong(whole, found) else (whole,)

    def _find(self, conversation: Conversation) -> Finding:
        question = conversation.question
        finding = self._by_ability(conversation) or smalltalk.find(question)
        finding = finding or explain.find(question, conversation.snapshot)
        if not finding.answered and finding.skill == explain.SKILL:
            finding = self._by_ability(conversation, rest=True) or finding
        if self._place.watch and finding.skill not in _WATCHED_ITSELF:
            finding = self._place.watch.beside(finding, question, conversation.snapshot)
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
        self, found: Sequence[Finding], text: str, citations: Sequence[Citation], asked: Collection[str]
    ) -> Reply:
        first, last = found[0], found[-1]
        return Reply(
            id=f"chatcmpl-{secrets.token_hex(12)}",
            text=text,
            lang=first.lang,
            skill=first.skill,
            answered=all(each.answered for each in found),
            label=self._wording.say(first.lang, "label.ai"),
            citations=tuple(each for each in citations if f"[{each.n}]" in text),
            cards=tuple(card for each in found for card in self._cards(each)),
            suggestions=self._suggested(last, self._abilities.get(last.skill), asked),
            notices=tuple(shown for each in found for shown in noticed.shown(each, self._wording)),
            composer=self._composer.name,
        )

    def _cards(self, finding: Finding) -> tuple[Mapping[str, Any], ...]:
        ability = self._abilities.get(finding.skill)
        return ability.cards(finding, self._wording) if ability and ability.cards else ()

    def _suggested(self, finding: Finding, ability: Ability | None, asked: Collection[str]) -> tuple[str, ...]:
        if ability and ability.suggest:
            return tuple(each for each in ability.suggest(finding, self._wording) if each not in asked)
        return suggestions(finding, self._wording, asked)


def months_between(iso: str, now: datetime) -> int:
    """Whole months from a date (2018, 2018-03 or 2018-03-09; a year or month counts from its end) to now."""
    parts = [int(part) for part in iso.split("-")[:3] if part.isdigit()]
    if not parts:
        return 0
    then = date(parts[0], parts[1] if len(parts) > 1 else 12, 1)
    return (now.year - then.year) * 12 + now.month - then.month
