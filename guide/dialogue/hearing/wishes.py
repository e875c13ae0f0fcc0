"""What one message wishes for: the kind of place, values, meanings and figures, and how it bears on what was said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from guide.dialogue.conversation import Turn
from guide.dialogue.hearing import eaten, names, valued, wished
from guide.dialogue.hearing.concepts import Concepts
from guide.dialogue.hearing.patterns import Patterns
from guide.dialogue.hearing.quantities import MINUTES, MONEY, POINTS, STARS, Quantities
from guide.dialogue.hearing.said import Said
from guide.prompts import Prompts
from guide.retrieval import values
from guide.retrieval.facets import TAG, Facets
from guide.retrieval.surfaces import plain
from guide.retrieval.values import NamedValue
from guide.skills.wishes import KINDS, Wish, having_kind
from guide.text.script import has_han
from guide.types import Lang

LEXICON = "recommend"
_MONEY_OF = {
    "hotel": "room_price",
    "eat": "spend",
    "dish": "spend",
    "sight": "price",
    "event": "price",
    "gift": "price",
}
_FIELD_OF = {MINUTES: "duration", POINTS: "rating", STARS: "stars"}
_INFLECTED = frozenset({"cuisine", "category", "rooms", "hotel_type", "audience"})
"""Fields whose words agree with what they describe: japonais, japonaise."""
_NEXT = 40
"""Characters after a word that asks for a choice in which it is said of what."""
_SENTENCE = 30
"""Characters before a thing in which it can be said that it is not needed."""
_OF_PLACES = frozenset({"facilities"})
_LEAST = 0.01
"""The smallest sum: what is not free costs at least this."""
_FLAGS = (
    "seek", "offer", "want", "another", "dont_care", "same_area", "near", "cheaper", "pricier", "compare", "why_not",
    "which", "tell", "among", "no_wish", "about_it", "same_price", "closer", "shorter", "better", "more", "open",
    "late", "three",
)  # fmt: skip
_COMPARING = ("cheaper", "pricier", "closer", "shorter", "better", "more")
"""Small words that compare with what was offered."""


class Wishes:
    """Reads single messages by prompts/<lang>/hear/recommend.yaml and the values of the base."""

    def __init__(self, prompts: Prompts) -> None:
        self._prompts = prompts
        self._patterns = Patterns(prompts, LEXICON)
        self._concepts = Concepts(prompts, self._patterns)
        self._quantities = Quantities(prompts, self._patterns)
        self.read = lru_cache(8192)(self._read)

    def _read(self, turn: Turn, facets: Facets, kind_in_talk: str) -> Said:
        """What a message says; `kind_in_talk` is what was looked for before it."""
        patterns = self._patterns.of(turn.lang)
        if not patterns:
            return Said()
        turn = names.unmasked(turn, patterns)
        named = self._named(turn, facets, patterns)
        kinds = [each for each in self._kinds(turn.words, named, patterns) if having_kind(facets, each[2])]
        kind = self._looked_for(kinds, turn, patterns) or wished.kind_of_values(named, kind_in_talk, facets)
        kind = kind or self._kind_of_figures(turn)
        kind = kind or ("" if kind_in_talk else wished.kind_by_verb(turn.words, patterns))
        among = having_kind(facets, kind or kind_in_talk or "sight")
        wishes = [*wished.of_values(named, among, turn, patterns, facets)]
        meant = [*self._of_concepts(turn, facets, (wishes, named), among)]
        wishes += [each for each in meant if isinstance(each, Wish)]
        wishes += self._of_figures(turn, kind or kind_in_talk or "sight")
        wishes = [*eaten.asked(turn, kind or kind_in_talk, wishes, patterns, facets)]
        offers = [match.start() for match in patterns["offer"].finditer(turn.words)]
        apart = names.apart(turn, patterns)
        opens = next((match for key in ("late", "open") if (match := _search(patterns, key, turn.words))), None)
        more = next((match for key in _COMPARING if (match := _search(patterns, key, turn.words))), None)
        return Said(
            kind=kind, wishes=tuple(wishes), generic=tuple(wished.of_generic(named, among, turn, patterns, facets)),
            drops=wished.dropped(turn.words, patterns),
            flags=frozenset(flag for flag in _FLAGS if flag in patterns and patterns[flag].search(turn.words)),
            modifies=self._modifies(turn, wishes, patterns), head_last=self._head_last(turn.lang),
            spans=(*((each.start, each.end) for each in named), *valued.no_asks(turn.words, wishes, patterns)),
            names=tuple(each for each in turn.mentions if each not in apart),
            apart=tuple(each.entries[0] for each in apart), offer_at=max(offers, default=-1),
            untold=tuple(each for each in meant if isinstance(each, str)), opens=opens[0] if opens else "",
            more=more[0].strip() if more else "",
            heads=tuple((start, end) for start, end, _ in kinds),
        )  # fmt: skip

    def _named(self, turn: Turn, facets: Facets, patterns: Mapping[str, re.Pattern[str]]) -> tuple[NamedValue, ...]:
        """The values a message names; of dishes in a spaced language also those it names in other words."""
        words, empty = plain(turn.text), self._empty(turn.lang)
        named = tuple(valued.told(valued.free_of_names(values.named(words, facets), turn), turn, patterns, empty))
        if not words.isascii():
            return named
        stop = empty | {word for word in words.split(" ") if valued.is_counted(word, patterns)}
        stems = values.by_stem(
            words, facets, _INFLECTED, lambda word: word in empty or valued.is_counted(word, patterns)
        )
        stems = valued.told(valued.free_of_names(stems, turn), turn, patterns, empty)
        named = (*named, *(each for each in stems if not any(valued.overlap(each, other) for other in named)))
        return (
            named
            if any(not each.typo for each in turn.mentions)
            else self._loosely(words, facets, named, stop, patterns)
        )

    def _loosely(
        self, words: str, facets: Facets, named: tuple[NamedValue, ...], stop: frozenset[str],
        patterns: Mapping[str, re.Pattern[str]],
    ) -> tuple[NamedValue, ...]:  # fmt: skip
        """The values named, and of dishes or facilities the one that is named in other words."""
        lists = valued.lists(patterns["anchor"].sub(" ", words), patterns)
        free = self._concepts.hidden(words, _OF_PLACES, patterns)
        found = (values.in_any_order(free, facets, field, stop) for field in lists)
        loose = next((each for each in found if each), None)
        if loose is None or any(
            valued.covers(each, loose, words) for each in named if valued.is_of(each, frozenset(lists))
        ):
            return named
        return (*(each for each in named if not valued.overlap(each, loose)), loose)

    def _empty(self, lang: Lang) -> frozenset[str]:
        """Words that every message has and that make no value by themselves."""
        return frozenset(map(str, self._prompts.words(lang, "talk").get("empty_words") or ()))

    def _kind_of_figures(self, turn: Turn) -> str:
        """Stars are a hotel's."""
        return "hotel" if any(each.of == STARS for each in self._quantities.read(turn.raw, turn.lang)) else ""

    def _kinds(
        self, words: str, named: Iterable[NamedValue], patterns: Mapping[str, re.Pattern[str]]
    ) -> list[tuple[int, int, str]]:
        """Where kinds are named: not inside a value, a hotel's Chinese restaurant is none."""
        words = wished.blanked(words, named, lambda said: not valued.is_generic(said, patterns))
        words = patterns["anchor"].sub(lambda match: " " * len(match[0]), words)
        return sorted(
            (match.start(), match.end(), kind)
            for kind in KINDS
            if (pattern := patterns.get(f"kind.{kind}"))
            for match in pattern.finditer(words)
        )

    def _looked_for(
        self, kinds: list[tuple[int, int, str]], turn: Turn, patterns: Mapping[str, re.Pattern[str]]
    ) -> str:
        """The last kind named where the head comes last, else the first after a seeking word."""
        if not kinds:
            return ""
        if self._head_last(turn.lang):
            kinds = wished.of_asking_clause(kinds, turn, patterns)
            return max(kinds, key=lambda each: (each[1], each[1] - each[0]))[2]
        asking = [(match.start(), _NEXT) for match in patterns["offer"].finditer(turn.words)]
        asking += [(match.start(), len(turn.words)) for match in reversed([*patterns["seek"].finditer(turn.words)])]
        by_place = sorted(kinds, key=lambda each: (each[0], -each[1]))
        found = (kind for at, far in asking for start, _, kind in by_place if at <= start <= at + far)
        return next(found, kinds[0][2])

    def _modifies(self, turn: Turn, wishes: Iterable[Wish], patterns: Mapping[str, re.Pattern[str]]) -> bool:
        heads = [
            match.end()
            for kind in KINDS
            if (pattern := patterns.get(f"kind.{kind}"))
            for match in pattern.finditer(turn.raw)
        ]
        first = min((at for wish in wishes if wish.said and (at := turn.raw.find(wish.said)) >= 0), default=None)
        return self._head_last(turn.lang) and first is not None and first < max(heads, default=0)

    def _head_last(self, lang: Lang) -> bool:
        return self._prompts.words(lang, "hear/order").get("head") == "last"

    def _of_concepts(
        self, turn: Turn, facets: Facets, spoken: tuple[Sequence[Wish], Sequence[NamedValue]], among: frozenset[str]
    ) -> Iterator[Wish | str]:
        """Meanings that no value says already; the mere words where the base says it of nothing that is looked for."""
        patterns = self._patterns.of(turn.lang)
        said = {facet for wish in spoken[0] if not wish.negated for facet in wish.facets}
        here_fields = {facet.field for facet in said} - {"facilities", "dishes"}
        priced = "price_range" in here_fields
        words = wished.blanked(wished.without_phrases(turn.words, patterns), spoken[1], lambda _: True)
        for concept, match in self._concepts.said(words, turn.lang):
            known = self._concepts.facets(concept.name, facets)
            needless = patterns["needless"].search(words[max(0, match.start() - _SENTENCE) : match.start()])
            told = "category" in here_fields & concept.fields
            if known & said or told or concept.third and priced or concept.yes and needless:
                continue
            here = frozenset(facet for facet in known if facets.entries[facet] & among)
            if wish := wished.of_meaning(concept, here, match[0], wished.is_turned(words, match.start(), patterns)):
                best = frozenset(facet for facet in here if facet.field == TAG and facet.value in concept.best)
                yield replace(wish, whole=best, meaning=concept.name, words=self._concepts.words(concept.name))
            elif not (here or concept.soft or wished.is_turned(words, match.start(), patterns)):
                yield match[0]

    def evening(self, facets: Facets) -> Wish:
        """What a place is open in the evening by, where its hours are not known."""
        known = self._concepts.facets("night", facets)
        return Wish("open", known, meaning="night", words=self._concepts.words("night"))

    def tastes(self, said: Iterable[str], lang: Lang, facets: Facets) -> Iterator[Wish]:
        """The meanings that words of a visitor's profile have, as preferences; a meaning's own name is one too."""
        for text in said:
            tongue = "zh-Hans" if has_han(text) and not lang.startswith(("zh", "ja")) else lang
            named = [(text, text)] if self._concepts.knows(text) else []
            spoken = [(concept.name, match[0]) for concept, match in self._concepts.said(plain(text), tongue)]
            for name, words in named or spoken:
                known = self._concepts.facets(name, facets)
                yield Wish(
                    name, known, said=words, meaning=name, words=self._concepts.words(name), soft=True, taste=True
                )

    def _of_figures(self, turn: Turn, kind: str) -> Iterator[Wish]:
        patterns = self._patterns.of(turn.lang)
        money = _MONEY_OF[kind]
        if paid := patterns["paid"].search(turn.words):
            yield Wish(money, low=_LEAST, said=paid[0])
        elif free := patterns["free"].search(turn.words):
            yield Wish(money, high=0.0, said=free[0])
        for each in self._quantities.read(turn.raw, turn.lang):
            field = money if each.of == MONEY else _FIELD_OF[each.of]
            if field != "duration" or kind == "sight":
                yield wished.of_quantity(field, each)


def _search(patterns: Mapping[str, re.Pattern[str]], key: str, words: str) -> re.Match[str] | None:
    return patterns[key].search(words) if key in patterns else None
