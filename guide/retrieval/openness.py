"""What of an entry may leave the studio: its public fields, and never who confirmed a fact.

prompts/fields.yaml says which fields are internal or personal, the studio's room of open data which columns of a city's
own. What visitors reach (the index, its passages, every page and address that is made of them) is made of entries that
went through here, so that no route has to think of it.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from guide.types import Entry, Revision


def public(entry: Entry, closed: Container[str]) -> Entry:
    """An entry without facts of closed fields, their sources, and the names of those who confirmed the others."""
    if not any(each.checked_by is not None or each.field in closed for each in entry.facts):
        return entry
    facts = tuple(
        each if each.checked_by is None else replace(each, checked_by=None)
        for each in entry.facts
        if each.field not in closed
    )
    private = {each.source for each in entry.facts} - {each.source for each in facts}
    sources = {key: each for key, each in entry.sources.items() if key not in private}
    return replace(entry, facts=facts, sources=sources)


def opened(revision: Revision, closed: Container[str]) -> Revision:
    """A revision with what may leave of its entry."""
    return replace(revision, entry=public(revision.entry, closed)) if revision.entry else revision
