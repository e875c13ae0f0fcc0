"""Who needs help, and what they complain of: heard from the visitor's words, folded anew from all turns each time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from guide.dialogue.conversation import Conversation, Turn
from guide.dialogue.hearing.patterns import Patterns
from guide.prompts import Prompts
from guide.retrieval.index import Snapshot
from guide.retrieval.surfaces import plain
from guide.skills.assist import NAME, Asked, Draft
from guide.types import TOPIC, Lang

URGENT = (
    "self_harm",
    "emergency.fire",
    "emergency.medical",
    "emergency.police",
    "emergency.traffic",
    "emergency.unknown",
)
"""What cannot wait, the first to be heard first."""
_DRAFTED = ("missing", "passport", "lost", "complaint")
_CATEGORIES = (
    "safety", "food", "price", "ticket", "transport", "lodging", "shopping", "crowd", "hygiene", "accessible",
    "information", "service",
)  # fmt: skip
CATEGORIES = (*_CATEGORIES, "lost", "other")
_LONGEST = 1000
_REACH = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[+＋]?\d[\d\s-]{5,17}\d")

Heard = Mapping[str, re.Pattern[str]]


class Assisting:
    """Hears needs. The same lexicon tells the safety ability which questions are a cry for help."""

    def __init__(self, prompts: Prompts) -> None:
        self._patterns = Patterns(prompts, NAME)

    def need(self, turn: Turn) -> str | None:
        """What one turn by itself says is needed, the most pressing first; None for any other question."""
        return self._urgent(turn) or self._kind(turn)

    def classified(self, text: str, lang: Lang) -> tuple[str, bool]:
        """The category and the urgency of a letter, by the same word lists that the chat's draft is made with."""
        words, lexicons = plain(text), [self._patterns.of(each) for each in _languages(lang)]
        urgent = any(_search(heard, name, words) for heard in lexicons for name in ("urgent", "missing", *URGENT))
        named = (each for each in _CATEGORIES for heard in lexicons if _search(heard, f"category.{each}", words))
        lost = any(_search(heard, kind, words) for heard in lexicons for kind in _DRAFTED if kind != "complaint")
        return "lost" if lost else next(named, "other"), urgent

    def angry(self, conversation: Conversation) -> bool:
        """Whether the last turn is told in anger, at the guide or at what happened."""
        return self._says(conversation.last, "angry")

    def hear(self, conversation: Conversation) -> Asked | None:
        """What is needed now; None when nothing is."""
        last = conversation.last
        if urgent := self._urgent(last):
            return Asked(urgent)
        draft, continues = self._draft(conversation)
        kind = self._kind(last)
        if kind in _DRAFTED or continues:
            more = kind not in _DRAFTED
            return Asked(_kind_of(draft, kind), draft=draft, sending=self._says(last, "send"), more=more)
        if kind == "number":
            return Asked(kind, self._service(last))
        return Asked(kind, about=self._asked_before(conversation) if kind == "person" else "") if kind else None

    def _asked_before(self, conversation: Conversation) -> str:
        """What a person was asked for: the last question that was not itself for one."""
        return next((turn.text for turn in conversation.asked[::-1] if self._kind(turn) != "person"), "")

    def _urgent(self, turn: Turn) -> str | None:
        if self._says(turn, "past"):
            return None
        return next((kind for kind in URGENT if self._says(turn, kind)), None)

    def _kind(self, turn: Turn) -> str | None:
        """The need of one turn by itself."""
        if self._says(turn, "past"):
            return None
        order = ("missing", "passport", "lost", "number", "status", "person", "complaint")
        return next((kind for kind in order if self._says(turn, kind)), None)

    def _service(self, turn: Turn) -> str:
        services = ("crisis", "ambulance", "fire", "traffic", "police")
        named = [each for each in services if self._says(turn, f"number.{each}")]
        return named[0] if len(named) == 1 else ""

    def _draft(self, conversation: Conversation) -> tuple[Draft | None, bool]:
        """The draft after all turns, and whether the last turn goes on with it."""
        draft: Draft | None = None
        going = False
        about = ""
        for turn in conversation.asked:
            about = _place(turn, conversation.snapshot) or about
            draft, going = self._after(draft, going, turn, about)
        return draft, going

    def _after(self, draft: Draft | None, going: bool, turn: Turn, about: str) -> tuple[Draft | None, bool]:
        kind = self._kind(turn)
        if kind in _DRAFTED and not self._urgent(turn):
            goes_on = draft if going and draft and (draft.kind == "complaint") == (kind == "complaint") else None
            return self._told(goes_on, kind or "", turn, about), True
        if draft is None or not going or self._urgent(turn):
            return draft, False
        if self._says(turn, "cancel"):
            return None, False
        if self._says(turn, "send"):
            return draft, True
        return (self._told(draft, draft.kind, turn, about), True) if self._adds(turn) else (draft, False)

    def _adds(self, turn: Turn) -> bool:
        """Whether a turn tells more of it, rather than asking for something else."""
        reading = turn.reading
        if any(self._says(turn, name) for name in ("when", "reach")) or _REACH.search(turn.text):
            return True
        asks = reading is None or reading.is_asking or reading.asks or reading.smalltalk or reading.seeks
        return not asks and not reading_more(turn)

    def _told(self, draft: Draft | None, kind: str, turn: Turn, about: str) -> Draft:
        words = plain(turn.text)
        reach = next(iter(_REACH.findall(turn.text)), "")
        what = _REACH.sub("", turn.text).strip()
        before = draft or Draft(kind, "", False, "")
        said = " ".join(part for part in (before.what, what) if part)[:_LONGEST]
        return replace(
            before, what=said, category=self._category(before.kind, plain(said), turn),
            urgent=before.urgent or kind == "missing" or self._says(turn, "urgent"),
            when=self._found(turn, "when") or before.when, where=self._where(turn, words) or before.where,
            reach=reach.strip() or before.reach, entry=about or before.entry,
        )  # fmt: skip

    def _category(self, kind: str, words: str, turn: Turn) -> str:
        if kind != "complaint":
            return "lost"
        named = (each for each in _CATEGORIES for heard in self._of(turn) if _search(heard, f"category.{each}", words))
        return next(named, "other")

    def _where(self, turn: Turn, words: str) -> str:
        """The place in the visitor's own words: where a known one stands, its name; else what follows "at the"."""
        if turn.mentions:
            first = turn.mentions[0]
            return words[first.start : first.end]
        matches = (_search(heard, "where", words) for heard in self._of(turn))
        return next((match.group(1).strip() for match in matches if match), "")

    def _found(self, turn: Turn, name: str) -> str:
        matches = (_search(heard, name, plain(turn.text)) for heard in self._of(turn))
        return next((match.group().strip() for match in matches if match), "")

    def _says(self, turn: Turn, name: str) -> bool:
        words = plain(turn.text)
        return any(_search(heard, name, words) for heard in self._of(turn))

    def _of(self, turn: Turn) -> Iterable[Heard]:
        """The lexicon of the turn's language, and English: people call for help in both."""
        return (self._patterns.of(lang) for lang in _languages(turn.lang))


def reading_more(turn: Turn) -> bool:
    """Whether a turn asks to be told more of what the guide said."""
    return turn.reading is not None and (turn.reading.wants_more or turn.reading.wants_intro)


def _languages(lang: Lang) -> tuple[Lang, ...]:
    return tuple(dict.fromkeys((lang.split("-")[0], "en")))


def _search(heard: Heard, name: str, words: str) -> re.Match[str] | None:
    return heard[name].search(words) if name in heard else None


def _place(turn: Turn, snapshot: Snapshot) -> str:
    """The place a turn names, if any: no topic such as a hotline."""
    ids = (entry_id for mention in turn.mentions for entry_id in mention.entries)
    entries = (snapshot.entry(entry_id) for entry_id in ids)
    return next((entry.id for entry in entries if entry and entry.kind != TOPIC), "")


def _kind_of(draft: Draft | None, kind: str | None) -> str:
    if kind in _DRAFTED:
        return kind or ""
    return draft.kind if draft else "complaint"
