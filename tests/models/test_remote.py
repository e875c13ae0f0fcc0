from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from guide.errors import ModelUnavailable, SettingsError
from guide.models.remote import RemoteModel, Waits, connect
from guide.types import Message
from tests.models.servers import Answer, Handler, Server, serving

ASK = (Message("system", "short"), Message("user", "hello"))
QUICK = Waits(connect=0.5, read=0.3, answer=0.6)


def ask(answer: Answer, **options: Any) -> tuple[list[str], Server]:
    with serving(answer) as server:
        model = connect(server.url, options.get("model", "m"), options.get("key"), QUICK)
        try:
            return list(model.stream(ASK, 50)), server
        finally:
            model.close()


def good(handler: Handler, body: dict[str, Any]) -> None:
    handler.begin()
    handler.write(": hello\n\n")
    handler.event(None)
    handler.event("Op")
    handler.event("en 每天.")
    handler.event("", "stop")
    handler.write('data: {"choices": [], "usage": {"total_tokens": 3}}\n\ndata: [DONE]\n\n')


def test_streams_pieces() -> None:
    pieces, server = ask(good, key="secret")
    assert pieces == ["Op", "en 每天."]
    path, body = server.asked[0]
    assert path == "/v1/chat/completions"
    assert body["messages"] == [{"role": "system", "content": "short"}, {"role": "user", "content": "hello"}]
    assert body["stream"] is True and body["max_tokens"] == 50 and body["model"] == "m"
    assert body["chat_template_kwargs"] == {"enable_thinking": False}


def test_first_model_of_the_server_is_taken() -> None:
    def answer(handler: Handler, body: dict[str, Any]) -> None:
        if body:
            return good(handler, body)
        handler.begin(kind="application/json", connection="close")
        return handler.write(json.dumps({"data": [{"id": "small"}, {"id": "large"}]}))

    _, server = ask(answer, model=None)
    assert [path for path, _ in server.asked] == ["/v1/models", "/v1/chat/completions"]
    assert server.asked[1][1]["model"] == "small"


def test_strict_server_is_asked_again_plainly() -> None:
    def answer(handler: Handler, body: dict[str, Any]) -> None:
        if "chat_template_kwargs" in body:
            return handler.begin(400, "application/json")
        return good(handler, body)

    pieces, server = ask(answer)
    assert "".join(pieces) == "Open 每天." and len(server.asked) == 2


def test_thoughts_are_not_shown() -> None:
    def answer(handler: Handler, body: dict[str, Any]) -> None:
        handler.begin()
        for piece in ("<thi", "nk>free", "</think>", "Yes."):
            handler.event(piece)
        handler.write("data: [DONE]\n\n")

    assert ask(answer)[0] == ["Yes."]


def hangs_before_the_head(handler: Handler, body: dict[str, Any]) -> None:
    handler.server.leave.wait(5)


def hangs_in_the_middle(handler: Handler, body: dict[str, Any]) -> None:
    handler.begin()
    handler.event("Open")
    handler.server.leave.wait(5)


def drips_for_ever(handler: Handler, body: dict[str, Any]) -> None:
    handler.begin()
    while not handler.server.leave.wait(0.02):
        handler.write(": still here\n")


def never_ends_a_line(handler: Handler, body: dict[str, Any]) -> None:
    handler.begin()
    while not handler.server.leave.is_set():
        handler.write("data: " + "x" * 50_000)


def dies_in_the_middle(handler: Handler, body: dict[str, Any]) -> None:
    handler.begin()
    handler.event("Open")


def dies_in_a_chunk(handler: Handler, body: dict[str, Any]) -> None:
    handler.begin(content_length="500")
    handler.event("Open")


def talks_nonsense(handler: Handler, body: dict[str, Any]) -> None:
    handler.begin()
    handler.write("data: {not json\n\n")


def talks_of_something_else(handler: Handler, body: dict[str, Any]) -> None:
    handler.begin()
    handler.write('data: {"choices": [{"delta": {"content": {"a": 1}}}]}\n\ndata: ["list"]\n\n')


def sends_a_web_page(handler: Handler, body: dict[str, Any]) -> None:
    handler.begin(kind="text/html")
    handler.write("<html>welcome</html>")


def sends_bytes(handler: Handler, body: dict[str, Any]) -> None:
    handler.begin()
    handler.wfile.write(bytes(range(256)))


def reports_an_error(handler: Handler, body: dict[str, Any]) -> None:
    handler.begin()
    handler.write('data: {"error": {"message": "out of memory"}}\n\n')


def is_overloaded(handler: Handler, body: dict[str, Any]) -> None:
    handler.begin(503, "application/json")


def sends_elsewhere(handler: Handler, body: dict[str, Any]) -> None:
    handler.begin(307, location="http://127.0.0.2:9/v1/chat/completions")


@pytest.mark.parametrize(
    "answer",
    [
        hangs_before_the_head, hangs_in_the_middle, drips_for_ever, never_ends_a_line, dies_in_the_middle,
        dies_in_a_chunk, talks_nonsense, talks_of_something_else, sends_a_web_page, sends_bytes, reports_an_error,
        is_overloaded, sends_elsewhere,
    ],
)  # fmt: skip
def test_every_fault_is_model_unavailable_in_time(answer: Answer) -> None:
    began = time.monotonic()
    with pytest.raises(ModelUnavailable):
        ask(answer)
    assert time.monotonic() - began < 3


def test_nobody_listens() -> None:
    with serving(good) as server:
        url = server.url
    with pytest.raises(ModelUnavailable):
        list(connect(url, "m", None, QUICK).stream(ASK, 5))


def test_closing_closes_the_connection() -> None:
    gone = threading.Event()

    def answer(handler: Handler, body: dict[str, Any]) -> None:
        handler.begin()
        try:
            while not handler.server.leave.wait(0.01):
                handler.event("more ")
        except OSError:
            gone.set()

    with serving(answer) as server:
        model = connect(server.url, "m", None, QUICK)
        stream: Iterator[str] = model.stream(ASK, 50)
        next(stream)
        stream.close()  # type: ignore[attr-defined]
        assert gone.wait(2)
        model.close()


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("http://host:8080", "http://host:8080/v1/"),
        ("http://host:8080/", "http://host:8080/v1/"),
        ("https://host/api/v1/", "https://host/api/v1/"),
    ],
)
def test_address_with_or_without_v1(url: str, base: str) -> None:
    model: RemoteModel = connect(url)
    assert str(model._client.base_url) == base and model.name == "host"
    model.close()


@pytest.mark.parametrize("url", ["http://", "ftp://host", "host:80", "http://[::"])
def test_no_address_is_a_settings_error(url: str) -> None:
    with pytest.raises(SettingsError, match="http://host:port"):
        connect(url)
