"""What the tests of the index share: opening one, changing an entry, and all that can be seen of a snapshot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from guide.knowledge_base import Base, vocabulary
from guide.retrieval.index import LiveIndex, Snapshot
from guide.types import Change, Entry, Fact

QUERIES = ("四季假山", "回廊 下雨", "how many arches", "门票", "phone", "停车位", "天气", "无关之物")


def opened(base: Base, folder: Path | None = None) -> LiveIndex:
    return LiveIndex(base.revisions, base.passages, base.embedder, vocabulary(base), folder)


def change(base: Base, entry: Entry) -> int:
    current = base.revisions.current(entry.id)
    return base.publish([Change(entry.id, entry, current.number if current else None)], "lin", "")


def repriced(entry: Entry, price: int, text: str = "") -> Entry:
    texts = {"zh-Hans": text} if text else entry.texts
    return replace(entry, facts=(Fact("price", price, as_of="2026-05"),), texts=texts)


def texts(snapshot: Snapshot, query: str, entry: str | None = None) -> list[str]:
    return [hit.passage.text for hit in snapshot.search(query, 10, entry)]


def seen(snapshot: Snapshot) -> dict[str, object]:
    """What can be asked of a snapshot, to compare two; not scores of words, on which deleted passages still weigh."""
    return {
        "entries": dict(snapshot.by_id),
        "passages": dict(snapshot.passages),
        "vectors": sorted(snapshot.vectors.ids.tolist()),
        "searches": [sorted(hit.passage.id for hit in snapshot.search(each, 60)) for each in QUERIES],
        "words": [sorted(found for found, _ in snapshot.lexical.search(each, 30)) for each in QUERIES],
        "links": [snapshot.linker.link(each) for each in ("个园和何园", "Five-Pavilion Bridge", "小盘谷")],
    }
