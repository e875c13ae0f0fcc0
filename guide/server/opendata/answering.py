"""How open data leaves: with its age and a tag to ask again by, for pages of any site; refused as RFC 9457 has it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from guide.server import described
from guide.server.locales import Words
from guide.server.refusals import Refusal

PREFIX = "/api/open"
V1 = f"{PREFIX}/v1"
PROBLEM = "application/problem+json"
SHARED: Mapping[str, str] = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Last-Modified, Link, Retry-After",
    "cross-origin-resource-policy": "cross-origin",
}
"""Any page may read it: there is nothing here that is not for everybody."""
ASKED: Mapping[str, str] = {
    **SHARED,
    "access-control-allow-methods": "GET, HEAD, OPTIONS",
    "access-control-allow-headers": "Accept, Accept-Language, If-None-Match, If-Modified-Since",
    "access-control-max-age": "86400",
    "allow": "GET, HEAD, OPTIONS",
}
FRESH = "public, max-age=60"


def tag(*parts: object) -> str:
    """An entity tag of whatever an answer depends on. Weak: it may be packed on its way."""
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:20]}"'


def answered(request: Request, mark: str, modified: datetime, make: Callable[[], Response]) -> Response:
    """304 for whoever has it, else what is made of it."""
    headers = {
        **SHARED, "etag": mark, "last-modified": format_datetime(modified.astimezone(UTC), usegmt=True),
        "cache-control": FRESH, "vary": "Accept, Accept-Language",
    }  # fmt: skip
    response = Response(status_code=304) if _has(request, mark, modified) else make()
    response.headers.update(headers)
    return response


def problem(request: Request, refusal: Refusal, words: Words) -> Response:
    """A refusal as problem details, in the language of whoever asked."""
    told: dict[str, Any] = {
        "type": f"/data#{refusal.code}", "title": HTTPStatus(refusal.status).phrase, "status": refusal.status,
        "detail": words(f"error.{refusal.code}", **refusal.values), "code": refusal.code,
        "instance": request.url.path,
    }  # fmt: skip
    if refusal.param:
        told["param"] = refusal.param
    headers = {**SHARED, **refusal.headers, "content-language": words.lang, "vary": "Accept-Language"}
    return JSONResponse(told, refusal.status, headers, media_type=PROBLEM)


def add(routes: APIRouter, path: str, handle: Callable[..., Response], statuses: Sequence[int], **told: Any) -> None:
    """A page that is read, asked for its head, and asked whether a page of another site may read it.

    `statuses` are the refusals it is described with, `told` what else the description of the interface says.
    """
    responses = described.problems(*statuses)
    routes.add_api_route(path, handle, methods=["GET"], response_model=None, responses=responses, **told)
    routes.add_api_route(path, handle, methods=["HEAD"], response_model=None, include_in_schema=False)
    routes.add_api_route(path, preflight, methods=["OPTIONS"], include_in_schema=False)


def preflight(_: Request) -> Response:
    """What a browser asks before it lets a page of another site read."""
    return Response(status_code=204, headers=dict(ASKED))


def _has(request: Request, mark: str, modified: datetime) -> bool:
    """Whether the client's copy is the newest (RFC 9110, 13.2.2: a date counts only where no tag was sent)."""
    if (tags := request.headers.get("if-none-match")) is not None:
        known = {each.strip().removeprefix("W/") for each in tags.split(",")}
        return "*" in known or mark.removeprefix("W/") in known
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
    except ValueError:
        return False
    return since.tzinfo is not None and modified.replace(microsecond=0) <= since
