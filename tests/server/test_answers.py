"""Answers off the event loop: bounds, time limits, and clients that go away."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from urllib.parse import urlsplit

import pytest

from guide.server.answers import Answers, Bounds
from guide.server.asked import Asked
from guide.server.refusals import Refusal
from guide.types import Message, Reply
from tests.server.town import Town, context


def asked(question: str) -> Asked:
    return Asked("chatcmpl-1", (Message("user", question),), context())


def answers(town: Town, **bounds: float) -> Answers:
    return Answers(town, lambda reply, seconds: None, Bounds(**bounds))  # type: ignore[arg-type]


def test_beyond_the_bound_the_next_is_told_to_come_back(town: Town) -> None:
    async def scene() -> None:
        desk = answers(town, at_once=1)
        running = desk.start(asked("wait"))
        with pytest.raises(Refusal) as caught:
            await desk.whole(asked("灯屋"))
        assert caught.value.status == 503 and caught.value.headers == {"retry-after": "2"}
        town.guide.gate.set()
        while not isinstance((await running.pieces(5))[-1], Reply):
            pass
        await asyncio.sleep(0.05)
        assert desk.under_way == 0
        assert (await desk.whole(asked("灯屋"))).answered
        desk.close()

    asyncio.run(scene())


@pytest.mark.parametrize("streamed", [False, True])
def test_a_core_that_hangs_is_given_up(town: Town, streamed: bool) -> None:
    async def scene() -> None:
        desk = answers(town, seconds=0.2)
        running = desk.start(asked("wait")) if streamed else None
        with pytest.raises(Refusal) as caught:
            while running:
                await running.pieces(0.1)
            await desk.whole(asked("wait"))
        assert caught.value.status == 503 and caught.value.code == "slow"
        town.guide.gate.set()
        desk.close()

    asyncio.run(scene())


def test_silence_is_told_from_the_end(town: Town) -> None:
    async def scene() -> None:
        desk = answers(town)
        running = desk.start(asked("wait"))
        assert len(await running.pieces(5)) == 1
        assert await running.pieces(0.05) == []
        town.guide.gate.set()
        assert isinstance((await running.pieces(5))[-1], Reply) or await running.pieces(5)
        desk.close()

    asyncio.run(scene())


@pytest.mark.parametrize("stream", [True, False])
def test_a_client_that_leaves_stops_the_core(address: str, town: Town, stream: bool) -> None:
    town.guide.pace = 0.2
    body = json.dumps({"stream": stream, "messages": [{"role": "user", "content": "long"}]}).encode()
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    where = urlsplit(address)
    with socket.create_connection((where.hostname, where.port)) as connection:
        connection.sendall(head + body)
        time.sleep(0.8)
    assert town.guide.stopped.wait(3)
    town.journal.flush()
    assert town.journal.unanswered() == []


def test_a_silent_stream_shows_signs_of_life(address: str, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guide.server.streams.HEARTBEAT", 0.05)
    body = json.dumps({"stream": True, "messages": [{"role": "user", "content": "wait"}]}).encode()
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    where = urlsplit(address)
    with socket.create_connection((where.hostname, where.port)) as connection:
        connection.sendall(head + body)
        received = b""
        while b": still at it" not in received:
            received += connection.recv(4096)
        town.guide.gate.set()
        while b"[DONE]" not in received:
            received += connection.recv(4096)
    assert b"Lamp House" in received
