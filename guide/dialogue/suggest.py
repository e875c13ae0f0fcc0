"""What a visitor might ask next about the place in talk: only what the knowledge can answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from guide.dialogue.wording import Wording
from guide.types import Entry, Finding

MOST = 3
_OFFERED = (
    "hours",
    "price",
    "address",
    "duration",
    "season",
    "dishes",
    "nearby_food",
    "nearby_sights",
    "built",
    "phone",
)


def suggestions(finding: Finding, wording: Wording, asked_before: Collection[str] = ()) -> tuple[str, ...]:
    """Up to three questions in the visitor's language, none that was asked in these words before."""
    if not finding.entries:
        return ()
    entry = finding.entries[0]
    name = wording.name(entry, finding.lang)
    asked = {found.field for found in finding.facts}
    keys = (key for key in _keys(entry, finding) if key not in asked)
    offered = (wording.say(finding.lang, f"suggest.{key}", {"name": name}) for key in keys)
    return tuple(islice((each for each in offered if each not in asked_before), MOST))


def _keys(entry: Entry, finding: Finding) -> Iterator[str]:
    told = any(text.entry.id == entry.id for text in finding.texts)
    if entry.texts and not told:
        yield "intro"
    yield from (field for field in _OFFERED if entry.of(field))
    if told and finding.intent != "unknown.no_more":
        yield "more"
