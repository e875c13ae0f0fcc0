"""Editors and a visitor at work while the server is killed again and again, and what is held after each kill."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from guide.editing.accounts import Door
from guide.knowledge_base import Base, now
from guide.types import Change
from tests import guides
from tests.crash import folder, race
from tests.crash.acts import Sender, Writer, numbers
from tests.crash.ledger import SIGN, marked, name_of, settle_contents, settle_drafts
from tests.crash.person import PASSWORD, Cut, Person
from tests.crash.processes import Starter, free_port, until_ready

PLACES = tuple(f"garden-{each}" for each in "abcdef")
DEEP = 10
"""Every so many kills the index files are opened and compared with the database."""


@dataclass(frozen=True, slots=True)
class Course:
    """How a rehearsal goes: the same seed kills at the same moments, as far as a machine repeats itself."""

    kills: int
    seed: int
    rows: int
    acts: int
    """How much a server does at most before the kill is near."""
    longest: float
    """Seconds from then to the kill, at most."""


@dataclass(slots=True)
class Report:
    """What was seen."""

    ready: list[float] = field(default_factory=list)
    """Seconds from each start to the first answer of /readyz."""
    busy: list[float] = field(default_factory=list)
    """Seconds of processor time until then."""
    done: Counter[tuple[str, str]] = field(default_factory=Counter)
    """What was acknowledged, by account and act."""
    cut: Counter[tuple[str, str]] = field(default_factory=Counter)
    """What was under way at a kill."""
    early: int = 0
    """Kills before the server was ready."""
    touched: int = 0
    """Kills while the index was made anew."""


def prepare(data: Path, shipped: bool = False) -> None:
    """A base with places to edit, alone or among the knowledge that ships, and two editors."""
    with folder.at(data) as base:
        if shipped:
            base.load_shipped()
        base.add_cities((guides.YANGZHOU, guides.CHANGZHOU))
        entries = (*(() if shipped else guides.ENTRIES), *(marked(each, 1000) for each in PLACES))
        base.publish([Change(each.id, each, None) for each in entries], "test", "first")
        for name in ("lin", "wang"):
            Door(base.accounts, now).sign_up(name, PASSWORD, "editor")


def prepare_race(data: Path) -> tuple[str, ...]:
    """A base with entries that four editors fight over; returns their names."""
    people = ("lin", "wang", "zhao", "sun")
    with folder.at(data) as base:
        base.add_cities((guides.YANGZHOU, guides.CHANGZHOU))
        entries = (*guides.ENTRIES, *(race.contested(each) for each in (*race.ENTRIES, race.DRAFTED)))
        base.publish([Change(each.id, each, None) for each in entries], "test", "first")
        for name in people:
            Door(base.accounts, now).sign_up(name, PASSWORD, "editor")
    return people


class Rehearsal:
    """One folder, one server at a time, two editors and a visitor."""

    def __init__(self, starter: Starter, data: Path, course: Course) -> None:
        self._starter, self._data, self._course = starter, data, course
        self._port, self._chance = free_port(), random.Random(course.seed)
        self._address, counted = f"http://127.0.0.1:{self._port}", numbers()
        lin, wang = (Person(self._address, each) for each in ("lin", "wang"))
        rows = [f"row-{each:04}" for each in range(course.rows)]
        self._writer = Writer(lin, PLACES, random.Random(course.seed + 1), counted)
        self._sender = Sender(wang, rows, random.Random(course.seed + 2), counted)
        self._writer.ledger.contents = {each: [1000] for each in PLACES}
        self._visitor = Person(self._address, "visitor")
        self._people = (lin, wang, self._visitor)
        self.report = Report()

    def run(self, tell: Callable[[int], None] = lambda kill: None) -> Report:
        """Kill as often as the course says, and hold everything after each."""
        self._start()
        self._hold_served()
        with folder.at(self._data) as base:
            for kill in range(self._course.kills):
                self._work_and_die(base)
                self._hold(base)
                if kill % DEEP == 0:
                    folder.index_heals(base, self._data.with_name("index-aside"))
                self._start()
                folder.log_is_whole(base)
                self._hold_served()
                tell(kill + 1)
        self._starter.kill()
        for person in self._people:
            person.close()
        return self.report

    def _start(self) -> None:
        """Start; one time in ten the first start is killed too."""
        if self._chance.random() < 0.1:
            self._starter.begin(self._data, self._port)
            time.sleep(self._chance.uniform(0, 1))
            self._starter.kill()
            self.report.early += 1
        begun = time.perf_counter()
        self._starter.begin(self._data, self._port)
        self.report.ready.append(until_ready(self._address, begun))
        self.report.busy.append(self._starter.busy())

    def _work_and_die(self, base: Base) -> None:
        enough = self._acts() + self._chance.randint(0, self._course.acts)
        with ThreadPoolExecutor(3) as pool:
            work = [pool.submit(_until_cut, each) for each in (self._writer.act, self._sender.act, self._ask)]
            while self._acts() < enough and not any(each.done() for each in work):
                time.sleep(0.005)
            if self._chance.random() < 0.15:
                self._reindex(base)
            time.sleep(self._chance.uniform(0, self._course.longest))
            self._starter.kill()
        for each in work:
            each.result()
        self._sender.lost_track()

    def _acts(self) -> int:
        return sum(person.done.total() for person in self._people)

    def _reindex(self, base: Base) -> None:
        """What `guide index` does at its end: the server makes its whole index anew with the next question."""
        base.revisions.touch()
        self.report.touched += 1

    def _hold(self, base: Base) -> None:
        """What the killed server left behind."""
        folder.intact(self._data)
        for each in (self._writer, self._sender):
            settle_contents(each.ledger, folder.histories(base, each.entries))
            settle_drafts(each.ledger, folder.drafts(base, each.entries))
            self._hold_log(each.person, folder.log(base))
        self._hold_notices(folder.notices(base))
        folder.passages_agree(base)

    def _hold_log(self, person: Person, logged: Counter[tuple[str, str]]) -> None:
        """One line for each act that was acknowledged, and none for what nobody did."""
        for act, done in person.done.items():
            found, cut = logged[person.name, act], person.cut[act]
            assert done <= found <= done + cut, f"{act}: {done} acknowledged, {cut} cut off, {found} in the audit log"
            self.report.done[person.name, act], self.report.cut[person.name, act] = done, cut

    def _hold_notices(self, found: set[str]) -> None:
        ledger, cut = self._sender.ledger, self._sender.person.cut["POST /notices"]
        assert ledger.notices <= found and len(found) <= len(ledger.notices) + cut

    def _hold_served(self) -> None:
        """Pages, answers and the studio of the new server say what is stored."""
        for each in (self._writer.person, self._sender.person):
            each.enter()
        for number in list(self._writer.ledger.due):
            self._writer.wait_for(number)
        self._sender.hold_nothing_runs()
        chosen: list[tuple[Writer | Sender, str]] = [
            (self._writer, self._chance.choice(PLACES)),
            (self._sender, self._chance.choice(self._sender.entries)),
        ]
        for editor, entry in chosen:
            content, page = editor.ledger.last(entry), self._visitor.get(f"/places/{entry}")
            assert (page.status_code == 200) is (content > 0), f"{entry}: {page.status_code}"
            if content:
                assert SIGN.format(content) in page.text
                assert SIGN.format(content)[:-1] in self._answer(f"{name_of(entry)}的牌子")

    def _ask(self) -> None:
        time.sleep(0.05)
        entry = random.choice(PLACES)
        assert "牌子" in self._answer(f"{name_of(entry)}的牌子")

    def _answer(self, question: str) -> str:
        asked = {"model": "guide", "messages": [{"role": "user", "content": question}]}
        return str(self._visitor.sent("/v1/chat/completions", asked)["choices"][0]["message"]["content"])


def _until_cut(act: Callable[[], None]) -> None:
    while True:
        try:
            act()
        except Cut:
            return
