"""The first screen's questions over HTTP, for a page that learns where its visitor stands."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from guide.server import described, schemas
from guide.server.queries import Query
from guide.server.shell import Shell

LASTS = 300
"""Seconds for which a browser may keep the questions of an hour; those of a position it may not keep."""


def router(shell: Shell) -> APIRouter:
    """GET /api/starters."""
    routes = APIRouter(prefix="/api", tags=["visitor"])

    def offer(request: Request) -> Response:
        """Questions for a first screen, by the moment and the position, which is used and not stored."""
        words = shell.words(request)
        point, said = Query(request, words).point(), dict[str, Any](request.query_params)
        offered = shell.starters(words, {"now": said.get("now"), "location": said if point else None})
        body = {
            "lang": words.lang,
            "starters": [{"slot": each.slot, "topic": each.topic, "question": each.question} for each in offered],
        }  # fmt: skip
        return JSONResponse(body, headers={"cache-control": "no-store" if point else f"private, max-age={LASTS}"})

    routes.add_api_route(
        "/starters", offer, methods=["GET"], response_model=schemas.StartersBody, responses=described.errors(400),
        openapi_extra=described.query("lat", "lon", "lang"),
    )  # fmt: skip
    return routes
