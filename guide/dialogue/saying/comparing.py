"""Comparisons in words, a row a sentence, and why a place was not offered."""

from __future__ import annotations

from collections.abc import Iterator

from guide.dialogue.cite import Citations, mark
from guide.dialogue.wording import Wording
from guide.skills.comparing import Comparison, WhyNot
from guide.types import Finding, FoundFact, Lang

_LINE = "\n"
"""Each field stands on a line of its own: on a phone the two figures are found at its start."""


def compared(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """A line a field, then who is better off with which."""
    comparison: Comparison = finding.detail
    lang = finding.lang
    yield from _by_wish(comparison, lang, wording)
    if not (comparison.rows or comparison.met):
        yield wording.say(lang, "recommend.no_comparison")
    for row in comparison.rows:
        sides = wording.join(lang, (_side(found, finding, wording) for found in row))
        sentence = wording.say(lang, "recommend.row", {"label": wording.label(lang, row[0].field), "sides": sides})
        numbers = dict.fromkeys(number for found in row for number in citations.of_facts(found))
        yield f"{mark(sentence, *numbers)}{_LINE}"
    for key, entry in (("cheapest", comparison.cheapest), ("shortest", comparison.shortest)):
        if entry:
            yield wording.say(lang, f"recommend.{key}", {"name": wording.name(entry, lang)})


def _by_wish(comparison: Comparison, lang: Lang, wording: Wording) -> Iterator[str]:
    """Which of the places meet what was asked: first, for that is the question."""
    for wish, entries in comparison.met:
        which = "all" if len(entries) == len(comparison.entries) else "some" if entries else "none"
        names = wording.join(lang, (wording.name(each, lang) for each in entries))
        meaning = f"recommend.meaning.{wish.meaning}"
        said = wording.say(lang, meaning) if wish.meaning and wording.has(meaning) else wish.said
        yield wording.say(lang, f"recommend.by_wish.{which}", {"wish": said, "names": names})


def _side(found: FoundFact, finding: Finding, wording: Wording) -> str:
    values = {"name": wording.name(found.entry, finding.lang), "value": wording.values(found, finding.lang)}
    return wording.say(finding.lang, "recommend.side", values)


def why_not(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """The wishes it does not meet and what is known of them, or that it would do as well."""
    why: WhyNot = finding.detail
    lang, name = finding.lang, wording.name(why.entry, finding.lang)
    if not why.missed:
        yield wording.say(lang, "recommend.fits_too", {"name": name})
    for wish, found in why.missed:
        value = wording.values(found, lang) if found else ""
        values = {
            "name": name,
            "wish": wording.heard(wish.said, lang),
            "value": value,
            "label": wording.label(lang, wish.field),
        }
        yield mark(wording.say(lang, "recommend.misses", values), *(citations.of_facts(found) if found else ()))
