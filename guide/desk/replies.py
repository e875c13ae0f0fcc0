"""Replies to begin from: stored by language, filled in for one letter, read by a person before they go out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from guide.storage.complaints import Complaint
from guide.storage.reply_templates import ReplyTemplate, ReplyTemplates

PLACEHOLDERS = ("receipt", "place", "received", "today")
"""What stands in braces in a template; anything else in braces stays as it is."""
LONGEST_NAME, LONGEST_TEXT = 100, 4000

Sample = tuple[str, str, str]
"""Language, name, text."""


class Replies:
    """The templates of a base, with samples to start from."""

    def __init__(
        self, store: ReplyTemplates, clock: Callable[[], datetime], samples: Callable[[], Iterable[Sample]]
    ) -> None:
        self._store, self._clock, self._samples = store, clock, samples

    def all(self) -> list[ReplyTemplate]:
        """By language, then by name."""
        return self._store.all()

    def fitting(self, complaint: Complaint) -> list[ReplyTemplate]:
        """Those in the visitor's language; all of them where there is none."""
        known = self.all()
        return [each for each in known if each.lang == complaint.lang] or known

    def save(self, account: str, wanted: Sample, template_id: int = 0) -> None:
        """Write a template, a new one without an id. Raises NotFound for an id that is gone."""
        made = self._made(account, wanted, template_id)
        if template_id:
            self._store.put(made)
        else:
            self._store.add((made,))

    def remove(self, template_id: int) -> None:
        """Delete a template."""
        self._store.remove(template_id)

    def begin(self, account: str) -> None:
        """Store the samples where there is no template yet."""
        made = [self._made(account, each) for each in self._samples()]
        if made and not self.all():
            self._store.add(made)

    def _made(self, account: str, wanted: Sample, template_id: int = 0) -> ReplyTemplate:
        lang, name, text = wanted
        name, text = name.strip()[:LONGEST_NAME], text.strip()[:LONGEST_TEXT]
        return ReplyTemplate(lang, name, text, account, self._clock(), template_id)


def filled(text: str, values: Mapping[str, str]) -> str:
    """A template with its placeholders filled; a value is never read as a template itself."""
    parts = text.split("{")
    return parts[0] + "".join(_filled(part, values) for part in parts[1:])


def _filled(part: str, values: Mapping[str, str]) -> str:
    name, closing, rest = part.partition("}")
    return values[name] + rest if closing and name in values else "{" + part
