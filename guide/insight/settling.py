"""What visitors could not get, asked again after a publication: what is answered now closes by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from guide.insight.gap_desk import GapDesk
from guide.insight.gaps import Cluster
from guide.storage.gap_decisions import ANSWERED, Decision
from guide.text.worded import in_any
from guide.types import Text

MOST = 50
"""Clusters nobody had decided on that one table is asked about: those of most visitors."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What was published of an entry: its names, and who published which revision, and when."""

    names: Text
    done: Decision


def settle(desk: GapDesk, published: Mapping[str, Settled]) -> None:
    """Ask again what was to be answered by one of these entries, by id.

    Of what came in together, a table or a calendar, also what nobody had decided on: whoever sends a table in does not
    go through the gaps to say which of them it closes.
    """
    for entry in sorted(desk.targets() & published.keys()):
        desk.settle(entry, published[entry].names, published[entry].done)
    for each in islice(_unanswered(desk, published), MOST if len(published) > 1 else 0):
        said = published[each.entry]
        again = desk.ask_again(desk.open(each), partial(in_any, said.names))
        if again and all(one.is_answered for one in again):
            desk.decide(each.units, replace(said.done, kind=ANSWERED, target=each.entry))


def _unanswered(desk: GapDesk, published: Mapping[str, Settled]) -> Iterator[Cluster]:
    """What had no answer at all; an answer that was only disliked may still be."""
    return (each for each in desk.clusters() if not each.decision and not each.disliked and each.entry in published)
