"""The ASGI application: FastAPI inside the two layers that must see every response."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.types import ASGIApp

from guide.server.compression import Compression
from guide.server.headers import SecurityHeaders
from guide.server.logs import Finished, RequestLog
from guide.settings import Settings

TITLE = "City guide"


class Site(FastAPI):
    """`finished` is told of each request; `opening` are called when the server starts, `close` when it stops."""

    def __init__(self, settings: Settings, finished: Finished, close: Callable[[], None]) -> None:
        @asynccontextmanager
        async def lifespan(_: FastAPI) -> AsyncIterator[None]:
            for each in self.opening:
                each()
            yield
            close()

        self.opening: list[Callable[[], None]] = []
        super().__init__(title=TITLE, docs_url=None, redoc_url=None, lifespan=lifespan)
        self._settings, self._finished = settings, finished

    def build_middleware_stack(self) -> ASGIApp:
        """Put headers and log outside of Starlette's own error handling, so that its last-resort 500 has them too."""
        return RequestLog(
            SecurityHeaders(Compression(super().build_middleware_stack()), self._settings), self._finished
        )
