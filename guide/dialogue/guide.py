"""One visitor message, from words to a sourced answer. The only entrance: page, API, command line, eval and preview."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from guide.dialogue import noticed
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
from guide.types import Context, Finding, Message, Question, Reply, Sentence, Text

PERISHABLE = frozenset({"hours", "price", "room_price", "spend", "phone", "booking", "concessions", "transport"})
"""Fields that go out of date; the year a pagoda was built does not."""

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
        finding = self.find(messages, context)
        said: list[str] = []
        for sentence in self._composer.compose(finding):
            piece = joined((said[-1], sentence))[len(said[-1]) :] if said else sentence
            said.append(piece)
            yield Sentence(piece)
        yield self._reply(finding, "".join(said), {message.text for message in messages if message.role == "user"})

    def find(self, messages: Sequence[Message], context: Context) -> Finding:
        """The finding half alone: deterministic, no model."""
        snapshot = self._current()
        conversation = self._understanding.conversation(messages, context, snapshot)
        question = conversation.question
        finding = self._by_ability(conversation) or smalltalk.find(question) or explain.find(question, snapshot)
        if not finding.answered and finding.skill == explain.SKILL:
            finding = self._by_ability(conversation, rest=True) or finding
        if self._place.watch and finding.skill not in _WATCHED_ITSELF:
            finding = self._place.watch.beside(finding, question, snapshot)
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

    def _reply(self, finding: Finding, text: str, asked: Collection[str]) -> Reply:
        citations = Citations(finding, self._wording).all()
        ability = self._abilities.get(finding.skill)
        return Reply(
            id=f"chatcmpl-{secrets.token_hex(12)}",
            text=text,
            lang=finding.lang,
            skill=finding.skill,
            answered=finding.answered,
            label=self._wording.say(finding.lang, "label.ai"),
            citations=tuple(each for each in citations if f"[{each.n}]" in text),
            cards=ability.cards(finding, self._wording) if ability and ability.cards else (),
            suggestions=self._suggested(finding, ability, asked),
            notices=noticed.shown(finding, self._wording),
            composer=self._composer.name,
        )

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
