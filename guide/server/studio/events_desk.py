"""What the pages of events share: the events that are published, the places to name, and the way a change goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from guide.editing import drafts, slugs
from guide.editing import entries as shelf
from guide.editing.entries import Listed
from guide.editing.gate import Held
from guide.editing.happenings import KIND, Sketch
from guide.editing.overview import PREVIEW_SECONDS
from guide.editing.signed import Signed
from guide.editing.workflow import blank
from guide.errors import Conflict
from guide.server.studio import form_view
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk
from guide.server.studio.entry_form import LONGEST_COMMENT
from guide.server.studio.form_check import Checks, Sheet
from guide.server.studio.notices import MOST_OFFERED, NO_PLACES
from guide.server.studio.sent import see
from guide.storage.drafts import Kept
from guide.text.script import fold
from guide.types import Change, Entry, Revision


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a change: the address to go on to, else what stands in its way."""

    address: str = ""
    status: int = 422
    problem: str = ""
    faults: tuple[tuple[str, str], ...] = ()
    """Sentences of the checks every entry passes."""
    at: str = ""

    def to(self, done: str) -> Response:
        """Send the browser on."""
        return (
            see(self.address) if self.address.startswith("/studio/drafts") else see(self.address, done=done, at=self.at)
        )


NO_OUTCOME = Outcome()
_MOVED = Outcome(status=409, problem="moved_on")


@dataclass(frozen=True, slots=True)
class Together:
    """What came of each of several events, by id, and the publication of those that are live; 0 where none is."""

    told: Mapping[str, Outcome]
    version: int = 0


class EventDesk:
    """The parts of the desk that events need."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._checks = desk, Checks(desk)
        self._read: dict[str, Revision] = {}

    def held(self) -> Iterator[Revision]:
        """Every published event. What did not change since the last look is not read again."""
        for each in self._desk.entries.listed().values():
            if each.kind != KIND:
                continue
            known = self._read.get(each.id)
            if known is None or known.number != each.number:
                known = self._read[each.id] = self._desk.entries.current(each.id)
            yield known

    def cities(self) -> tuple[str, ...]:
        """The cities an event may be of, the guide's own first."""
        home = self._desk.app.city
        return tuple(dict.fromkeys((*([home.id] if home else []), *self._desk.app.cities)))

    def places(self) -> list[Listed]:
        """Places to choose from while typing, the best described first."""
        listed = (each for each in self._desk.entries.listed().values() if each.kind not in NO_PLACES)
        return sorted(listed, key=lambda each: (each.kind != "attraction", -len(each.names), each.id))[:MOST_OFFERED]

    def place(self, name: str) -> Listed | None:
        """The place of a name or an id; only where the name says which."""
        every = (each for each in self._desk.entries.listed().values() if each.kind not in NO_PLACES)
        found = shelf.search(every, name)
        exact = [each for each in found if fold(name).strip() in each.needles]
        return exact[0] if exact else found[0] if len(found) == 1 else None

    def free_id(self, sketch: Sketch) -> str:
        """An id that no entry has or had, and no draft."""
        wanted = slugs.made_id(sketch.city, KIND, sketch.names["zh-Hans"])
        taken = {each.entry_id for each in self._desk.workflow.all()}
        known: Callable[[str], bool] = self._desk.entries.knows
        return next(
            each for n in range(1, len(taken) + 1000)
            if (each := wanted if n == 1 else f"{wanted}-{n}") not in taken and not known(each)
        )  # fmt: skip

    def publish(self, visit: Visit, entry: Entry, base: int | None, comment: str) -> Outcome:
        """Make an event live by the door all entries pass; what may not go out yet is kept as a draft."""
        comment = comment.strip()[:LONGEST_COMMENT]
        change = Change(entry.id, entry, base)
        if kept_back := self._kept_back(visit, change, comment):
            return kept_back
        try:
            self._desk.entries.publish_from_studio(change, visit.editor, comment)
        except Held:
            return self._held(visit, change, comment)
        except Conflict:
            return _MOVED
        return _live(change)

    def publish_all(self, visit: Visit, changes: Iterable[Change], comment: str) -> Together:
        """Make events live as one publication, which can be taken back as one; each by the same rules as alone."""
        comment = comment.strip()[:LONGEST_COMMENT]
        told, ready = dict[str, Outcome](), list[Change]()
        for each in changes:
            if kept_back := self._kept_back(visit, each, comment):
                told[each.entry_id] = kept_back
            else:
                ready.append(each)
        live = self._together(visit, ready, comment)
        return Together({**told, **live.told}, live.version)

    def _together(self, visit: Visit, changes: Sequence[Change], comment: str) -> Together:
        """Those that spoil saved questions become drafts, and the others go out."""
        entries = self._desk.entries
        try:
            version = entries.publish_together(changes, Signed(visit.editor, comment)) if changes else 0
        except Conflict:
            return Together(dict.fromkeys((each.entry_id for each in changes), _MOVED))
        except Held:
            wrong = [each for each in changes if entries.spoils((each,), PREVIEW_SECONDS).reds] or changes
            rest = self._together(visit, [each for each in changes if each not in wrong], comment)
            kept = {each.entry_id: self._held(visit, each, comment) for each in wrong}
            return Together({**kept, **rest.told}, rest.version)
        return Together({each.entry_id: _live(each) for each in changes}, version)

    def _kept_back(self, visit: Visit, change: Change, comment: str) -> Outcome | None:
        """What is wrong with an event, or the draft it became because somebody else has to publish it."""
        assert change.entry is not None
        if found := self._stopping(visit, change.entry, change.base, comment):
            return Outcome(faults=found)
        if self._desk.publishes(visit, change.entry.city):
            return None
        kept = self._desk.workflow.send(self._desk.workflow.keep(change, visit.editor, comment), "")
        return Outcome(f"/studio/drafts/{kept.id}?done=sent")

    def _held(self, visit: Visit, change: Change, comment: str) -> Outcome:
        return Outcome(f"/studio/drafts/{self._kept(visit, change, comment).id}?done=held")

    def keep(self, visit: Visit, entry: Entry) -> Response:
        """Keep a new event as a draft and open its full form."""
        kept = self._kept(visit, Change(entry.id, entry, None), "")
        return see(f"/studio/entries/{entry.id}", draft=str(kept.id))

    def _kept(self, visit: Visit, change: Change, comment: str) -> Kept:
        return self._desk.workflow.keep(change, visit.editor, comment)

    def _stopping(self, visit: Visit, entry: Entry, base: int | None, comment: str) -> tuple[tuple[str, str], ...]:
        """What the checks that every entry passes say against it."""
        cells = drafts.of(entry, self._desk.app.fields)
        if base:
            ground = self._desk.entries.revision(entry.id, base)
        else:
            empty = blank(Kept(entry.id, None, visit.editor, entry, comment, self._desk.now()))
            ground = Revision(entry.id, 0, None, 0, "", self._desk.now(), "", empty)
        found = self._checks.stopping(Sheet(visit, ground, entry, cells, comment))
        return tuple(form_view.said(found, self._desk.words(visit)))


def _live(change: Change) -> Outcome:
    return Outcome("/studio/events", at=change.entry_id)
