"""Writing what a gap asks for: a draft of the entry it belongs in, or of a new one, with all that is known in it."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from guide.editing import prefill
from guide.editing.entries import Listed
from guide.editing.scribe import Wanted
from guide.errors import NotFound
from guide.insight.gap_desk import Opened
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk
from guide.server.studio.sent import see
from guide.storage.drafts import DRAFT, RETURNED, Kept
from guide.storage.gap_decisions import WRITING, Decision
from guide.text.worded import in_any
from guide.types import Change, Entry

WRITTEN = ("zh-Hans", "en")
"""Languages in which an entry may begin."""


class Pen:
    """Opens what an answer is written into, and remembers who writes it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def write(self, visit: Visit, opened: Opened, listed: Listed) -> Response:
        """A draft of an entry that is there: the one this person began for it, else a new one."""
        field = self._field(opened.cluster.field) if listed.id == opened.cluster.entry else ""
        kept = self._begun(visit, listed.id, opened) or self._begin(visit, opened, listed.id, field)
        self._note(visit, opened, listed.id, listed.number)
        told = {"add": field} if field else {}
        return see(f"/studio/entries/{listed.id}", draft=str(kept.id), notice="prefilled", **told)

    def new(self, visit: Visit, entry: Entry, gap: str) -> Kept:
        """A draft of a new entry; one that a gap asks for has the place of the answer ready."""
        opened = self.opened(gap)
        if opened is None:
            return self._desk.workflow.keep(Change(entry.id, entry, None), visit.editor, "")
        guess = self._guess(opened)
        field = self._field(opened.cluster.field or guess.field)
        filled, note = self._filled(visit, opened, entry, field if self._is_prose(field) else "")
        kept = self._desk.workflow.keep(Change(entry.id, filled, None), visit.editor, self._why(visit, field), note)
        self._note(visit, opened, entry.id, 0)
        return kept

    def opened(self, gap: str) -> Opened | None:
        """The gap of this key; None where there is none any more."""
        try:
            return self._desk.app.gaps.open(self._desk.app.gaps.find(gap)) if gap else None
        except NotFound:
            return None

    def suggested(self, opened: Opened) -> dict[str, str]:
        """What the form of a new entry begins with, as the guide understood the question."""
        guess, listed = self._guess(opened), self._desk.entries.listed()
        about = listed.get(opened.cluster.entry)
        lang = guess.lang if guess.lang in WRITTEN else WRITTEN[0] if guess.lang.startswith("zh") else WRITTEN[1]
        return {"name": guess.name, "kind": guess.kind, "city": about.city if about else guess.city, "lang": lang}

    def _guess(self, opened: Opened) -> prefill.Guess:
        asked = opened.wordings[0]
        return self._desk.app.guess(asked.text, asked.lang)

    def _begin(self, visit: Visit, opened: Opened, entry_id: str, field: str) -> Kept:
        base = self._desk.entries.current(entry_id)
        if base.entry is None:
            raise NotFound(f"{entry_id}: withdrawn")
        entry, note = base.entry, ""
        if not field or (self._is_prose(field) and not entry.of(field)):
            entry, note = self._filled(visit, opened, entry, field)
        change = Change(entry_id, entry, base.number)
        return self._desk.workflow.keep(change, visit.editor, self._why(visit, field), note)

    def _begun(self, visit: Visit, entry_id: str, opened: Opened) -> Kept | None:
        decision = opened.cluster.decision
        if decision is None or (decision.kind, decision.target) != (WRITING, entry_id):
            return None
        mine = (each for each in self._desk.workflow.of(entry_id) if each.author == visit.editor and each.entry)
        return next((each for each in mine if each.state in (DRAFT, RETURNED)), None)

    def _filled(self, visit: Visit, opened: Opened, entry: Entry, field: str) -> tuple[Entry, str]:
        """The entry with an answer begun, and who begun it where a model did."""
        there, scribe = self._desk.words_in(entry.lang), self._desk.app.scribe
        asked = next((each for each in opened.wordings if each.lang == entry.lang), opened.wordings[0])
        subject = self._called(there, field)
        if said := scribe.draft(Wanted(asked.text, entry, subject)):
            return prefill.with_words(entry, field, said), self._desk.words(visit)(
                "prefill.by_model", model=scribe.name
            )
        name = in_any(entry.names, entry.lang) or entry.id
        words = prefill.BLANK if field else there("prefill.prose", name=name, blank=prefill.BLANK)
        return prefill.with_words(entry, field, words), ""

    def _why(self, visit: Visit, field: str) -> str:
        words = self._desk.words(visit)
        return words("prefill.why.field", field=self._called(words, field)) if field else words("prefill.why")

    def _called(self, words: Any, field: str) -> str:
        return words(f"field.{field}") if f"field.{field}" in words else field

    def _field(self, field: str) -> str:
        return field if field in self._desk.app.fields else ""

    def _is_prose(self, field: str) -> bool:
        return prefill.is_prose(field, self._desk.app.fields)

    def _note(self, visit: Visit, opened: Opened, entry_id: str, number: int) -> None:
        decision = Decision(WRITING, visit.editor, self._desk.now(), entry_id, number)
        self._desk.app.gaps.decide(opened.cluster.units, decision)
