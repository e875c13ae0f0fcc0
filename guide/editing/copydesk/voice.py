"""The sentences around the facts: greetings, headings and the words of each row, by form, tone and language.

They are lists in prompts/<language>/sentences/copy.yaml; the seed of a brief and the place choose among them, so that
two places in one text do not begin alike and "another wording" is another one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from guide.editing.copydesk.values import Brief
from guide.prompts import FALLBACK, Prompts

_ANY = "any"
_FILE = "sentences/copy"


@dataclass(frozen=True, slots=True)
class Voice:
    """The words of one brief."""

    prompts: Prompts
    brief: Brief

    def say(self, slot: str, key: str = "", **values: object) -> str:
        """One of the wordings of a slot, "title.post", in the tone of the brief. `key` tells two of one slot apart."""
        lang, tone = self.brief.lang, self.brief.tone
        wordings = self._wordings(lang, slot) or self._wordings(FALLBACK, slot)
        each = tone if tone in wordings else _ANY
        at = (self.brief.seed + crc32(f"{slot}{key}".encode())) % len(_listed(wordings[each]))
        return self.prompts.say(lang, f"copy.{slot}.{each}.{at}", values)

    def has(self, slot: str) -> bool:
        """Whether there is such a slot."""
        return bool(self._wordings(FALLBACK, slot))

    def pattern(self, name: str) -> str:
        """A pattern of this language's words."""
        return str(self.prompts.words(self.brief.lang, _FILE).get(name) or "")

    def joined(self, names: Sequence[str]) -> str:
        """Names in a row, as they stand in a sentence."""
        *first, last = names
        if not first:
            return last
        comma = self.prompts.say(self.brief.lang, "join", {})
        comma = comma if self.brief.lang.startswith(("zh", "ja")) else f"{comma} "
        return self.prompts.say(self.brief.lang, "copy.and", {"first": comma.join(first), "last": last})

    def _wordings(self, lang: str, slot: str) -> Mapping[str, Any]:
        found: Any = self.prompts.words(lang, _FILE)
        for key in slot.split("."):
            found = found.get(key) if isinstance(found, Mapping) else None
        return found if isinstance(found, Mapping) else {}


def _listed(wordings: Any) -> Sequence[str]:
    return wordings if isinstance(wordings, list) else [str(wordings)]
