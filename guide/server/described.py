"""What a route says of itself in /openapi.json beside its own bodies: parameters, a body that is sent, refusals."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


class Problem(BaseModel):
    """What went wrong, in OpenAI's shape."""

    message: str
    type: str
    code: str
    param: str | None = None


class ErrorBody(BaseModel):
    """Every error of the interface."""

    error: Problem


class ProblemDetails(BaseModel):
    """What went wrong, as RFC 9457 has it: the errors of open data."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str
    param: str | None = None


_TEXT: dict[str, Any] = {"type": "string"}
_PARAMETERS: dict[str, tuple[str, dict[str, Any]]] = {
    "lat": ("WGS-84 degrees, with lon.", {"type": "number", "minimum": -90, "maximum": 90}),
    "lon": ("WGS-84 degrees, with lat.", {"type": "number", "minimum": -180, "maximum": 180}),
    "place": ("Id or name of a place, instead of lat and lon.", _TEXT),
    "what": ("What is looked for: toilets, parking, sight ...", _TEXT),
    "kind": ("Kind of entry.", _TEXT), "city": ("Id of a city.", _TEXT), "tag": ("A tag.", _TEXT),
    "q": ("Part of a name.", _TEXT), "bbox": ("west,south,east,north in degrees.", _TEXT),
    "limit": ("Most entries.", {"type": "integer", "minimum": 1}),
    "offset": ("Entries to pass over.", {"type": "integer"}),
    "from": ("First day, 2026-12-01.", {"type": "string", "format": "date"}),
    "to": ("Last day.", {"type": "string", "format": "date"}),
    "lang": ("Language of names and words.", _TEXT),
    "when": ("now, coming (and now) or all.", {"type": "string", "enum": ["now", "coming", "all"]}),
    "wait": ("Seconds to wait for news where If-None-Match has what holds; 25 at most.", {"type": "integer"}),
    "area": ("Part of the name of a district.", _TEXT),
    "language": ("Only what has a name or a text in this language.", _TEXT),
    "since": ("Only what changed since: a version, a day or an ISO moment.", _TEXT),
    "cursor": ("Where the page before ended, with the same filters.", _TEXT),
    "field": ("Id of a field.", _TEXT),
    "format": ("json or geojson.", {"type": "string", "enum": ["json", "geojson"]}),
}  # fmt: skip


def query(*names: str) -> dict[str, Any]:
    """The query parameters of a route, for its `openapi_extra`."""
    return {
        "parameters": [
            {"name": name, "in": "query", "required": False, "description": about, "schema": schema}
            for name in names
            for about, schema in (_PARAMETERS[name],)
        ]
    }


def body(schema: dict[str, Any], media: str = "application/json") -> dict[str, Any]:
    """What must be sent to a route, for its `openapi_extra`."""
    return {"requestBody": {"content": {media: {"schema": schema}}, "required": True}}


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error answers of a route, for its `responses`."""
    return {status: {"model": ErrorBody} for status in statuses}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error answers of a route of open data."""
    schema = ProblemDetails.model_json_schema()
    return {
        status: {"description": "Problem details.", "content": {"application/problem+json": {"schema": schema}}}
        for status in statuses
    }
