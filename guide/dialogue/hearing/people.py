"""People in a message: counts, ages, heights and words for them, put together into persons.

The words of a language are in prompts/<lang>/hear/party.yaml. A figure belongs to the word for a person it stands
before ("two adults", "8岁的孩子") or, where there is none, after ("大人2人", "kids 6 and 12").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from guide.dialogue.hearing.tokens import MOST, Token, says
from guide.dialogue.hearing.tokens import read as read_tokens
from guide.visiting.party import ADULT, Person

_ROLES: Mapping[str, Person] = {
    "adult": ADULT, "child": Person(life="child"), "infant": Person(life="infant"), "elder": Person(life="elder"),
    "relative": Person(), "student": Person(traits=frozenset({"student"})),
    "pupil": Person(life="child", traits=frozenset({"student", "pupil"})),
    "undergraduate": Person(traits=frozenset({"student", "undergraduate"})),
    "graduate": Person(traits=frozenset({"student", "graduate"})),
    **{
        trait: Person(life="adult", traits=frozenset({trait}))
        for trait in ("soldier", "teacher", "journalist", "retired-cadre", "soldier-family")
    },
    "disabled": Person(life="adult", traits=frozenset({"disabled"})),
}  # fmt: skip
"""Persons by the name of the pattern that finds their word."""
_PAIRS: Mapping[str, Person] = {"parents": Person(), "grandparents": Person(life="elder"), "couple": ADULT}
_FIGURE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Told:
    """The people of one message."""

    people: tuple[Person, ...] = ()
    generic: bool = False
    """One sort of people and no number of them: "are students free?"."""
    alone: bool = False
    """Each person is told of without a number: what is said may be of somebody who is known already."""


@dataclass(slots=True)
class _Group:
    template: Person
    size: int = 1
    count: int | None = None
    details: list[tuple[str, int]] = field(default_factory=list)

    def people(self) -> Iterator[Person]:
        told = self.details
        number = self.count if self.count is not None else max(self.size, len(told))
        for at in range(min(number, MOST)):
            detail = told[0] if len(told) == 1 else told[at] if at < len(told) else None
            yield _with(self.template, *detail) if detail else self.template


def _may_have(person: Person, what: str, value: int) -> bool:
    """Whether it is no other: a grown-up is not 70 where the figure begins with "a", nor a child 40."""
    youngest, oldest = person.ages
    return youngest <= value <= oldest if what == "age" else person.life != "adult"


def _with(person: Person, what: str, value: int) -> Person:
    return replace(person, height=value) if what == "height" else replace(person, age=value)


def read(words: str, patterns: Mapping[str, re.Pattern[str]]) -> Told:
    """The people that plain words speak of."""
    tokens = list(read_tokens(words, patterns))
    reading = _Reading(words, patterns, tokens)
    for at in range(len(tokens)):
        reading.take(at)
    return reading.told()


class _Reading:
    """One message while it is put together."""

    def __init__(self, words: str, patterns: Mapping[str, re.Pattern[str]], tokens: Sequence[Token]) -> None:
        self._words, self._patterns, self._tokens = words, patterns, tokens
        self._groups: list[_Group] = []
        self._count: int | None = None
        self._details: list[tuple[str, int]] = []
        self._total = 0
        self._open: _Group | None = None
        self._has_self = says("self", words, patterns)

    def take(self, at: int) -> None:
        """Put one token where it belongs."""
        token = self._tokens[at]
        if token.kind == "role":
            self._role(token)
        elif token.kind == "split":
            self._groups += [_Group(ADULT, count=token.values[0]), _Group(Person(life="child"), count=token.values[1])]
            self._open = self._groups[-1]
        elif token.kind == "count":
            self._number(at, token)
        else:
            self._detail(at, token)

    def told(self) -> Told:
        """All of them together."""
        people = [person for group in self._groups for person in group.people()]
        alone = all(group.count is None and len(group.details) < 2 for group in self._groups)
        single = len(people) == 1 and not self._total and not self._has_self
        generic = single and people[0] not in (ADULT, Person())
        leads = says("leads", self._words, self._patterns)
        led = any(person.life == "adult" for person in people)
        people += self._others(people, leads and not led)
        traits = frozenset({"resident"}) if says("resident", self._words, self._patterns) else frozenset[str]()
        cards = frozenset({"?"}) if says("card", self._words, self._patterns) else frozenset[str]()
        marked = [replace(each, traits=each.traits | traits, cards=each.cards | cards) for each in people[:MOST]]
        return Told(tuple(marked), generic and not leads, alone and bool(people) and not self._total)

    def _others(self, people: Sequence[Person], led: bool) -> list[Person]:
        """Those who are counted and not told of, and whoever asks."""
        if self._total:
            rest = ADULT if any(person.life or person.age is not None for person in people) else Person()
            return [rest] * max(self._total - len(people), 0)
        return [ADULT] if people and (led or self._has_self) else []

    def _role(self, token: Token) -> None:
        template = _ROLES.get(token.name) or _PAIRS[token.name]
        self._open = _Group(template, 2 if token.name in _PAIRS else 1, self._count, self._details)
        self._groups.append(self._open)
        self._count, self._details = None, []

    def _number(self, at: int, token: Token) -> None:
        before = self._tokens[at - 1] if at else None
        follows = before is not None and before.kind == "role" and self._joins("after", before.end, token.start)
        if follows and self._open and self._open.count is None and not self._bare(at):
            self._open.count = token.value
        elif self._belongs(at):
            self._count = token.value
        elif self._open and self._bare(at) and (self._open.template.life == "child" or self._is_age(at)):
            self._open.details.append(("age", token.value))
        elif token.name:
            self._total = token.value

    def _detail(self, at: int, token: Token) -> None:
        detail = ("height" if token.kind == "height" else "age", token.value)
        if self._belongs(at):
            self._details.append(detail)
        elif self._open and (not self._starts(at) or _may_have(self._open.template, *detail)):
            self._open.details.append(detail)
        else:
            self._groups.append(_Group(Person(), details=[detail]))

    def _starts(self, at: int) -> bool:
        """Whether a figure stands after "a" or "一个": it may begin another person."""
        before = self._tokens[at - 1] if at else None
        return before is not None and before.kind == "count" and self._joins("of", before.end, self._tokens[at].start)

    def _belongs(self, at: int) -> bool:
        """Whether a figure stands before a word for a person, with nothing but figures between."""
        token, after = self._tokens[at], self._tokens[at + 1] if at + 1 < len(self._tokens) else None
        if after is None:
            return False
        if after.kind == "role":
            # "四口" before "孩子" counts the family; "2人の大人" counts the grown-ups.
            return (token.name != "total" or token.end < after.start) and self._joins("of", token.end, after.start)
        if token.kind == "count" and after.kind in ("age", "height"):
            return self._joins("of", token.end, after.start) and self._belongs(at + 1)
        chained = token.kind == after.kind and token.kind != "count" and self._joins("link", token.end, after.start)
        return chained and self._belongs(at + 1)

    def _bare(self, at: int) -> bool:
        """A figure without a word of counting: "kids 6 and 12"."""
        token = self._tokens[at]
        return token.name == "" and _FIGURE.fullmatch(self._words[token.start : token.end].strip()) is not None

    def _is_age(self, at: int) -> bool:
        """A bare figure after "are", or after one that is an age: "my parents are 68 and 71"."""
        before, token = self._tokens[at - 1], self._tokens[at]
        asked = "aged" if before.kind == "role" else "link"
        counts = before.kind == "count" and before.name != ""
        return not counts and token.start > before.end and self._joins(asked, before.end, token.start)

    def _joins(self, key: str, start: int, end: int) -> bool:
        between = self._words[start:end].strip()
        return not between or key in self._patterns and self._patterns[key].fullmatch(between) is not None
