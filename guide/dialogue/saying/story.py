"""An answer to why, how and whence: the sentences as they stand."""

from __future__ import annotations

from collections.abc import Iterator

from guide.dialogue.cite import Citations, mark
from guide.dialogue.compose import closed, quoted
from guide.dialogue.wording import Wording
from guide.types import Finding


def say(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """The one to four sentences that answer, with their source."""
    for found in finding.facts:
        yield mark(closed(wording.values(found, finding.lang), finding.lang), *citations.of_facts(found))
    for text in finding.texts:
        yield quoted(text, finding.lang, wording, citations)
