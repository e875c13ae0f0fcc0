"""Looking entries up by the guide's own search: what the words name, slips and pinyin too, then what they stand in."""

from __future__ import annotations

from guide.retrieval.index import Snapshot


def entries(snapshot: Snapshot, text: str, most: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of entries that a text names, and of others whose words it has, best first; `most` of the latter."""
    named = dict.fromkeys(each for mention in snapshot.linker.link(text) for each in mention.entries)
    hits = (each for each, _ in snapshot.lexical.search(text, most) if each in snapshot.passages)
    told = dict.fromkeys(snapshot.passages[each].entry_id for each in hits)
    return tuple(named), tuple(each for each in told if each not in named)
