"""What is done to streamed text before anyone reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_OPEN, _CLOSE = "<think>", "</think>"


def without_thoughts(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces without `<think>` ... `</think>`: some models reason aloud even when told not to."""
    held, thinking = "", False
    for piece in pieces:
        held += piece
        shown, held, thinking = _split(held, thinking)
        if shown:
            yield shown
    if held and not thinking:
        yield held


def _split(held: str, thinking: bool) -> tuple[str, str, bool]:
    """(what can be shown, what must wait for more, whether a thought is open)."""
    shown = ""
    while (mark := _CLOSE if thinking else _OPEN) in held:
        before, held = held.split(mark, 1)
        shown += "" if thinking else before
        thinking = not thinking
    keep = _overlap(held, mark)
    shown += "" if thinking else held[: len(held) - keep]
    return shown, held[len(held) - keep :], thinking


def _overlap(text: str, mark: str) -> int:
    """How many last characters of the text could be the beginning of the mark."""
    return next((size for size in range(min(len(text), len(mark) - 1), 0, -1) if mark.startswith(text[-size:])), 0)
