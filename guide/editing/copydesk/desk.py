"""The copy desk: briefs become drafts, drafts are kept, edited, phrased by a model, checked, and let out.

Facts are read anew each time somebody looks, so that a text that is kept tells which of its facts changed since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from guide.editing.copydesk import codec, drafting, export, tracing
from guide.editing.copydesk.checking import AGAINST, BOAST, Advertising, Check, Objection
from guide.editing.copydesk.drafting import House
from guide.editing.copydesk.phrasing import Phrasing
from guide.editing.copydesk.proof import Evidence, Proof
from guide.editing.copydesk.values import Block, Brief, Copy, Line, Telling, Trace, with_lines
from guide.editing.jobs import Job, Jobs
from guide.errors import NotFound
from guide.pictures import Pictures
from guide.ports import LanguageModel, Progress
from guide.prompts import Prompts
from guide.storage.copies import Copies, StoredCopy
from guide.storage.revisions import Revisions
from guide.types import City, Entry

_VOUCHABLE = (BOAST, AGAINST)


@dataclass(frozen=True, slots=True)
class Changed:
    """A fact of a kept text that is no longer what it was: in which line, how, what is said today, since when."""

    line: str
    trace: Trace
    how: str
    now: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Parts:
    """What the copy desk is made of; the application hands it in."""

    prompts: Prompts
    telling: Telling
    evidence: Evidence
    listed: Callable[[str], Sequence[str]]
    cities: Callable[[], Mapping[str, City]]
    producer: str = ""
    model: LanguageModel | None = None
    pictures: Pictures | None = None


class CopyDesk:
    """All that can be done with texts. Several threads may use one."""

    def __init__(self, parts: Parts, copies: Copies, revisions: Revisions, clock: Callable[[], datetime]) -> None:
        self._parts, self._copies, self._revisions, self._clock = parts, copies, revisions, clock
        self._jobs = Jobs()
        self.advertising = Advertising(parts.prompts)
        self._check = Check(parts.listed, self.advertising)

    @property
    def model(self) -> str:
        """The model that can phrase texts; "" where there is none."""
        return self._parts.model.name if self._parts.model else ""

    def entries(self, ids: Sequence[str]) -> list[Entry]:
        """The published entries of these ids, without what may not leave the studio."""
        newest = self._revisions.newest(ids)
        found = (newest[each].entry for each in ids if each in newest)
        return [self._open(entry) for entry in found if entry]

    def draft(self, brief: Brief) -> tuple[Block, ...]:
        """The text of a brief. Raises NotFound when none of its entries is published."""
        entries = self.entries(brief.entries)
        if not entries:
            raise NotFound("none of these entries is published")
        house = House(self._parts.telling, self._parts.cities(), lambda text: self._stands(text, brief))
        return drafting.draft(brief, entries, self._parts.prompts, house)

    def keep(self, brief: Brief, author: str) -> int:
        """Draft a text and keep it; returns its id. Raises NotFound."""
        now = self._clock()
        return self._copies.add(codec.stored(Copy(brief, self.draft(brief), author, now, author, now)))

    def all(self) -> list[StoredCopy]:
        """Every kept text, the one saved last first."""
        return self._copies.all()

    def get(self, copy_id: int) -> Copy:
        """One text. Raises NotFound."""
        return codec.read(self._copies.get(copy_id))

    def revised(self, copy: Copy, texts: Mapping[int, str]) -> Copy:
        """The text with blocks typed anew, each new sentence held against the facts."""
        return replace(copy, blocks=self._proof(copy).revised(copy.blocks, texts))

    def save(self, copy: Copy, author: str) -> bool:
        """Save a text on the number it carries; False when somebody else was faster."""
        return self._copies.put(codec.stored(replace(copy, saved_by=author, saved=self._clock())))

    def save_apart(self, copy: Copy, author: str) -> int:
        """Keep a text as another one beside the one it came from; returns its id."""
        now = self._clock()
        apart = replace(copy, made_by=author, made=now, saved_by=author, saved=now, number=1, id=0)
        return self._copies.add(codec.stored(apart))

    def vouch(self, copy: Copy, key: str, said: str, author: str) -> bool:
        """Put a person's word beside a line that the check objects to; False when the text moved on."""
        lines = {each: replace(line, vouched=said) for each, line in copy.lines() if each == key}
        return self.save(replace(copy, blocks=with_lines(copy.blocks, lines)), author)

    def remove(self, copy_id: int) -> None:
        """Throw a text away."""
        self._copies.remove(copy_id)

    def objections(self, copy: Copy) -> tuple[Objection, ...]:
        """What stands against letting a text out."""
        return self._check.objections(copy)

    def sheet(self, copy: Copy) -> export.Sheet:
        """A text as it leaves."""
        parts = self._parts
        press = export.Press(parts.prompts, parts.telling, parts.producer, parts.pictures)
        return press.sheet(copy, self.entries(copy.brief.entries))

    def changed(self, copy: Copy) -> tuple[Changed, ...]:
        """Which of its facts are no longer what they were when it was written."""
        return tuple(self._changed(copy))

    def phrase(self, copy: Copy, author: str) -> Job | None:
        """Let the model phrase a text, in the background; None where there is no model."""
        if self._parts.model is None:
            return None
        return self._jobs.start(str(copy.id), lambda progress: self._phrase(copy, author, progress))

    def phrasing(self, copy_id: int) -> Job | None:
        """How far the model is with a text."""
        return self._jobs.of(str(copy_id))

    def close(self) -> None:
        """Wait for what a model has under way."""
        self._jobs.close()

    def _phrase(self, copy: Copy, author: str, progress: Progress) -> None:
        model = self._parts.model
        assert model is not None
        phrasing = Phrasing(model, self._parts.prompts, self._proof(copy), lambda text: self._stands(text, copy.brief))
        blocks = phrasing.blocks(copy.brief, copy.blocks, progress)
        if blocks != copy.blocks:
            self.save(replace(copy, blocks=blocks, phrased_by=model.name), author)

    def _changed(self, copy: Copy) -> Iterator[Changed]:
        lang, telling = copy.brief.lang, self._parts.telling
        newest = {each.id: each for each in self.entries(copy.brief.entries)}
        for key, line in copy.lines():
            for trace in line.traces:
                entry = newest.get(trace.entry)
                if how := tracing.changed(trace, entry, lang, telling):
                    now = tracing.now_said(trace, entry, lang, telling)
                    yield Changed(key, trace, how, now, self._since(copy, trace))

    def _since(self, copy: Copy, trace: Trace) -> datetime | None:
        """When a fact stopped being what the text says: the first revision in which it is another."""
        lang, telling = copy.brief.lang, self._parts.telling
        for each in self._revisions.history(trace.entry):
            if each.at > copy.made and tracing.changed(trace, each.entry, lang, telling):
                return each.at
        return None

    def _proof(self, copy: Copy) -> Proof:
        entries = self.entries(copy.brief.entries)
        return Proof(entries, copy.brief.lang, self._parts.telling, self._parts.evidence)

    def _stands(self, text: str, brief: Brief) -> bool:
        return self._check.stands(text, brief.form, brief.lang)

    def _open(self, entry: Entry) -> Entry:
        closed = self._parts.prompts.closed
        return replace(entry, facts=tuple(each for each in entry.facts if each.field not in closed))


def vouchable(objection: Objection) -> bool:
    """Whether a person may answer for a line in spite of an objection; a listed word never leaves."""
    return objection.kind in _VOUCHABLE


def untraced(copy: Copy) -> list[tuple[str, Line]]:
    """The sentences that nothing here bears out, with their keys."""
    return [(key, line) for key, line in copy.lines() if line.is_untraced]
