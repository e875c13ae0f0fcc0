"""Who pays less, as data: the notation of the field `concession_rules`, read once into values code can compute with.

    free: age >=70 | age <6 | height <140; ticket day; document id-card
    half: age 60-69 | student undergraduate; document id-card, student-card; at this-garden, that-temple
    45: child

Before the colon stands what is paid: `free`, `half`, a share (`80%`) or an amount in the city's currency. After it
stand the people, any of them, parted by `|`; what one person has to be all at once is joined by `&`. `at` names the
entries a rule is for that stands in an entry on concessions in general; `days` names days that come back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from guide.types import Fact
from guide.visiting import recurrence
from guide.visiting.party import OLDEST, TALLEST, Condition, Match, Person

FIELD = "concession_rules"
TRAITS = (
    "student", "child", "elder", "disabled", "soldier", "soldier-family", "teacher", "journalist", "retired-cadre",
    "resident", "anyone",
)  # fmt: skip
"""Words a rule may have for people; after `student` may stand the highest level that is meant."""
LEVELS = ("pupil", "undergraduate", "graduate")
DOCUMENTS = ("id-card", "passport", "student-card", "card", "press-card", "military-card", "disability-card")
TICKETS = ("day", "night")
_PAYS = re.compile(r"(?P<word>free|half)|(?P<share>\d{1,2}|100)%|(?P<amount>\d+(?:\.\d{1,2})?)")
_RANGE = re.compile(r"(?P<what>age|height) (?:(?P<sign><=|>=|<|>)(?P<bound>\d+)|(?P<least>\d+)-(?P<most>\d+))")
_NAMED = re.compile(r"(?P<what>[a-z-]+)(?: (?P<which>[a-z0-9-]+))?")


@dataclass(frozen=True, slots=True)
class Rule:
    """What some people pay."""

    people: tuple[tuple[Condition, ...], ...]
    """Any of these, each of them all of its conditions."""
    share: Decimal | None = None
    """The part of the adult price that is paid, 0 for free; None when `amount` is paid."""
    amount: Decimal | None = None
    tickets: tuple[str, ...] = ()
    """day or night, where it holds for these tickets alone."""
    documents: tuple[str, ...] = ()
    """What has to be shown, any of them."""
    days: str = ""
    """Days that come back on which alone it holds, in the notation of `recurrence`."""
    at: tuple[str, ...] = ()
    """Ids of the entries it holds at; without any, at the entry it stands in."""

    def fits(self, person: Person) -> Match:
        """How it fits a person."""
        return max(self._fits(person, one) for one in self.people)

    @property
    def cards(self) -> tuple[str, ...]:
        """The ids of the cards it asks for."""
        return tuple(each.which for case in self.people for each in case if each.what == "card")

    @property
    def on_card(self) -> bool:
        """Whether all of it is for holders of a card."""
        return all(any(each.what == "card" for each in case) for case in self.people)

    def case(self, person: Person) -> tuple[Condition, ...]:
        """The case of it that fits a person best, the first of several."""
        return max(self.people, key=lambda one: self._fits(person, one))

    def cases(self, person: Person, match: Match) -> tuple[tuple[Condition, ...], ...]:
        """Its cases that fit a person just so."""
        return tuple(one for one in self.people if self._fits(person, one) == match)

    def price(self, full: Decimal) -> Decimal:
        """What is paid in place of the full price, never more than it."""
        wanted = self.amount if self.amount is not None else full * (self.share or 0)
        return min(full, wanted)

    @staticmethod
    def _fits(person: Person, conditions: tuple[Condition, ...]) -> Match:
        return min(condition.fits(person) for condition in conditions)


@lru_cache(4096)
def read(notation: str) -> Rule | None:
    """The rule that a text writes; None for what is no such notation."""
    head, _, rest = " ".join(notation.split()).partition(":")
    pays = _PAYS.fullmatch(head.strip())
    whom, *options = (part.strip() for part in rest.split(";"))
    people = tuple(tuple(map(_condition, case.split("&"))) for case in whom.split("|"))
    told = dict(option.partition(" ")[::2] for option in options)
    tickets, documents, at = (_listed(told.pop(key, "")) for key in ("ticket", "document", "at"))
    days = told.pop("days", "")
    known = (
        (not days or recurrence.is_rule(days))
        and set(tickets) <= set(TICKETS)
        and set(documents) <= set(DOCUMENTS)
        and not told
    )
    if pays is None or not known or any(each is None for case in people for each in case):
        return None
    sure = tuple(tuple(each for each in case if each) for case in people)
    return Rule(sure, _share(pays), Decimal(pays["amount"]) if pays["amount"] else None, tickets, documents, days, at)


def of_facts(facts: tuple[Fact, ...]) -> Iterator[tuple[Fact, Rule]]:
    """The facts that are rules, each with its rule."""
    for fact in facts:
        rule = read(fact.value) if isinstance(fact.value, str) else None
        if rule:
            yield fact, rule


def _share(pays: re.Match[str]) -> Decimal | None:
    if pays["word"]:
        return Decimal(0) if pays["word"] == "free" else Decimal("0.5")
    return Decimal(pays["share"]) / 100 if pays["share"] else None


def _listed(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(",") if each.strip())


def _condition(text: str) -> Condition | None:
    words = text.strip()
    if match := _RANGE.fullmatch(words):
        return _range(match)
    named = _NAMED.fullmatch(words)
    if named is None:
        return None
    what, which = named["what"], named["which"] or ""
    if what == "card":
        return Condition("card", which=which) if which else None
    fits = what in TRAITS and (not which or what == "student" and which in LEVELS)
    return Condition(what, which=which) if fits else None


def _range(match: re.Match[str]) -> Condition | None:
    end = OLDEST if match["what"] == "age" else TALLEST
    least, most = 0, end
    if match["sign"]:
        bound = int(match["bound"])
        least = {">=": bound, ">": bound + 1}.get(match["sign"], 0)
        most = {"<=": bound, "<": bound - 1}.get(match["sign"], end)
    else:
        least, most = int(match["least"]), int(match["most"])
    written = match["sign"] if match["sign"] == "<" else ""
    return Condition(match["what"], least, most, written or "") if least <= most <= end else None
