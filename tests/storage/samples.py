"""Small entries, passages and batches."""

from __future__ import annotations

from datetime import UTC, datetime

from guide.storage.passages import passage_hash
from guide.storage.revisions import Batch
from guide.types import Change, Entry, Fact, Passage

NOW = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
EMBEDDER = "sample:4"


def entry(entry_id: str, price: int = 45, text: str = "园中有竹。") -> Entry:
    return Entry(
        id=entry_id,
        kind="sight",
        city="yangzhou",
        names={"zh-Hans": f"园子{entry_id}", "en": f"Garden {entry_id}"},
        facts=(Fact("price", price, as_of="2026-04"), Fact("phone", "0514-0000000")),
        texts={"zh-Hans": text},
    )


def passages_of(one: Entry) -> tuple[Passage, ...]:
    name = one.names["zh-Hans"]
    facts = [
        Passage(one.id, one.city, one.lang, each.field, name, f"{name} {each.field} {each.value}") for each in one.facts
    ]
    prose = [Passage(one.id, one.city, lang, "", name, text) for lang, text in one.texts.items()]
    return (*facts, *prose)


def vector(passage: Passage) -> bytes:
    return bytes.fromhex(passage_hash(passage)[:16])


def batch(*changes: tuple[Entry, int | None], comment: str = "") -> Batch:
    """Entries with the revision each is based on."""
    made = {each.id: passages_of(each) for each, _ in changes}
    return Batch(
        changes=tuple(Change(each.id, each, base) for each, base in changes),
        author="lin",
        comment=comment,
        at=NOW,
        passages=made,
        embedder=EMBEDDER,
        vectors={passage_hash(each): vector(each) for some in made.values() for each in some},
    )
