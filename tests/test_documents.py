"""The codec between entries and plain documents."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from guide import documents
from guide.types import Entry, Fact, Link, Position, Source
from tests.strategies import entries


@given(entries())
def test_a_document_reads_back_as_the_entry(entry: Entry) -> None:
    assert documents.read(documents.write(entry)) == entry


@given(entries())
def test_a_document_survives_json(entry: Entry) -> None:
    assert documents.read(json.loads(json.dumps(documents.write(entry)))) == entry


def test_bare_facts_of_one_field_do_not_merge_into_a_list() -> None:
    entry = Entry("a", "museum", "c", facts=(Fact("phone", "1"), Fact("phone", "2"), Fact("rooms", ("x", "y"))))
    assert documents.read(documents.write(entry)) == entry


def test_the_shortest_document_says_only_what_is_known() -> None:
    assert documents.write(Entry("a", "museum", "c")) == {"id": "a", "kind": "museum", "city": "c"}


def test_a_document_reads_as_an_editor_writes_it() -> None:
    entry = documents.read(
        {
            "id": "lake", "kind": "attraction", "city": "yangzhou", "names": {"zh-Hans": "湖"}, "as_of": 2018,
            "position": {"lat": 32, "lon": 119.4}, "sources": {"s1": {"title": "A page"}}, "links": {"near": "garden"},
            "facts": {
                "phone": "0514-1",
                "people": ["甲", "乙"],
                "built": {"zh-Hans": "清代", "en": "Qing"},
                "price": [{"value": 30, "when": "Mar-May", "as_of": 2018}, 0],
            },
        }
    )  # fmt: skip
    assert entry.position == Position(32, 119.4)
    assert entry.links == (Link("near", "garden"),)
    assert entry.sources == {"s1": Source("A page")}
    assert entry.as_of == "2018"
    assert entry.of("price") == (Fact("price", 30, when="Mar-May", as_of="2018"), Fact("price", 0))
    assert entry.of("people") == (Fact("people", ("甲", "乙")),)
    assert entry.of("built")[0].value == {"zh-Hans": "清代", "en": "Qing"}


@pytest.mark.parametrize("document", [{"colour": "red"}, {"facts": {"price": {"value": 1, "colour": "red"}}}])
def test_an_unknown_key_is_refused(document: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="unknown field 'colour'"):
        documents.read({"id": "a", "kind": "b", "city": "c", **document})
