"""What visitors could not get, as pieces of work: questions that ask for the same, together, by visitors affected.

Two turns ask for the same when the guide understood the same place and field in them; where it did not, when their
words are alike (`wordings`), of the same language and place. An editor may put two clusters together. A cluster is
known by the units in it, digests of question or of place and field: decisions hang on these, so that no word of a
visitor is kept twice. Nothing here tells who asked: visitors are counted by the journal's pseudonyms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from itertools import groupby

from guide.insight.wordings import Wordings
from guide.storage.gap_decisions import ANSWERED, FAILED, MERGED, WRITING, Decision
from guide.storage.missed import Missed
from guide.types import Lang

OPEN, AGAIN = "open", "again"
STATES = (OPEN, WRITING, ANSWERED, "dismissed", "elsewhere")
"""How work on a cluster stands. AGAIN is open too: asked in vain after it had been answered, or its answer lost."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Questions that ask for the same."""

    about: str
    """The place and field they ask for, "entry#field"; either may be empty."""
    units: frozenset[str]
    lead: tuple[int, str]
    """How often its most asked wording was asked, and the key of that wording."""
    questions: frozenset[str]
    """The keys of its wordings."""
    langs: tuple[Lang, ...]
    """The language asked most first."""
    people: frozenset[str]
    """Pseudonyms of the conversations; "" stands for all without one."""
    asked: int
    disliked: int
    """How many of these were answered, and got a thumb down."""
    first: str
    last: str
    """ISO times in UTC."""
    decision: Decision | None = None

    @property
    def key(self) -> str:
        """What the cluster is called in addresses: any of its units finds it."""
        return min(self.units)

    @property
    def visitors(self) -> int:
        """How many conversations it left without an answer."""
        return len(self.people)

    @property
    def since(self) -> datetime:
        """When it was first asked."""
        return datetime.fromisoformat(self.first)

    @property
    def until(self) -> datetime:
        """When it was last asked."""
        return datetime.fromisoformat(self.last)

    @property
    def entry(self) -> str:
        """The id of the place asked about, or nothing."""
        return self.about.partition("#")[0]

    @property
    def field(self) -> str:
        """The field asked for, or nothing."""
        return self.about.partition("#")[2]

    @property
    def state(self) -> str:
        """How the work on it stands."""
        if self.decision is None:
            return OPEN
        kind, at = self.decision.kind, self.decision.at
        again = kind == FAILED or (kind == ANSWERED and self.until > at)
        return AGAIN if again else self.decision.kind


def clusters(turns: Iterable[Missed], wordings: Wordings) -> list[Cluster]:
    """The turns as clusters, whatever was decided. `turns` come by question, as the journal's index has them."""
    asked = [_of_question(list(same)) for _, same in groupby(turns, key=lambda turn: turn[:3])]
    worded: dict[tuple[str, str], list[Cluster]] = {}
    for each in asked:
        if not is_plain(each.about):
            worded.setdefault((each.about, each.langs[0]), []).append(each)
    wordings.catch_up(
        {
            scope: [one.lead[1] for one in sorted(some, key=lambda one: (one.first, one.lead[1]))]
            for scope, some in worded.items()
        }
    )
    together: dict[tuple[str, ...], list[Cluster]] = {}
    for each in asked:
        scope = (each.about, each.langs[0])
        group = (each.about,) if is_plain(each.about) else (*scope, wordings.leader(scope, each.lead[1]))
        together.setdefault(group, []).append(each)
    return [joined(some) for some in together.values()]


def decided(found: Iterable[Cluster], decisions: Sequence[tuple[str, Decision]]) -> list[Cluster]:
    """The clusters with what was decided: put together where an editor did, most visitors first."""
    latest = {unit: decision for unit, decision in decisions if decision.kind != MERGED}
    with_whom = {unit: decision.target for unit, decision in decisions if decision.kind == MERGED}
    merged = list(_merged(list(found), with_whom)) if with_whom else found
    held = [replace(each, decision=_newest(each.units, latest)) for each in merged] if latest else merged
    return sorted(held, key=lambda each: (-each.visitors, -each.asked, each.lead[1]))


def joined(some: Sequence[Cluster]) -> Cluster:
    """Several clusters as one."""
    if len(some) == 1:
        return some[0]
    by_lang: dict[Lang, int] = {}
    for each in some:
        for lang in each.langs:
            by_lang[lang] = by_lang.get(lang, 0) + each.asked
    most = max(some, key=lambda each: each.lead)
    return Cluster(
        about=next((each.about for each in (most, *some) if is_plain(each.about)), most.about),
        units=frozenset().union(*(each.units for each in some)),
        lead=most.lead,
        questions=frozenset().union(*(each.questions for each in some)),
        langs=tuple(sorted(by_lang, key=lambda lang: (-by_lang[lang], lang))),
        people=frozenset().union(*(each.people for each in some)),
        asked=sum(each.asked for each in some),
        disliked=sum(each.disliked for each in some),
        first=min(each.first for each in some),
        last=max(each.last for each in some),
    )


def is_plain(about: str) -> bool:
    """Whether both the place and the field were understood."""
    entry, _, field = about.partition("#")
    return bool(entry and field)


def unit_of(question_key: str, lang: Lang, about: str) -> str:
    """The digest decisions hang on: of place and field where both are known, else of the question."""
    parts = ("about", about) if is_plain(about) else ("words", about, lang, question_key)
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def _of_question(same: Sequence[Missed]) -> Cluster:
    head = same[0]
    times = [each.at for each in same]
    return Cluster(
        about=head.about,
        units=frozenset((unit_of(head.question_key, head.lang, head.about),)),
        lead=(len(same), head.question_key),
        questions=frozenset((head.question_key,)),
        langs=(head.lang,),
        people=frozenset(each.conversation or "" for each in same),
        asked=len(same),
        disliked=sum(each.answered for each in same),
        first=min(times),
        last=max(times),
    )


def _newest(units: Iterable[str], latest: Mapping[str, Decision]) -> Decision | None:
    return max((latest[each] for each in units if each in latest), key=lambda each: each.at, default=None)


def _merged(found: Sequence[Cluster], with_whom: Mapping[str, str]) -> Iterator[Cluster]:
    """Clusters joined wherever a unit of one names a unit of another."""
    home = {unit: at for at, each in enumerate(found) for unit in each.units}
    root = list(range(len(found)))
    for unit, target in with_whom.items():
        if unit in home and target in home:
            root[_top(root, home[unit])] = _top(root, home[target])
    groups: dict[int, list[Cluster]] = {}
    for at, each in enumerate(found):
        groups.setdefault(_top(root, at), []).append(each)
    return (joined(some) for some in groups.values())


def _top(root: Sequence[int], at: int) -> int:
    while root[at] != at:
        at = root[at]
    return at
