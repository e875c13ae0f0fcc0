"""An answer to why, how and whence: the sentences as they stand."""

from __future__ import annotations

from collections.abc import Iterator

from guide.dialogue.cite import Citations
from guide.dialogue.telling import prose, statements, told
from guide.dialogue.wording import Wording
from guide.types import Finding


def say(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """The one to four sentences that answer, with their source."""
    for found in finding.facts:
        yield from told(statements(found, finding.lang, wording, citations), finding.lang, wording)
    yield from told((prose(text, citations) for text in finding.texts), finding.lang, wording)
