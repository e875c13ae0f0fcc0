"""What a visitor may say about an answer, and the wish to be forgotten."""

from __future__ import annotations

import re

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from guide.server import bodies, described, schemas
from guide.server.asked import clean
from guide.server.limits import Limits
from guide.server.refusals import Refusal
from guide.server.served import Served
from guide.text.redact import redact

MOST_BYTES = 10_000
MOST_REASON = 500
_ID = re.compile(r"[\w-]{1,200}")


def router(served: Served, limits: Limits) -> APIRouter:
    """POST /api/feedback and DELETE /api/conversations/{id}."""
    routes = APIRouter(prefix="/api", tags=["visitor"])
    body = described.body(schemas.Feedback.model_json_schema())

    @routes.post(
        "/feedback",
        status_code=204,
        responses=described.errors(400, 413, 429),
        openapi_extra=body,
    )
    async def feedback(request: Request) -> Response:
        """A thumb, and why, for one answer."""
        limits.change(request)
        given = bodies.as_json(await bodies.read(request, MOST_BYTES))
        turn, thumb, reason = given.get("id"), given.get("thumb"), given.get("reason")
        if not (isinstance(turn, str) and _ID.fullmatch(turn)):
            raise Refusal(400, "bad_id", param="id")
        if thumb not in ("up", "down"):
            raise Refusal(400, "bad_thumb", param="thumb")
        if not (reason is None or isinstance(reason, str)):
            raise Refusal(400, "bad_reason", param="reason")
        served.journal.feedback(turn, thumb, redact(clean(reason[:MOST_REASON])) if reason else None)
        return Response(status_code=204)

    @routes.delete("/conversations/{conversation}", status_code=204, responses=described.errors(429))
    def forget(conversation: str, request: Request) -> Response:
        """Remove a conversation's turns from the journal; they are gone when this answers."""
        limits.change(request)
        served.journal.forget(conversation)
        return Response(status_code=204)

    return routes
