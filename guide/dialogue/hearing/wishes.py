"""What one message wishes for: the kind of place, values, meanings and figures, and how it bears on what was said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from guide.dialogue.conversation import Turn
from guide.dialogue.hearing import eaten, names, valued
from guide.dialogue.hearing.concepts import Concept, Concepts
from guide.dialogue.hearing.patterns import Patterns
from guide.dialogue.hearing.quantities import MINUTES, MONEY, POINTS, STARS, Quantities, Quantity
from guide.prompts import Prompts
from guide.retrieval import values
from guide.retrieval.entities import Mention
from guide.retrieval.facets import TAG, Facet, Facets
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
_TELLING = frozenset({"hotel_type", "rooms", "dishes", "cuisine", "category"})
"""Fields whose values tell what is looked for, where no word does."""
_INFLECTED = frozenset({"cuisine", "category", "rooms", "hotel_type", "audience"})
"""Fields whose words agree with what they describe: japonais, japonaise."""
_PREFERRED = frozenset({"audience"})
"""Fields whose values tell who comes along: what suits them comes first."""
_NEXT = 40
"""Characters after a word that asks for a choice in which it is said of what."""
_SENTENCE = 30
"""Characters before a thing in which it can be said that it is not needed."""
_OF_PLACES = frozenset({"facilities"})
_BEFORE = 6
"""Characters before a value in which a word turns the wish round: 不要辣的."""
_LEAST = 0.01
"""The smallest sum: what is not free costs at least this."""
_CLAUSE = re.compile(r"[。.!?;,，]+(?!\d)")
_FLAGS = (
    "seek", "offer", "want", "another", "dont_care", "same_area", "near", "cheaper", "pricier", "compare", "why_not",
    "which", "tell", "among", "no_wish", "about_it", "same_price", "closer", "shorter", "better", "more", "open",
    "late", "three",
)  # fmt: skip
_COMPARING = ("cheaper", "pricier", "closer", "shorter", "better", "more")
"""Small words that compare with what was offered."""
_ABOUT = "about."


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the visitor, read for wishes."""

    kind: str = ""
    wishes: tuple[Wish, ...] = ()
    generic: tuple[Wish, ...] = ()
    """Values that are also the mere word for what is looked for, a hotel of the type hotel: a wish only where they are
    said against another of their field."""
    drops: frozenset[str] = frozenset()
    """Fields the visitor does not care about."""
    flags: frozenset[str] = frozenset()
    """Which of the small words it has: seek, another, cheaper ..."""
    head_last: bool = False
    """In this language what describes a thing stands before it."""
    modifies: bool = False
    """A wish stands before the kind it describes: 有游泳池的酒店, where 酒店有游泳池吗 asks about one."""
    spans: tuple[tuple[int, int], ...] = ()
    """Stretches of the plain text that are values: no place is meant by what lies in them."""
    names: tuple[Mention, ...] = ()
    """The mentions that are names here."""
    apart: tuple[str, ...] = ()
    """Entries that something else is wanted than: 除了瘦西湖."""
    offer_at: int = -1
    """Where a choice is last asked for."""
    untold: tuple[str, ...] = ()
    """Meanings that no entry of the kind says of itself, in the visitor's words."""
    more: str = ""
    """The words that compare with what was offered: cheaper, quieter."""
    opens: str = ""
    """The words with which it is wished that a place be open."""
    heads: tuple[tuple[int, int], ...] = ()
    """Stretches that only say what is looked for: "where should we go" asks for no address."""


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
        kind = self._looked_for(kinds, turn, patterns) or _kind_of(named, kind_in_talk, facets)
        kind = kind or self._kind_of_figures(turn) or ("" if kind_in_talk else _weakly(turn.words, patterns))
        among = having_kind(facets, kind or kind_in_talk or "sight")
        wishes = [*_of_values(named, among, turn, patterns, facets)]
        meant = [*self._of_concepts(turn, facets, (wishes, named), among)]
        wishes += [each for each in meant if isinstance(each, Wish)]
        wishes += self._of_figures(turn, kind or kind_in_talk or "sight")
        wishes = [*eaten.asked(turn, kind or kind_in_talk, wishes, patterns, facets)]
        offers = [match.start() for match in patterns["offer"].finditer(turn.words)]
        apart = names.apart(turn, patterns)
        opens = next((match for key in ("late", "open") if (match := _search(patterns, key, turn.words))), None)
        more = next((match for key in _COMPARING if (match := _search(patterns, key, turn.words))), None)
        return Said(
            kind=kind, wishes=tuple(wishes), generic=tuple(_generic(named, among, turn, patterns, facets)),
            drops=_dropped(turn.words, patterns),
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
        words = _blanked(words, named, lambda said: not valued.is_generic(said, patterns))
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
            kinds = _of_clause(kinds, turn, patterns)
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
        words = _blanked(_without_phrases(turn.words, patterns), spoken[1], lambda _: True)
        for concept, match in self._concepts.said(words, turn.lang):
            known = self._concepts.facets(concept.name, facets)
            needless = patterns["needless"].search(words[max(0, match.start() - _SENTENCE) : match.start()])
            told = "category" in here_fields & concept.fields
            if known & said or told or concept.third and priced or concept.yes and needless:
                continue
            here = frozenset(facet for facet in known if facets.entries[facet] & among)
            if wish := _meaning(concept, here, match[0], _turned(words, match.start(), patterns)):
                best = frozenset(facet for facet in here if facet.field == TAG and facet.value in concept.best)
                yield replace(wish, whole=best, meaning=concept.name, words=self._concepts.words(concept.name))
            elif not (here or concept.soft or _turned(words, match.start(), patterns)):
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
                yield _bounded(field, each)


def _search(patterns: Mapping[str, re.Pattern[str]], key: str, words: str) -> re.Match[str] | None:
    return patterns[key].search(words) if key in patterns else None


def _of_clause(
    kinds: list[tuple[int, int, str]], turn: Turn, patterns: Mapping[str, re.Pattern[str]]
) -> list[tuple[int, int, str]]:
    """The kinds of the clause that asks for a choice, else of the next that has any: later ones ask for something more.

    >>> "找个4.5分以上的景点，顺便看看周边有什么酒店"  # a sight is looked for
    """
    start, asked = 0, False
    for clause in _CLAUSE.split(turn.raw):
        end = start + len(plain(clause).replace(" ", ""))
        asked = asked or bool(patterns["offer"].search(clause))
        here = [each for each in kinds if start <= len(turn.words[: each[0]].replace(" ", "")) < end]
        if here and asked:
            return here
        start = end
    return kinds


def _without_phrases(words: str, patterns: Mapping[str, re.Pattern[str]]) -> str:
    """The words without phrases that only sound like a wish: North Indian food is not in the north."""
    return patterns["not_value"].sub(lambda phrase: " " * len(phrase[0]), words)


def _blanked(words: str, named: Iterable[NamedValue], hides: Callable[[str], bool]) -> str:
    """The words without the values in them: a hotel's Chinese restaurant is no restaurant."""
    for each in named:
        if hides(words[each.start : each.end]):
            words = words[: each.start] + " " * (each.end - each.start) + words[each.end :]
    return words


def _kind_of(named: Sequence[NamedValue], kind_in_talk: str, facets: Facets) -> str:
    """The kind whose places have the values named, where no word tells; what is in talk stays where it has them."""
    for each in named:
        telling = (facet for facet in each.facets if facet.field in _TELLING)
        having = frozenset().union(*(facets.entries[facet] for facet in telling))
        kinds = [kind for kind in KINDS if having & having_kind(facets, kind)]
        if kinds and kind_in_talk not in kinds:
            return kinds[0]
    return ""


def _of_values(
    named: Iterable[NamedValue], among: frozenset[str], turn: Turn, patterns: Mapping[str, re.Pattern[str]],
    facets: Facets,
) -> Iterator[Wish]:  # fmt: skip
    """A wish for each value that places looked for have; the mere word for a hotel is none."""
    words = plain(turn.text)
    found: list[tuple[NamedValue, Wish]] = []
    for each in named:
        here = frozenset(facet for facet in each.facets if facets.entries[facet] & among)
        said = words[each.start : each.end]
        if here and not valued.is_generic(said, patterns):
            wider = frozenset().union(
                *(valued.containing(facet, facets) for facet in here if facet.field in valued.PART_COUNTS)
            )
            negated = _turned(turn.words, each.start, patterns)
            field = min(facet.field for facet in here)
            soft = field in _PREFERRED and not patterns["suits"].search(turn.words)
            wish = Wish(field, here | wider, here, said=said, negated=negated, soft=soft)
            if found and valued.is_other_option(wish, found[-1][1], words[found[-1][0].end : each.start], patterns):
                each, wish = NamedValue(found[-1][0].start, each.end, each.facets), valued.either(found.pop()[1], wish)
            found.append((each, wish))
    yield from (wish for _, wish in found)


def _generic(
    named: Iterable[NamedValue], among: frozenset[str], turn: Turn, patterns: Mapping[str, re.Pattern[str]],
    facets: Facets,
) -> Iterator[Wish]:  # fmt: skip
    """The values that are only the word for what is looked for, as wishes."""
    words = plain(turn.text)
    for each in named:
        said = words[each.start : each.end]
        here = frozenset(facet for facet in each.facets if facets.entries[facet] & among)
        if here and valued.is_generic(said, patterns) and valued.is_one_of_many(words[: each.start], patterns):
            yield Wish(min(facet.field for facet in here), here, here, said=said)


def _meaning(concept: Concept, here: frozenset[Facet], said: str, negated: bool) -> Wish | None:
    """The wish for a meaning; None where nothing in the base says it, or where only its absence is not minded."""
    if negated and (concept.yes or concept.third):
        return None
    if here or concept.third:
        return Wish(
            concept.yes or concept.name, here, third=concept.third, negated=negated, soft=concept.soft, said=said
        )
    return None


def _bounded(field: str, each: Quantity) -> Wish:
    return Wish(field, low=each.low, high=each.high, exact=each.exact, said=each.said)


def _weakly(words: str, patterns: Mapping[str, re.Pattern[str]]) -> str:
    """What is looked for by a verb alone, where nothing else tells: 住, stay."""
    return next((kind for kind in KINDS if (weak := patterns.get(f"weak.{kind}")) and weak.search(words)), "")


def _turned(words: str, start: int, patterns: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether the words before turn a wish round: 不要, "not a fan of"."""
    far = patterns.get("not.before")
    return bool(patterns["not"].search(words[max(0, start - _BEFORE) : start]) or far and far.search(words[:start]))


def _dropped(words: str, patterns: Mapping[str, re.Pattern[str]]) -> frozenset[str]:
    """The fields that a visitor says not to care about."""
    if not patterns["dont_care"].search(words):
        return frozenset()
    about = (
        name.removeprefix(_ABOUT)
        for name, pattern in patterns.items()
        if name.startswith(_ABOUT) and pattern.search(words)
    )
    return frozenset(about)
