"""The history of facts: what the record said before, since when it says something else. Never by whom, or why.

It begins behind the last withdrawal, since what was taken away stays away, and behind what an administrator sealed.
What stands in it is read by today's classes of fields: one that was closed meanwhile is closed in the past as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from guide.opendata.records import Record, Scribe, moment
from guide.types import Revision

_SINGLE = ("kind", "city", "language", "names", "aliases", "tags", "position", "as_of", "confidence", "links")


def history(revisions: Iterable[Revision], scribe: Scribe, field: str = "") -> list[Record]:
    """Each publication that changed anything public of an entry, the latest first; of one field where one is named."""
    told = list(_steps(_open(list(revisions), scribe), scribe))
    if field:
        told = [{**each, "changes": _of(each["changes"], field)} for each in told]
    return [each for each in reversed(told) if each["changes"] or "added" in each]


def _of(changes: list[Record], field: str) -> list[Record]:
    return [each for each in changes if each.get("field") == field]


def _open(revisions: Sequence[Revision], scribe: Scribe) -> Sequence[Revision]:
    """What may be told: the revisions since the last withdrawal, without those that are sealed."""
    gone = max((at for at, each in enumerate(revisions, 1) if each.entry is None), default=0)
    return [each for each in revisions[gone:] if each.number > scribe.terms.sealed.get(each.entry_id, 0)]


def _steps(revisions: Sequence[Revision], scribe: Scribe) -> Iterator[Record]:
    before: Record | None = None
    for each in revisions:
        if each.entry is None:
            continue
        after = scribe.content(each.entry)
        step: Record = {"revision": each.number, "at": moment(each.at)}
        yield {**step, "added": True, "changes": []} if before is None else {**step, "changes": _changes(before, after)}
        before = after


def _changes(before: Record, after: Record) -> list[Record]:
    single = [
        {"part": part, "before": before.get(part), "after": after.get(part)}
        for part in _SINGLE
        if before.get(part) != after.get(part)
    ]
    was, now = before.get("texts", {}), after.get("texts", {})
    texts = [{"part": "text", "language": lang} for lang in {**was, **now} if was.get(lang) != now.get(lang)]
    return [*single, *_facts(before.get("facts", []), after.get("facts", [])), *texts]


def _facts(before: list[Record], after: list[Record]) -> Iterator[Record]:
    for field in dict.fromkeys(each["field"] for each in (*after, *before)):
        was, now = _without(before, field), _without(after, field)
        if was != now:
            yield {"part": "fact", "field": field, "before": was, "after": now}


def _without(facts: list[Record], field: str) -> list[dict[str, Any]]:
    """The facts of a field without what the field itself says."""
    return [{key: each for key, each in fact.items() if key != "field"} for fact in facts if fact["field"] == field]
