"""The OpenAI-compatible routes: POST /v1/chat/completions, GET /v1/models."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from typing import Any

from fastapi import APIRouter
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from guide.server import asked as questions
from guide.server import bodies, completions, described, openai_schemas
from guide.server.answers import Answers
from guide.server.asked import MODEL
from guide.server.limits import Limits
from guide.server.locales import Locales
from guide.server.refusals import Refusal
from guide.server.served import Served
from guide.server.streams import EventStream, until_gone
from guide.types import Reply

PATIENCE = 0.5
"""Seconds before a waiting client is watched for going away; a quick answer is not worth the watch."""
OWNER = "city-guide"


def router(served: Served, answers: Answers, limits: Limits, locales: Locales) -> APIRouter:
    """The routes under /v1."""
    routes = APIRouter(prefix="/v1", tags=["chat"])
    guide = openai_schemas.Model(id=MODEL, created=int(time.time()), owned_by=OWNER)
    body = described.body(openai_schemas.COMPLETION_REQUEST)

    @routes.post("/chat/completions", responses=openai_schemas.ANSWERS, openapi_extra=body)
    async def ask(request: Request) -> Response:
        """Ask the guide. With `stream` the answer comes as server-sent events, ending in `[DONE]`."""
        asked = questions.read(bodies.as_json(await bodies.read(request)), served.settings)
        limits.question(request, asked.context.conversation)
        if asked.stream:
            words = locales.of(request)
            return EventStream(answers.start(asked), asked, lambda refusal: refusal.problem(words))
        reply = await _while_there(request, answers.whole(asked))
        return Response(completions.dumps(completions.completion(asked, reply)), media_type="application/json")

    @routes.get("/models")
    async def models() -> openai_schemas.Models:
        """The one model on offer."""
        return openai_schemas.Models(data=[guide])

    @routes.get("/models/{name}", responses=described.errors(404))
    async def model(name: str) -> openai_schemas.Model:
        """One model by its id."""
        if name != MODEL:
            raise Refusal(404, "model_not_found", param="model", model=name[:80])
        return guide

    return routes


async def _while_there(request: Request, answer: Coroutine[Any, Any, Reply]) -> Reply:
    """The answer; ClientDisconnect, with the work stopped, when the client leaves first."""
    task = asyncio.ensure_future(answer)
    await asyncio.wait({task}, timeout=PATIENCE)
    if not task.done():
        gone = asyncio.ensure_future(until_gone(request.receive))
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
    if not task.done():
        task.cancel()
        raise ClientDisconnect
    return task.result()
