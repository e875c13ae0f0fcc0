"""What every response carries, how faults leave, what operators read."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from guide.errors import StorageError
from guide.server import logs, visitors
from guide.server.feedback import MOST_REASON
from guide.settings import Settings
from tests.server.town import Town, build

PAGE = {"accept": "text/html", "accept-language": "zh-CN"}
EVERYWHERE = ["/", "/about", "/places/lamp-house", "/nope", "/v1/models", "/v1/nope", "/healthz", "/openapi.json"]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_response_is_armoured(client: TestClient, path: str) -> None:
    headers = client.get(path, headers=PAGE).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "http" not in policy
    for part in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        assert part in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert len(headers["x-request-id"]) == 16
    assert "strict-transport-security" not in headers


def test_text_is_packed_for_whoever_can_unpack_it(client: TestClient, town: Town) -> None:
    style = client.get("/").text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    packed, plain = (client.get(style, headers={"accept-encoding": each}) for each in ("gzip", "identity"))
    assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert packed.text == plain.text and int(packed.headers["content-length"]) < len(plain.content) / 2
    assert (
        packed.headers["content-type"] == plain.headers["content-type"]
        and "immutable" in packed.headers["cache-control"]
    )
    smallest = client.get(style, headers={"accept-encoding": "gzip, br"})
    assert smallest.headers["content-encoding"] == "br" and smallest.text == plain.text
    assert int(smallest.headers["content-length"]) < int(packed.headers["content-length"])
    assert client.get("/").headers["content-encoding"] == "gzip"
    stream = client.post(
        "/v1/chat/completions", json={"messages": [{"role": "user", "content": "灯屋"}], "stream": True}
    )
    assert "content-encoding" not in stream.headers, "each sentence must arrive when it is said"


def test_a_page_with_a_secret_is_never_packed(client: TestClient) -> None:
    assert "content-encoding" not in client.get("/studio", headers=PAGE).headers


def test_the_last_resort_is_armoured_too(client: TestClient, town: Town) -> None:
    town.index = None  # type: ignore[assignment]
    response = client.get("/places/lamp-house", headers=PAGE)
    assert response.status_code == 500 and "我们这边出错了" in response.text
    assert "Traceback" not in response.text and "NoneType" not in response.text
    assert response.headers["content-security-policy"] and response.headers["x-request-id"]


def test_https_is_remembered_for_a_year(tmp_path: Path) -> None:
    town = build(tmp_path, Settings(data=tmp_path, public_url="https://guide.example"))
    with TestClient(visitors(town)) as client:
        assert "max-age=31536000" in client.get("/healthz").headers["strict-transport-security"]
    town.close()


def test_a_missing_page_is_a_page_for_people_and_json_for_programs(client: TestClient) -> None:
    page = client.get("/nope", headers=PAGE)
    assert page.status_code == 404 and "这里什么也没有" in page.text
    assert client.get("/nope").json()["error"]["code"] == "not_found"
    assert client.get("/v1/nope", headers=PAGE).json()["error"]["type"] == "not_found_error"
    assert client.put("/v1/models").json()["error"]["code"] == "method"


def test_faults_of_the_core_have_a_status(client: TestClient) -> None:
    def ask(question: str) -> int:
        body = {"messages": [{"role": "user", "content": question}]}
        return client.post("/v1/chat/completions", json=body).status_code

    assert ask("storage") == 503 and ask("half") == 503 and ask("broken") == 500


def test_metrics_are_for_this_machine_or_the_token(tmp_path: Path) -> None:
    town = build(tmp_path, Settings(data=tmp_path, metrics_token="s3cret"))
    site = visitors(town)
    with TestClient(site, client=("9.9.9.9", 1)) as outside, TestClient(site, client=("127.0.0.1", 1)) as inside:
        inside.post("/v1/chat/completions", json={"messages": [{"role": "user", "content": "灯屋"}]})
        assert outside.get("/metrics").status_code == 403
        assert outside.get("/metrics", headers={"authorization": "Bearer wrong"}).status_code == 403
        assert outside.get("/metrics", headers={"authorization": "Bearer s3cret"}).status_code == 200
        report = inside.get("/metrics").text
    town.close()
    assert 'guide_answers_total{answered="true",composer="templates",lang="zh-Hans",skill="explain"} 1.0' in report
    assert 'guide_requests_total{method="POST",route="/v1/chat/completions",status="200"} 1.0' in report


def test_without_a_token_no_bearer_opens_the_metrics(town: Town) -> None:
    with TestClient(visitors(town), client=("9.9.9.9", 1)) as outside:
        assert outside.get("/metrics", headers={"authorization": "Bearer "}).status_code == 403
        assert outside.get("/metrics", headers={"authorization": "Bearer None"}).status_code == 403


def test_health(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}


def test_what_cannot_read_its_base_is_alive_but_not_ready(client: TestClient, town: Town) -> None:
    def fail() -> None:
        raise StorageError("disk gone")

    town.index.current = fail  # type: ignore[assignment, method-assign]
    assert client.get("/healthz").status_code == 200
    refused = client.get("/readyz")
    assert refused.status_code == 503 and refused.json()["error"]["code"] == "storage"
    page = client.get("/", headers=PAGE)
    assert page.status_code == 503 and "资料库暂时不可用" in page.text and "disk gone" not in page.text


def test_the_interface_is_described(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert {"/v1/chat/completions", "/v1/models", "/api/feedback", "/api/conversations/{conversation}"} <= set(
        described["paths"]
    )
    chat = described["paths"]["/v1/chat/completions"]["post"]
    assert "messages" in chat["requestBody"]["content"]["application/json"]["schema"]["properties"]
    assert client.get("/docs").status_code == 404


def test_feedback_is_taken_or_refused(client: TestClient, town: Town) -> None:
    body = {"messages": [{"role": "user", "content": "灯屋"}]}
    turn = client.post("/v1/chat/completions", json=body).json()["id"]
    good = {"id": turn, "thumb": "down", "reason": "x" * 2 * MOST_REASON}
    assert client.post("/api/feedback", json=good).status_code == 204
    for bad in (
        {"id": "../x", "thumb": "up"},
        {"id": turn, "thumb": "sideways"},
        {"id": turn, "thumb": "up", "reason": 1},
    ):
        assert client.post("/api/feedback", json=bad).status_code == 400


def test_a_conversation_is_forgotten_at_once(client: TestClient, town: Town) -> None:
    body = {"messages": [{"role": "user", "content": "unknown"}], "metadata": {"conversation": "c1"}}
    client.post("/v1/chat/completions", json=body)
    assert len(town.journal.unanswered()) == 1
    assert client.delete("/api/conversations/c1").status_code == 204
    assert town.journal.unanswered() == []


def test_a_request_is_logged_without_what_was_asked(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "guide.server"):
        client.get("/?q=my-secret")
        client.delete("/api/conversations/my-secret")
        question = {"messages": [{"role": "user", "content": "broken my-secret"}], "stream": True}
        client.post("/v1/chat/completions", json=question)
    lines = [logs.formatter().format(record) for record in caplog.records]
    events = [json.loads(line) for line in lines]
    routes = ["/", "/api/conversations/{conversation}", "/v1/chat/completions"]
    assert [each["route"] for each in events if each["event"] == "request"] == routes
    assert [each["error"] for each in events if "error" in each] == ["ValueError"]
    assert "my-secret" not in "".join(lines) and "testclient" not in "".join(lines)
