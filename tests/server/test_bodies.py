"""Bodies that are too big, too slow, or cut off."""

from __future__ import annotations

import asyncio
import socket
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from guide.server import bodies
from guide.server.refusals import Refusal


def test_a_big_body_is_refused_by_its_length_header(client: TestClient) -> None:
    response = client.post("/v1/chat/completions", content=b"x" * (bodies.MOST_BYTES + 1))
    assert response.status_code == 413 and response.json()["error"]["code"] == "too_large"


def test_a_big_body_without_a_length_is_counted(address: str) -> None:
    where = urlsplit(address)
    with socket.create_connection((where.hostname, where.port)) as connection:
        connection.settimeout(10)
        connection.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        received = b""
        try:
            for _ in range(bodies.MOST_BYTES // 0x10000 + 2):
                connection.sendall(piece)
            received = connection.recv(4096)
        except ConnectionError:
            pytest.skip("the server closed the connection before its answer could be read")
    assert b"413" in received.split(b"\r\n")[0]


def reading(*messages: dict[str, Any], seconds: float = bodies.READ_SECONDS) -> bytes:
    waiting = list(messages)

    async def receive() -> dict[str, Any]:
        if not waiting:
            await asyncio.sleep(10)
        return waiting.pop(0)

    return asyncio.run(bodies.read(Request({"type": "http", "headers": []}, receive), seconds=seconds))


def test_a_slow_body_is_given_up() -> None:
    with pytest.raises(Refusal) as caught:
        reading({"type": "http.request", "body": b"{", "more_body": True}, seconds=0.05)
    assert caught.value.status == 408


def test_a_body_cut_off_is_a_bad_request() -> None:
    with pytest.raises(Refusal) as caught:
        reading({"type": "http.disconnect"})
    assert caught.value.status == 400


@pytest.mark.parametrize("raw", [b"q=%", b"q=\xff", b"&".join(b"a=1" for _ in range(300))])
def test_odd_forms(raw: bytes) -> None:
    try:
        assert isinstance(bodies.as_form(raw), list)
    except Refusal as refusal:
        assert refusal.status == 400
