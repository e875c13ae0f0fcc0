"""From draft to published: kept, sent to review, returned with a note, published now or at a moment, withdrawn.

A draft touches nothing that visitors read. All that becomes live goes through Entries.publish_from_studio; a draft
whose base is no longer the newest revision is not published but comes back with the reason. What is published and what
its draft becomes are stored together: no process can end between the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from guide.editing.entries import Entries
from guide.editing.gate import Checked, Held
from guide.errors import Conflict, GuideError, NotFound, StorageError
from guide.storage.database import Beside, nothing_else
from guide.storage.drafts import DRAFT, RETURNED, REVIEW, SCHEDULED, Drafts, Kept, Stale
from guide.types import Change, Entry

MOVED_ON, GONE, REFUSED, HELD = "moved_on", "gone", "refused", "held"
"""Why a planned publication did not happen: what the studio has words for."""
REASONS = (MOVED_ON, GONE, REFUSED, HELD)
DIRECT, REVIEWED = "editor", "reviewer"


@dataclass(frozen=True, slots=True)
class Plan:
    """When a draft is published and when its entry is withdrawn again; None: now, and never."""

    publish_at: datetime | None = None
    end_at: datetime | None = None


class Workflow:
    """What happens to drafts. Several threads may use one. `on_schedule` is told when something new is planned,
    `on_due` what was published at its moment."""

    def __init__(self, entries: Entries, drafts: Drafts, clock: Callable[[], datetime]) -> None:
        self.entries = entries
        self._drafts = drafts
        self._clock = clock
        self.on_schedule: Callable[[], None] = lambda: None
        self.on_due: Callable[[Kept], None] = lambda kept: None

    def all(self) -> list[Kept]:
        """Every draft, the one saved last first."""
        return self._drafts.all()

    def of(self, entry_id: str) -> list[Kept]:
        """The drafts of one entry, the one saved last first."""
        return self._drafts.of(entry_id)

    def states(self) -> Mapping[str, frozenset[str]]:
        """The states in which an entry has drafts, by entry."""
        return self._drafts.states()

    def find(self, draft_id: int) -> Kept:
        """One draft. Raises NotFound."""
        found = self._drafts.find(draft_id)
        if found is None:
            raise NotFound(f"draft {draft_id} is not there any more")
        return found

    def found(self, draft_id: int, entry_id: str) -> Kept | None:
        """The draft of this id, if it is one of this entry and still there."""
        kept = self._drafts.find(draft_id) if draft_id else None
        return kept if kept and kept.entry_id == entry_id else None

    def keep(self, change: Change, author: str, comment: str, note: str = "") -> Kept:
        """Keep a new draft of a change."""
        kept = Kept(change.entry_id, change.base, author, change.entry, comment, self._clock(), note=note)
        return self._drafts.add(kept)

    def save(self, kept: Kept, change: Change, comment: str, editor: str) -> Kept:
        """Put a newer text into a draft; it has to be sent to review again. Raises Stale."""
        fresh = replace(kept, base=change.base, entry=change.entry, comment=comment, state=DRAFT, publish_at=None)
        return self._drafts.put(replace(fresh, saved=self._clock()), editor)

    def said(self, draft_id: int, number: int) -> Entry | None:
        """The text of a draft at one of its saves, as long as the draft is there."""
        return self._drafts.said(draft_id, number)

    def writer(self, kept: Kept) -> str:
        """Who wrote the text of a draft last."""
        return self._drafts.writer(kept.id) or kept.author

    def send(self, kept: Kept, note: str) -> Kept:
        """Ask for a review. Raises Stale."""
        return self._drafts.put(replace(kept, state=REVIEW, note=note, answer="", publish_at=None))

    def take_back(self, kept: Kept) -> Kept:
        """Out of review or off the schedule, to go on writing. Raises Stale."""
        return self._drafts.put(replace(kept, state=DRAFT, publish_at=None))

    def give_back(self, kept: Kept, answer: str) -> Kept:
        """Return a draft to its author with a note. Raises Stale."""
        return self._drafts.put(replace(kept, state=RETURNED, answer=answer, publish_at=None))

    def discard(self, kept: Kept) -> None:
        """Throw a draft away. Raises Stale."""
        self._drafts.remove(kept)

    def plan(self, kept: Kept, plan: Plan) -> Kept:
        """Publish at a moment, by the thread of `serve`. Raises Stale, Conflict when the base is stale already."""
        if self._number(kept.entry_id) != kept.base:
            raise Conflict(kept.entry_id, kept.base, self.entries.current(kept.entry_id))
        held = replace(kept, state=SCHEDULED, publish_at=plan.publish_at, end_at=plan.end_at, answer="")
        planned = self._drafts.put(held)
        self.on_schedule()
        return planned

    def publish(self, kept: Kept, by: str, end_at: datetime | None = None, override: str = "") -> Checked:
        """Make a draft live now. Raises Stale, Held, Conflict, NotFound. `by` is who lets it out; `override` is as in
        Entries.publish_from_studio."""
        # Counted up first: of two people who press at once, or a save in between, one is told.
        held = self._drafts.put(replace(kept, end_at=end_at or kept.end_at))
        return self._publish(held, by, override)

    def settling(self, kept: Kept | None) -> Beside:
        """What is to be stored beside a text that is published from a draft's form: the draft is done with."""
        return self._drafts.settling(kept) if kept else nothing_else

    def settle(self, kept: Kept) -> None:
        """A draft whose text is live already is done with; one that somebody saved meanwhile stays."""
        self._drafts.settle(kept)

    def publish_due(self) -> int:
        """Publish what is due; what cannot be goes back to its author with the reason. Returns how many were due.

        Raises StorageError where that cannot be stored now.
        """
        due = self._drafts.due(self._clock())
        for each in due:
            try:
                self._publish(each, each.author)
                self.on_due(each)
            except StorageError:
                raise  # Nothing is wrong with the draft: it is tried again.
            except GuideError as error:
                with suppress(Stale):  # It was changed or taken off the schedule just now.
                    self._drafts.put(replace(each, state=RETURNED, answer=_reason(error)))
        return len(due)

    def next_due(self) -> datetime | None:
        """When the next planned publication is due."""
        return self._drafts.next_due()

    def _publish(self, kept: Kept, by: str, override: str = "") -> Checked:
        author = kept.author if by == kept.author else f"{kept.author} · {by}"
        change, end = Change(kept.entry_id, kept.entry, kept.base), self._end(kept)
        beside = self._drafts.becoming(kept, end)
        checked = self.entries.publish_from_studio(change, author, kept.comment, override, beside)
        if end:
            self.on_schedule()
        return checked

    def _end(self, kept: Kept) -> Kept | None:
        """What a draft becomes once it is live: the withdrawal at its end, if it has one."""
        if kept.end_at is None or kept.entry is None:
            return None
        ends = replace(kept, entry=None, base=(kept.base or 0) + 1, publish_at=kept.end_at, end_at=None)
        return replace(ends, state=SCHEDULED, saved=self._clock())

    def _number(self, entry_id: str) -> int | None:
        try:
            return self.entries.current(entry_id).number
        except NotFound:
            return None


def publishes_at(review: bool) -> str:
    """The least role that publishes: with review on, editors hand in and reviewers publish."""
    return REVIEWED if review else DIRECT


def blank(kept: Kept) -> Entry:
    """What a new entry starts from: its id, kind, city and language, and nothing else."""
    entry = kept.entry
    if entry is None:
        return Entry(kept.entry_id, "", "")
    return Entry(entry.id, entry.kind, entry.city, entry.lang)


def _reason(error: GuideError) -> str:
    if isinstance(error, Held):
        return HELD
    return MOVED_ON if isinstance(error, Conflict) else GONE if isinstance(error, NotFound) else REFUSED


def by_state(drafts: list[Kept], states: tuple[str, ...]) -> Iterator[tuple[str, list[Kept]]]:
    """Drafts by state, in the order of `states`, empty ones left out."""
    for state in states:
        if some := [each for each in drafts if each.state == state]:
            yield state, some
