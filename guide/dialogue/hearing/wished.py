"""Parts of what one message wishes for: its values, meanings and figures, and the kind that they tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from guide.dialogue.conversation import Turn
from guide.dialogue.hearing import valued
from guide.dialogue.hearing.concepts import Concept
from guide.dialogue.hearing.quantities import Quantity
from guide.retrieval.facets import Facet, Facets
from guide.retrieval.surfaces import plain
from guide.retrieval.values import NamedValue
from guide.skills.wishes import KINDS, Wish, having_kind

_TELLING = frozenset({"hotel_type", "rooms", "dishes", "cuisine", "category"})
"""Fields whose values tell what is looked for, where no word does."""
_PREFERRED = frozenset({"audience"})
"""Fields whose values tell who comes along: what suits them comes first."""
_BEFORE = 6
"""Characters before a value in which a word turns the wish round: 不要辣的."""
_CLAUSE = re.compile(r"[。.!?;,，]+(?!\d)")
_ABOUT = "about."


def of_asking_clause(
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


def without_phrases(words: str, patterns: Mapping[str, re.Pattern[str]]) -> str:
    """The words without phrases that only sound like a wish: North Indian food is not in the north."""
    return patterns["not_value"].sub(lambda phrase: " " * len(phrase[0]), words)


def blanked(words: str, named: Iterable[NamedValue], hides: Callable[[str], bool]) -> str:
    """The words without the values in them: a hotel's Chinese restaurant is no restaurant."""
    for each in named:
        if hides(words[each.start : each.end]):
            words = words[: each.start] + " " * (each.end - each.start) + words[each.end :]
    return words


def kind_of_values(named: Sequence[NamedValue], kind_in_talk: str, facets: Facets) -> str:
    """The kind whose places have the values named, where no word tells; what is in talk stays where it has them."""
    for each in named:
        telling = (facet for facet in each.facets if facet.field in _TELLING)
        having = frozenset().union(*(facets.entries[facet] for facet in telling))
        kinds = [kind for kind in KINDS if having & having_kind(facets, kind)]
        if kinds and kind_in_talk not in kinds:
            return kinds[0]
    return ""


def of_values(
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
            negated = is_turned(turn.words, each.start, patterns)
            field = min(facet.field for facet in here)
            soft = field in _PREFERRED and not patterns["suits"].search(turn.words)
            wish = Wish(field, here | wider, here, said=said, negated=negated, soft=soft)
            if found and valued.is_other_option(wish, found[-1][1], words[found[-1][0].end : each.start], patterns):
                each, wish = NamedValue(found[-1][0].start, each.end, each.facets), valued.either(found.pop()[1], wish)
            found.append((each, wish))
    yield from (wish for _, wish in found)


def of_generic(
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


def of_meaning(concept: Concept, here: frozenset[Facet], said: str, negated: bool) -> Wish | None:
    """The wish for a meaning; None where nothing in the base says it, or where only its absence is not minded."""
    if negated and (concept.yes or concept.third):
        return None
    if here or concept.third:
        return Wish(
            concept.yes or concept.name, here, third=concept.third, negated=negated, soft=concept.soft, said=said
        )
    return None


def of_quantity(field: str, each: Quantity) -> Wish:
    """The wish for a figure."""
    return Wish(field, low=each.low, high=each.high, exact=each.exact, said=each.said)


def kind_by_verb(words: str, patterns: Mapping[str, re.Pattern[str]]) -> str:
    """What is looked for by a verb alone, where nothing else tells: 住, stay."""
    return next((kind for kind in KINDS if (weak := patterns.get(f"weak.{kind}")) and weak.search(words)), "")


def is_turned(words: str, start: int, patterns: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether the words before turn a wish round: 不要, "not a fan of"."""
    far = patterns.get("not.before")
    return bool(patterns["not"].search(words[max(0, start - _BEFORE) : start]) or far and far.search(words[:start]))


def dropped(words: str, patterns: Mapping[str, re.Pattern[str]]) -> frozenset[str]:
    """The fields that a visitor says not to care about."""
    if not patterns["dont_care"].search(words):
        return frozenset()
    about = (
        name.removeprefix(_ABOUT)
        for name, pattern in patterns.items()
        if name.startswith(_ABOUT) and pattern.search(words)
    )
    return frozenset(about)
