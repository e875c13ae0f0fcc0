"""Cuts streamed text into sentences as soon as each is whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_END = re.compile(r"[。！？!?](?=[^。！？!?”』」\"')）\]]|$)[”』」\"')）\]]*|[.](?=[”\"')]*\s)[”\"')]*|\n")
_CLOSED = re.compile(r"[。！？!?][”』」\"')）\]]+")
_UNSURE = ("。", "！", "？", "!", "?")
_ABBREVIATION = re.compile(r"(?:\b(?:[a-zA-Z]|[Nn]o|St|Mr|Mrs|Dr|ca|vs|etc|approx|e\.g|i\.e|[ap]\.m)|(?m:^)\s*\d+)\.$")
_DRESSING = re.compile(r"^\s*(?:[-*•#>]+\s+|\d+[.)]\s+)+|\*\*|__|`")


def sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Whole sentences of a stream, without Markdown. What is left at the end of the stream is the last one."""
    held = ""
    for piece in pieces:
        held += piece
        *whole, held = _split(held)
        yield from filter(None, map(_plain, whole))
    yield from filter(None, map(_plain, [*_split(held + " ")]))


def _split(text: str) -> list[str]:
    """The whole sentences of a text, then what is still open. A mark at the very end waits: a quote may follow."""
    parts, start = [], 0
    for match in _boundaries(text):
        parts.append(text[start:match])
        start = match
    return [*parts, text[start:]]


def _boundaries(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        closed = _CLOSED.match(text, match.start())
        end = closed.end() if closed else match.end()
        if end == len(text) and match[0] != "\n":
            continue
        if match[0].startswith(".") and _ABBREVIATION.search(text[: match.start() + 1]):
            continue
        yield end


def _plain(sentence: str) -> str:
    return _DRESSING.sub("", sentence).strip()
