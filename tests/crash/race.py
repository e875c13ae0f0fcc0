"""Editors who save the same entries at once over HTTP, and the oracle of what came of it: nothing is lost unseen.

Every value typed is used once, so a value that is gone from an entry tells which save took it away. That save's editor
must have seen it: in the form the save began from, or side by side with their own on the page of a stale save.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count

import httpx2

from guide.knowledge_base import Base
from guide.storage.drafts import Drafts
from guide.types import Entry, Fact
from tests.crash.person import Person
from tests.server.studio.forms import with_cell

FIELDS = ("address", "category", "booking", "transport")
"""One for each editor."""
SHARED = "features"
"""A field that all of them change."""
ENTRIES = ("race-a", "race-b", "race-c")
DRAFTED = "race-d"
"""The entry whose draft all of them save."""
_TAKES = re.compile(r'name="(take:[^"]+)" value="yours"')
_VALUE = re.compile(r"v\d+-\d+")


def contested(entry_id: str) -> Entry:
    """An entry with a field for each editor and one for all."""
    facts = tuple(Fact(each, {"zh-Hans": "v0-0"}, as_of="2026-11") for each in (*FIELDS, SHARED))
    return Entry(entry_id, "attraction", "yangzhou", names={"zh-Hans": f"赛园{entry_id}"}, facts=facts)


@dataclass(frozen=True, slots=True)
class Save:
    """One acknowledged publication: what was typed, and every value its editor had before their eyes."""

    entry: str
    typed: frozenset[str]
    seen: frozenset[str]


@dataclass(slots=True)
class Outcome:
    """What one editor was told."""

    saves: dict[str, Save] = field(default_factory=dict)
    """By comment."""
    drafts: int = 0
    """Saves of the shared draft that were acknowledged; a stale one is joined with the newer."""
    before: dict[str, frozenset[str]] = field(default_factory=dict)
    """Of each value typed into the shared draft, every value its editor had before their eyes."""
    told: Counter[str] = field(default_factory=Counter)


class Racer:
    """One editor of the four."""

    def __init__(self, person: Person, number: int, seed: int) -> None:
        self.person, self.outcome = person, Outcome()
        self._number, self._chance = number, random.Random(seed)
        self._values: Iterator[str] = (f"v{number + 1}-{each}" for each in count(1))

    def race(self, saves: int) -> Outcome:
        """Save so often; a stale save is joined and counts as one."""
        for _ in range(saves):
            if self._chance.random() < 0.2:
                self._save_draft()
            else:
                self._publish(self._chance.choice(ENTRIES))
        return self.outcome

    def _publish(self, entry: str) -> None:
        path = f"/studio/entries/{entry}"
        form = self.person.form(path, "base")
        mine = FIELDS[self._number]
        chosen = self._chance.choice(((mine,), (SHARED,), (mine, SHARED)))
        typed = {each: next(self._values) for each in chosen}
        comment, shown = f"by {self._number}: {' '.join(typed.values())}", set(_VALUE.findall(" ".join(form.values())))
        answer = self.person.post(path, {**_typed(form, typed), "comment": comment, "do": "publish"})
        while answer.status_code == 409:
            self.outcome.told["stale"] += 1
            shown |= set(_VALUE.findall(answer.text))
            answer = self.person.post(path, self._joined(answer, comment))
        assert answer.status_code == 303, f"{answer.status_code} {answer.text[-4000:]}"
        if "done=same" in answer.headers["location"]:
            self.outcome.told["gave way"] += 1
            return
        self.outcome.told["published"] += 1
        self.outcome.saves[comment] = Save(entry, frozenset(typed.values()), frozenset(shown))

    def _joined(self, page: httpx2.Response, comment: str, onto: str = "onto") -> dict[str, str]:
        """The page of a stale save as an editor sends it: natural choices as they are, the others by a coin."""
        form = with_cell(page.text, onto)
        taken = {name: form.get(name) or self._chance.choice(("yours", "theirs")) for name in _TAKES.findall(page.text)}
        return {**form, **taken, "comment": comment, "do": "join"}

    def _save_draft(self) -> None:
        number = re.findall(r"/studio/drafts/(\d+)", self.person.get(f"/studio/entries/{DRAFTED}").text)[0]
        path = f"/studio/entries/{DRAFTED}"
        form, value = self.person.form(f"{path}?draft={number}", "base"), next(self._values)
        shown = set(_VALUE.findall(" ".join(form.values())))
        answer = self.person.post(path, {**_typed(form, {SHARED: value}), "comment": value, "do": "draft"})
        while answer.status_code == 409:
            assert value in answer.text, answer.text[:2000]
            self.outcome.told["draft stale"] += 1
            shown |= set(_VALUE.findall(answer.text))
            joined = self._joined(answer, value, "onto_draft")
            answer = self.person.post(path, {**joined, "do": "join_draft"})
        assert answer.status_code == 303, f"{answer.status_code} {answer.text[-4000:]}"
        self.outcome.drafts += 1
        self.outcome.told["draft kept"] += 1
        self.outcome.before[value] = frozenset(shown)


def _typed(form: dict[str, str], typed: dict[str, str]) -> dict[str, str]:
    """The form with values typed into fields."""
    at = {form[name]: name.removesuffix(".field") for name in form if name.endswith(".field")}
    return {**form, **{f"{at[each]}.value:zh-Hans": value for each, value in typed.items()}}


def run(racers: Sequence[Racer], saves: int) -> list[Outcome]:
    """All at once, so many saves each."""
    for each in racers:
        each.person.enter()
    form = racers[0].person.form(f"/studio/entries/{DRAFTED}", "base")
    racers[0].person.act("draft", f"/studio/entries/{DRAFTED}", {**form, "comment": "first", "do": "draft"})
    with ThreadPoolExecutor(len(racers)) as pool:
        return [each.result() for each in [pool.submit(racer.race, saves) for racer in racers]]


def hold(base: Base, outcomes: Sequence[Outcome]) -> int:
    """Hold the histories against what the editors were told; returns how many values were taken away knowingly."""
    saves = {comment: save for each in outcomes for comment, save in each.saves.items()}
    found, replaced = Counter[str](), 0
    for entry in ENTRIES:
        first, *history = base.revisions.history(entry)
        before = _values(first.entry)
        for each in history:
            found[each.comment] += 1
            save, after = saves[each.comment], _values(each.entry)
            assert save.entry == entry and each.base == each.number - 1
            fresh, gone = set(after) - set(before), set(before) - set(after) - {"v0-0"}
            assert fresh <= save.typed, f"{each.comment}: {fresh - save.typed} came from nowhere"
            assert gone <= save.seen, f"{each.comment}: {gone - save.seen} was overwritten silently"
            replaced, before = replaced + len(gone), after
    assert found == Counter(saves.keys()), "an acknowledged save is not in the history, or twice"
    return replaced + _hold_draft(Drafts(base.database), outcomes)


def _hold_draft(drafts: Drafts, outcomes: Sequence[Outcome]) -> int:
    """The same of the one draft that all of them saved."""
    (kept,) = drafts.of(DRAFTED)
    assert kept.number == 1 + sum(each.drafts for each in outcomes), "a save of a draft is lost"
    seen = {value: shown for each in outcomes for value, shown in each.before.items()}
    before, replaced = _values(drafts.said(kept.id, 1)), 0
    for number in range(2, kept.number + 1):
        after = _values(drafts.said(kept.id, number))
        gone = set(before) - set(after) - {"v0-0"}
        assert all(gone <= seen[each] for each in set(after) - set(before)), f"save {number} overwrote {gone} silently"
        assert gone <= set().union(*(seen[each] for each in after if each in seen)), f"save {number} lost {gone}"
        replaced, before = replaced + len(gone), after
    return replaced


def _values(entry: Entry | None) -> list[str]:
    """What an entry says in the contested fields."""
    assert entry is not None
    return _VALUE.findall(" ".join(str(fact.value) for fact in entry.facts))
