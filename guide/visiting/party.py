"""Who visits: a party of people, as far as they said who they are, and whether a rule on people holds for one of them.

Nobody has to say everything. What a rule asks and a person did not say is neither true nor false (`Match.PERHAPS`):
such a person pays the full price and is told that there may be less to pay.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

OLDEST = 130
"""Years; the end of an open range of ages."""
TALLEST = 250
"""Centimetres; the end of an open range of heights."""
_GROWN = 15
"""Years from which a rule on the height of children is not meant for a person."""
_TALLEST_AT = {0: 83, 1: 97, 2: 107, 3: 116, 4: 124}
"""Centimetres that a child of so many full years does not reach: WHO Child Growth Standards (2006), length or height
for age of boys, three standard deviations over the median at the end of the year."""
_CHILD_FOR_SURE = 13
"""Years up to which anybody is a child; of 14 to 17 a rule that names no age leaves it open."""
_LIVES = {
    "infant": (0, 2), "child": (0, 17), "student": (7, 30), "adult": (19, 59), "elder": (60, OLDEST),
}  # fmt: skip
"""The ages that a word for a person without a figure may mean."""
_STUDY = {"pupil": (7, 18), "undergraduate": (17, 30), "graduate": (20, 59)}
"""The ages at which people may be at a level of study."""
_LEVELS = ("pupil", "undergraduate", "graduate")


class Match(IntEnum):
    """How a condition fits a person; the greater fits better."""

    NO = 0
    PERHAPS = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Person:
    """One visitor. Everything may be left out."""

    age: int | None = None
    """Full years."""
    life: str = ""
    """infant, child, student, adult or elder: what was said instead of an age."""
    height: int | None = None
    """Centimetres."""
    traits: frozenset[str] = frozenset()
    """What else was said: student, pupil, undergraduate, graduate, disabled, soldier, teacher, journalist, resident."""
    cards: frozenset[str] = frozenset()
    """Ids of the entries of the cards they hold."""

    @property
    def ages(self) -> tuple[int, int]:
        """The least and the most years they may have."""
        if self.age is not None:
            return self.age, self.age
        if not self.life and self.is_student:
            return next((_STUDY[level] for level in _LEVELS if level in self.traits), _LIVES["student"])
        return _LIVES.get(self.life, (0, OLDEST))

    @property
    def is_student(self) -> bool:
        """Whether they said that they study."""
        return "student" in self.traits or any(level in self.traits for level in _LEVELS)


ADULT = Person(life="adult")


@dataclass(frozen=True, slots=True)
class Party:
    """The people who go together; their order means nothing."""

    people: tuple[Person, ...] = (ADULT,)

    @classmethod
    def of(cls, adults: int = 1, others: Iterable[Person] = ()) -> Party:
        """Some grown-ups of whom nothing else is known, and others."""
        return cls((*(ADULT,) * adults, *others))

    def groups(self) -> tuple[tuple[Person, int], ...]:
        """Each different person with how many are alike: grown-ups first, then in the order of their first."""
        counts: dict[Person, int] = {}
        for person in self.people:
            counts[person] = counts.get(person, 0) + 1
        return tuple(sorted(counts.items(), key=lambda group: group[0].life != "adult"))


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing a rule asks of a person: a range of ages or heights, or a trait."""

    what: str
    """age, height, student, card, anyone, or any trait."""
    least: int = 0
    most: int = OLDEST
    """Both ends belong to it: years, or centimetres."""
    which: str = ""
    """The level up to which students are meant (pupil, undergraduate), the id of a card, or "<" where a limit was
    written as the first that does not belong."""

    def fits(self, person: Person) -> Match:
        """Whether it holds for a person, as far as they said who they are."""
        if self.what == "anyone":
            return Match.YES
        if self.what == "age":
            return _within(person.ages, (self.least, self.most))
        if self.what == "height":
            return self._of_height(person)
        if self.what == "student":
            return self._of_student(person)
        if self.what in ("child", "elder"):
            return self._of_life(person)
        return _sure(self.which in person.cards if self.what == "card" else self.what in person.traits)

    def _of_height(self, person: Person) -> Match:
        if person.height is not None:
            return _sure(self.least <= person.height <= self.most)
        youngest, oldest = person.ages
        grown_student = person.is_student and person.age is None and not person.life
        if youngest >= _GROWN or grown_student:
            return Match.NO
        tallest = _TALLEST_AT.get(oldest, TALLEST)
        fits = _within((0, tallest), (self.least, self.most))
        return fits if fits != Match.NO else Match.PERHAPS

    def _of_life(self, person: Person) -> Match:
        """Of "children" without a limit the youngest are sure and those near grown-up are not."""
        if person.age is None and person.life in ("infant", "child", "adult", "elder"):
            return _sure(person.life == self.what or (person.life, self.what) == ("infant", "child"))
        sure = _within(person.ages, _LIVES["elder"] if self.what == "elder" else (0, _CHILD_FOR_SURE))
        if sure == Match.NO and self.what == "child":
            return min(_within(person.ages, _LIVES["child"]), Match.PERHAPS)
        return sure

    def _of_student(self, person: Person) -> Match:
        if person.is_student:
            known = [_LEVELS.index(level) for level in _LEVELS if level in person.traits]
            highest = _LEVELS.index(self.which) if self.which in _LEVELS else len(_LEVELS)
            return _sure(not known or min(known) <= highest)
        youngest, oldest = person.ages
        return _sure(False) if person.life in ("adult", "elder") or youngest > 30 or oldest < 6 else Match.PERHAPS


def _within(have: tuple[int, int], wanted: tuple[int, int]) -> Match:
    if wanted[0] <= have[0] and have[1] <= wanted[1]:
        return Match.YES
    return Match.PERHAPS if have[0] <= wanted[1] and wanted[0] <= have[1] else Match.NO


def _sure(holds: bool) -> Match:
    return Match.YES if holds else Match.NO
