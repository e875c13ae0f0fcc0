"""Who goes along, as the visitor told it over the turns: a pure fold over the conversation.

"两大一小", then "孩子8岁", then "还有我爸72岁" is one party that grew. What is asked of one sort of people, as in
"老人免费吗", is asked of them alone and forgets nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from guide.dialogue.conversation import Turn
from guide.dialogue.hearing import people
from guide.dialogue.hearing.patterns import Patterns
from guide.dialogue.hearing.people import Told
from guide.dialogue.lexicon import MASK
from guide.prompts import Prompts
from guide.retrieval.index import Snapshot
from guide.retrieval.surfaces import plain
from guide.types import TOPIC
from guide.visiting import concessions
from guide.visiting.party import ADULT, Party, Person


@dataclass(frozen=True, slots=True)
class Heard:
    """The people of a conversation."""

    party: Party | None = None
    """Everybody who goes along, as far as it was told; None when nobody was told of."""
    asked: Party | None = None
    """The people that the last message itself tells of."""
    generic: bool = False
    """It asks about one sort of people, without a number."""
    counted: bool = False
    """It says how many they are."""
    refined: bool = False
    """It tells more of somebody who was known already."""


class People:
    """Hears who goes along."""

    def __init__(self, prompts: Prompts) -> None:
        self._patterns = Patterns(prompts, "party")

    def hear(self, turns: Iterable[Turn], snapshot: Snapshot) -> Heard:
        """The people after all turns of the visitor, the last of them asked now."""
        heard = Heard()
        for turn in turns:
            if turn.role == "user":
                heard = self.after(heard, turn, snapshot)
        return heard

    def after(self, before: Heard, turn: Turn, snapshot: Snapshot) -> Heard:
        """The people after one more turn of the visitor."""
        told = self.told(turn, snapshot)
        known = before.party.people if before.party else ()
        if self._says("drops", turn, snapshot) and known:
            return Heard(_party(_without(known, told.people)))
        if not told.people or told.alone and told.people == (ADULT,):
            return Heard(before.party)
        asked = Party(told.people)
        if self._says("adds", turn, snapshot) and known:
            return Heard(Party((*known, *told.people)), asked)
        if told.alone and known and (refined := _refined(known, told.people)):
            return Heard(Party(refined), asked, told.generic, refined=True)
        if told.generic and not self._says("myself", turn, snapshot):
            return Heard(before.party, asked, generic=True)
        if known and set(told.people) == {Person()} and len(told.people) == len(known):
            return Heard(before.party, before.party, counted=True)
        return Heard(asked, asked, counted=not told.alone)

    def told(self, turn: Turn, snapshot: Snapshot) -> Told:
        """The people of one message; holders of a card that it names hold it."""
        words, patterns = spoken(turn, snapshot), self._patterns.of(turn.lang)
        told = people.read(words, patterns)
        named = frozenset(
            each.entries[0] for each in turn.mentions
            if is_card(each.entries[0], snapshot) and patterns["a_card"].search(plain(turn.text)[each.start : each.end])
        )  # fmt: skip
        if not named:
            return told
        holders = told.people or (Person(life="adult"),)
        return replace(told, people=tuple(replace(each, cards=named) for each in holders), generic=not told.people)

    def _says(self, key: str, turn: Turn, snapshot: Snapshot) -> bool:
        pattern = self._patterns.of(turn.lang).get(key)
        return pattern is not None and pattern.search(spoken(turn, snapshot)) is not None


_plain = lru_cache(1024)(plain)
"""A conversation is read anew at every turn."""


def spoken(turn: Turn, snapshot: Snapshot) -> str:
    """The plain words of a message; names of places are masked, those of topics are not: 学生票 tells of a student."""
    words = _plain(turn.text)
    for each in turn.mentions:
        entry = snapshot.entry(each.entries[0])
        if entry is None or entry.kind != TOPIC:
            words = words[: each.start] + MASK * (each.end - each.start) + words[each.end :]
    return words


def is_card(entry_id: str, snapshot: Snapshot) -> bool:
    """Whether an entry is of a card that rules give something to."""
    entry = snapshot.entry(entry_id)
    rules = concessions.of_facts(entry.of(concessions.FIELD)) if entry else ()
    return any(entry_id in rule.cards for _, rule in rules)


def _party(people_left: tuple[Person, ...]) -> Party | None:
    return Party(people_left) if people_left else None


def _without(known: tuple[Person, ...], dropped: tuple[Person, ...]) -> tuple[Person, ...]:
    sorts = {person.life for person in dropped}
    return tuple(person for person in known if person.life not in sorts)


def _refined(known: tuple[Person, ...], told: tuple[Person, ...]) -> tuple[Person, ...] | None:
    """The known people with what is told now of some of them; None where it fits nobody, or tells nothing more."""
    refined = list(known)
    for person in told:
        at = next((at for at, each in enumerate(refined) if _may_be(each, person)), None)
        if at is None:
            return None
        refined[at] = _joined(refined[at], person)
    return tuple(refined)


def _may_be(known: Person, told: Person) -> bool:
    """Whether a person told of in more detail may be one who is known with less."""
    news = told.age is not None or told.height is not None or bool(told.traits)
    open_age = known.age is None or told.age is None
    alike = known.life == told.life or known == Person()
    return news and open_age and alike and (known.height is None or told.height is None)


def _joined(known: Person, told: Person) -> Person:
    return Person(
        known.age if told.age is None else told.age, known.life or told.life,
        known.height if told.height is None else told.height, known.traits | told.traits, known.cards | told.cards,
    )  # fmt: skip
