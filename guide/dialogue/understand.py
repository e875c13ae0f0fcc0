"""From the messages to one standalone question: language, places, what is asked, what is only pointed at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from guide.dialogue.lexicon import MASK, Lexicon, Reading
from guide.dialogue.state import Heard, Named, State, fold, meant_by
from guide.prompts import Prompts
from guide.retrieval.entities import Mention
from guide.retrieval.index import Snapshot
from guide.retrieval.surfaces import SHORT, plain
from guide.text.detect import language
from guide.text.script import fold as fold_text
from guide.text.script import has_han
from guide.text.words import boundaries
from guide.types import Context, Lang, Message, Question

LONGEST = 2000
"""Characters of one message that are read: a question is shorter, a pasted page is not one."""
REMEMBERED = 30
"""Messages that count."""


@dataclass(frozen=True, slots=True)
class Understood:
    """The question, and the state it was asked in."""

    question: Question
    state: State


@dataclass(frozen=True, slots=True)
class _Turn:
    """The last message and what was heard before it."""

    text: str
    lang: Lang
    last: Heard
    before: tuple[Heard, ...]
    said: str


class Understanding:
    """Reads conversations. Holds the compiled lexicons; a Snapshot says which names there are."""

    def __init__(self, prompts: Prompts, languages: tuple[str, ...]) -> None:
        self._languages = languages
        self._known_fields = frozenset(prompts.fields)
        self._lexicons = {
            lang: Lexicon(prompts.words(lang, "ask"), prompts.words(lang, "talk")) for lang in prompts.languages
        }
        self._read = lru_cache(8192)(self._read_uncached)

    def question(self, messages: Sequence[Message], context: Context, snapshot: Snapshot) -> Understood:
        """What the last message asks, given those before it."""
        turn = self._listen(messages, context, snapshot)
        reading = turn.last.reading
        assert reading is not None

        def kind_of(entry_id: str) -> str:
            entry = snapshot.entry(entry_id)
            return entry.kind if entry else ""

        state = fold(turn.before, kind_of)
        meant = meant_by(state, turn.last, kind_of)
        fields = tuple(ask.fields for ask in reading.asks) or self._own_columns(turn.text, meant, snapshot)
        if not fields and turn.last.named and (reading.elliptic or reading.corrects):
            fields = tuple(ask.fields for ask in state.asked)
        question = Question(
            text=turn.text, standalone=_standalone(turn, meant, snapshot), lang=turn.lang, now=context.now,
            entries=meant, fields=fields, named=bool(turn.last.named), aspects=_aspects(turn.last, meant, snapshot),
            wants_intro=reading.wants_intro, wants_more=reading.wants_more, is_asking=reading.is_asking,
            on_topic=reading.on_topic and not reading.points_back, smalltalk=reading.smalltalk,
            evidence=self._evidence(turn.lang, fields), said=turn.said,
        )  # fmt: skip
        return Understood(question, state)

    def _listen(self, messages: Sequence[Message], context: Context, snapshot: Snapshot) -> _Turn:
        """Hear every message in its own language; a reply is heard in that of the question before it."""
        last = Message("user", messages[-1].text[:LONGEST] if messages else "")
        lang = context.lang or "zh-Hans"
        before, said = [], []
        for message in messages[-REMEMBERED:-1]:
            if message.role == "user":
                lang = language(message.text[:LONGEST], self._languages, lang)
            elif message.role == "assistant":
                said.append(message.text)
            else:
                continue
            before.append(self._hear(message, lang, snapshot))
        lang = language(last.text, self._languages, lang)
        return _Turn(last.text, lang, self._hear(last, lang, snapshot), tuple(before), "\n".join(said))

    def _evidence(self, lang: str, fields: tuple[tuple[str, ...], ...]) -> str:
        lexicon = self._lexicons.get(lang.split("-")[0]) or self._lexicons["en"]
        return "|".join(lexicon.evidence[field] for asked in fields for field in asked if field in lexicon.evidence)

    def _hear(self, message: Message, lang: str, snapshot: Snapshot) -> Heard:
        text = message.text[:LONGEST]
        mentions = snapshot.linker.link(text, message.role == "user")
        named, reading, offers = self._read(text, message.role == "user", lang.split("-")[0], mentions)
        return Heard(named, reading, offers)

    def _read_uncached(
        self, text: str, is_user: bool, lang: str, mentions: tuple[Mention, ...]
    ) -> tuple[tuple[Named, ...], Reading | None, bool]:
        lexicon = self._lexicons.get(lang) or self._lexicons["en"]
        words = plain(text)
        named = tuple(
            Named(each.entries, lexicon.locates(words[: each.start]) or _is_plain_word(words, each))
            for each in mentions
        )
        for each in mentions:
            words = words[: each.start] + MASK * (each.end - each.start) + words[each.end :]
        if is_user:
            return named, lexicon.read(words, fold_text(text)), False
        return named, None, lexicon.offers(words)

    def _own_columns(self, text: str, meant: tuple[str, ...], snapshot: Snapshot) -> tuple[tuple[str, ...], ...]:
        """Unknown columns of the meant entries that the question calls by their own heading."""
        asked = plain(text.replace("_", " "))
        found: dict[str, None] = {}
        for entry_id in meant:
            for fact in snapshot.by_id[entry_id].facts:
                if fact.field not in self._known_fields and plain(fact.field.replace("_", " ")) in asked:
                    found[fact.field] = None
        return tuple((field,) for field in found)


def _is_plain_word(words: str, mention: Mention) -> bool:
    """Whether a short form is an everyday word too, 动物园 for 北京动物园: it pushes no place out of talk."""
    surface = words[mention.start : mention.end]
    return mention.strength <= SHORT and has_han(surface) and boundaries(surface) == {0, len(surface)}


def _aspects(heard: Heard, meant: tuple[str, ...], snapshot: Snapshot) -> tuple[str, ...]:
    """Every name of the entries that are named but not meant: "is the tower near it?"."""
    others = (each for named in heard.named for each in named.entries[:1] if each not in meant)
    return tuple(name for each in others if (entry := snapshot.entry(each)) for name in entry.names.values())


def _standalone(turn: _Turn, meant: tuple[str, ...], snapshot: Snapshot) -> str:
    """The question with the place it points back at put before it."""
    entry = snapshot.entry(meant[0]) if meant and not turn.last.named else None
    if entry is None:
        return turn.text
    name = entry.names.get(turn.lang) or next(iter(entry.names.values()), entry.id)
    return f"{name}: {turn.text}"
