"""Passages by their words: a tantivy index over our own tokens. Its searcher is an immutable snapshot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from math import log
from pathlib import Path

import tantivy

from guide.ports import Progress, unseen
from guide.text.words import search_tokens
from guide.types import Passage

_HEAP = 64_000_000
_MOST_TOKENS = 24
_STEP = 1000
_SATURATION, _LENGTH = 1.2, 0.75
"""k1 and b of BM25 (Robertson and Zaragoza 2009) as tantivy sets them."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    # Signed: a term made from a Python int is signed, and deletes nothing from an unsigned field.
    builder.add_integer_field("id", stored=True, indexed=True, fast=True)
    builder.add_text_field("entry", stored=False, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("body", stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class LexicalIndex:
    """One tantivy index, in memory or in a folder that one process writes."""

    def __init__(self, folder: Path | None = None) -> None:
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, path=str(folder) if folder else None)
        self._index.reload()

    def change(self, removed: Iterable[int], added: Sequence[Passage], progress: Progress = unseen) -> None:
        """Take passages out and put others in; repeating a change does no harm. Visible to searchers made after."""
        writer = self._index.writer(_HEAP, 1)
        for passage_id in removed:
            writer.delete_documents_by_term("id", passage_id)
        for done, passage in enumerate(added, start=1):
            writer.delete_documents_by_term("id", passage.id)
            writer.add_document(self._document(passage))
            if done % _STEP == 0 or done == len(added):
                progress("indexing words", done, len(added))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def is_whole(self, least: int, most: int) -> bool:
        """Whether its files can be read and hold so many passages: a copy of a folder may lack some, or have others."""
        try:
            searcher = self._index.searcher()
            found = searcher.search(tantivy.Query.all_query(), 1, count=False).hits
            return least <= searcher.num_docs <= most and (not found or bool(searcher.doc(found[0][1])))
        except ValueError:
            return False

    def sweep(self) -> None:
        """Throw away what a process that was killed in a change had written: the next change uses the same names."""
        writer = self._index.writer(_HEAP, 1)
        writer.garbage_collect_files()
        writer.wait_merging_threads()

    def searcher(self) -> LexicalSearcher:
        """What can be found now; later changes do not touch it."""
        return LexicalSearcher(self._schema, self._index.searcher())

    def _document(self, passage: Passage) -> tantivy.Document:
        body = " ".join(_words(passage))
        values = {"id": passage.id, "entry": passage.entry_id, "body": body}
        return tantivy.Document.from_dict(values, self._schema)


class LexicalSearcher:
    """A frozen view of the index."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self._schema = schema
        self._searcher = searcher

    def rarity(self, token: str) -> float:
        """How much a token tells: the logarithm of one in so many passages that have it, in nats."""
        return log(1 + self._searcher.num_docs / (1 + self._searcher.doc_freq("body", token)))

    @property
    def rarest(self) -> float:
        """The rarity of a token that no passage has."""
        return log(1 + self._searcher.num_docs)

    def search(self, text: str, limit: int, entry: str | None = None) -> list[tuple[int, float]]:
        """Passage ids with their BM25 score, best first; only of one entry when it is given."""
        tokens = list(dict.fromkeys(search_tokens(text)))[:_MOST_TOKENS]
        if not tokens or not self._searcher.num_docs:
            return []
        occur, query = tantivy.Occur, tantivy.Query
        words = query.boolean_query(
            [(occur.Should, query.term_query(self._schema, "body", token, index_option="freq")) for token in tokens]
        )
        if entry is not None:
            words = query.boolean_query(
                [
                    (occur.Must, query.term_query(self._schema, "entry", entry, index_option="basic")),
                    (occur.Must, words),
                ]
            )
        found = self._searcher.search(words, limit, count=False).hits
        return [(int(self._searcher.doc(address)["id"][0]), float(score)) for score, address in found]


class OverlaidSearcher(LexicalSearcher):
    """A frozen view without some passages and with others, which are scored as if they were in the index.

    How rare a word is, is told by the view beneath; how long a passage usually is, by `sample`.
    """

    def __init__(
        self, beneath: LexicalSearcher, gone: Collection[int], added: Sequence[Passage], sample: Sequence[Passage]
    ) -> None:
        super().__init__(beneath._schema, beneath._searcher)
        self._gone = frozenset(gone)
        self._added = {each.id: (each.entry_id, Counter(_words(each))) for each in added}
        lengths = [len(_words(each)) for each in sample]
        self._usual = sum(lengths) / len(lengths) if lengths else 1.0

    def search(self, text: str, limit: int, entry: str | None = None) -> list[tuple[int, float]]:
        """As the view beneath does it."""
        found = [each for each in super().search(text, limit + len(self._gone), entry) if each[0] not in self._gone]
        tokens = list(dict.fromkeys(search_tokens(text)))[:_MOST_TOKENS]
        for number, (of_entry, words) in self._added.items():
            score = self._score(tokens, words) if entry in (None, of_entry) else 0.0
            if score:
                found.append((number, score))
        return sorted(found, key=lambda each: -each[1])[:limit]

    def _score(self, tokens: Iterable[str], words: Counter[str]) -> float:
        stretch = _SATURATION * (1 - _LENGTH + _LENGTH * words.total() / self._usual)
        return sum(self._weight(each) * words[each] / (words[each] + stretch) for each in tokens if words[each])

    def _weight(self, token: str) -> float:
        known, total = self._searcher.doc_freq("body", token), self._searcher.num_docs
        return log(1 + (total - known + 0.5) / (known + 0.5)) * (_SATURATION + 1)


def _words(passage: Passage) -> list[str]:
    return list(search_tokens(f"{passage.heading} {passage.text}"))
