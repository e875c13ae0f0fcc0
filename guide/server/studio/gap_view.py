"""What visitors could not get as other rooms show it: what waits for an entry, and what is said of it now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from guide.insight.gap_desk import AskedAgain
from guide.insight.gaps import Cluster
from guide.server.studio.desk import Desk
from guide.text.worded import in_any

MOST_SHOWN = 3


def waiting(desk: Desk, entry_id: str, told: Collection[str] = ()) -> dict[str, Any]:
    """The questions somebody is answering in an entry, and their words; without those whose keys are told elsewhere."""
    some = [each for each in desk.app.gaps.waiting_for(entry_id) if each.key not in told]
    return {"waiting": some, "waiting_words": desk.app.gaps.worded(some)}


def asked_again(desk: Desk, entry_id: str, number: int) -> list[tuple[Cluster, Sequence[AskedAgain]]]:
    """What this revision of an entry was to answer, asked again."""
    some = desk.app.gaps.answered_by(entry_id, number)[:MOST_SHOWN]
    return [(each, again(desk, each)) for each in some]


def again(desk: Desk, cluster: Cluster) -> tuple[AskedAgain, ...]:
    """A cluster's questions asked now; of a place that a question leaves out its name is said before."""
    listed = desk.entries.listed().get(cluster.entry)
    gaps = desk.app.gaps
    return gaps.ask_again(gaps.open(cluster), lambda lang: in_any(listed.names, lang) if listed else "")
