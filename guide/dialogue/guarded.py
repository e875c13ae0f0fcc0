"""The last look at an answer: no sentence with a word of the operator's list leaves, whoever composed it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from guide.dialogue.wording import Wording
from guide.ports import Composer
from guide.types import Finding


class GuardedComposer:
    """Wraps any composer. `listed` gives the listed words in a text."""

    def __init__(self, composer: Composer, listed: Callable[[str], tuple[str, ...]], wording: Wording) -> None:
        self._composer, self._listed, self._wording = composer, listed, wording

    @property
    def name(self) -> str:
        """Who speaks, for the journal."""
        return self._composer.name

    def compose(self, finding: Finding) -> Iterator[str]:
        """The sentences that hold no listed word; one that says so where none is left."""
        said = withheld = False
        for sentence in self._composer.compose(finding):
            if self._listed(sentence):
                withheld = True
                continue
            said = True
            yield sentence
        if withheld and not said:
            yield self._wording.say(finding.lang, "safety.withheld")
