"""Mappings that never change, and the next ones made of them: what stays costs no more than a copy of its address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from guide.types import Passage

Key = TypeVar("Key")
Value = TypeVar("Value")
Member = TypeVar("Member")


def patched(known: Mapping[Key, Value], gone: Iterable[Key], fresh: Mapping[Key, Value]) -> dict[Key, Value]:
    """A copy without some and with others, which come last."""
    found = dict(known)
    for each in gone:
        found.pop(each, None)
    found.update(fresh)
    return found


def posted(
    index: Mapping[Key, tuple[Member, ...]],
    gone: Mapping[Member, Iterable[Key]],
    fresh: Mapping[Member, Iterable[Key]],
) -> Mapping[Key, tuple[Member, ...]]:
    """An inverted index without some members and with others; each maps a member to the keys it stands under.

    Those that come must not be there yet.
    """
    less, more = _turned(gone), _turned(fresh)
    if not less and not more:
        return index
    touched = {
        key: (*(each for each in index.get(key, ()) if key not in less or each not in less[key]), *more.get(key, ()))
        for key in less.keys() | more.keys()
    }
    return patched(index, touched, {key: members for key, members in touched.items() if members})


def _turned(keys_of: Mapping[Member, Iterable[Key]]) -> dict[Key, list[Member]]:
    found: dict[Key, list[Member]] = {}
    for member, keys in keys_of.items():
        for key in keys:
            found.setdefault(key, []).append(member)
    return found


def by_entry(passages: Iterable[Passage]) -> dict[str, tuple[int, ...]]:
    """Passage ids by the entry they are of."""
    found: dict[str, list[int]] = {}
    for passage in passages:
        found.setdefault(passage.entry_id, []).append(passage.id)
    return {entry_id: tuple(ids) for entry_id, ids in found.items()}
