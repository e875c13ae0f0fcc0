"""Nothing that is not public leaves by any door: closed fields, editors' names, notes, drafts, what was withdrawn."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from guide import server
from guide.app import App
from guide.editing.workflow import Plan
from guide.opendata.formats import FORMATS
from guide.types import Change, Entry, Fact, Link, Position, Source
from tests import guides

V1 = "/api/open/v1"
SECRETS = ("Zebulon", "keeper-secret", "phone-secret", "remark-secret", "closed-source", "old-remark", "wrong-number",
           "comment-secret", "draft-secret", "withdrawn-secret", "before-the-gap", "gone-house")  # fmt: skip
HOUSE = Entry(
    id="open-house", kind="attraction", city="yangzhou", names={"zh-Hans": "开放馆", "en": "Open House"},
    facts=(
        Fact("keeper", "keeper-secret", source="k"), Fact("keeper_phone", "phone-secret"),
        Fact("remark", {"en": "old-remark"}), Fact("phone", "wrong-number"), Fact("price", 10, checked_by="Zebulon"),
    ),
    texts={"en": "A house."}, position=Position(32.4, 119.44),
    sources={"k": Source("closed-source", "https://closed-source.example", "A")},
    links=(Link("near", "gone-house"),),
)  # fmt: skip
GONE = Entry("gone-house", "attraction", "yangzhou", names={"en": "withdrawn-secret"}, texts={"en": "withdrawn-secret"})
BACK = Entry("back-house", "attraction", "yangzhou", names={"en": "Back"}, facts=(Fact("phone", "before-the-gap"),))


def publish(app: App, entry: Entry | None, entry_id: str) -> None:
    current = app.revisions.current(entry_id)
    app.publisher.publish([Change(entry_id, entry, current.number if current else None)], "Zebulon", "comment-secret")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, small_embedder: Path) -> Iterator[App]:
    with guides.guide(tmp_path_factory.mktemp("doors"), small_embedder, (*guides.ENTRIES, HOUSE, GONE, BACK)) as talk:
        made = talk.app
        changed = [
            replace(each, value={"en": "remark-secret"}) if each.field == "remark" else each for each in HOUSE.facts
        ]
        publish(made, replace(HOUSE, facts=tuple(changed)), HOUSE.id)
        right = [replace(each, value="0514-1") if each.field == "phone" else each for each in changed]
        publish(made, replace(HOUSE, facts=tuple(right)), HOUSE.id)
        priced = [replace(each, value=12) if each.field == "price" else each for each in right]
        publish(made, replace(HOUSE, facts=tuple(priced)), HOUSE.id)
        made.offer.set_terms(sealed={HOUSE.id: 2})
        publish(made, None, GONE.id)
        publish(made, None, BACK.id)
        publish(made, replace(BACK, facts=(Fact("phone", "0514-2"),)), BACK.id)
        yield made


@pytest.fixture(scope="module")
def visitor(app: App) -> TestClient:
    client = TestClient(server.create(app), raise_server_exceptions=False)
    assert app.offer.make()
    return client


def addresses(visitor: TestClient) -> Iterator[str]:
    pages = ("/", "/?q=Open+House", "/about", "/data", "/places", "/places/open-house", "/places/gone-house",
             "/map", "/events", "/sitemap.xml", "/llms.txt", "/robots.txt",
             "/api/nearby?place=open-house&limit=50")  # fmt: skip
    yield from pages
    for path, methods in visitor.get("/openapi.json").json()["paths"].items():
        for entry in ("open-house", "gone-house", "back-house") if "get" in methods else ():
            plain = path.replace("{entry_id}", entry).replace("{place_id}", entry)
            yield from (plain, f"{plain}?q=House&limit=50", f"{plain}?format=geojson", f"{plain}?field=keeper")
    for kind in FORMATS:
        yield from (f"{V1}/dumps/{kind.name}", f"{V1}/dumps/{kind.name}.gz")


def text_of(visitor: TestClient, address: str) -> tuple[int, str]:
    answer = visitor.get(address)
    packed = answer.headers.get("content-type") == "application/gzip"
    return answer.status_code, gzip.decompress(answer.content).decode() if packed else answer.text


def test_no_secret_leaves_by_any_address(visitor: TestClient) -> None:
    read, leaks, told = 0, [], ""
    for address in addresses(visitor):
        status, text = text_of(visitor, address)
        read, told = read + (status == 200), told + text
        asked = address if status == 404 else ""
        leaks += [(address, secret) for secret in SECRETS if secret in text and secret not in asked]
    assert read > 60 and "Open House" in told and "0514-1" in told
    assert leaks == []


def test_no_secret_leaves_in_an_answer(visitor: TestClient) -> None:
    for question in ("Open House phone?", "Open House keeper?", "gone house", "开放馆门票多少钱？", "Back phone?"):
        asked = {"model": "guide", "messages": [{"role": "user", "content": question}]}
        answer = visitor.post("/v1/chat/completions", json=asked)
        assert answer.status_code == 200 and not [each for each in SECRETS if each in answer.text]


def test_the_history_tells_what_is_public(visitor: TestClient) -> None:
    steps = visitor.get(f"{V1}/entries/open-house/history").json()["history"]
    changes = [change for step in steps for change in step["changes"]]
    assert [each["field"] for each in changes] == ["price"]
    assert (changes[0]["before"][0]["value"], changes[0]["after"][0]["value"]) == (10, 12)
    back = visitor.get(f"{V1}/entries/back-house/history").json()["history"]
    assert len(back) == 1 and back[0]["added"], "the history begins behind the withdrawal"
    assert visitor.get(f"{V1}/entries/gone-house/history").status_code == 404


def test_what_is_withdrawn_is_in_no_file_any_more(app: App, visitor: TestClient) -> None:
    publish(app, replace(GONE, names={"en": "Gone"}, texts={}), GONE.id)
    app.offer.make()
    assert '"id":"gone-house"' in visitor.get(f"{V1}/dumps/entries.jsonl").text
    publish(app, replace(guides.GE, names={"en": "Ge"}), guides.GE.id)
    assert visitor.get(f"{V1}/dumps").status_code == 200, "what only grew older is handed out meanwhile"
    publish(app, None, GONE.id)
    assert visitor.get(f"{V1}/dumps/entries.jsonl").status_code == 503
    app.offer.make()
    told = visitor.get(f"{V1}/dumps/entries.jsonl").text
    assert "gone-house" not in told and '"id":"open-house"' in told


def test_a_draft_is_nowhere(app: App, visitor: TestClient) -> None:
    found = app.revisions.current(HOUSE.id)
    assert found and found.entry
    draft = replace(found.entry, texts={"en": "draft-secret"})
    kept = app.workflow.keep(Change(HOUSE.id, draft, found.number), "Zebulon", "comment-secret")
    app.workflow.plan(kept, Plan(datetime(2099, 1, 1, tzinfo=UTC)))
    app.offer.make()
    assert not [path for path in addresses(visitor) if "draft-secret" in text_of(visitor, path)[1]]


def test_a_column_of_the_citys_own_is_closed_until_somebody_opens_it(app: App, visitor: TestClient) -> None:
    heading, secret = "馆内暗号", "passphrase-word"
    found = app.revisions.current(HOUSE.id)
    assert found and found.entry
    publish(app, replace(found.entry, facts=(*found.entry.facts, Fact(heading, secret))), HOUSE.id)
    assert secret in _answer(visitor, "开放馆的馆内暗号？"), "whoever asks is told, as of any column that came in"
    assert _open_places(app, visitor, secret) == []
    column = next(each for each in app.offer.columns() if each.heading == heading)
    assert (column.entries, column.example, column.openness) == (1, secret, "")
    app.offer.classify({heading: "public"})
    assert _open_places(app, visitor, secret) == list(PLACES)
    app.offer.classify({heading: "personal"})
    app.offer.make()
    assert _open_places(app, visitor, secret) == [] and secret not in visitor.get("/places/open-house").text
    assert secret not in _answer(visitor, "开放馆的馆内暗号？")
    assert app.index.current().search(secret, 5) == [] or secret not in str(app.index.current().search(secret, 5))
    assert heading in [each.heading for each in app.offer.columns()], "it can be opened again"
    publish(app, replace(found.entry, facts=(*found.entry.facts, Fact(heading, "second-word"))), HOUSE.id)
    assert "second-word" not in _answer(visitor, "开放馆的馆内暗号？")
    app.offer.classify({heading: ""})
    assert "second-word" in _answer(visitor, "开放馆的馆内暗号？") and _open_places(app, visitor, "second-word") == []


PLACES = (f"{V1}/entries/open-house", f"{V1}/entries/open-house/history", f"{V1}/entries?q=House",
          f"{V1}/entries?format=geojson", f"{V1}/dumps/entries.jsonl", f"{V1}/dumps/places.geojson",
          f"{V1}/dumps/facts.csv")  # fmt: skip


def _open_places(app: App, visitor: TestClient, word: str) -> list[str]:
    """The addresses of open data that hold a word, once the files are made."""
    app.offer.make()
    return [path for path in PLACES if word in text_of(visitor, path)[1]]


def _answer(visitor: TestClient, question: str) -> str:
    asked = {"model": "guide", "messages": [{"role": "user", "content": question}]}
    return visitor.post("/v1/chat/completions", json=asked).text
