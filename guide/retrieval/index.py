"""The knowledge as it is searched: an immutable snapshot, caught up with the database before each answer.

Index files are a cache. The database's passages are the truth: what the files have too much is taken out, what they
lack is put in, so a file of any age, or of a process killed at any step, heals itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from guide.ports import Embedder, Progress, Vectors, unseen
from guide.retrieval import forms, fuse, notices, people
from guide.retrieval.cache import IndexFiles
from guide.retrieval.copies import by_entry, patched
from guide.retrieval.entities import Linker
from guide.retrieval.facets import Facets
from guide.retrieval.forms import NameFile
from guide.retrieval.lexical import LexicalSearcher
from guide.retrieval.notices import Notices
from guide.retrieval.openness import opened
from guide.retrieval.people import People
from guide.retrieval.positions import Positions
from guide.retrieval.surfaces import Vocabulary
from guide.retrieval.vectors import VectorIndex
from guide.storage.passages import Passages
from guide.storage.revisions import Revisions
from guide.types import NOTICE, Entry, Hit, Passage, Revision

_POOL = 30
"""Hits taken from each ranking before they are fused."""


@dataclass(frozen=True)
class Snapshot:
    """All that one answer may look at. Made once per content_version; never changes."""

    version: int
    by_id: Mapping[str, Entry]
    numbers: Mapping[str, int]
    """Revision number of each entry."""
    passages: Mapping[int, Passage]
    of_entry: Mapping[str, tuple[int, ...]]
    linker: Linker
    lexical: LexicalSearcher
    vectors: VectorIndex
    query_vector: Callable[[str], Vectors]
    facets: Facets = Facets()
    notices: Notices = Notices()
    written: Mapping[str, Entry] = field(default_factory=dict)
    """As their editors wrote them, the entries over which notices lay a closure in `by_id`."""

    @cached_property
    def people(self) -> People:
        """The persons tied to any entry; made when a question first needs them."""
        return People(self.telling(people.FIELD))

    @cached_property
    def positions(self) -> Positions:
        """Where entries lie; made when a question first needs it."""
        return Positions(self.by_id.values())

    def entry(self, entry_id: str) -> Entry | None:
        """A published entry."""
        return self.by_id.get(entry_id)

    def entries(self) -> Iterable[Entry]:
        """All published entries."""
        return self.by_id.values()

    def telling(self, *fields: str) -> Iterator[Entry]:
        """The published entries that say anything of these fields, by id; without a look at all the others."""
        ids = frozenset[str]().union(*(self.facets.by_field.get(each, ()) for each in fields))
        return (self.by_id[each] for each in sorted(ids))

    def as_written(self) -> Mapping[str, Entry]:
        """Every published entry as its editors wrote it, by id."""
        return {**self.by_id, **self.written}

    def search(self, text: str, limit: int, entry: str | None = None, lang: str | None = None) -> list[Hit]:
        """Passages by words and meaning, fused; of one entry when given, `lang` first where both say the same."""
        among = self.of_entry.get(entry, ()) if entry else None
        by_words = [each for each, _ in self.lexical.search(text, _POOL, entry)]
        by_meaning = [each for each, _ in self.vectors.search(self.query_vector(text), _POOL, among)]
        fused = fuse.reciprocal_rank((by_words, by_meaning))
        hits = [Hit(self.passages[each], score) for each, score in fused if each in self.passages]
        if lang:
            hits = [hit for hit in hits if hit.passage.lang == lang] + [hit for hit in hits if hit.passage.lang != lang]
        return hits[:limit]


@dataclass(frozen=True, slots=True)
class Held:
    """A snapshot and what it was made with, for whoever makes another over it."""

    snapshot: Snapshot
    embedder: Embedder
    vocabulary: Vocabulary


class LiveIndex:
    """The newest snapshot. `current` is cheap when nothing changed."""

    def __init__(
        self,
        revisions: Revisions,
        passages: Passages,
        embedder: Callable[[], Embedder],
        vocabulary: Vocabulary,
        folder: Path | None,
        progress: Progress = unseen,
    ) -> None:
        self._revisions, self._passages = revisions, passages
        self._embedder_now, self._embedder = embedder, embedder()
        self._vocabulary, self._files, self._progress = vocabulary, IndexFiles(folder), progress
        self._lock = threading.Lock()
        self._names = NameFile(folder, vocabulary)
        self._query = lru_cache(4096)(self._embedder.query)
        self._snapshot = self._open()

    def current(self) -> Snapshot:
        """The snapshot of what is published now."""
        if self._revisions.content_version() != self._snapshot.version:
            with self._lock:
                if self._revisions.content_version() != self._snapshot.version:
                    self._snapshot = self._refreshed()
        return self._snapshot

    def held(self) -> Held:
        """The newest snapshot with its parts, all of one moment."""
        self.current()
        with self._lock:
            return Held(self._snapshot, self._embedder, self._vocabulary)

    def close(self) -> None:
        """Save what the next start would have to make again."""
        with self._lock:
            self._files.save_vectors(self._embedder.key, self._snapshot.vectors, self._snapshot.passages)
            self._names.save(self._snapshot.linker, self._snapshot.by_id.values())

    def _refreshed(self) -> Snapshot:
        """Catch up with the changes, or start over when the base was embedded anew."""
        embedder = self._embedder_now()
        if embedder.key == self._embedder.key:
            return self._caught_up(self._snapshot)
        self._embedder, self._query = embedder, lru_cache(4096)(embedder.query)
        return self._open(self._snapshot)

    def _open(self, old: Snapshot | None = None) -> Snapshot:
        """Everything from the database; the words of a snapshot that was served before need not be read again."""
        version = self._revisions.content_version()
        closed = self._vocabulary.closed()
        published = [opened(each, closed) for each in self._revisions.all_current()]
        stored = {passage.id: passage for passage in self._passages.all() if passage.field not in closed}
        vectors = self._vectors(stored)
        self._align_words(stored, old)
        return self._assemble(version, published, stored, vectors)

    def _caught_up(self, old: Snapshot) -> Snapshot:
        version = self._revisions.content_version()
        closed = self._vocabulary.closed()
        changes = [opened(each, closed) for each in self._revisions.changed_since(old.version)]
        if not changes:
            return self._open(old)
        touched, entries = {change.entry_id for change in changes}, list(_entries(changes))
        fresh = {passage.id: passage for passage in self._passages.of(touched) if passage.field not in closed}
        before = {each for entry_id in touched for each in old.of_entry.get(entry_id, ())}
        removed, added = before - fresh.keys(), sorted(fresh.keys() - before)
        self._files.change_words(self._lexical, removed, [fresh[each] for each in added])
        numbers = {each.entry_id: each.number for each in changes if each.entry}
        edited = {each.id: each for each in entries}
        facets = old.facets.changed(touched, entries, self._vocabulary)
        by_id, going_on, written = noticed(patched({**old.by_id, **old.written}, touched, edited), facets)
        return replace(
            old,
            version=version,
            by_id=by_id,
            numbers=patched(old.numbers, touched, numbers),
            passages=patched(old.passages, before, fresh),
            of_entry=patched(old.of_entry, touched, by_entry(fresh.values())),
            linker=old.linker.renamed(touched, forms.made(entries, self._vocabulary)),
            lexical=self._lexical.searcher(),
            vectors=old.vectors.changed(removed, *self._stored_vectors(added)),
            facets=facets,
            notices=going_on,
            written=written,
        )

    def _assemble(
        self, version: int, published: Iterable[Revision], stored: Mapping[int, Passage], vectors: VectorIndex
    ) -> Snapshot:
        live = [revision for revision in published if revision.entry is not None]
        facets = Facets().changed((), _entries(live), self._vocabulary)
        by_id, going_on, written = noticed({each.entry_id: each.entry for each in live if each.entry}, facets)
        return Snapshot(
            version=version,
            by_id=by_id,
            numbers={each.entry_id: each.number for each in live},
            passages=stored,
            of_entry=by_entry(stored.values()),
            linker=self._names.linker(by_id.values()),
            lexical=self._lexical.searcher(),
            vectors=vectors,
            query_vector=self._query,
            facets=facets,
            notices=going_on,
            written=written,
        )

    def _vectors(self, stored: Mapping[int, Passage]) -> VectorIndex:
        kept = self._files.vectors(self._embedder.key, self._embedder.dimension, stored)
        if kept is None:
            return VectorIndex.build(*self._stored_vectors(sorted(stored)))
        return kept.changed((), *self._stored_vectors(sorted(stored.keys() - set(kept.ids.tolist()))))

    def _stored_vectors(self, ids: Sequence[int]) -> tuple[list[int], Vectors]:
        found = self._passages.vectors_of(self._embedder.key, ids)
        kept = [each for each in ids if each in found]
        rows = [np.frombuffer(found[each], dtype="<f2") for each in kept]
        size = self._embedder.dimension
        return kept, np.stack(rows).astype(np.float32) if rows else np.zeros((0, size), np.float32)

    def _align_words(self, stored: Mapping[int, Passage], old: Snapshot | None) -> None:
        """Bring the words to what is stored, whatever the files held."""
        if old is None:
            self._lexical, held, gone = self._files.words(stored)
        else:
            held = {each for each, passage in old.passages.items() if stored.get(each) == passage}
            gone = old.passages.keys() - held
        added = [passage for each, passage in stored.items() if each not in held]
        if gone or added:
            self._files.change_words(self._lexical, gone, added, self._progress)


def _entries(published: Iterable[Revision]) -> Iterator[Entry]:
    return (each.entry for each in published if each.entry is not None)


def noticed(written: dict[str, Entry], facets: Facets) -> tuple[dict[str, Entry], Notices, dict[str, Entry]]:
    """The entries with the closures of notices, the notices, and those entries without them."""
    found = notices.of(written[each] for each in sorted(facets.by_field.get(NOTICE, ())))
    closed = found.laid_over(written)
    return {**written, **closed}, found, {each: written[each] for each in closed}
