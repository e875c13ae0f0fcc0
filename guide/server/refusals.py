"""Refused requests: one exception, and the map from the guide's errors to HTTP.

A refusal names a sentence in web/locales by its code, so that the same fault reads well as JSON and as a page.
"""

from __future__ import annotations

from collections.abc import Mapping

from guide.errors import (
    Busy,
    Conflict,
    GuideError,
    KnowledgeError,
    ModelUnavailable,
    NotAllowed,
    NotFound,
    StorageError,
)
from guide.server.locales import Words

KINDS = {401: "authentication_error", 403: "permission_error", 404: "not_found_error", 409: "conflict_error",
         429: "rate_limit_error"}  # fmt: skip
"""OpenAI's error types by status; other 4xx are invalid_request_error, 5xx server_error."""

STATUS: Mapping[type[GuideError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    Conflict: 409,
    KnowledgeError: 422,
    Busy: 429,
    StorageError: 503,
    ModelUnavailable: 503,
}

HTTP_CODES = {404: "not_found", 405: "method", 413: "too_large", 422: "invalid", 429: "busy"}


class Refusal(Exception):
    """A request that is turned down. `code` picks the sentence error.<code>; `param` names the field at fault."""

    def __init__(
        self, status: int, code: str, *, param: str | None = None, retry_after: int | None = None, **values: object
    ) -> None:
        self.status, self.code, self.param, self.retry_after, self.values = status, code, param, retry_after, values
        super().__init__(code)

    @property
    def kind(self) -> str:
        """OpenAI's `type` for this status."""
        return KINDS.get(self.status, "server_error" if self.status >= 500 else "invalid_request_error")

    @property
    def headers(self) -> dict[str, str]:
        """Retry-After where waiting helps."""
        return {} if self.retry_after is None else {"retry-after": str(self.retry_after)}

    def problem(self, words: Words) -> dict[str, dict[str, object]]:
        """OpenAI's error body, in the client's language."""
        message = words(f"error.{self.code}", **self.values)
        return {"error": {"message": message, "type": self.kind, "code": self.code, "param": self.param}}


def of_error(error: GuideError) -> Refusal:
    """The refusal that tells of an error of the guide; unlisted ones are faults of ours."""
    retry_after = error.retry_after if isinstance(error, Busy) else None
    return Refusal(STATUS.get(type(error), 500), error.code, retry_after=retry_after)


def of_status(status: int) -> Refusal:
    """The refusal for a bare HTTP status the router found: no such path, method not allowed."""
    fallback = "internal" if status >= 500 else "bad_request"
    return Refusal(status, HTTP_CODES.get(status, fallback))
