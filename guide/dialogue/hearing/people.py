"""People in a message: counts, ages, heights and words for them, put together into persons.

The words of a language are in prompts/<lang>/hear/party.yaml. A figure belongs to the word for a person it stands
before ("two adults", "8岁的孩子") or, where there is none, after ("大人2人", "kids 6 and 12").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from guide.dialogue.hearing.tokens import MOST, Token, number, says
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
_PAIRS: Mapping[str, Person] = {
    "parents": Person(),
    "grandparents": Person(life="elder"),
    "couple": ADULT,
    "twins": Person(life="child"),
}
_FIGURE = re.compile(r"[0-9〇一二两三四五六七八九十]")
_PAIR = 2
_NO_INFANT = 6
"""Years from which nobody is called a baby."""
_FEW = 12
"""A bare figure after a word for a person is an age when it is greater: nobody comes with thirteen mothers."""


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


def _may_have(person: Person, what: str, value: int, starts: bool) -> bool:
    """Whether it is no other: a child is not 40, nor a grown-up 70 where the figure begins with "a"."""
    youngest, oldest = person.ages if person.life != "infant" else (0, _NO_INFANT - 1)
    if person.life == "adult" and not starts:
        return what == "height" or value >= youngest
    return youngest <= value <= oldest if what == "age" else person.life != "adult"


def _one_of(people: list[Person], age: int | None) -> list[Person]:
    """The people, the first without an age given this one: "one of us is 72"."""
    at = next((at for at, person in enumerate(people) if person.age is None), None)
    if age is None or at is None:
        return people
    return [*people[:at], *people[at + 1 :], Person(age)]


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
        self._one: int | None = None
        self._open: _Group | None = None
        self._joined = 0
        """Where the last word for a person ended."""
        self._has_self = says("self", words, patterns)

    def take(self, at: int) -> None:
        """Put one token where it belongs."""
        token = self._tokens[at]
        if token.kind == "role":
            self._role(token)
        elif token.kind == "one":
            self._one = token.value
        elif token.kind == "grown":
            self._groups.append(_Group(ADULT, count=token.value))
        elif token.kind == "split":
            self._groups += [_Group(ADULT, count=token.values[0]), _Group(Person(life="child"), count=token.values[1])]
            self._open = self._groups[-1]
        elif token.kind == "count":
            self._number(at, token)
        else:
            self._detail(at, token)

    def told(self) -> Told:
        """All of them together."""
        people = _one_of([person for group in self._groups for person in self._of(group)], self._one)
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
        """Those who are counted and not told of, and whoever asks, unless they told of themselves."""
        if self._total and len(people) == 1 and says("all", self._words, self._patterns):
            return [people[0]] * (self._total - 1)
        if self._total:
            rest = ADULT if any(person.life or person.age is not None for person in people) else Person()
            return [rest] * max(self._total - len(people), 0)
        themselves = says("myself", self._words, self._patterns)
        return [ADULT] if people and (led or self._has_self) and not themselves else []

    def _of(self, group: _Group) -> Iterator[Person]:
        """The people of a group; "a graduate ... a student ticket" is one person, and so is a ticket named twice."""
        levels = any(each.template.traits - {"student"} and each.template.is_student for each in self._groups)
        if not (levels and group.template == _ROLES["student"] and group.count is None and not group.details):
            yield from group.people()

    @staticmethod
    def _template(token: Token) -> Person:
        return _ROLES.get(token.name) or _PAIRS[token.name]

    def _role(self, token: Token) -> None:
        template = self._template(token)
        if self._open and template.traits and self._joined and self._joins("is", self._joined, token.start):
            self._open.template = replace(self._open.template, traits=self._open.template.traits | template.traits)
            self._count, self._details, self._joined = None, [], token.end
            return
        self._joined = token.end
        known = next((group for group in self._groups if group.template == template and not group.details), None)
        if known and self._count is None and not self._details:
            self._open = known
            return
        pair = token.name in _PAIRS
        if pair and self._count not in (None, _PAIR):  # "the three of us, my parents ..." counts everybody
            self._total, self._count = self._count or 0, None
        self._open = _Group(template, _PAIR if pair else 1, self._count, self._details)
        self._groups.append(self._open)
        self._count, self._details = None, []

    def _number(self, at: int, token: Token) -> None:
        before = self._tokens[at - 1] if at else None
        follows = before is not None and before.kind == "role" and self._joins("after", before.end, token.start)
        if self._is_mine(token) and self._bare(at) and token.value > _FEW:
            self._groups.append(_Group(Person(), details=[("age", token.value)]))
            return
        if follows and self._open and self._bare(at) and token.value > _FEW:
            self._open.details.append(("age", token.value))
        elif follows and self._open and self._open.count is None and not self._is_figure(at):
            if self._open.size in (1, token.value):
                self._open.count = token.value
            else:
                self._total = token.value
        elif self._belongs(at):
            self._count = token.value
        elif self._open and self._is_figure(at) and (self._open.template.life == "child" or self._is_age(at)):
            self._open.details.append(("age", token.value))
        elif token.name:
            self._total = token.value

    def _detail(self, at: int, token: Token) -> None:
        detail = ("height" if token.kind == "height" else "age", token.value)
        if self._is_mine(token):
            self._groups.append(_Group(Person(), details=[detail]))
        elif self._belongs(at):
            self._details.append(detail)
        elif self._open and _may_have(self._open.template, *detail, self._starts(at)):
            self._open.details.append(detail)
        else:
            self._groups.append(_Group(Person(), details=[detail]))

    def _is_mine(self, token: Token) -> bool:
        """Whether a figure is told by the visitors of themselves: "my parents are 70, I'm 40"."""
        of_me = self._patterns.get("of_me")
        figure = _FIGURE.search(self._words, token.start, token.end)
        return of_me is not None and figure is not None and bool(of_me.search(self._words[: figure.start()]))

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
            if token.kind == "age" and not _may_have(self._template(after), "age", token.value, True):
                return False
            # "四口" before "孩子" counts the family; "2人の大人" counts the grown-ups.
            return (token.name != "total" or token.end < after.start) and self._joins("of", token.end, after.start)
        if token.kind == "count" and after.kind in ("age", "height"):
            return self._joins("of", token.end, after.start) and self._belongs(at + 1)
        chained = token.kind == after.kind and token.kind != "count" and self._joins("link", token.end, after.start)
        return chained and self._belongs(at + 1)

    def _bare(self, at: int) -> bool:
        """A figure without a word of counting: "kids 6 and 12", 妈妈七十二."""
        token = self._tokens[at]
        said = self._words[token.start : token.end].strip()
        return token.name == "" and number(said, self._patterns) is not None

    def _is_age(self, at: int) -> bool:
        """A bare figure after "are", or after one that is an age: "my parents are 68 and 71"."""
        before, token = self._tokens[at - 1], self._tokens[at]
        asked = "aged" if before.kind == "role" else "link"
        counts = before.kind == "count" and before.name != ""
        return not counts and token.start > before.end and self._joins(asked, before.end, token.start)

    def _is_figure(self, at: int) -> bool:
        token = self._tokens[at]
        return self._bare(at) and self._words[token.start : token.end].strip().isdecimal()

    def _joins(self, key: str, start: int, end: int) -> bool:
        between = self._words[start:end].strip()
        return not between or key in self._patterns and self._patterns[key].fullmatch(between) is not None
