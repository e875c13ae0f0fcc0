"""The bodies of the HTTP interface, for /openapi.json. Requests are checked by hand; these say what goes in and out."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field


class Problem(BaseModel):
    """What went wrong, in OpenAI's shape."""

    message: str
    type: str
    code: str
    param: str | None = None


class ErrorBody(BaseModel):
    """Every error of the interface."""

    error: Problem


class Model(BaseModel):
    """A model on offer."""

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: str


class Models(BaseModel):
    """The models on offer: one."""

    object: Literal["list"] = "list"
    data: list[Model]


class CitationBody(BaseModel):
    """Source `n` of an answer."""

    n: int
    entry: str
    title: str
    heading: str
    source: str | None
    as_of: str | None
    checked_on: str | None
    url: str | None


class GuideBody(BaseModel):
    """What the guide adds to an OpenAI answer; in a stream it comes with finish_reason."""

    locale: str
    skill: str
    answered: bool
    label: str
    citations: list[CitationBody]
    cards: list[dict[str, Any]]
    suggestions: list[str]
    notices: list[dict[str, Any]]


class AnswerMessage(BaseModel):
    """The answer's text, carrying [n] marks."""

    role: Literal["assistant"]
    content: str


class Choice(BaseModel):
    """The one choice."""

    index: int
    message: AnswerMessage
    finish_reason: Literal["stop"]
    logprobs: None = None


class Usage(BaseModel):
    """Estimated tokens: no tokenizer is shared with the client."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Completion(BaseModel):
    """A whole answer."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[Choice]
    usage: Usage
    guide: GuideBody


class Feedback(BaseModel):
    """A visitor's word on one answer."""

    id: str = Field(description="The completion's id.")
    thumb: Literal["up", "down"]
    reason: str | None = Field(default=None, max_length=500)


class PlanDay(BaseModel):
    """One day of a plan that is asked for; times are minutes from midnight at the place."""

    date: str = Field(description="2026-11-22")
    begin: int = Field(ge=0, le=1440, examples=[540])
    end: int = Field(ge=0, le=1440, examples=[1080])


class PlanAsked(BaseModel):
    """A plan that is asked for; everything listed must hold."""

    city: str
    days: list[PlanDay] = Field(max_length=5)
    start: str | None = Field(default=None, description="Id of the entry where each day starts.")
    end: str | None = None
    party: list[dict[str, Any]] = Field(default=[{"life": "adult"}], description="People: age, life, height, traits.")
    pace: Literal["slow", "usual", "brisk"] = "usual"
    wishes: list[str] = Field(default=[], description="Meanings of prompts/concepts.yaml: garden, museum, night.")
    avoid: list[str] = []
    must: list[str] = Field(default=[], description="Ids of entries to be seen.")
    without: list[str] = []
    among: list[str] = Field(default=[], description="Ids of the only entries that may be planned beside must.")
    budget: int | None = Field(default=None, description="The most that tickets may cost, for everybody.")
    meals: list[Literal["breakfast", "lunch", "dinner"]] | None = None
    rain: bool = False
    step_free: bool = False


class PlanMade(BaseModel):
    """A plan, or in `conflict` why there is none; then the days are those of the first way out."""

    link: str
    calendar: str
    lang: str
    days: list[dict[str, Any]]
    total: str
    unpriced: list[str]
    note: str
    conflict: list[str]
    wishes_in_conflict: list[str]


class ComplaintSent(BaseModel):
    """A complaint as a visitor sends it; only what happened is needed."""

    what: str = Field(min_length=4, max_length=2000, description="What happened.")
    category: str = "other"
    urgency: Literal["high", "normal"] = "normal"
    where: str = Field(default="", max_length=200)
    when: str = Field(default="", max_length=200)
    contact: str = Field(default="", max_length=200, description="How to answer; may stay empty.")
    entry: str = Field(default="", max_length=200, description="Id of the place it is about.")


class ComplaintReceipt(BaseModel):
    """What the holder of a receipt may know."""

    receipt: str
    category: str
    status: Literal["received", "working", "closed"]
    received_at: str
    changed_at: str


_TEXT: dict[str, Any] = {"type": "string"}
_OBJECT: dict[str, Any] = {"type": "object", "additionalProperties": True}

COMPLETION_REQUEST: dict[str, Any] = {
    "type": "object",
    "required": ["messages"],
    "properties": {
        "model": {"type": "string", "const": "guide"},
        "stream": {"type": "boolean"},
        "stream_options": {"type": "object", "properties": {"include_usage": {"type": "boolean"}}},
        "messages": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["role"],
                "properties": {"role": _TEXT, "content": {"anyOf": [_TEXT, {"type": "array", "items": _OBJECT}]}},
            },
        },
        "metadata": {
            "type": "object",
            "properties": {
                "location": {"anyOf": [_TEXT, _OBJECT]},
                "lang": _TEXT,
                "profile": {"anyOf": [_TEXT, _OBJECT]},
                "conversation": _TEXT,
                "now": _TEXT,
            },
        },
    },
    "additionalProperties": True,
}
"""Unknown fields pass, as with every OpenAI-compatible server."""


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


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error answers of a route, for its `responses`."""
    return {status: {"model": ErrorBody} for status in statuses}


ANSWERS: dict[int | str, dict[str, Any]] = {200: {"model": Completion}, **errors(400, 404, 408, 413, 429, 503)}
"""The responses of a route that asks the guide."""
