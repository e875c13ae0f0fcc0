"""From the editor's button to the visitor's answer, in a city of 100,000 passages.

    python -m benchmarks.publishing [--passages 100000] [--times 30] [--folder DIR] [--every 0] [--kind price ...]

The city is made up (benchmarks/scale.py); the server is a real `guide serve`. An editor opens a form and publishes: a
new price, a new entry, another name, a withdrawal; the time counts from the POST until the chat first answers by it.
`ask` publishes nothing: the answer of a draft that renames its entry, beside its form. With --every, a visitor asks
something else every so many milliseconds meanwhile. DIR is kept and used again.

Where other programs have the processors too, `worked` tells more than the clock: seconds of processor time of the
server.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Thread
from typing import TypeAlias

from benchmarks.kills import spread
from benchmarks.scale import made_up
from guide.editing.accounts import Door
from guide.knowledge_base import Base, now
from guide.settings import Settings
from guide.types import Change, City, Fact
from tests.crash.person import PASSWORD, Person
from tests.crash.processes import Fresh, free_port, until_ready

PER_ENTRY, AT_ONCE = 10, 2000
EDITOR = "lin"
QUIET, STILL = 2.0, 0.05
"""Seconds of the clock in which a server that has settled works no more seconds than that."""
Form: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """One publication, in seconds from the button."""

    answered: float
    """Until the editor's page came back."""
    visible: float
    """Until a visitor was told."""
    worked: float
    """Of which the server worked."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a visitor is told, and by which entries."""

    text: str
    cited: frozenset[str]


@dataclass(frozen=True, slots=True)
class Button:
    """What an editor is about to press, and what is true of the price that a visitor is told of `name` afterwards."""

    path: str
    sent: Form
    name: str
    is_told: Callable[[Heard], bool]


def prepare(folder: Path, passages: int) -> None:
    """A made-up city with an editor; nothing is done where there is one already."""
    base = Base(Settings(data=folder), say=print)
    if base.revisions.content_version() == 0:
        chance = random.Random(7)
        made = (made_up(number, chance) for number in range(passages // PER_ENTRY))
        entries = [replace(each, facts=(*each.facts, Fact("price", 10, as_of="2026-11"))) for each in made]
        # The embedder that ships will do: what is measured does not depend on how well it finds.
        base.meta.put("embedder", {"path": None, "generation": 0, "last_passage": None})
        base.add_cities((City("nowhere", {"zh-Hans": "乌有", "en": "Nowhere"}),))
        for at in range(0, len(entries), AT_ONCE):
            base.publish([Change(each.id, each, None) for each in entries[at : at + AT_ONCE]], "scale", "made up")
        Door(base.accounts, now).sign_up(EDITOR, PASSWORD, "editor")
    base.close()


class Newsroom:
    """An editor and a visitor at one server."""

    def __init__(self, address: str, folder: Path, server: Fresh) -> None:
        self.editor, self.visitor, self.other = (Person(address, each) for each in (EDITOR, "visitor", "other"))
        self._server = server
        self.kinds = {
            "price": self.price, "new": self.new, "rename": self.rename, "withdraw": self.withdraw, "ask": self.ask,
        }  # fmt: skip
        base = Base(Settings(data=folder))
        self.names = {each.entry_id: each.entry.names["zh-Hans"] for each in base.revisions.all_current() if each.entry}
        base.close()

    def price(self, entry: str, fresh: int) -> Seen:
        """One other price."""
        form = self._form(entry)
        sent = {**form, f"{_row(form)}.value": str(fresh), "comment": "dearer", "do": "publish"}
        path, name = f"/studio/entries/{entry}", self.names[entry]
        return self._publish(Button(path, sent, name, lambda heard: str(fresh) in heard.text))

    def rename(self, entry: str, fresh: int) -> Seen:
        """Another name."""
        sent = {**self._renamed(entry, fresh), "comment": "renamed", "do": "publish"}
        path, name = f"/studio/entries/{entry}", sent["name:zh-Hans"]
        self.names[entry] = name
        return self._publish(Button(path, sent, name, lambda heard: entry in heard.cited))

    def new(self, _: str, fresh: int) -> Seen:
        """One entry more."""
        asked, name = self.editor.form("/studio/new", "name"), f"新园{fresh}"
        begun = {**asked, "name": name, "kind": "attraction", "city": "nowhere", "lang": "zh-Hans"}
        drafted = self.editor.act("new", "/studio/new", begun)
        form = self.editor.form(f"{drafted}&add=price", "base")
        path = drafted.partition("?")[0]
        self.names[path.rpartition("/")[2]] = name
        sent = {**form, f"{_row(form)}.value": str(fresh), "comment": "new", "do": "publish"}
        return self._publish(Button(path, sent, name, lambda heard: str(fresh) in heard.text))

    def withdraw(self, entry: str, _: int) -> Seen:
        """One entry less."""
        form = self._form(entry)
        sent = {"csrf": form["csrf"], "base": form["base"], "comment": "gone"}
        path = self.editor.act("withdraw", f"/studio/entries/{entry}/withdraw", sent).partition("?")[0]
        seen = {**self.editor.form(path, "seen"), "do": "publish"}
        return self._publish(Button(path, seen, self.names.pop(entry), lambda heard: entry not in heard.cited))

    def ask(self, entry: str, fresh: int) -> Seen:
        """The draft that renames its entry is asked by its new name."""
        form = self._renamed(entry, fresh)
        sent = {**form, "ask": f"{form['name:zh-Hans']}门票多少钱？", "ask_lang": "zh-Hans", "do": "ask"}
        worked, begun = self._server.busy(), time.perf_counter()
        page = self.editor.post(f"/studio/entries/{entry}", sent)
        taken = time.perf_counter() - begun
        assert page.status_code == 200, page.status_code
        return Seen(taken, taken, self._server.busy() - worked)

    def told(self, name: str) -> Heard:
        """What a visitor hears of a price."""
        return self._ask(self.visitor, f"{name}门票多少钱？")

    def keep_asking(self, seconds: float, over: Event) -> None:
        """Somebody else's questions."""
        chance = random.Random(3)
        while not over.wait(seconds):
            self._ask(self.other, f"{chance.choice(list(self.names.values()))}在哪里？")

    def settled(self) -> None:
        """Wait until the server has nothing left to do of its own."""
        before = -1.0
        while self._server.busy() - before > STILL:
            before = self._server.busy()
            time.sleep(QUIET)

    def _publish(self, button: Button) -> Seen:
        worked, begun = self._server.busy(), time.perf_counter()
        self.editor.act("publish", button.path, dict(button.sent))
        answered = time.perf_counter() - begun
        while not button.is_told(self.told(button.name)):
            pass
        return Seen(answered, time.perf_counter() - begun, self._server.busy() - worked)

    def _form(self, entry: str) -> dict[str, str]:
        return self.editor.form(f"/studio/entries/{entry}", "base")

    def _renamed(self, entry: str, fresh: int) -> dict[str, str]:
        return {**self._form(entry), "name:zh-Hans": f"改名园{fresh}", "name:en": f"Renamed Court {fresh}"}

    def _ask(self, who: Person, question: str) -> Heard:
        asked = {"model": "guide", "messages": [{"role": "user", "content": question}]}
        told = who.sent("/v1/chat/completions", asked)
        cited = frozenset(each["entry"] for each in told["guide"]["citations"])
        return Heard(str(told["choices"][0]["message"]["content"]), cited)


def _row(form: Form) -> str:
    """Where the price stands in a form."""
    return next(name.removesuffix(".field") for name, field in form.items() if field == "price")


def measure(folder: Path, kinds: list[str], times: int, every: float) -> None:
    """Print how it went."""
    server, port, over = Fresh(folder / "log"), free_port(), Event()
    begun, address = time.perf_counter(), f"http://127.0.0.1:{port}"
    server.begin(folder, port)
    try:
        until_ready(address, begun)
        print(f"ready after {time.perf_counter() - begun:.1f} s, {server.busy():.1f} s of work", flush=True)
        room = Newsroom(address, folder, server)
        room.editor.enter()
        room.told(next(iter(room.names.values())))
        room.settled()
        print(f"warm after {server.busy():.1f} s of work", flush=True)
        if every:
            Thread(target=room.keep_asking, args=(every, over), daemon=True).start()
        table(room, kinds, times)
    finally:
        over.set()
        server.close()


def table(room: Newsroom, kinds: list[str], times: int) -> None:
    """A line for each kind of publication."""
    chance, first = random.Random(5), int(time.time()) % 900_000 * 10  # A folder that is used again has the last ones.
    print(f"{'seconds (median / 95 in 100 / longest)':<9}")
    print(f"{'':<9}{'answered':>20}{'visible':>20}{'worked':>20}")
    for kind in kinds:
        seen = []
        for each in range(times):
            seen.append(room.kinds[kind](chance.choice(list(room.names)), first + each))
        first += times
        told = [spread([getattr(each, what) for each in seen]) for what in ("answered", "visible", "worked")]
        print(f"{kind:<9}" + "".join(f"{each:>20}" for each in told), flush=True)
    print(f"{times} of each, load {os.getloadavg()[0]:.1f}")


def main() -> None:
    kinds = ("price", "new", "rename", "withdraw", "ask")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--every", type=float, default=0, help="milliseconds between the questions of somebody else")
    parser.add_argument("--kind", nargs="+", choices=kinds, default=list(kinds))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = asked.folder or Path(name)
        prepare(folder, asked.passages)
        measure(folder, asked.kind, asked.times, asked.every / 1000)


if __name__ == "__main__":
    main()
