"""One JSON line a request, and uvicorn's own lines in the same shape. Never a question, an address or a query string.

An exception is logged by type and place: its message might quote what a visitor wrote.
"""

from __future__ import annotations

import logging
import secrets
import time
import traceback
from collections.abc import Callable
from typing import Any

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.typing import EventDict, WrappedLogger

Finished = Callable[[str, str, int, float], None]
"""Told of each finished request: route, method, status, seconds."""

_LOGGER = logging.getLogger("guide.server")


def configuration(level: str = "INFO") -> dict[str, Any]:
    """A logging.config dictionary, for the process that serves. Nothing global is configured without it."""
    loggers = {name: {"handlers": ["stderr"], "level": level, "propagate": False} for name in ("guide", "uvicorn")}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": formatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "loggers": loggers,
    }


def formatter() -> logging.Formatter:
    """Log records as JSON lines."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.ExtraAdder(),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            place_of_fault,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def place_of_fault(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """A structlog processor: an exception becomes its type and the places it passed, innermost last.

    uvicorn's coloured twin of its message goes too.
    """
    event.pop("color_message", None)
    raised = event.pop("exc_info", None)
    if isinstance(raised, tuple) and raised[0] is not None:
        frames = traceback.extract_tb(raised[2])
        event["error"] = raised[0].__name__
        event["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-8:]]
    return event


class RequestLog:
    """Pure ASGI middleware: names each request, times it, logs it and tells the metrics."""

    def __init__(self, app: ASGIApp, finished: Finished) -> None:
        self._app, self._finished = app, finished

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, changing what comes back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status, name = time.perf_counter(), 500, secrets.token_hex(8)

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", name.encode())]
            await send(message)

        try:
            await self._app(scope, receive, send_named)
        finally:
            self._close(scope, status, time.perf_counter() - started, name)

    def _close(self, scope: Scope, status: int, seconds: float, name: str) -> None:
        route, method = route_of(scope), scope["method"]
        self._finished(route, method, status, seconds)
        about = {"route": route, "method": method, "status": status, "ms": round(seconds * 1000, 1), "request": name}
        _LOGGER.info("request", extra=about)


def route_of(scope: Scope) -> str:
    """The pattern that matched, not the path: a path may hold an identifier, and there are endlessly many."""
    return getattr(scope.get("route"), "path", None) or (
        "static" if "/static" in scope.get("root_path", "") else "none"
    )
