"""People, rules and amounts of a bill in words: prompts/<lang>/sentences/tickets.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from guide.dialogue.cite import Citations
from guide.dialogue.wording import Wording, in_language
from guide.skills.quote import Asking
from guide.types import Entry, Fact, Lang
from guide.visiting.concessions import FIELD as RULES
from guide.visiting.concessions import Rule
from guide.visiting.party import OLDEST, TALLEST, Condition, Match, Person
from guide.visiting.prices import Concession, Line
from guide.visiting.tickets import NIGHT

_SAID = ("soldier-family", "retired-cadre", "journalist", "teacher", "soldier", "disabled", "graduate",
         "undergraduate", "pupil", "student")  # fmt: skip
"""Traits by which a person is called, the most telling first."""
_ASKED_BY = {"student-card": ("student",), "id-card": ("age",), "card": ("card",)}
"""Conditions that a paper is the proof of; any other paper proves every case of its rule."""


@dataclass(frozen=True, slots=True)
class Fares:
    """Says the pieces of a bill in one language."""

    lang: Lang
    wording: Wording
    citations: Citations

    def say(self, key: str, values: Mapping[str, object] | None = None) -> str:
        """A sentence of this ability."""
        return self.wording.say(self.lang, f"tickets.{key}", values)

    def clauses(self, parts: Iterable[str]) -> str:
        """Parts of a sentence in a row, none twice."""
        clause = self.wording.say(self.lang, "clause")
        return (clause if self.lang.startswith(("zh", "ja")) else f"{clause} ").join(dict.fromkeys(parts))

    def join(self, parts: Iterable[str]) -> str:
        """Names in a row."""
        return self.wording.join(self.lang, parts)

    def mark(self, entry: Entry, fact: Fact) -> int:
        """The number a fact is cited by."""
        return self.citations.of_fact(entry, fact)

    def name(self, entry: Entry) -> str:
        """The name of a place."""
        return self.wording.name(entry, self.lang)

    def words(self, text: Mapping[str, str] | None) -> str:
        """A label or note where there is one in the visitor's language."""
        own = text and (self.lang in text or self.lang.startswith("zh") and "zh-Hans" in text)
        return in_language(text, self.lang) if own and text else ""

    def amount(self, value: Decimal) -> str:
        """22.5元; nothing to pay is said as free."""
        return self.say("amount", {"amount": f"{value.normalize():f}"}) if value else self.say("free")

    def day(self, asking: Asking) -> str:
        """今天, 12月, 12月5日."""
        key = "month" if asking.by_month else "today" if asking.on == asking.today else "day"
        months = self.wording.months(self.lang)
        return self.say(f"day.{key}", {"month": asking.on.month, "day": asking.on.day, "months": months})

    def night(self, session: str) -> str:
        """That it is the night's ticket."""
        return self.say("night") if session == NIGHT else ""

    def person(self, who: Person, count: int = 0) -> str:
        """2位成人, 1位8岁孩子; without a number, the sort of people."""
        values = {
            "count": count, "age": who.age, "metres": _metres(who.height) if who.height else "", "life": _life(who),
            "trait": next((each for each in _SAID if each in who.traits), ""),
            "resident": "resident" in who.traits, "card": bool(who.cards),
        }  # fmt: skip
        return self.say("person", values)

    def group(self, lines: Iterable[Line]) -> str:
        """Everybody of a bill."""
        return self.join(self.person(line.person, line.count) for line in lines)

    def by(self, line: Line) -> str:
        """The rule of a line; of who is free only why."""
        if line.by is None:
            return ""
        cases = line.by.rule.cases(line.person, Match.YES)
        return self.cases(line.by, cases) if not line.unit else self.rule(line.by, cases)

    def rule(self, each: Concession, cases: Iterable[tuple[Condition, ...]]) -> str:
        """6至18岁半价: the cases of a rule and what is paid."""
        of_card = each.fact.field == RULES
        values = {
            "who": self.cases(each, cases), "pays": self.pays(each.rule), "low": each.fact.confidence == "low",
            "label": self.words(each.fact.label) if of_card else "", "year": (each.fact.as_of or "")[:4],
        }  # fmt: skip
        return self.say("rule", values)

    def cases(self, each: Concession, cases: Iterable[tuple[Condition, ...]]) -> str:
        """Whom a rule is for."""
        both = self.say("and") if self.lang.startswith(("zh", "ja")) else f" {self.say('and')} "
        return self.join(dict.fromkeys(both.join(self._condition(one, each) for one in case) for case in cases))

    def fitting(self, each: Concession, who: Person) -> str:
        """The rule by the cases of it that fit a person best."""
        return self.rule(each, each.rule.cases(who, each.rule.fits(who)))

    def pays(self, each: Rule) -> str:
        """免费, 半价, 45元."""
        if each.amount is not None:
            return self.amount(each.amount)
        return self.say("pays", {"percent": int((each.share or Decimal(0)) * 100)})

    def papers(self, lines: Iterable[Line]) -> str:
        """What the rules that were counted with ask these people to show, named once."""
        asked = dict.fromkeys(paper for line in lines if line.by for paper in _papers(line.by.rule, line.person))
        return self.documents(asked)

    def documents(self, kinds: Iterable[str]) -> str:
        """Papers in a row."""
        return self.join(self.say(f"document.{each}") for each in kinds)

    def _condition(self, each: Condition, told: Concession) -> str:
        if each.what in ("age", "height"):
            return self._range(each)
        name = self.name(told.entry) if each.what == "card" else ""
        return self.say(f"who.{each.what}", {"level": each.which, "card": name})

    def _range(self, each: Condition) -> str:
        top = OLDEST if each.what == "age" else TALLEST
        kind = "from" if each.most == top else "to" if not each.least else "between"
        if kind == "to" and each.which == "<":
            kind = "under"
        most = each.most + (kind == "under")
        figures = (each.least, most) if each.what == "age" else (_metres(each.least), _metres(most))
        return self.say(f"{each.what}.{kind}", {"least": figures[0], "most": figures[1]})


def _papers(rule: Rule, who: Person) -> Iterable[str]:
    asked = {condition.what for case in rule.cases(who, Match.YES) for condition in case}
    return (paper for paper in rule.documents if paper not in _ASKED_BY or asked & set(_ASKED_BY[paper]))


def _life(who: Person) -> str:
    if who.life in ("", "adult") and who.age is not None:
        return "child" if who.age < 18 else "elder" if who.age >= 60 else "adult"
    return who.life


def _metres(centimetres: int) -> str:
    return f"{Decimal(centimetres) / 100:.2f}".rstrip("0").rstrip(".")
