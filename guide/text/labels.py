"""The hidden label of what a machine made: GB 45438-2025, appendix E."""

from __future__ import annotations

import json
from collections.abc import Mapping


def hidden(producer: str, product: str) -> Mapping[str, str]:
    """Made by a machine, by whom, under which number; whoever writes the file first is also who passes it on."""
    return {
        "Label": "1", "ContentProducer": producer, "ProduceID": product, "ReservedCode1": "",
        "ContentPropagator": producer, "PropagateID": product, "ReservedCode2": "",
    }  # fmt: skip


def as_json(producer: str, product: str) -> str:
    """The label as it stands in the metadata of a file."""
    return json.dumps({"AIGC": hidden(producer, product)}, ensure_ascii=False, separators=(",", ":"))
