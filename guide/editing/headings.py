"""What the heading of a spreadsheet column means: a lexicon of the headings editors use, in their languages.

The words are data, prompts/<language>/headings.yaml; nothing here knows one of them. A heading is compared
folded (width, case, traditional forms, accents), without spaces, underscores and hyphens. A parenthesis at its end
is a unit ("门票（元）"), a language ("name (English)") or what the figures are for ("票价（学生）").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from guide.text.script import fold
from guide.types import Lang

FACT, UNKNOWN, LEFT_OUT = "fact", "unknown", "left out"
_TYPES = ("category", "hotel_type")
_TAGS = {"zh": "zh-Hans"}
_ORDER = ("zh", "en", "fr", "ko", "ja")
_LOOSE = re.compile(r"[\s_\-‐‑–—*:：.。·?？'\"]+")
_PAREN = re.compile(r"^(?P<head>.+?)\s*[(\[【（](?P<extra>[^()\[\]【】（）]*)[)\]】）]\s*[*:：]?\s*$", re.DOTALL)
_PARTS = re.compile(r"\s*[/|\n／]\s*")
_WORDS = re.compile(r"\s*[/|\n／、,，;；]\s*")
_TOKENS = re.compile(r"[\s_\-.:：]+")
_LABEL_LIMIT = 12
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Label:
    """A label as one language has it, and what it is called in all."""

    lang: Lang
    named: Mapping[Lang, str]


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds: `role` is fact, unknown, left out, or one of those under `columns:` in the lexicons."""

    heading: str
    role: str
    field: str = ""
    lang: Lang | None = None
    """The language the heading names, when it names one."""
    label: str | None = None
    """What its figures are for: student, high season."""
    labels: Mapping[str, Label] | None = None
    """Labels that are known in several languages, by their folded words."""
    unit: str | None = None
    unit_kind: str | None = None
    """money, number, minutes or words, as the lexicons sort their units."""
    type: str = ""
    """Type of the field; empty for an unknown column."""
    marks: frozenset[str] = frozenset()
    """Words after a figure of this column that say no more than its heading (分, stars), folded."""
    free: frozenset[str] = frozenset()
    """Words that stand for an amount of nothing (免费, gratis), folded."""

    @property
    def own(self) -> str:
        """The heading as the name of a field that the guide does not know."""
        return " ".join(self.heading.split())


Decide = Callable[[Column], Column]
"""What a column is, given what its heading says."""


@dataclass(frozen=True, slots=True)
class _Meaning:
    role: str
    field: str = ""
    kinds: frozenset[str] = frozenset()
    label: str | None = None


class Headings:
    """The lexicons of all languages, read once."""

    def __init__(
        self, lexicons: Mapping[Lang, Mapping[str, Any]], types: Mapping[str, str], free: Iterable[str] = ()
    ) -> None:
        self._types, self._free = dict(types), frozenset(map(squash, free))
        self._columns: dict[str, list[_Meaning]] = {squash(each): [_Meaning(FACT, each)] for each in types}
        self._kinds: dict[str, str] = {}
        self._languages: dict[str, Lang] = {}
        self._units: dict[str, str] = {}
        self._ignored: set[str] = set()
        self._fillers: tuple[str, ...] = ()
        self._tails: tuple[str, ...] = ()
        self._notes: set[str] = set()
        self._labels: dict[str, Label] = {}
        named: dict[str, dict[Lang, str]] = {}
        for lang, lexicon in lexicons.items():
            self._add(lexicon)
            self._name(lexicon.get("labels", {}), lang, named)
        self._marks = frozenset(unit for unit, kind in self._units.items() if kind == "number")
        self._seen: dict[tuple[str, str], Column] = {}
        self._decide: Mapping[str, Decide] = {}

    def deciding(self, decide: Mapping[str, Decide]) -> Headings:
        """These headings, but for some of which somebody said what they are."""
        made = copy(self)
        made._decide, made._seen = decide, {}
        return made

    @property
    def types(self) -> Mapping[str, str]:
        """The known fields and their types."""
        return self._types

    def column(self, heading: str, kind: str = "") -> Column:
        """What a column of that heading holds in a row of that kind."""
        key = (heading, kind)
        if key not in self._seen:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            decide = self._decide.get(heading)
            found = self._read(heading, kind)
            self._seen[key] = decide(found) if decide else found
        return self._seen[key]

    def kind(self, word: str) -> str | None:
        """The kind a word names in any language, or None. Of "景点/公园" the first known one counts."""
        known = (self._kinds.get(squash(each)) for each in (word, *_WORDS.split(word)))
        return next(filter(None, known), None)

    def is_type(self, heading: str) -> bool:
        """Whether a heading says "type" in some language, so that its cells may tell the kind."""
        return any(each.field in _TYPES and each.kinds for each in self._columns.get(squash(heading), ()))

    def language(self, word: str) -> Lang | None:
        """The language a word or code names, or None."""
        return self._languages.get(squash(word))

    def is_note(self, title: str) -> bool:
        """Whether a sheet of that title explains the others rather than holding a table."""
        return squash(title) in self._notes

    def known(self) -> tuple[str, ...]:
        """Every heading with a meaning, in the form they are compared in."""
        return tuple(self._columns)

    def _add(self, lexicon: Mapping[str, Any]) -> None:
        for role, words in lexicon.get("columns", {}).items():
            self._mean(words, _Meaning(role))
        for rule, words in lexicon.get("fields", {}).items():
            field_id, _, kinds = rule.partition("@")
            self._mean(words, _Meaning(FACT, field_id, frozenset(filter(None, kinds.split(",")))))
        for rule, words in lexicon.get("labelled", {}).items():
            field_id, _, label = rule.partition("/")
            self._mean(words, _Meaning(FACT, field_id, label=lexicon["labels"][label][0]))
        for table, section in ((self._kinds, "kinds"), (self._languages, "languages"), (self._units, "units")):
            for value, words in lexicon.get(section, {}).items():
                for word in (value, *words) if section != "units" else words:
                    table.setdefault(squash(str(word)), value)
        self._ignored.update(squash(word) for word in lexicon.get("ignored", ()))
        self._fillers += tuple(map(squash, lexicon.get("fillers", ())))
        self._tails += tuple(map(squash, lexicon.get("tails", ())))
        self._notes.update(squash(word) for word in lexicon.get("notes", ()))

    def _name(self, labels: Mapping[str, list[str]], lang: Lang, named: dict[str, dict[Lang, str]]) -> None:
        for key, words in labels.items():
            named.setdefault(key, {})[lang] = words[0]
            for word in words:
                self._labels.setdefault(squash(word), Label(lang, named[key]))

    def _mean(self, words: Iterable[str], meaning: _Meaning) -> None:
        for word in words:
            self._columns.setdefault(squash(str(word)), []).append(meaning)

    def _read(self, heading: str, kind: str) -> Column:
        found = self._known(heading, kind)
        if not found:
            # "名称 / Name" is one thing said twice; "wifi / parking" is two, and so no known one.
            parts = [part for each in _PARTS.split(heading) if (part := self._known(each, kind))]
            found = parts[0] if len({(each.role, each.field) for each in parts}) == 1 else None
        if not found:
            return unknown(Column(heading, UNKNOWN))
        kind_of = self._types.get(found.field, "")
        return replace(
            found, heading=heading, type=kind_of, marks=self._marks, labels=self._labels, free=self._free
        )  # fmt: skip

    def _known(self, heading: str, kind: str) -> Column | None:
        return self._plain(heading, kind) or self._with_extra(heading, kind) or self._in_language(heading, kind)

    def _plain(self, heading: str, kind: str) -> Column | None:
        key = squash(heading)
        meanings = next(filter(None, map(self._columns.get, self._shortened(key))), [])
        special = [each for each in meanings if kind in each.kinds]
        for each in special + [each for each in meanings if not each.kinds]:
            return Column(heading, each.role, each.field, label=each.label)
        return None

    def _shortened(self, key: str) -> Iterable[str]:
        """The heading, then what is left of it without words that change nothing: 景区门票信息 is 门票."""
        yield key
        bare = [rest for each in self._fillers if (rest := key.removeprefix(each)) != key and rest not in self._fillers]
        yield from bare
        yield from (each.removesuffix(tail) for each in (key, *bare) for tail in self._tails if each.endswith(tail))

    def _with_extra(self, heading: str, kind: str) -> Column | None:
        match = _PAREN.match(heading)
        if not match:
            return None
        extra = match["extra"].strip()
        found = self._plain(match["head"], kind) or self._in_language(match["head"], kind)
        if not found:
            return None
        if squash(extra) in self._units:
            return replace(found, unit=extra, unit_kind=self._units[squash(extra)])
        if self.language(extra):
            return replace(found, lang=self.language(extra))
        wanted = found.role == FACT and extra and squash(extra) not in self._ignored and len(extra) <= _LABEL_LIMIT
        return replace(found, label=extra) if wanted else found

    def _in_language(self, heading: str, kind: str) -> Column | None:
        """ "name_en", "English name", "英文名": a language word before or after, apart or grown together."""
        for word, rest in self._language_words(heading):
            found = self._plain(rest, kind)
            if found:
                return replace(found, lang=self._languages[word])
        return None

    def _language_words(self, heading: str) -> Iterable[tuple[str, str]]:
        tokens = [each for each in _TOKENS.split(heading.strip()) if each]
        for word, rest in ((tokens[-1:], tokens[:-1]), (tokens[:1], tokens[1:])):
            if word and squash(word[0]) in self._languages:
                yield squash(word[0]), " ".join(rest)
        whole = squash(heading)
        for each in self._languages:
            if len(each) > 1 and not (each.isascii() and len(each) < 4) and each != whole:
                if whole.startswith(each):
                    yield each, whole.removeprefix(each)
                if whole.endswith(each):
                    yield each, whole.removesuffix(each)


def unknown(column: Column) -> Column:
    """The column as one that the guide does not know: a field under its own heading."""
    return Column(column.heading, UNKNOWN, field=column.own)


def squash(heading: str) -> str:
    """The form headings are compared in."""
    return _LOOSE.sub("", fold(heading))


def load(folder: Path) -> Headings:
    """The headings of prompts/: every language's headings.yaml, Chinese and English first."""
    found = {path.parent.name: path for path in folder.glob("*/headings.yaml")}
    names = [*(name for name in _ORDER if name in found), *sorted(set(found) - set(_ORDER))]
    fields, values = (
        yaml.safe_load((folder / name).read_text(encoding="utf-8")) for name in ("fields.yaml", "values.yaml")
    )
    lexicons = {name: yaml.safe_load(found[name].read_text(encoding="utf-8")) for name in names}
    tagged = {_TAGS.get(name, name): lexicon for name, lexicon in lexicons.items()}
    return Headings(tagged, {name: about["type"] for name, about in fields.items()}, values["free"])
