"""The gap desk's work: clusters of what visitors could not get, what is decided about them, and asking them again.

Counting the journal is kept until the journal changes; wordings compared once are never compared again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from guide.errors import NotFound
from guide.insight import gaps
from guide.insight.gaps import Cluster
from guide.insight.wordings import Wordings
from guide.storage import missed
from guide.storage.gap_decisions import ANSWERED, FAILED, MERGED, TO_ANSWER, WRITING, Decision, GapDecisions
from guide.storage.journal import Journal
from guide.text.worded import in_any
from guide.types import Lang, Message, Reply, Text

MOST_ASKED_AGAIN = 5

Ask = Callable[[Sequence[Message], Lang], Reply]
"""The guide, asked now."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One question of a cluster in the words of its latest visitor, and what became of it."""

    text: str
    lang: Lang
    asked: int
    disliked: int
    last: datetime
    entries: tuple[str, ...]
    """What the answer last held."""
    said: str = ""
    """What the visitor was told."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A cluster with its words: most asked first, what was retrieved, and why thumbs went down."""

    cluster: Cluster
    wordings: tuple[Wording, ...]
    retrieved: tuple[tuple[str, int], ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """A wording and what the guide says to it now."""

    wording: Wording
    reply: Reply

    @property
    def is_answered(self) -> bool:
        """Whether nothing that was asked for is missing any more."""
        return self.reply.answered and not self.reply.touched.lacked


class GapDesk:
    """Clusters and decisions. Several threads may use one."""

    def __init__(self, journal: Journal, decisions: GapDecisions, ask: Ask) -> None:
        self._journal, self._decisions, self._ask = journal, decisions, ask
        self._lock = Lock()
        self._wordings = Wordings()
        self._held: tuple[int, Mapping[str, int]] = (-1, {})
        self._counted: tuple[int, list[Cluster]] = (-1, [])

    def clusters(self) -> list[Cluster]:
        """Everything visitors could not get, most visitors first."""
        return gaps.decided(self._count(), self._decisions.all())

    def entries_asked(self) -> Mapping[str, int]:
        """How often each entry was in an answer; counted anew only when the journal changed."""
        changes = self._journal.changes()
        if self._held[0] != changes:
            self._held = changes, self._journal.asked()
        return self._held[1]

    def find(self, key: str) -> Cluster:
        """The cluster with this unit. Raises NotFound when nobody's question is left in it."""
        for each in self.clusters():
            if key in each.units:
                return each
        raise NotFound(f"{key}: no such question; it may have been forgotten since")

    def worded(self, some: Sequence[Cluster]) -> dict[str, Wording]:
        """The most asked wording of each, by the cluster's key."""
        mine = {each.lead[1]: each for each in some}
        told: dict[str, list[missed.Told]] = {}
        for turn in missed.told(self._journal, mine):
            if _unit(turn) in mine[turn.question_key].units:
                told.setdefault(turn.question_key, []).append(turn)
        return {mine[key].key: _wording(turns) for key, turns in told.items()}

    def open(self, cluster: Cluster) -> Opened:
        """A cluster with its words."""
        turns = [each for each in missed.told(self._journal, cluster.questions) if _unit(each) in cluster.units]
        by_question: dict[tuple[str, Lang], list[missed.Told]] = {}
        for each in turns:
            by_question.setdefault((each.question_key, each.lang), []).append(each)
        worded = sorted(map(_wording, by_question.values()), key=lambda each: (-each.asked, each.text))
        held = Counter(entry for each in turns for entry in each.entries)
        reasons = dict.fromkeys(each.reason for each in reversed(turns) if each.reason)
        return Opened(cluster, tuple(worded), tuple(held.most_common()), tuple(reasons))

    def decide(self, units: Collection[str], decision: Decision) -> str:
        """Decide for a cluster; returns the batch to undo it by."""
        return self._decisions.add(units, decision)

    def merge(self, cluster: Cluster, other: Cluster, account: str, at: datetime) -> str:
        """Make one cluster part of another."""
        return self._decisions.add(cluster.units, Decision(MERGED, account, at, other.key))

    def undo(self, batch: str) -> int:
        """Take one decision back; returns of how many questions."""
        return self._decisions.undo(batch)

    def merges(self, cluster: Cluster) -> list[Decision]:
        """The decisions that put this cluster together."""
        made = {
            each.batch: each for unit, each in self._decisions.all() if each.kind == MERGED and unit in cluster.units
        }
        return list(made.values())

    def cities_of(self, batch: str, city_of: Callable[[str], str]) -> frozenset[str]:
        """The cities of the places that a press of a button decided about. `city_of` is that of an entry, or ""."""
        units = self._decisions.units_of(batch)
        found = (each for each in self.clusters() if each.units & units) if units else ()
        named = {city_of(entry) for each in found for entry in (each.entry, _target(each)) if entry}
        return frozenset(named - {""})

    def settle(self, entry: str, names: Text, done: Decision) -> None:
        """After a publication: what was to be answered there is asked again, and closes itself or opens again.

        `done` says who published which revision, and when.
        """
        for each in self._to_answer(entry, TO_ANSWER):
            again = self.ask_again(self.open(each), lambda lang: in_any(names, lang))
            answered = bool(again) and all(one.is_answered for one in again)
            if answered and each.state != ANSWERED:
                self._decisions.add(each.units, replace(done, kind=ANSWERED, target=entry))
            if not answered and each.state == ANSWERED:
                self._decisions.add(each.units, replace(done, kind=FAILED, target=entry))

    def targets(self) -> set[str]:
        """The entries in which something is to be answered, or was."""
        return {each.target for _, each in self._decisions.all() if each.kind in TO_ANSWER}

    def waiting_for(self, entry: str) -> list[Cluster]:
        """The clusters somebody began to answer in this entry."""
        return self._to_answer(entry, (WRITING,))

    def answered_by(self, entry: str, number: int) -> list[Cluster]:
        """The clusters that are to be answered by a revision of this entry: it came after somebody began to write."""
        some = self._to_answer(entry, TO_ANSWER)
        return [each for each in some if each.decision and _came(each.decision, number)]

    def ask_again(self, opened: Opened, name: Callable[[Lang], str]) -> tuple[AskedAgain, ...]:
        """Ask the guide its most asked wordings now. `name` is what the place is called, where a question omits it."""
        place = name if opened.cluster.entry else lambda lang: ""
        return tuple(
            AskedAgain(each, self._ask(_said(each, place(each.lang)), each.lang))
            for each in opened.wordings[:MOST_ASKED_AGAIN]
        )

    def _to_answer(self, entry: str, kinds: Collection[str]) -> list[Cluster]:
        if not any(each.kind in kinds and each.target == entry for _, each in self._decisions.all()):
            return []
        return [
            each for each in self.clusters() if each.decision and each.decision.kind in kinds and _target(each) == entry
        ]

    def _count(self) -> list[Cluster]:
        with self._lock:
            changes = self._journal.changes()
            if self._counted[0] != changes:
                self._counted = changes, gaps.clusters(missed.all_missed(self._journal), self._wordings)
            return self._counted[1]


def _came(decision: Decision, number: int) -> bool:
    return number > decision.number if decision.kind == WRITING else number == decision.number


def is_published(decision: Decision | None, number: int) -> bool:
    """Whether the entry that is to answer was published since somebody began to write. `number` is its revision."""
    if decision is None or decision.kind not in TO_ANSWER:
        return False
    return number > decision.number or (decision.kind != WRITING and number == decision.number)


def _said(wording: Wording, place: str) -> list[Message]:
    """The conversation to ask it in: a visitor who had just named the place leaves it out."""
    named = [Message("user", place)] if place and place.casefold() not in wording.text.casefold() else []
    return [*named, Message("user", wording.text)]


def _unit(turn: missed.Told) -> str:
    return gaps.unit_of(turn.question_key, turn.lang, turn.about)


def _target(cluster: Cluster) -> str:
    return cluster.decision.target if cluster.decision else ""


def _wording(turns: Iterable[missed.Told]) -> Wording:
    same = list(turns)
    last = same[-1]
    return Wording(
        last.question, last.lang, len(same), sum(each.answered for each in same), last.at, last.entries, last.said
    )
