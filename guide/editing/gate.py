"""The edit gate: the saved questions a change touches are asked of the draft before it is published.

A question is touched when its last answer cited or showed the entry, when its checks name it, or when its words name
it, before or after. It turns red when its answer changes and is not accepted: what was wrong before and stays word for
word the same is no fault of this change. Only so many are asked, for only so long; `Checked.rest` are the others,
and of those that nobody asked before publishing each is asked right after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from guide.editing.asking import Rehearse, Stage, Told
from guide.errors import GuideError
from guide.storage.saved import Saved
from guide.text.script import fold
from guide.types import Change, Entry

MOST = 60
"""Questions that one change is held against."""
SECONDS = 0.6
"""How long it may take, so that what is published is seen within a second."""
MOST_OF_BATCH = 400
"""Questions that a whole batch is held against."""
_TELLING = 2
"""Letters of a name below which it stands in a question by chance."""


@dataclass(frozen=True, slots=True)
class Red:
    """A saved question that the change would spoil: what is answered now, and what would be."""

    saved: Saved
    before: Told
    after: Told


@dataclass(frozen=True, slots=True)
class Checked:
    """What the gate found. `rest` are the touched questions that were not asked any more."""

    reds: tuple[Red, ...] = ()
    asked: int = 0
    rest: tuple[Saved, ...] = ()

    @property
    def left(self) -> int:
        """How many were not asked."""
        return len(self.rest)


class Held(GuideError):
    """A change that would spoil saved questions: it is not published unless a reviewer says why it may be."""

    code = "held"

    def __init__(self, checked: Checked) -> None:
        self.checked = checked
        super().__init__("the change spoils saved questions; mend it, change them, or have a reviewer let it through")


class Gate:
    """Holds changes against saved questions. Nothing it does is seen by visitors."""

    def __init__(
        self,
        saved: Callable[[], Iterable[Saved]],
        live: Callable[[], Stage],
        rehearse: Rehearse,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._saved, self._live, self._rehearse, self._clock = saved, live, rehearse, clock

    def check(self, change: Change) -> Checked:
        """The questions that would turn red. A withdrawal is not held up: it has no draft to ask."""
        saved = list(self._saved())
        if not saved or change.entry is None:
            return self.passed(change)
        until = self._clock() + SECONDS
        live, draft = self._live(), self._rehearse(change.entry)
        touched = [each for each in saved if _touches(each, change.entry.id, (live, draft))]
        return self._ask(touched, MOST, (live, draft), until)

    def check_all(self, changes: Iterable[Change], seconds: float) -> Checked:
        """The questions that a whole batch would turn red; asked for at most so many seconds."""
        entries = {each.entry_id: each.entry for each in changes}
        saved, until = list(self._saved()), self._clock() + seconds
        if not saved or not entries:
            return Checked()
        live = self._live()
        about = _about(saved, entries, live)
        drafts = {each: entries[each] for ids in about.values() for each in sorted(ids)}
        draft = self._rehearse(*filter(None, drafts.values()))
        touched = [each for each in saved if any(entries[id] for id in about[each.id])]
        found = self._ask(touched, MOST_OF_BATCH, (live, draft), until)
        gone = tuple(each for each in saved if about[each.id] and each not in touched)
        return replace(found, rest=(*found.rest, *gone))

    def passed_all(self, changes: Iterable[Change]) -> Checked:
        """Nothing is asked now, so all that a batch touches is left."""
        saved = list(self._saved())
        about = _about(saved, {each.entry_id: each.entry for each in changes}, self._live()) if saved else {}
        return Checked(rest=tuple(each for each in saved if about[each.id]))

    def _ask(self, touched: Sequence[Saved], most: int, stages: tuple[Stage, Stage], until: float) -> Checked:
        reds: list[Red] = []
        for asked, each in enumerate(touched):
            if asked >= most or asked and self._clock() > until:
                return Checked(tuple(reds), asked, tuple(touched[asked:]))
            if red := _spoilt(each, *stages):
                reds.append(red)
        return Checked(tuple(reds), len(touched))

    def passed(self, change: Change) -> Checked:
        """Nothing is asked now, so all that is touched is left: of a withdrawal, or where a reviewer said so."""
        saved = list(self._saved())
        stages = (self._live(),) if saved else ()
        return Checked(rest=tuple(each for each in saved if _touches(each, change.entry_id, stages)))


def _about(saved: Iterable[Saved], entries: Mapping[str, Entry | None], live: Stage) -> dict[int, set[str]]:
    """By question, the entries of a batch that it touches: as `_touches`, the drafts' names looked for as words."""
    names = {entry_id: {fold(each) for each in (*entry.names.values(), *entry.aliases)}
             for entry_id, entry in entries.items() if entry}  # fmt: skip
    found = {}
    for each in saved:
        words = fold(each.asked.question)
        known = {*each.last.entries, *each.asked.checks.cites, *live.named(each.asked.question)} & entries.keys()
        named = {entry_id for entry_id, some in names.items()
                 if any(len(name) >= _TELLING and name in words for name in some)}  # fmt: skip
        found[each.id] = known | named
    return found


def _touches(saved: Saved, entry_id: str, stages: Iterable[Stage]) -> bool:
    if entry_id in saved.last.entries or entry_id in saved.asked.checks.cites:
        return True
    return any(entry_id in each.named(saved.asked.question) for each in stages)


def _spoilt(saved: Saved, live: Stage, draft: Stage) -> Red | None:
    after = draft.ask(saved.asked)
    if after.outcome == "right":
        return None
    before = live.ask(saved.asked)
    return None if (before.text, before.outcome) == (after.text, after.outcome) else Red(saved, before, after)
