"""Whether a question asks what only those on the spot can tell: prompts/<lang>/hear/live.yaml.

`now` are words of the present moment; `now.<kind>` asks for it only beside these, `ask.<kind>` by itself.
`usual.<kind>` is how a sentence tells what it is mostly like; `never` is what only looks like such a question.
"""

from __future__ import annotations

import re

from guide.dialogue.conversation import Conversation
from guide.dialogue.hearing.patterns import Patterns
from guide.prompts import Prompts
from guide.skills.live import CROWD, INSIDE, LEFT, MARKET, TIMETABLE, Asked

_KINDS = (LEFT, MARKET, INSIDE, TIMETABLE, CROWD)
_NOTHING = re.compile(r"(?!)")


class Live:
    """Hears questions about the moment."""

    def __init__(self, prompts: Prompts) -> None:
        self._patterns = Patterns(prompts, "live")

    def hear(self, conversation: Conversation) -> Asked | None:
        """What is asked; None when it is something else, or a choice of places is wished for."""
        turn = conversation.last
        known = self._patterns.of(turn.lang)

        def says(key: str) -> bool:
            return key in known and known[key].search(turn.words) is not None

        if not known or says("never") or turn.reading is None or turn.reading.seeks:
            return None
        is_now = says("now")
        kind = next((each for each in _KINDS if says(f"ask.{each}") or is_now and says(f"now.{each}")), None)
        return Asked(kind, known.get(f"usual.{kind}", _NOTHING)) if kind else None
