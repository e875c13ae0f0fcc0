"""A model phrases what the templates said: numbered sentences go in, numbered sentences come back.

Each that comes back is held against the facts of the very sentence it stands for. What is missing, says more, says
something else, boasts or holds a listed word is thrown away, and the template's sentence stays.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

from guide.editing.copydesk.proof import Proof
from guide.editing.copydesk.values import Block, Brief, Line
from guide.errors import ModelUnavailable
from guide.ports import LanguageModel, Progress
from guide.prompts import Prompts
from guide.text.script import convert, traditional
from guide.text.words import search_tokens
from guide.types import Message

TEMPLATE = "copy"
PHRASED = ("body",)
"""Roles that a model may phrase; names, greetings and rows of facts stay as they are."""
_TOGETHER = 4
"""Sentences asked for at a time: between two turns a visitor's answer gets to the model."""
_TOKENS_A_LINE = 120
_SECONDS = 120.0
"""For one turn: a small machine says seven tokens a second."""
_KEPT = 0.4
"""Share of a template's words that its new wording must keep, so that it is one and the same thing said anew."""
_FEW = 30
_LONGER = 1.6
_NUMBERED = re.compile(r"^\s*(\d{1,2})\s*[.)、．:：]\s*(.+?)\s*$")
_FENCES = str.maketrans("<>", "‹›", "\x00")


@dataclass(frozen=True, slots=True)
class Phrasing:
    """Phrases one text. `stands` tells whether a sentence holds no listed word and no boast."""

    model: LanguageModel
    prompts: Prompts
    proof: Proof
    stands: Callable[[str], bool]

    def blocks(self, brief: Brief, blocks: Sequence[Block], told: Progress) -> tuple[Block, ...]:
        """The text in the model's words where they hold. Where the model breaks, what is not yet phrased stays."""
        done: list[Block] = []
        for at, block in enumerate(blocks):
            told("phrasing", at, len(blocks))
            try:
                done.append(self._block(brief, block) if block.role in PHRASED else block)
            except ModelUnavailable:
                return (*done, *blocks[at:])
        return tuple(done)

    def _block(self, brief: Brief, block: Block) -> Block:
        places = [at for at, line in enumerate(block.lines) if line.origin != "hand"]
        lines = list(block.lines)
        for some in (places[at : at + _TOGETHER] for at in range(0, len(places), _TOGETHER)):
            said = self._said(brief, [lines[at] for at in some])
            for number, at in enumerate(some):
                lines[at] = self._chosen(lines[at], said.get(number, ""))
        return replace(block, lines=tuple(lines))

    def _chosen(self, line: Line, text: str) -> Line:
        plain = replace(line, text=line.template or line.text)
        if not text or text == plain.text or not self._holds(text, plain):
            return line
        return replace(plain, text=text, origin="model", template=plain.text)

    def _holds(self, text: str, line: Line) -> bool:
        is_alike = _kept(text, line.text) >= _KEPT and len(text) <= max(_FEW, _LONGER * len(line.text))
        return is_alike and self.stands(text) and self.proof.of_line(line).passes(text)

    def _said(self, brief: Brief, lines: Sequence[Line]) -> dict[int, str]:
        """What the model made of the sentences, by their place. Raises ModelUnavailable."""
        values = {"tone": brief.tone, "form": brief.form}
        system = self.prompts.render(brief.lang, TEMPLATE, part="system", lines=[], **values)
        asked = [" ".join((line.template or line.text).translate(_FENCES).split()) for line in lines]
        user = self.prompts.render(brief.lang, TEMPLATE, part="user", lines=asked, **values)
        messages = Message("system", system.strip()), Message("user", user.strip())
        text = "".join(self._heard(messages, _TOKENS_A_LINE * len(lines)))
        found = (match for row in text.splitlines() if (match := _NUMBERED.match(row)))
        return {int(match[1]) - 1: _in_script(match[2], brief.lang) for match in found}

    def _heard(self, messages: Sequence[Message], tokens: int) -> Iterator[str]:
        began = time.monotonic()
        pieces: Any = self.model.stream(messages, tokens)  # a generator: closing it stops the work
        with closing(pieces):
            for piece in pieces:
                yield piece
                if time.monotonic() - began > _SECONDS:
                    return


def _kept(text: str, template: str) -> float:
    words = set(search_tokens(template))
    return len(words & set(search_tokens(text))) / max(1, len(words))


def _in_script(text: str, lang: str) -> str:
    if not lang.startswith("zh"):
        return text
    return traditional(text) if lang == "zh-Hant" else convert(text, "t2s")
