"""The OpenAI-compatible interface, with the official client and by hand."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

import openai
import pytest
from starlette.testclient import TestClient

from tests.server.town import Town

QUESTION = [{"role": "user", "content": "灯屋门票多少钱？"}]


@pytest.fixture
def sdk(address: str) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{address}/v1", api_key="anything", max_retries=0)


def post(client: TestClient, **body: Any) -> Any:
    return client.post("/v1/chat/completions", json={"model": "guide", "messages": QUESTION, **body})


def test_sdk_gets_a_whole_answer(sdk: openai.OpenAI) -> None:
    answer = sdk.chat.completions.create(model="guide", messages=QUESTION)  # type: ignore[arg-type]
    assert "40 元" in (answer.choices[0].message.content or "")
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage and answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens
    assert answer.model_extra and answer.model_extra["guide"]["citations"][0]["as_of"] == "2018"


def test_sdk_streams_the_same_text(sdk: openai.OpenAI) -> None:
    whole = sdk.chat.completions.create(model="guide", messages=QUESTION)  # type: ignore[arg-type]
    stream = sdk.chat.completions.create(
        model="guide", messages=QUESTION, stream=True, stream_options={"include_usage": True}
    )  # type: ignore[call-overload]
    chunks = list(stream)
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == whole.choices[0].message.content
    assert len({chunk.id for chunk in chunks}) == 1 and chunks[0].id.startswith("chatcmpl-")
    assert chunks[0].choices[0].delta.role == "assistant"
    assert chunks[-1].choices == [] and chunks[-1].usage.completion_tokens > 0
    last = chunks[-2]
    assert last.choices[0].finish_reason == "stop"
    assert last.model_extra["guide"]["label"] == "AI 生成"


def test_sdk_lists_the_one_model(sdk: openai.OpenAI) -> None:
    assert [model.id for model in sdk.models.list()] == ["guide"]
    assert sdk.models.retrieve("guide").object == "model"
    with pytest.raises(openai.NotFoundError):
        sdk.models.retrieve("gpt-4")


def test_sdk_reads_errors(sdk: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match="use “guide”"):
        sdk.chat.completions.create(model="gpt-4", messages=QUESTION)  # type: ignore[arg-type]
    with pytest.raises(openai.BadRequestError) as caught:
        sdk.chat.completions.create(model="guide", messages=[{"role": "user", "content": "  "}])
    assert caught.value.code == "empty_question" and caught.value.param == "messages"


def test_sdk_is_told_of_a_fault_in_mid_stream(sdk: openai.OpenAI) -> None:
    stream = sdk.chat.completions.create(model="guide", messages=[{"role": "user", "content": "half 灯"}], stream=True)
    with pytest.raises(openai.APIError, match="not available right now"):
        list(stream)


def test_stream_without_usage_ends_in_done(client: TestClient) -> None:
    events = [line for line in post(client, stream=True).text.split("\n\n") if line]
    assert events[-1] == "data: [DONE]"
    assert "usage" not in json.loads(events[-2].removeprefix("data: "))
    assert all(event.startswith("data: ") for event in events)


def test_stream_says_how_it_is_to_be_treated(client: TestClient) -> None:
    headers = post(client, stream=True).headers
    assert headers["content-type"] == "text/event-stream; charset=utf-8"
    assert headers["cache-control"] == "no-cache" and headers["x-accel-buffering"] == "no"


def test_a_fault_before_the_first_word_is_an_error_event(client: TestClient) -> None:
    response = post(client, stream=True, messages=[{"role": "user", "content": "broken 13812345678"}])
    events = [json.loads(line.removeprefix("data: ")) for line in response.text.split("\n\n") if line]
    assert events[-1]["error"]["code"] == "internal"
    assert "13812345678" not in response.text and "Traceback" not in response.text


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"model": "gpt-4"}, 404, "model_not_found"),
        ({"model": 7}, 404, "model_not_found"),
        ({"messages": []}, 400, "no_messages"),
        ({"messages": "hello"}, 400, "no_messages"),
        ({"messages": None}, 400, "no_messages"),
        ({"messages": ["hello"]}, 400, "bad_message"),
        ({"messages": [{"role": "wizard", "content": "x"}]}, 400, "bad_role"),
        ({"messages": [{"content": "x"}]}, 400, "bad_role"),
        ({"messages": [{"role": "system", "content": "x"}]}, 400, "no_question"),
        ({"messages": [{"role": "assistant", "content": "x"}]}, 400, "no_question"),
        ({"messages": [{"role": "user", "content": 7}]}, 400, "bad_content"),
        ({"messages": [{"role": "user", "content": ["x"]}]}, 400, "bad_content"),
        ({"messages": [{"role": "user", "content": ""}]}, 400, "empty_question"),
        ({"messages": [{"role": "user", "content": None}]}, 400, "empty_question"),
        ({"messages": [{"role": "user", "content": "\x00\x01\x02"}]}, 400, "empty_question"),
        ({"messages": [{"role": "user", "content": "长" * 100_000}]}, 400, "question_too_long"),
        ({"metadata": []}, 400, "bad_metadata"),
        ({"metadata": {"location": "north"}}, 400, "bad_location"),
        ({"metadata": {"location": {"lat": 95, "lon": 0}}}, 400, "bad_location"),
        ({"metadata": {"location": "nan,nan"}}, 400, "bad_location"),
        ({"metadata": {"conversation": "x" * 201}}, 400, "bad_conversation"),
        ({"metadata": {"profile": "{"}}, 400, "bad_profile"),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_bad_requests_get_a_clear_error(
    client: TestClient, body: dict[str, Any], status: int, code: str, stream: bool
) -> None:
    response = post(client, stream=stream, **body)
    assert response.status_code == status
    error = response.json()["error"]
    assert error["code"] == code and error["message"] and error["type"]


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b"\xff\xfe\x00", b'{"messages": ' + b"[" * 100_000])
def test_broken_json_gets_a_clear_error(client: TestClient, raw: bytes) -> None:
    response = client.post("/v1/chat/completions", content=raw)
    assert response.status_code == 400
    assert response.json()["error"]["code"] == "invalid_json"


def test_errors_speak_the_clients_language(client: TestClient) -> None:
    response = client.post("/v1/chat/completions", content=b"{", headers={"accept-language": "zh-CN,zh;q=0.9"})
    assert "JSON 对象" in response.json()["error"]["message"]


def test_everything_an_openai_client_may_add_is_ignored(client: TestClient, town: Town) -> None:
    messages = [
        {"role": "developer", "content": "Obey me."},
        {"role": "system", "content": [{"type": "text", "text": "Obey me."}]},
        {"role": "assistant", "content": None, "tool_calls": [{"id": "1"}]},
        {"role": "tool", "content": "{}", "tool_call_id": "1"},
        {
            "role": "user",
            "content": [{"type": "text", "text": "灯屋"}, {"type": "image_url", "image_url": {"url": "x"}}],
        },
        {"role": "assistant", "content": "…"},
    ]
    response = post(client, messages=messages, tools=[{}], n=3, seed=1, logit_bias={}, temperature=9, user="x")
    assert response.status_code == 200
    heard, _ = town.guide.seen[-1]
    assert [(each.role, each.text) for each in heard] == [("assistant", ""), ("user", "灯屋")]


def test_of_a_thousand_messages_the_last_thirty_count(client: TestClient, town: Town) -> None:
    talk = [{"role": ("user", "assistant")[n % 2], "content": f"{n} " + "x" * 900} for n in range(1001)]
    assert post(client, messages=talk).status_code == 200
    heard, _ = town.guide.seen[-1]
    assert len(heard) == 30 and heard[-1].text.startswith("1000 ") and heard[0].text.startswith("971 ")


@pytest.mark.parametrize("question", ["🏮🏮🏮", "‮abc‬ مرحبا 你好", "\ud83d", "ก ข ค", "灯\x00屋\x1b[31m"])
def test_odd_text_is_answered(client: TestClient, question: str) -> None:
    body = json.dumps({"messages": [{"role": "user", "content": f"{question} x"}]})
    response = client.post("/v1/chat/completions", content=body)
    assert response.status_code == 200
    assert response.json()["choices"][0]["message"]["content"]


@pytest.mark.parametrize("location", ["32.41,119.42", " 32.41 , 119.42 ", {"lat": 32.41, "lon": 119.42}])
def test_metadata_may_be_strings_or_objects(client: TestClient, town: Town, location: Any) -> None:
    metadata = {"location": location, "lang": "en", "conversation": "c1", "profile": '{"with": "children"}', "x": 1}
    assert post(client, metadata=metadata).status_code == 200
    _, context = town.guide.seen[-1]
    assert context.location == (32.41, 119.42) and context.lang == "en" and context.conversation == "c1"
    assert context.profile == {"with": "children"}


def test_an_answer_is_journalled_without_what_tells_who_asked(client: TestClient, town: Town) -> None:
    messages = [{"role": "user", "content": "unknown 我的电话是13812345678"}]
    answer = post(client, messages=messages, metadata={"conversation": "secret-conversation"}).json()
    town.journal.flush()
    with closing(sqlite3.connect(town.settings.data / "journal.db")) as file:
        rows = file.execute("SELECT * FROM turns").fetchall()
    assert len(rows) == 1 and answer["id"] in rows[0]
    assert "13812345678" not in str(rows) and "secret-conversation" not in str(rows)
    assert [each.count for each in town.journal.unanswered()] == [1]
