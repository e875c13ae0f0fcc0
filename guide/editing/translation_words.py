"""What the columns, states and parts of a translation table are called: prompts/<language>/translations.yaml.

A table is headed in an editor's language and read back in any, for a translator may sit elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from guide.prompts import Prompts
from guide.text.script import fold
from guide.types import Lang

KEY, REVISION, ENTRY, PART, SOURCE, TRANSLATION, STATE, NOTE, CHARACTERS = (
    "key", "revision", "entry", "part", "source", "translation", "state", "note", "characters",
)  # fmt: skip
COLUMNS = (KEY, REVISION, ENTRY, PART, SOURCE, TRANSLATION, STATE, NOTE, CHARACTERS)
"""In the order of the table."""
NEEDED = frozenset({KEY, REVISION, TRANSLATION})
"""A table with these is one of translations."""


@dataclass(frozen=True, slots=True)
class TableWords:
    """Both ways: how a table of ours is headed, and what a heading or a state means."""

    prompts: Prompts

    def columns(self, lang: Lang) -> list[str]:
        """The headings in an editor's language."""
        named = self._of(lang, "columns")
        return [str(named[each]) for each in COLUMNS]

    def part(self, part: str, lang: Lang) -> str:
        """What a part is called: "Prose, section 2", "Address: value"."""
        named, names = self._of(lang, "parts"), self.prompts.words(lang, "fields")
        stem, _, number = part.rpartition(".")
        if not stem:
            return str(named[part])
        if "." not in stem:
            return str(named["section"]).format(number=number)
        field, _, role = stem.rpartition(".")
        said = str(named[role]).format(field=names.get(field, field))
        return said if number == "1" else f"{said} ({number})"

    def state(self, state: str, lang: Lang) -> str:
        """What a state is called."""
        return str(self._of(lang, "states")[state])

    def still_right(self, lang: Lang) -> str:
        """The word by which a translator says so."""
        return str(next(iter(self._words(lang)["still right"])))

    def roles(self, headings: Iterable[str]) -> dict[str, str]:
        """By heading its role, of those that a table of ours has."""
        known = {
            _folded(said): role
            for lang in self.prompts.languages
            for role, said in self.prompts.words(lang, "translations").get("columns", {}).items()
        }
        return {each: known[_folded(each)] for each in headings if _folded(each) in known}

    def says_right(self, cell: str) -> bool:
        """Whether the cell of a state says that the translation is still right."""
        words = (self.prompts.words(lang, "translations").get("still right", ()) for lang in self.prompts.languages)
        return _folded(cell) in {_folded(str(each)) for some in words for each in some}

    def _words(self, lang: Lang) -> Mapping[str, Any]:
        return self.prompts.words(lang, "translations") or self.prompts.words("en", "translations")

    def _of(self, lang: Lang, section: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._words(lang)[section]
        return found


def _folded(text: str) -> str:
    return fold(text).strip(" *:：.!！。")
