"""What the conversation is about, as a pure fold over its messages: any replica can answer any turn.

Messages of the assistant only tell which places are in talk; they are never facts or instructions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from guide.dialogue.lexicon import Ask, Reading
from guide.types import Message

MEMORY = 12
"""Places remembered; a visitor who means the thirteenth names it."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One message understood on its own: the places it names (in order, each by the entries that bear the name)."""

    named: tuple[tuple[str, ...], ...]
    reading: Reading | None
    """None for the assistant's messages: their words ask for nothing."""


@dataclass(frozen=True, slots=True)
class State:
    """Belief state after some messages."""

    focus: tuple[str, ...] = ()
    """Entries in talk, the most likely meant first."""
    options: tuple[str, ...] = ()
    """The last list that was offered, in its order: what "the second" counts in."""
    asked: tuple[Ask, ...] = ()
    """What was asked last, for "and the other one?"."""
    seeking: bool = False
    listing: bool = False
    """The last question asked for places around one in talk: those offered do not take its place."""


def fold(messages: Sequence[Message], hear: Callable[[Message], Heard], kind_of: Callable[[str], str]) -> State:
    """The state before the next message."""
    state = State()
    for message in messages:
        heard = hear(message)
        state = _after_user(state, heard, kind_of) if heard.reading else _after_assistant(state, heard)
    return state


def _after_user(state: State, heard: Heard, kind_of: Callable[[str], str]) -> State:
    reading = heard.reading
    assert reading is not None
    meant = meant_by(state, heard, kind_of)
    seeking = reading.seeks and not meant
    about_fields = bool(reading.asks) and not seeking
    return replace(
        state,
        focus=_front(meant, state.focus) if not (reading.seeks and not heard.named) else state.focus,
        asked=reading.asks or state.asked,
        seeking=reading.seeks,
        listing=about_fields and not reading.seeks,
    )


def _after_assistant(state: State, heard: Heard) -> State:
    named = tuple(nearest(state, each) for each in heard.named)
    offered = tuple(dict.fromkeys(each for each in named if each not in state.focus[:1]))
    if not named:
        return state
    if state.listing and state.focus:
        return replace(state, options=offered or state.options, focus=_behind(state.focus, offered))
    return replace(state, options=offered or state.options, focus=_front(named, state.focus))


def meant_by(state: State, heard: Heard, kind_of: Callable[[str], str]) -> tuple[str, ...]:
    """The entries a visitor's message is about: named, counted in a list, pointed back at, or simply the last in talk."""
    reading = heard.reading
    if heard.named:
        return tuple(dict.fromkeys(nearest(state, each, reading.kinds if reading else (), kind_of) for each in heard.named))
    if reading is None:
        return ()
    if reading.ordinal is not None and _counts(state.options, reading.ordinal):
        return (state.options[reading.ordinal - 1 if reading.ordinal > 0 else -1],)
    for kind in reading.kinds:
        same = [each for each in (*state.focus, *state.options) if kind_of(each) == kind]
        if same:
            return (same[0],)
    return state.focus[:1]


def nearest(
    state: State, entries: tuple[str, ...], kinds: tuple[str, ...] = (), kind_of: Callable[[str], str] | None = None
) -> str:
    """Of several entries with one name, the one in talk, else the one of the kind spoken of, else the first."""
    for each in (*state.focus, *state.options):
        if each in entries:
            return each
    for kind in kinds if kind_of else ():
        for each in entries:
            if kind_of and kind_of(each) == kind:
                return each
    return entries[0]


def _counts(options: tuple[str, ...], ordinal: int) -> bool:
    return bool(options) and abs(ordinal) <= len(options)


def _front(new: Iterable[str], old: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*new, *old)))[:MEMORY]


def _behind(old: tuple[str, ...], new: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*old[:1], *new, *old[1:])))[:MEMORY]
