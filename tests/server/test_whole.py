"""The whole guide behind the whole site: what a visitor asks over HTTP, and an edit that the next answer has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openai
import pytest
from starlette.testclient import TestClient

from guide.app import App
from guide.server import create
from guide.types import Change, Fact
from tests import guides
from tests.server.serving import serving

ZH = {"accept": "text/html", "accept-language": "zh-CN"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, small_embedder: Path) -> Iterator[App]:
    with guides.guide(tmp_path_factory.mktemp("whole"), small_embedder) as talk:
        yield talk.app


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    with TestClient(create(app)) as opened:
        yield opened


def ask(client: TestClient, *messages: str) -> str:
    talk = [{"role": ("user", "assistant")[n % 2], "content": text} for n, text in enumerate(messages)]
    response = client.post("/v1/chat/completions", json={"messages": talk})
    assert response.status_code == 200
    text: str = response.json()["choices"][0]["message"]["content"]
    return text


def test_a_question_a_follow_up_and_another_language(client: TestClient) -> None:
    first = ask(client, "个园门票多少钱？")
    assert "45" in first and "[1]" in first
    assert "1818" in ask(client, "个园门票多少钱？", first, "它是什么年代的？")
    assert "45" in ask(client, "How much is Ge Garden?")


def test_the_sdk_streams_it(app: App) -> None:
    with serving(create(app)) as address:
        sdk = openai.OpenAI(base_url=f"{address}/v1", api_key="x", max_retries=0)
        messages: Any = [{"role": "user", "content": "何园的地址和门票？"}]
        chunks: list[Any] = list(sdk.chat.completions.create(model="guide", messages=messages, stream=True))
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
    assert "徐凝门大街66号" in text and "40" in text
    extras = chunks[-1].model_extra["guide"]
    assert extras["citations"][0]["as_of"] == "2018" and extras["citations"][0]["url"] == "https://example.org/he"


def test_an_edit_is_in_the_next_answer_and_on_the_place_page(client: TestClient, app: App) -> None:
    now = app.revisions.current("he-garden")
    assert now is not None and now.entry is not None
    dearer = Fact("price", 77, source="old", as_of="2026-11", checked_on="2026-11-20", checked_by="lin")
    facts = tuple(dearer if fact.field == "price" else fact for fact in now.entry.facts)
    app.publisher.publish((Change("he-garden", replace(now.entry, facts=facts), now.number),), "lin", "new price")
    assert "77" in ask(client, "何园门票多少钱？")
    page = client.get("/places/he-garden", headers=ZH).text
    assert "77元" in page and "2026年11月20日已核实" in page


def test_the_pages_are_those_of_the_city(client: TestClient) -> None:
    page = client.get("/", headers=ZH).text
    assert "扬州向导" in page and page.count('class="starter"') == 6
    assert "不使用大语言模型" in client.get("/about", headers=ZH).text
    assert client.get("/studio", follow_redirects=False).status_code in (302, 303)


def test_every_starter_can_be_answered(client: TestClient) -> None:
    for lang in ("zh-CN", "en-GB"):
        page = client.get("/", headers={"accept-language": lang}).text
        questions = [part.split("<")[0] for part in page.split('<span class="question">')[1:]]
        for question in questions:
            body = {"messages": [{"role": "user", "content": question}]}
            assert client.post("/v1/chat/completions", json=body).json()["guide"]["answered"], question
