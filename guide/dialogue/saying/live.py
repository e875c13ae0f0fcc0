"""What cannot be known from here: that it cannot, what is usual, and whom to ask."""

from __future__ import annotations

from collections.abc import Iterator

from guide.dialogue.cite import Citations
from guide.dialogue.telling import prose, told
from guide.dialogue.wording import Wording
from guide.skills import hotlines
from guide.skills.live import Asked
from guide.types import Finding


def say(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """The honest no first; the city's hotline is the way where nobody's telephone is known."""
    asked: Asked = finding.detail
    lang = finding.lang
    yield wording.say(lang, f"live.{asked.what}")
    if finding.texts:
        yield from told((prose(text, citations) for text in finding.texts), lang, wording)
    found = hotlines.of_place(finding.entries[0]) if finding.entries else None
    if found:
        yield wording.say(lang, "unknown.fact_call", {"phone": found.facts[0].value})
    else:
        yield wording.say(lang, "unknown.fact_ask")
