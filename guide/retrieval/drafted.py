"""The index as it would be with drafts published: a snapshot of its own over the live one, which is only read.

What a draft leaves as it is, is shared: names (unless it changes them), the words and meanings of every other entry,
and its own passages that stay the same. So the usual edit, a price or an hour, costs a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import count, islice

import numpy as np

from guide.ports import Vectors
from guide.retrieval import forms
from guide.retrieval.index import Held, LiveIndex, Snapshot, noticed
from guide.retrieval.lexical import OverlaidSearcher
from guide.retrieval.openness import public
from guide.storage.passages import embedded_text, passage_hash
from guide.types import Entry, Passage

_SAMPLE = 256
"""Passages from which the usual length of one is told."""
_VERSIONS = count(-1, -1)
"""Numbers that no published version has: what is kept by version is never mixed up with what visitors see."""


def over(index: LiveIndex, drafts: Sequence[Entry], cut: Callable[[Entry], Sequence[Passage]]) -> Snapshot:
    """The snapshot with drafts in place of what is published under their ids, or beside all that is."""
    held = index.held()
    live, closed = held.snapshot, held.vocabulary.closed()
    shown = [public(each, closed) for each in drafts]
    facets = live.facets.changed((), tuple(shown), held.vocabulary)
    entries, going_on, written = noticed({**live.by_id, **live.written, **{each.id: each for each in shown}}, facets)
    drafted = replace(
        live,
        version=next(_VERSIONS),
        by_id=entries,
        facets=facets,
        linker=live.linker.renamed((), forms.made(shown, held.vocabulary)),
        notices=going_on,
        written=written,
    )
    return _reworded(held, drafted, {each.id: cut(each) for each in shown})


def _reworded(held: Held, drafted: Snapshot, cut: Mapping[str, Sequence[Passage]]) -> Snapshot:
    """The snapshot with the drafts' passages; those that say what a published one says keep its number."""
    live = held.snapshot
    fresh_id = count(max(live.passages, default=0) + 1)
    now: dict[str, dict[int, Passage]] = {}
    for entry_id, some in cut.items():
        before = {passage_hash(live.passages[each]): each for each in live.of_entry.get(entry_id, ())}
        numbers = [before.get(passage_hash(each)) or next(fresh_id) for each in some]
        now[entry_id] = {number: replace(each, id=number) for number, each in zip(numbers, some, strict=True)}
    every = {number: passage for some in now.values() for number, passage in some.items()}
    fresh = [each for number, each in every.items() if number not in live.passages]
    gone = {number for entry_id in cut for number in live.of_entry.get(entry_id, ())} - every.keys()
    stored = {**live.passages, **every} if not gone else _without(live, gone) | every
    if not gone and not fresh:
        return drafted
    return replace(
        drafted,
        passages=stored,
        of_entry={**live.of_entry, **{entry_id: tuple(some) for entry_id, some in now.items()}},
        lexical=OverlaidSearcher(live.lexical, gone, fresh, _sampled(live)),
        vectors=live.vectors.changed(gone, [each.id for each in fresh], _embedded(held, fresh)),
    )


def _embedded(held: Held, fresh: Sequence[Passage]) -> Vectors:
    """Vectors rounded as they would be stored."""
    if not fresh:
        return np.zeros((0, held.embedder.dimension), np.float32)
    found = held.embedder.passages([embedded_text(each) for each in fresh])
    return found.astype(np.dtype("<f2")).astype(np.float32)


def _without(live: Snapshot, gone: set[int]) -> dict[int, Passage]:
    return {each: passage for each, passage in live.passages.items() if each not in gone}


def _sampled(live: Snapshot) -> list[Passage]:
    """Some passages of all of the base, evenly."""
    step = max(1, len(live.passages) // _SAMPLE)
    return list(islice(live.passages.values(), 0, None, step))
