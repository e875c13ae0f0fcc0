"""Publishing, the only way knowledge changes: embed first, then one short transaction.

The embedding of what is new may take seconds; it happens before the transaction, so neither visitors nor other editors
wait for it. A base that turned stale meanwhile is refused by the transaction itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

import numpy as np

from guide.ports import Embedder, Progress, unseen
from guide.storage.database import Beside, nothing_else
from guide.storage.passages import Passages, embedded_text, passage_hash
from guide.storage.revisions import Batch, Revisions
from guide.types import Change, Entry, Passage

_AT_ONCE = 512
SHIPPED = "guide"
"""The author of the knowledge that ships: nobody takes that back by a button."""


class Publisher:
    """Publishes, withdraws and restores. Without an embedder, passages are found by their words alone.

    `embedder` is asked for each time: another process may have fitted a new one.
    """

    def __init__(
        self,
        revisions: Revisions,
        passages: Passages,
        embedder: Callable[[], Embedder | None],
        passages_of: Callable[[Entry], Sequence[Passage]],
        clock: Callable[[], datetime],
        progress: Progress = unseen,
    ) -> None:
        self._revisions = revisions
        self._passages = passages
        self._embedder = embedder
        self._passages_of = passages_of
        self._clock = clock
        self._progress = progress

    def publish(
        self,
        changes: Iterable[Change],
        author: str,
        comment: str,
        progress: Progress | None = None,
        beside: Beside = nothing_else,
    ) -> int:
        """Make changes live, all or none, and return the content_version. Raises Conflict, NotFound, StorageError.

        `progress` is told of this publication alone: that it is "cutting", "embedding", "writing"; `beside` is stored
        in the same transaction, and what it raises is raised.
        """
        progress, changes = progress or self._progress, tuple(changes)
        self._revisions.check(changes)
        made = dict(self._cut(changes, progress))
        new = (each for some in made.values() for each in some)
        embedder = self._embedder()
        batch = Batch(
            changes=changes,
            author=author,
            comment=comment,
            at=self._clock(),
            passages=made,
            embedder=embedder.key if embedder else "",
            vectors=embed_missing(embedder, self._passages, new, progress),
            beside=beside,
        )
        progress("writing", 0, len(changes))
        return self._revisions.publish(batch)

    def _cut(self, changes: Sequence[Change], progress: Progress) -> Iterator[tuple[str, tuple[Passage, ...]]]:
        for number, each in enumerate(changes):
            if number % _AT_ONCE == 0:
                progress("cutting", number, len(changes))
            if each.entry is not None:
                yield each.entry_id, tuple(self._passages_of(each.entry))

    def withdraw(self, entry_id: str, base: int, author: str, comment: str) -> int:
        """Take an entry away from visitors; its history stays. Raises Conflict, NotFound."""
        return self.publish((Change(entry_id, None, base),), author, comment)

    def restore(self, entry_id: str, number: int, base: int, author: str, comment: str) -> int:
        """Publish an older revision again, on top of `base`. Raises Conflict, NotFound."""
        older = self._revisions.revision(entry_id, number)
        return self.publish((Change(entry_id, older.entry, base),), author, comment)


def embed_missing(
    embedder: Embedder | None, stored: Passages, passages: Iterable[Passage], progress: Progress = unseen
) -> dict[str, bytes]:
    """Vectors by hash (float16, little-endian) of the passages that have none yet."""
    if embedder is None:
        return {}
    texts = {passage_hash(each): embedded_text(each) for each in passages}
    missing = sorted(stored.missing(embedder.key, texts))
    made: dict[str, bytes] = {}
    for start in range(0, len(missing), _AT_ONCE):
        some = missing[start : start + _AT_ONCE]
        found = embedder.passages([texts[each] for each in some]).astype(np.dtype("<f2"))
        made.update((each, row.tobytes()) for each, row in zip(some, found, strict=True))
        progress("embedding", start + len(some), len(missing))
    return made
