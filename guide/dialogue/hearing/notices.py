"""Whether a question asks what goes on at a place, a crowd or a closure: prompts/<lang>/hear/notices.yaml."""

from __future__ import annotations

from guide.dialogue.conversation import Conversation
from guide.dialogue.hearing.patterns import Patterns
from guide.prompts import Prompts
from guide.retrieval.notices import CLOSED, CROWDED
from guide.skills.notices import Asking


class Noticing:
    """Hears questions about crowds, closures and notices."""

    def __init__(self, prompts: Prompts) -> None:
        self._patterns = Patterns(prompts, "notices")

    def hear(self, conversation: Conversation) -> Asking | None:
        """What is asked; None when it is something else."""
        known = self._patterns.of(conversation.last.lang)
        if not known:
            return None
        words = conversation.last.words
        said = next((key for key in (CROWDED, CLOSED, "any") if key in known and known[key].search(words)), None)
        if said is None or "chooses" in known and known["chooses"].search(words):
            return None
        named = conversation.question.entries
        everywhere = not conversation.last.mentions and "anywhere" in known and known["anywhere"].search(words)
        entries = () if everywhere else named or conversation.state.focus[:1]
        return Asking(entries, said if said != "any" else "") if entries or everywhere else None
