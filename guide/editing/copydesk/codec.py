"""A text as the database keeps it: its sentences with their facts as one JSON document."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from guide.editing.copydesk.values import Block, Brief, Copy, Line, Trace
from guide.storage.copies import StoredCopy


def stored(copy: Copy) -> StoredCopy:
    """The row of a text."""
    document = {"brief": asdict(copy.brief), "blocks": [asdict(each) for each in copy.blocks], "by": copy.phrased_by}
    return StoredCopy(
        copy.brief.form, copy.brief.lang, copy.title, json.dumps(document, ensure_ascii=False), copy.made_by, copy.made,
        copy.saved_by, copy.saved, copy.number, copy.id,
    )  # fmt: skip


def read(row: StoredCopy) -> Copy:
    """The text of a row."""
    document = json.loads(row.document)
    brief = document["brief"]
    return Copy(
        Brief(**{**brief, "entries": tuple(brief["entries"])}), tuple(map(_block, document["blocks"])), row.made_by,
        row.made, row.saved_by, row.saved, row.id, row.number, document.get("by", ""),
    )  # fmt: skip


def _block(kept: dict[str, Any]) -> Block:
    return Block(kept["role"], tuple(map(_line, kept["lines"])), kept["entry"])


def _line(kept: dict[str, Any]) -> Line:
    return Line(**{**kept, "traces": tuple(Trace(**each) for each in kept["traces"])})
