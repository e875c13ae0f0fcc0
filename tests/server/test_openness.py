"""Only public fields leave: every field, in every answer to a visitor, on every public address."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from guide import server
from guide.prompts import Prompts
from guide.shipped import folder
from guide.types import Entry, Fact, Position
from tests import guides

PROMPTS = Prompts(folder("prompts"))
PERSON = "Zebulon Quistgaard"


def mark(field: str) -> str:
    return f"Marked{''.join(each for each in field.title() if each.isalpha())}Words"


HOUSE = Entry(
    id="secret-house", kind="attraction", city="yangzhou", names={"zh-Hans": "秘密馆", "en": "Secret House"},
    facts=tuple(Fact(field, mark(field), checked_on="2026-05-03", checked_by=PERSON) for field in PROMPTS.fields),
    texts={"zh-Hans": "一座房子。", "en": "A house."}, position=Position(32.4, 119.44),
)  # fmt: skip


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory, small_embedder: Path) -> Iterator[TestClient]:
    with guides.guide(tmp_path_factory.mktemp("open"), small_embedder, (*guides.ENTRIES, HOUSE)) as talk:
        yield TestClient(server.create(talk.app), raise_server_exceptions=False)


def test_some_fields_are_closed() -> None:
    assert {"keeper", "keeper_phone", "remark"} <= PROMPTS.closed and "price" not in PROMPTS.closed


PAGES = ("/", "/?q=Secret+House", "/about", "/places", "/places/secret-house", "/map", "/events", "/plan",
         "/sitemap.xml", "/llms.txt", "/robots.txt", "/api/nearby?place=secret-house&limit=50")  # fmt: skip


def addresses(visitor: TestClient) -> list[str]:
    """Every address of the description that is read, and the pages, with the house wherever a place is asked for."""
    found = list(PAGES)
    for path, methods in visitor.get("/openapi.json").json()["paths"].items():
        if "get" in methods:
            plain = path.replace("{entry_id}", "secret-house").replace("{place_id}", "secret-house")
            found += [plain, f"{plain}?q=Secret+House&place=secret-house&limit=50", f"{plain}?format=geojson"]
    return found


def test_no_public_address_tells_a_closed_field(visitor: TestClient) -> None:
    told, read = "", 0
    for address in addresses(visitor):
        response = visitor.get(address)
        read += response.status_code == 200
        told += response.text
    assert read > 15 and mark("address") in told
    assert not [field for field in PROMPTS.closed if mark(field) in told] and PERSON not in told


@pytest.mark.parametrize("field", sorted(PROMPTS.closed))
def test_no_answer_tells_a_closed_field(visitor: TestClient, field: str) -> None:
    for lang in ("zh", "en"):
        word = PROMPTS.words(lang, "fields")[field]
        for question in (f"Secret House {word}?", mark(field), f"秘密馆的{word}是什么？"):
            asked = {"model": "guide", "messages": [{"role": "user", "content": question}]}
            response = visitor.post("/v1/chat/completions", json=asked)
            assert response.status_code == 200 and PERSON not in response.text
            shown = response.json()["choices"][0]["message"]["content"].replace(question, "")
            assert mark(field) not in shown or question == mark(field)
