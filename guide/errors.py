"""The errors a caller treats differently, and nothing else.

GuideError
├── SettingsError      an unknown or impossible setting: start-up stops with the fix
├── KnowledgeError     a knowledge file, row or field that cannot be used: names file, line and fix
├── Conflict           a save based on an older revision: carries both
├── NotFound           no such entry, revision or account
├── NotAllowed         the person may not do this
├── Busy               a limit is reached: try again after `retry_after` seconds
├── StorageError       the data folder cannot be used: newer version, locked, disk full
├── FeedDown           live data from outside cannot be had or read: `reason` says why; the rest goes on
└── ModelUnavailable   a model is missing, slow or broken: the templates answer instead

"No answer found" is not an error: it is a Finding with answered=False. Each message says what to do next.
The text is for operators and logs; what visitors and editors read is looked up by `code` in web/locales.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from guide.types import Revision


class GuideError(Exception):
    """Base of every error the guide raises on purpose."""

    code = "error"


class SettingsError(GuideError):
    """A setting is unknown or impossible."""

    code = "settings"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in knowledge: where it is, what it is, and the fix. `severity` is error or warning.

    `values` are what the sentences of `code` in prompts/<lang>/check.yaml need to be said in another language.
    """

    file: str
    line: int
    code: str
    message: str
    fix: str
    severity: str = "error"
    values: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}: {self.message} -> {self.fix}"


class KnowledgeError(GuideError):
    """Knowledge that cannot be used; `problems` says each fault and its fix."""

    code = "knowledge"

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class Conflict(GuideError):
    """A save that names an older base than what is published now."""

    code = "conflict"

    def __init__(self, entry_id: str, base: int | None, current: Revision | None) -> None:
        self.entry_id, self.base, self.current = entry_id, base, current
        now = current.number if current else "none"
        super().__init__(f"{entry_id}: based on revision {base}, published is {now}; compare both and save again")


class NotFound(GuideError):
    """There is no such thing."""

    code = "not_found"


class NotAllowed(GuideError):
    """The person may not do this."""

    code = "not_allowed"


class Busy(GuideError):
    """A limit or a full queue."""

    code = "busy"

    def __init__(self, message: str, retry_after: int = 1) -> None:
        self.retry_after = retry_after
        super().__init__(message)


class StorageError(GuideError):
    """The data folder or database cannot be used."""

    code = "storage"


class FeedDown(GuideError):
    """A feed that gives nothing now. `reason` is a key of the studio's words."""

    code = "feed"

    def __init__(self, reason: str, message: str) -> None:
        self.reason = reason
        super().__init__(message)


class ModelUnavailable(GuideError):
    """A model is missing, slow or broken."""

    code = "model"
