"""The bodies of what speaks OpenAI's protocol, for /openapi.json, and what the guide adds to them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel

from guide.server import described


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
    page: str


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
SPEECH_REQUEST: dict[str, Any] = {
    "type": "object",
    "required": ["input"],
    "properties": {
        "model": _TEXT,
        "input": {"type": "string", "minLength": 1, "maxLength": 2000},
        "voice": {},
        "response_format": {"type": "string", "enum": ["wav", "mp3", "opus", "aac", "flac"]},
        "speed": {"type": "number", "minimum": 0.25, "maximum": 4},
        "lang": _TEXT,
    },
    "additionalProperties": True,
}
TRANSCRIPTION_REQUEST: dict[str, Any] = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "string", "format": "binary"},
        "model": _TEXT,
        "language": _TEXT,
        "response_format": {"type": "string", "enum": ["json", "text"]},
    },
    "additionalProperties": True,
}
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"model": Completion},
    **described.errors(400, 404, 408, 413, 429, 503),
}
"""The responses of a route that asks the guide."""
