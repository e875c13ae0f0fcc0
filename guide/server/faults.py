"""How every error leaves the server: JSON in OpenAI's shape, or a page for a person who was looking for one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from guide.errors import GuideError
from guide.server.locales import Locales
from guide.server.opendata.answering import PREFIX, problem
from guide.server.refusals import Refusal, of_error, of_status

PROGRAMS = ("/v1/", "/api/", "/healthz", "/readyz", "/metrics", "/openapi.json")
"""Paths asked by programs: they get JSON whatever they say they accept."""

Page = Callable[[Request, Refusal], Response]


class Faults:
    """The exception handlers of one server."""

    def __init__(self, locales: Locales, page: Page) -> None:
        self._locales, self._page = locales, page

    def watch(self, site: FastAPI) -> None:
        """Register for everything that may be raised; `Exception` is the last resort."""
        handlers: dict[type[Exception], Callable[[Any], Refusal]] = {
            Refusal: lambda error: error,
            GuideError: of_error,
            HTTPException: lambda error: of_status(error.status_code),
            ClientDisconnect: lambda error: Refusal(400, "bad_request"),
            Exception: lambda error: Refusal(500, "internal"),
        }
        for kind, refuse in handlers.items():
            site.add_exception_handler(kind, self._handler(refuse))

    def answer(self, request: Request, refusal: Refusal) -> Response:
        """The response that tells of a refusal."""
        if request.url.path.startswith(f"{PREFIX}/"):
            return problem(request, refusal, self._locales.of(request))
        if not request.url.path.startswith(PROGRAMS) and "text/html" in request.headers.get("accept", ""):
            return self._page(request, refusal)
        body = refusal.problem(self._locales.of(request))
        return JSONResponse(body, refusal.status, refusal.headers)

    def _handler(self, refuse: Callable[[Any], Refusal]) -> Callable[[Request, Exception], Awaitable[Response]]:
        async def handle(request: Request, error: Exception) -> Response:
            return self.answer(request, refuse(error))

        return handle
