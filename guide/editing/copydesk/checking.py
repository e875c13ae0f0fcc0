"""What must be right before a text may leave: no listed word, no boast that advertisements may not hold, and nothing by
hand that the facts speak against.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from guide.editing.copydesk.values import Copy, numbered
from guide.prompts import Prompts
from guide.text.script import convert

_FILE = "advertising"
ADVERTISING = ("post", "poster", "leaflet")
"""Forms that invite somewhere; what hangs beside an exhibit does not."""
LISTED, BOAST, AGAINST = "listed", "boast", "against"


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a text may not leave yet: in which line, what kind, and the words or the kind of claim."""

    line: str
    kind: str
    word: str


class Advertising:
    """The words of China's advertising law, by language: prompts/<language>/advertising.yaml."""

    def __init__(self, prompts: Prompts) -> None:
        self._prompts = prompts
        self._patterns = lru_cache(None)(self._compiled)

    def boasts(self, text: str, lang: str) -> tuple[str, ...]:
        """The boasts in a text, in the order they stand."""
        boasts, allowed = self._patterns(lang.split("-")[0])
        plain = convert(text, "t2s") if lang.startswith("zh") else text
        for each in allowed:
            plain = each.sub(lambda match: "\x1f" * len(match[0]), plain)
        found = sorted((match.start(), match[0]) for each in boasts for match in each.finditer(plain))
        return tuple(dict.fromkeys(word for _, word in found))

    def source(self, lang: str) -> str:
        """Which law says so."""
        return str(self._prompts.words(lang, _FILE).get("source") or "")

    def _compiled(self, lang: str) -> tuple[list[re.Pattern[str]], list[re.Pattern[str]]]:
        words = self._prompts.words(lang, _FILE)
        boasts, allowed = ([re.compile(each) for each in words.get(key) or ()] for key in ("boasts", "allowed"))
        return boasts, allowed


@dataclass(frozen=True, slots=True)
class Check:
    """The check of a whole text. `listed` gives the operator's words in a text."""

    listed: Callable[[str], Sequence[str]]
    advertising: Advertising

    def objections(self, copy: Copy) -> tuple[Objection, ...]:
        """All that stands against letting it out, line by line."""
        return tuple(self._objections(copy))

    def stands(self, text: str, form: str, lang: str) -> bool:
        """Whether a sentence may stand in a text of this form."""
        return not self.listed(text) and not (form in ADVERTISING and self.advertising.boasts(text, lang))

    def _objections(self, copy: Copy) -> Iterator[Objection]:
        for key, line in numbered(copy.blocks):
            yield from (Objection(key, LISTED, word) for word in self.listed(line.text))
            if line.vouched:
                continue
            if copy.brief.form in ADVERTISING:
                yield from (Objection(key, BOAST, word) for word in self.advertising.boasts(line.text, copy.brief.lang))
            if line.fault:
                yield Objection(key, AGAINST, line.fault)
