"""What a noun points back at: "the tower", "his memorial hall", "the other one" are places in talk by other words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from guide.dialogue.state import Heard, Named, State
from guide.retrieval.index import Snapshot
from guide.retrieval.surfaces import plain
from guide.text.script import has_han
from guide.types import Entry

_PAIR = 2


def refer(state: State, heard: Heard, snapshot: Snapshot) -> Heard:
    """The message with the place it points at by a noun, where it names none itself."""
    reading = heard.reading
    if reading is None or any(not each.topic for each in heard.named):
        return heard
    pointed = _other(state) if reading.means_other else _by_noun(state, reading.nouns, snapshot)
    return replace(heard, named=(Named((pointed,)), *heard.named)) if pointed else heard


def _other(state: State) -> str:
    """The second of the two that were talked of last."""
    return state.focus[1] if len(state.focus) >= _PAIR else ""


def _by_noun(state: State, nouns: Iterable[str], snapshot: Snapshot) -> str:
    """What is called by a noun: what has it behind the name of the place in talk, else what in talk ends with it."""
    in_talk = tuple(entry for each in _in_talk(state) if (entry := snapshot.entry(each)))
    for noun in nouns:
        behind = (each for entry in in_talk[:1] for each in _with_name(entry, noun, snapshot))
        called = (entry.id for entry in in_talk if _is_called(entry, noun))
        if found := next(chain(behind, called), ""):
            return found
    return ""


def _in_talk(state: State) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*state.focus, *state.options, *state.told)))


def _with_name(entry: Entry, noun: str, snapshot: Snapshot) -> Iterator[str]:
    """What bears the name of an entry and the noun: the memorial hall of Jianzhen is Jianzhen Memorial Hall."""
    for name in map(plain, entry.names.values()):
        words = f"{name}{noun}" if has_han(noun) else f"{name} {noun}"
        for each in snapshot.linker.link(words, False):
            if (each.start, each.end) == (0, len(words)) and entry.id not in each.entries:
                yield each.entries[0]


def _is_called(entry: Entry, noun: str) -> bool:
    """Whether a name ends with a noun, as a word of its own where words are parted."""
    ends = noun if has_han(noun) or not noun.isascii() else f" {noun}"
    return any(plain(name).endswith(ends) for name in (*entry.names.values(), *entry.aliases))
