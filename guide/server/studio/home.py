"""The morning desk: what waits for this person today, each with its first few and the way on; the quiet in one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response

from guide.desk import times
from guide.editing import notices
from guide.editing.notices import Posted
from guide.insight.due_facts import DueFact
from guide.insight.gaps import AGAIN, OPEN
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.postbag import Postbag
from guide.server.studio.sent import see
from guide.storage.complaints import Sieve
from guide.storage.drafts import DRAFT, RETURNED, REVIEW, Kept
from guide.types import NOTICE, Text

FEW = 3
"""Lines shown of each."""


@dataclass(frozen=True, slots=True)
class Line:
    """One of the first few: words of an editor or a visitor, or what an entry is called in its languages."""

    address: str
    text: str = ""
    names: Text | None = None
    lang: str = ""
    field: str = ""
    """The fact that is meant, of an entry."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits: the word `home.<id>`, how much of it, and how many of those press (`home.<id>.press`)."""

    id: str
    path: str
    count: int
    first: tuple[Line, ...] = ()
    pressing: int = 0
    others: int = 0
    """A second figure beside the count: the visitors whom it concerns."""


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The room's routes."""
    return (Rule("GET", "", "viewer", Home(desk).show),)


class Home:
    """The handler."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def show(self, visit: Visit) -> Response:
        """What waits, what is quiet, and what visitors read now. Older addresses of the list of entries lead there."""
        query = visit.request.url.query
        if query and set(visit.request.query_params) != {"lang"}:
            return see(f"/studio/entries?{query}")
        tasks = list(self._tasks(visit))
        return self._desk.render(
            visit,
            "home.html",
            room="home",
            today=self._desk.today(""),
            waiting=[each for each in tasks if each.count],
            quiet=[each for each in tasks if not each.count],
            is_guarded=any(each.id == "saved" for each in tasks),
            listed=self._desk.entries.listed(),
            running=list(self._running()),
        )

    def _tasks(self, visit: Visit) -> Iterator[Task]:
        """In the order in which they are best done."""
        yield self._letters(visit)
        yield from self._drafts(visit)
        yield self._gaps(visit)
        yield self._due(visit)
        yield from self._saved()
        yield self._feeds()

    def _letters(self, visit: Visit) -> Task:
        now = self._desk.now()
        found = Postbag(self._desk).newest(visit, Sieve(status="open"))
        first = tuple(Line(f"/studio/complaints/{each.receipt}", each.what, lang=each.lang) for each in found[:FEW])
        late = sum(times.is_overdue(each, now) for each in found)
        return Task("letters", "/studio/complaints?status=open", len(found), first, late)

    def _drafts(self, visit: Visit) -> Iterator[Task]:
        """To be reviewed, come back, and begun by this person."""
        every = self._desk.workflow.all()
        own = [each for each in every if each.author == visit.editor]
        wanted = {
            "review": [each for each in every if each.state == REVIEW and self._reviews(visit, each)],
            "returned": [each for each in own if each.state == RETURNED],
            "begun": [each for each in own if each.state == DRAFT],
        }
        for name, some in wanted.items():
            if some or name == "review":
                yield Task(name, "/studio/drafts", len(some), tuple(map(self._draft, some[:FEW])))

    def _reviews(self, visit: Visit, kept: Kept) -> bool:
        listed = self._desk.entries.listed().get(kept.entry_id)
        city = kept.entry.city if kept.entry else listed.city if listed else ""
        return self._desk.publishes(visit, city)

    def _draft(self, kept: Kept) -> Line:
        listed = self._desk.entries.listed().get(kept.entry_id)
        names = kept.entry.names if kept.entry else listed.names if listed else {}
        return Line(f"/studio/drafts/{kept.id}", kept.entry_id, names)

    def _gaps(self, visit: Visit) -> Task:
        """Those about places of this person's cities, and those about no place."""
        waiting = (each for each in self._desk.app.gaps.clusters() if each.state in (OPEN, AGAIN))
        listed = self._desk.entries.listed()
        found = [each for each in waiting if each.entry not in listed or visit.covers(listed[each.entry].city)]
        worded = self._desk.app.gaps.worded(found[:FEW])
        first = (
            Line(f"/studio/gaps/{each.key}", worded[each.key].text, lang=worded[each.key].lang)
            for each in found[:FEW]
            if each.key in worded
        )
        people = frozenset[str]().union(*(each.people for each in found))
        return Task("gaps", f"/studio/gaps{_narrowed(visit)}", len(found), tuple(first), others=len(people))

    def _due(self, visit: Visit) -> Task:
        found = [each for each in self._desk.due.due(self._desk.today("")) if visit.covers(each.city)]
        ended = sum("ended" in each.reasons or "conflict" in each.reasons for each in found)
        return Task("due", f"/studio/recheck{_narrowed(visit)}", len(found), tuple(map(_fact, found[:FEW])), ended)

    def _running(self) -> Iterator[Posted]:
        """The notices visitors see now, the loudest first."""
        found = []
        for each in self._desk.entries.listed().values():
            entry = self._desk.entries.current(each.id).entry if each.kind == NOTICE else None
            now = self._desk.now().astimezone(self._desk.zone(each.city))
            if entry and (post := notices.posted(entry, each.number, now)):
                found.append(post)
        yield from notices.listed(found)[notices.RUNNING]

    def _saved(self) -> Iterator[Task]:
        """The questions gone wrong; where none is saved, nothing is well with them either."""
        kept = self._desk.app.questions.kept.all()
        if not kept:
            return
        red = [each for each in kept if each.last.outcome in ("wrong", "unanswered")]
        red.sort(key=lambda each: each.tried or each.at, reverse=True)
        first = (Line(f"/studio/saved/{each.id}", each.asked.question, lang=each.asked.lang) for each in red[:FEW])
        yield Task("saved", "/studio/saved", len(red), tuple(first), others=len(kept))

    def _feeds(self) -> Task:
        now = self._desk.now()
        silent = [
            spec
            for spec, state in self._desk.app.feeds.all()
            if state.reason or state.told and now - state.told > spec.lasts
        ]
        return Task("feeds", "/studio/feeds", len(silent), tuple(Line("/studio/feeds", each.name) for each in silent))


def _narrowed(visit: Visit) -> str:
    """The query by which a list shows what was counted, for who is there for one city."""
    return f"?{urlencode({'city': visit.cities[0]})}" if len(visit.cities) == 1 else ""


def _fact(due: DueFact) -> Line:
    return Line(f"/studio/entries/{due.entry}?add={due.fact.field}", due.entry, due.names, field=due.fact.field)
