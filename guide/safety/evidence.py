"""A finding as the clauses that may be said of each place, read as the sentences are that are held against it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from guide.safety.claims import Clause, clause, clauses, content
from guide.safety.figures import Figure
from guide.safety.lexicon import Lexicon, language_of
from guide.safety.names import Names
from guide.text.script import fold
from guide.text.words import search_tokens
from guide.types import Entry, Fact, Finding, FoundFact

_KINDS = {"price": "money", "spend": "money", "room_price": "money", "duration": "duration"}
_WORDS = {"Mo": "monday", "Tu": "tuesday", "We": "wednesday", "Th": "thursday", "Fr": "friday", "Sa": "saturday"}
_WORDS |= {"Su": "sunday", "off": "closed", "Jan": "january", "Feb": "february", "Mar": "march", "Apr": "april"}
_WORDS |= {"May": "in may", "Jun": "june", "Jul": "july", "Aug": "august", "Sep": "september", "Oct": "october"}
_WORDS |= {"Nov": "november", "Dec": "december"}
_GENERAL = ("price", "hours")
"""Fields that say of a place without condition what it costs and when it is open; concessions and parking do not."""
_NOTATION = re.compile(r"^[A-Z][a-z]{1,2}[-,; ]|^\d{2}:\d{2}-\d{2}:\d{2}|^24/7|^PH ")
_HOLIDAYS = re.compile(r"[;,]?\s*\b(?:PH|SH)\b[^;]*")


class Evidence:
    """What is known of each place in a finding. `focus` is the place a sentence without a name speaks of."""

    def __init__(
        self, finding: Finding, names: Names, lexicons: Mapping[str, Lexicon], said: Sequence[str] = ()
    ) -> None:
        self._names, self._lexicons = names, lexicons
        self._lang = finding.lang.split("-")[0]
        self._of: dict[str, list[Clause]] = defaultdict(list)
        self.focus = next((each.id for each in _entries(finding)), "")
        self.texts = fold(" \n ".join(_texts(finding, said)))
        for found in finding.facts:
            self._of[found.entry.id] += self._from_fact(found)
        for text in finding.texts:
            self._of[text.entry.id] += self._read(text.text, text.lang)
        for sentence in (*said, *map(str, finding.corrections.values())):
            self._add_said(sentence)
        self.places = frozenset(entry.id for entry in _entries(finding))
        self._hints = _hints({entry.id: entry for entry in _entries(finding)})

    def of(self, place: str) -> Sequence[Clause]:
        """The clauses that are true of a place."""
        return self._of.get(place, ())

    def hinted(self, text: str) -> set[str]:
        """The place of several that a clause means by a piece of its name: the inn, and not the restaurant."""
        words = set(search_tokens(text))
        meant = {place for place, hints in self._hints.items() if words & hints}
        return meant if len(meant) == 1 else set()

    def figures(self, place: str) -> Iterator[Figure]:
        """Every figure that belongs to a place."""
        return (figure for each in self.of(place) for figure in each.figures)

    def _add_said(self, sentence: str) -> None:
        """The templates' own sentences: true, in the visitor's language, and of the places they name."""
        ids = {each for mention in self._names.said(sentence) for each in mention.entries}
        for place in ids & set(self._of) or {self.focus}:
            self._of[place] += self._read(sentence, self._lang)

    def _from_fact(self, found: FoundFact) -> Iterator[Clause]:
        always_free = found.field == "price" and all(fact.value == 0 for fact in found.facts)
        for fact in found.facts:
            alone = not (len(found.facts) > 1 or fact.label or fact.note or fact.when)
            plain = always_free or alone and found.field in _GENERAL
            for each in self._valued(found, fact):
                yield replace(self._labelled(each, fact), general=plain)
            for lang, note in (fact.note or {}).items():
                yield from self._read(note, lang)
            yield from self._dated(found.entry, fact)

    def _valued(self, found: FoundFact, fact: Fact) -> Iterator[Clause]:
        """The clauses of the value, each also about what the field is called."""
        value, lang = fact.value, found.entry.lang
        if isinstance(value, bool) or value in (0, 1) and found.field not in _KINDS:
            yield self._flag(found, bool(value))
        elif isinstance(value, int | float):
            yield self._number(found, float(value))
        else:
            words = value.items() if isinstance(value, Mapping) else [(lang, each) for each in _listed(value)]
            for of_lang, text in words:
                for each in self._read(text, of_lang):
                    yield self._about(each, found)

    def _number(self, found: FoundFact, value: float) -> Clause:
        kind = _KINDS.get(found.field, "plain")
        signs = {("free", -1 if value else 1)} if kind == "money" else set()
        return self._about(Clause(self._lang, (Figure(kind, value, value),), frozenset(signs)), found)

    def _flag(self, found: FoundFact, yes: bool) -> Clause:
        return self._about(Clause(self._lang, signs=frozenset() if yes else frozenset({("is", -1)})), found)

    def _about(self, each: Clause, found: FoundFact) -> Clause:
        """A value is about its field; a lone word of denial as the value denies the field."""
        lexicon = self._lexicons[each.lang]
        label = content(lexicon.labels.get(found.field, fold(found.field)), lexicon)
        signs = each.signs
        if found.field == "hours" and not any(topic == "open" for topic, _ in signs):
            signs |= {("open", 1)}
        if _KINDS.get(found.field) == "money" and not any(topic == "free" for topic, _ in signs):
            signs |= {("free", -1)} if any(figure.raw for figure in each.figures) else set()
        return replace(each, content=each.content | label, signs=signs)

    def _labelled(self, each: Clause, fact: Fact) -> Clause:
        label = [self._joined(text, lang) for lang, text in (fact.label or {}).items()]
        notes = [self._joined(text, lang) for lang, text in (fact.note or {}).items()]
        season = [self._joined(_spelled(fact.when), "en")] if fact.when else []
        return replace(
            each,
            content=each.content.union(*(other.content for other in label + notes)),
            figures=each.figures + tuple(figure for other in label + notes + season for figure in other.figures),
            labels=tuple(other.content for other in label if other.content),
        )

    def _joined(self, text: str, lang: str) -> Clause:
        """All clauses of a label or note as one."""
        read = list(self._read(text, lang))
        figures = tuple(figure for each in read for figure in each.figures)
        return Clause(self._lang, figures, content=frozenset[str]().union(*(each.content for each in read)))

    def _dated(self, entry: Entry, fact: Fact) -> Iterator[Clause]:
        for date in (fact.as_of or entry.as_of, fact.checked_on, fact.valid_from, fact.valid_until):
            if date and (match := re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", date)):
                parts = tuple(int(part) if part else None for part in match.groups())
                yield Clause(self._lang, (Figure("date", parts),))

    def _read(self, text: str, lang: str) -> Iterator[Clause]:
        if _NOTATION.match(text):
            text, lang = _spelled(text), "en"
        lexicon = self._lexicons.get(language_of(text, lang)) or self._lexicons[self._lang]
        folded = blank_names(fold(text), self._names.said(text))
        return (clause(part, lexicon) for _, part in clauses(folded, lexicon))


def _hints(entries: Mapping[str, Entry]) -> dict[str, set[str]]:
    """Words of each place's names that no other place of the finding shares; none where there is only one place."""
    words = {
        key: {word for name in entry.names.values() for word in search_tokens(name) if len(word) > 1}
        for key, entry in entries.items()
    }
    return {
        key: own - set().union(*(other for name, other in words.items() if name != key))
        for key, own in words.items()
        if len(words) > 1
    }


def blank_names(folded: str, mentions: Iterable[object]) -> str:
    """The text with its names blanked: the 24 of a bridge's name is no number."""
    for mention in mentions:
        start, end = mention.start, mention.end  # type: ignore[attr-defined]
        folded = folded[:start] + " " * (end - start) + folded[end:]
    return folded


def _spelled(notation: str) -> str:
    """Opening hours notation as English words; public holidays are left to whoever announces them."""
    text = _HOLIDAYS.sub("", notation)
    return re.sub(r"[A-Za-z]+", lambda match: _WORDS.get(match[0], match[0]), text).replace(
        "24/7", "every day 24 hours 0:00-24:00"
    )


def _listed(value: object) -> Sequence[str]:
    return value if isinstance(value, tuple) else (str(value),)


def _entries(finding: Finding) -> Iterator[Entry]:
    yield from finding.entries
    yield from (found.entry for found in finding.facts)
    yield from (text.entry for text in finding.texts)


def _texts(finding: Finding, said: Sequence[str]) -> Iterator[str]:
    """Every word the finding holds: a name in it may be said."""
    yield from said
    yield from map(str, finding.corrections.values())
    yield from (text.text for text in finding.texts)
    for found in finding.facts:
        for fact in found.facts:
            values = fact.value.values() if isinstance(fact.value, Mapping) else _listed(fact.value)
            yield from map(str, values)
            yield from (word for words in (fact.label, fact.note) for word in (words or {}).values())
