"""seeds/capabilities.yaml says where each capability lives and how far it is; this keeps it from going stale."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
CAPABILITIES = yaml.safe_load((ROOT / "seeds/capabilities.yaml").read_text(encoding="utf-8"))
DOCUMENTS = set(re.findall(r"^## ([a-z-]+-\d{4})$", (ROOT / "seeds/README.md").read_text(encoding="utf-8"), re.M))

each_capability = pytest.mark.parametrize("row", CAPABILITIES, ids=lambda row: row["capability"])


def test_capabilities_are_named_once_and_every_document_asks_for_some() -> None:
    names = [row["capability"] for row in CAPABILITIES]
    assert len(names) == len(set(names))
    assert {document for row in CAPABILITIES for document in row["from"]} == DOCUMENTS


@each_capability
def test_row_is_whole(row: dict[str, Any]) -> None:
    assert set(row) <= {"capability", "asks", "from", "lives", "state", "missing"}
    assert row["from"] and row["asks"] and row["lives"]
    assert row["state"] in ("works", "partly", "planned")
    assert (row["state"] == "works") is ("missing" not in row), "what is not done says what is missing"


@each_capability
def test_places_are_there_unless_planned(row: dict[str, Any]) -> None:
    there = {path: (ROOT / path).exists() for path in row["lives"]}
    if row["state"] == "planned":
        assert not any(there.values()), f"has begun, so it is no longer planned: {there}"
    else:
        assert all(there.values()), f"dead paths: {there}"
