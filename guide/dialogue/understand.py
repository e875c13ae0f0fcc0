"""From the messages to one standalone question: language, places, what is asked, what is only pointed at."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TypeAlias

from guide.dialogue import mentioned
from guide.dialogue.conversation import Conversation, Turn
from guide.dialogue.lexicon import Lexicon, Reading
from guide.dialogue.referring import refer
from guide.dialogue.respelling import Respelling
from guide.dialogue.state import Heard, Named, State, fold, meant_by
from guide.prompts import Prompts
from guide.retrieval.entities import Mention
from guide.retrieval.index import Snapshot
from guide.retrieval.surfaces import plain
from guide.skills import smalltalk
from guide.text.detect import is_foreign, language
from guide.text.script import fold as fold_text
from guide.text.worded import in_any
from guide.types import TOPIC, City, Context, Lang, Message, Question

LONGEST = 2000
"""Characters of one message that are read: a question is shorter, a pasted page is not one."""
REMEMBERED = 30
"""Messages that count."""
Cities: TypeAlias = Callable[[], Mapping[str, City]]
"""The cities of the base as they are now, by id."""
_NOWHERE = City("")
_ARRIVAL = re.compile(r"^\d{1,2}/\d{1,2} ", re.MULTILINE)
"""How a reply of a walk begins, after what is told of the whole of it: the second of seven stops is 2/7."""

_FOR_PERSONS = ("concessions", "price")
"""What is asked of a price by the word for who pays it."""


@dataclass(frozen=True, slots=True)
class _Listened:
    """The last message and what was heard before it."""

    text: str
    lang: Lang
    last: Heard
    before: tuple[Heard, ...]
    said: str
    words: str
    """The text as plain words."""
    content: frozenset[str]
    turns: tuple[Turn, ...]


class Understanding:
    """Reads conversations. Holds the compiled lexicons; a Snapshot says which names there are."""

    def __init__(
        self, prompts: Prompts, languages: tuple[str, ...], home: City = _NOWHERE, cities: Cities = dict
    ) -> None:
        self._languages, self._city, self._cities = languages, home.id, cities
        self._places = tuple(map(plain, home.names.values()))
        self._known_fields = frozenset(prompts.fields)
        self._lexicons = {
            lang: Lexicon(prompts.words(lang, "ask"), prompts.words(lang, "talk")) for lang in prompts.languages
        }
        self._respelling = Respelling(prompts)
        self._asked, self._replied = lru_cache(8192)(self._hear_question), lru_cache(8192)(self._hear_reply)

    def conversation(self, messages: Sequence[Message], context: Context, snapshot: Snapshot) -> Conversation:
        """What was said, and what the last message asks, given those before it."""
        turn = self._listen(messages, context, snapshot)
        reading = turn.last.reading
        assert reading is not None
        kind_of = mentioned.kinds_in(snapshot)
        state = fold(turn.before, kind_of, partial(refer, snapshot=snapshot))
        turn = self._of_other_city(turn, state, snapshot)
        turn = replace(turn, last=refer(state, turn.last, snapshot))
        meant = meant_by(state, turn.last, kind_of)
        topics, fields = _topics(turn), self._fields(turn, state, meant, snapshot)
        question = Question(
            text=turn.text, standalone=_standalone(turn, meant, snapshot), lang=turn.lang, now=context.now,
            entries=meant, fields=fields, named=bool(turn.last.named),
            aspects=mentioned.aspects(turn.last, meant, snapshot),
            wants_intro=reading.wants_intro or not self._reads(turn.lang),
            wants_more=reading.wants_more, is_asking=reading.is_asking,
            on_topic=reading.on_topic and not reading.points_back,
            smalltalk=smalltalk.FOREIGN if is_foreign(turn.text) else reading.smalltalk,
            stranger=self._stranger(turn), ties_person=reading.ties_person,
            kinds=reading.kinds, home=self._city, of_city=self._of_city(turn), away=self._away(turn),
            content=turn.content,
            wants_figure=reading.wants_figure,
            evidence=self._evidence(turn, fields), said=turn.said, topics=() if set(meant) & set(topics) else topics,
            again=tuple(ask.fields for ask in state.asked) if reading.wants_more and state.of_fields else (),
            paid_part=self._lexicon(turn.lang).paid_part(turn.words), sum=self._lexicon(turn.lang).sum,
            has_what=self._lexicon(turn.lang).has_what(turn.words),
            paid_once=self._lexicon(turn.lang).paid_once(turn.words),
            particular=self._lexicon(turn.lang).particular(turn.words),
        )  # fmt: skip
        return Conversation(turn.turns, question, state, context, snapshot)

    def _fields(
        self, turn: _Listened, state: State, meant: tuple[str, ...], snapshot: Snapshot
    ) -> tuple[tuple[str, ...], ...]:
        """The fields that are asked for, in so many words or as those of the question before."""
        reading = turn.last.reading
        assert reading is not None
        of_topic = bool(set(meant) & set(_topics(turn)))
        own = {ask for each in turn.last.named for ask in each.asks} if of_topic else ()
        asks = tuple(
            ask for ask in reading.asks if ask not in own or mentioned.tells_by_fact(ask, meant, turn.lang, snapshot)
        )
        fields = tuple(ask.fields for ask in asks) or self._own_columns(turn.text, meant, snapshot)
        if not fields and turn.last.named and (reading.elliptic or reading.corrects):
            fields = self._asked_again(state, meant if of_topic else (), snapshot)
        return fields or ((_FOR_PERSONS,) if reading.of_persons and _asks_price(state) else ())

    def _asked_again(self, state: State, topics: tuple[str, ...], snapshot: Snapshot) -> tuple[tuple[str, ...], ...]:
        """What was asked last, of another; of a topic only what it knows: a station has buses, the weather no price."""
        asked = tuple(ask.fields for ask in state.asked)
        entries = [entry for each in topics if (entry := snapshot.entry(each))]
        return tuple(each for each in asked if not topics or any(one.of(field) for one in entries for field in each))

    def question_ends(self, lang: Lang) -> re.Pattern[str] | None:
        """Where in a message of a language a question ends without a question mark."""
        return self._lexicon(lang).question_ends

    def _listen(self, messages: Sequence[Message], context: Context, snapshot: Snapshot) -> _Listened:
        """Hear every message in its own language; a reply is heard in that of the question before it."""
        messages = [self._respelled(each, snapshot) if each.role == "user" else each for each in messages]
        last = Message("user", messages[-1].text[:LONGEST] if messages else "")
        lang = context.lang or "zh-Hans"
        turns: list[Turn] = []
        before, said = [], []
        heard = [message for message in messages[:-1] if message.role in ("user", "assistant")]
        for message in heard[1 - REMEMBERED :]:
            if message.role == "user":
                lang = language(message.text[:LONGEST], self._languages, lang)
            else:
                said.append(message.text)
            before.append(self._hear(message, lang, snapshot))
            turns.append(_turn(message, lang, snapshot, before[-1].reading))
        lang = language(last.text, self._languages, lang)
        asked = self._hear(last, lang, snapshot)
        turns.append(_turn(last, lang, snapshot, asked.reading))
        words = turns[-1].words
        content = self._lexicon(lang).content(words)
        return _Listened(last.text, lang, asked, tuple(before), "\n".join(said), words, content, tuple(turns))

    def _respelled(self, message: Message, snapshot: Snapshot) -> Message:
        """A visitor's message in the usual words."""

        def named(words: str) -> bool:
            mentions = snapshot.linker.link(words, False)
            return len(mentions) == 1 and (mentions[0].start, mentions[0].end) == (0, len(plain(words)))

        text = message.text[:LONGEST]
        return replace(message, text=self._respelling.read(text, named))

    def _of_other_city(self, turn: _Listened, state: State, snapshot: Snapshot) -> _Listened:
        """ "Not that one, the one in Changzhou": what bears the name of the place in talk in the city that is named."""
        reading, entry = turn.last.reading, snapshot.entry(state.focus[0]) if state.focus else None
        if reading is None or not reading.corrects or turn.last.named or entry is None:
            return turn
        cities = (each for each in sorted(snapshot.linker.places - set(self._places)) if each in turn.words)
        names = (plain(f"{city} {name}") for city in cities for name in entry.names.values())
        meant = (each for name in names for each in snapshot.linker.link(name, False))
        named = tuple(Named(each.entries) for each in meant if entry.id not in each.entries)
        return replace(turn, last=replace(turn.last, named=named[:1]))

    def _stranger(self, turn: _Listened) -> str:
        """A name in the question that nobody here bears."""
        if turn.last.reading is None:
            return ""
        if turn.last.named:
            return self._lexicon(turn.lang).stranger_within(turn.words)
        name = self._lexicon(turn.lang).stranger(turn.text, turn.words, turn.last.reading.asks)
        return "" if plain(name) in self._places else name

    def _of_city(self, turn: _Listened) -> bool:
        """Whether the city itself is named, and neither a place of it nor one in talk."""
        reading = turn.last.reading
        back = reading is None or reading.points_back
        return not turn.last.named and not back and any(place in turn.words for place in self._places)

    def _away(self, turn: _Listened) -> str:
        """Another city that is named, outside the names of places; of two it is not known which is meant."""
        named = [
            each.id
            for each in self._cities().values()
            if any(mentioned.is_said(plain(name), turn.words) for name in each.names.values())
        ]
        return named[0] if len(named) == 1 and named[0] != self._city else ""

    def _evidence(self, turn: _Listened, fields: tuple[tuple[str, ...], ...]) -> str:
        lexicon = self._lexicon(turn.lang)
        first = (asked[0] for asked in fields)
        of_fields = "|".join(lexicon.evidence[field] for field in first if field in lexicon.evidence)
        words = turn.words
        for noun in turn.last.reading.nouns if turn.last.reading else ():
            words = words.replace(noun, " ")
        return of_fields or lexicon.measured(words)

    def _hear(self, message: Message, lang: Lang, snapshot: Snapshot) -> Heard:
        text, is_user = message.text[:LONGEST], message.role == "user"
        arrival = None if is_user else _ARRIVAL.search(text)
        text = text[arrival.start() :] if arrival else text
        mentions = tuple(self._own_city_first(each, snapshot) for each in snapshot.linker.link(text, is_user))
        kind_of = mentioned.kinds_in(snapshot)
        topics = tuple(each for each in mentions if all(kind_of(entry_id) == TOPIC for entry_id in each.entries))
        places = tuple(each for each in mentions if each not in topics)
        return self._asked(text, lang, places, topics) if is_user else self._replied(text, lang, places)

    def _own_city_first(self, mention: Mention, snapshot: Snapshot) -> Mention:
        if len(mention.entries) == 1:
            return mention
        away = {each: snapshot.by_id[each].city != self._city for each in mention.entries}
        return replace(mention, entries=tuple(sorted(mention.entries, key=away.__getitem__)))

    def _hear_question(self, text: str, lang: Lang, places: tuple[Mention, ...], topics: tuple[Mention, ...]) -> Heard:
        lexicon, words = self._lexicon(lang), plain(text)
        masked = mentioned.masked(words, places)
        reading = lexicon.read(masked, fold_text(text))
        named = {
            each.start: replace(mentioned.named(each, words, lexicon), whole=lexicon.is_whole(masked[each.end :]))
            for each in places
        }
        named |= {each.start: Named(each.entries, topic=True, asks=mentioned.asks_of(each, reading)) for each in topics}
        return Heard(tuple(named[start] for start in sorted(named)), reading)

    def _hear_reply(self, text: str, lang: Lang, places: tuple[Mention, ...]) -> Heard:
        """A reply names places; topics in it are only its words."""
        lexicon, words = self._lexicon(lang), plain(text)
        named = tuple(mentioned.named(each, words, lexicon) for each in places)
        return Heard(named, None, lexicon.offers(mentioned.masked(words, places)), _ARRIVAL.match(text) is not None)

    def _reads(self, lang: Lang) -> bool:
        """Whether there are question words of this language; without, a place that is named is introduced."""
        return lang.split("-")[0] in self._lexicons

    def _lexicon(self, lang: Lang) -> Lexicon:
        return self._lexicons.get(lang.split("-")[0]) or self._lexicons["en"]

    def _own_columns(self, text: str, meant: tuple[str, ...], snapshot: Snapshot) -> tuple[tuple[str, ...], ...]:
        """Unknown columns of the meant entries that the question calls by their own heading."""
        asked = plain(text.replace("_", " "))
        found: dict[str, None] = {}
        for entry_id in meant:
            for fact in snapshot.by_id[entry_id].facts:
                if fact.field not in self._known_fields and plain(fact.field.replace("_", " ")) in asked:
                    found[fact.field] = None
        return tuple((field,) for field in found)


def _topics(turn: _Listened) -> tuple[str, ...]:
    return tuple(each.entries[0] for each in turn.last.named if each.topic)


def _asks_price(state: State) -> bool:
    return any("price" in ask.fields for ask in state.asked)


def _turn(message: Message, lang: Lang, snapshot: Snapshot, reading: Reading | None) -> Turn:
    text = message.text[:LONGEST]
    mentions = snapshot.linker.link(text, message.role == "user")
    return Turn(message.role, text, lang, mentioned.masked(plain(text), mentions), fold_text(text), mentions, reading)


def _standalone(turn: _Listened, meant: tuple[str, ...], snapshot: Snapshot) -> str:
    """The question with the place it points back at put before it."""
    entry = snapshot.entry(meant[0]) if meant and not turn.last.named else None
    if entry is None:
        return turn.text
    name = in_any(entry.names, turn.lang) or entry.id
    return f"{name}: {turn.text}"
