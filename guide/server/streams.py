"""An answer as server-sent events, in OpenAI's chunks."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from guide.server import completions
from guide.server.answers import Piece, Running
from guide.server.asked import MODEL, Asked
from guide.server.refusals import Refusal
from guide.types import Reply

HEARTBEAT = 12.0
"""Seconds of silence before a comment is sent: some web-views drop a connection that is silent for half a minute."""

Explain = Callable[[Refusal], dict[str, dict[str, object]]]


class EventStream(Response):
    """Its role, its text as it is made, its extras with finish_reason, its usage on request, [DONE]."""

    media_type = "text/event-stream"

    def __init__(self, running: Running, asked: Asked, explain: Explain) -> None:
        super().__init__(headers={"cache-control": "no-cache", "x-accel-buffering": "no"})
        del self.headers["content-length"]
        self._running, self._asked, self._explain = running, asked, explain
        self._head = {"id": asked.id, "object": "chat.completion.chunk", "created": int(time.time()), "model": MODEL}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until the answer or the client ends."""
        sending = asyncio.ensure_future(self._send(send))
        gone = asyncio.ensure_future(until_gone(receive))
        try:
            await asyncio.wait({sending, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._running.close()
            gone.cancel()
            sending.cancel()
        with suppress(asyncio.CancelledError, OSError):
            await sending

    async def _send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        async for part in self._events():
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _events(self) -> AsyncIterator[bytes]:
        yield self._chunk({"role": "assistant", "content": ""})
        try:
            async for part in self._answer():
                yield part
        except Refusal as refusal:
            yield _event(self._explain(refusal))
            return
        yield b"data: [DONE]\n\n"

    async def _answer(self) -> AsyncIterator[bytes]:
        reply = None
        while reply is None:
            pieces = await self._running.pieces(HEARTBEAT)
            yield b"".join(map(self._piece, pieces)) or b": still at it\n\n"
            reply = next((piece for piece in pieces if isinstance(piece, Reply)), None)
        if self._asked.usage:
            counted = completions.usage(self._asked.messages, reply.text)
            yield _event({**self._head, "choices": [], "usage": counted})

    def _piece(self, piece: Piece) -> bytes:
        if isinstance(piece, Reply):
            return self._chunk({}, finish_reason="stop", guide=completions.extras(piece))
        return self._chunk({"content": piece.text})

    def _chunk(self, delta: dict[str, str], finish_reason: str | None = None, **extras: Any) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish_reason, "logprobs": None}
        return _event({**self._head, "choices": [choice], **extras})


async def until_gone(receive: Receive) -> None:
    """Return when the client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _event(document: dict[str, Any]) -> bytes:
    return b"data: " + completions.dumps(document) + b"\n\n"
