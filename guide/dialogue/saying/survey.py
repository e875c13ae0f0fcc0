"""Counts, lists and superlatives in words: always as far as the guide's notes go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from guide.dialogue.cite import Citations, mark
from guide.dialogue.wording import Wording
from guide.skills.survey import COUNT, MOST, PAGE, Ranked, Surveyed
from guide.types import Finding, Lang


def say(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """The number, the names or the leader first."""
    found: Surveyed = finding.detail
    lang = finding.lang
    if found.survey.asks != MOST:
        yield _listed(found, lang, wording, citations)
        return
    if not found.ranked:
        yield wording.say(lang, "survey.no_figure", {"what": _what(found, lang, wording), "total": found.total})
        return
    yield from _leading(found, lang, wording, citations)


def cards(finding: Finding, wording: Wording) -> tuple[Mapping[str, Any], ...]:
    """The entries that were named."""
    found: Surveyed = finding.detail
    items = [{"id": entry.id, "name": wording.name(entry, finding.lang)} for entry in finding.entries]
    return ({"kind": "list", "total": found.total, "page": found.survey.page, "items": items},)


def suggest(finding: Finding, wording: Wording) -> tuple[str, ...]:
    """The rest of the list, and the first of it."""
    found: Surveyed = finding.detail
    lang = finding.lang
    asked = []
    if found.survey.asks != MOST and found.total > (found.survey.page + 1) * PAGE:
        asked.append(wording.say(lang, "survey.suggest.more"))
    for entry in finding.entries[:2]:
        asked.append(wording.say(lang, "survey.suggest.about", {"name": wording.name(entry, lang)}))
    return tuple(asked)


def _listed(found: Surveyed, lang: Lang, wording: Wording, citations: Citations) -> str:
    names = wording.join(lang, (wording.name(each.entry, lang) for each in found.shown))
    numbers = dict.fromkeys(number for each in found.shown if each.facts for number in citations.of_facts(each))
    rest = found.total - found.survey.page * PAGE - len(found.shown)
    values = {"what": _what(found, lang, wording), "total": found.total, "names": names, "rest": max(rest, 0)}
    if not found.shown:
        return wording.say(lang, "survey.no_more", values)
    key = "next" if found.survey.page else COUNT
    return mark(wording.say(lang, f"survey.{key}", values), *numbers)


def _leading(found: Surveyed, lang: Lang, wording: Wording, citations: Citations) -> Iterator[str]:
    best = found.ranked[0]
    level = [each for each in found.ranked if each.figure == best.figure]
    names = wording.join(lang, (wording.name(each.entry, lang) for each in level))
    values = {"what": _what(found, lang, wording), "names": names, "fact": _fact(best, lang, wording)}
    numbers = dict.fromkeys(number for each in level for number in citations.of_facts(each.found))
    yield mark(wording.say(lang, f"survey.most.{found.survey.superlative}", values), *numbers)
    others = [each for each in found.ranked if each.figure != best.figure]
    for at, each in enumerate(others):
        value = {"at": at, "name": wording.name(each.entry, lang), "fact": _fact(each, lang, wording)}
        yield mark(wording.say(lang, "survey.runner_up", value), *citations.of_facts(each.found))
    if found.unknown:
        yield wording.say(lang, "survey.unknown", {"unknown": found.unknown, "total": found.total})


def _fact(ranked: Ranked, lang: Lang, wording: Wording) -> str:
    return wording.values(ranked.found, lang)


def _what(found: Surveyed, lang: Lang, wording: Wording) -> str:
    """What is counted: "free museums"; the sights where only a filter is given."""
    survey = found.survey
    group = wording.say(lang, f"survey.group.{survey.group or 'any'}")
    kinds = [wording.say(lang, f"survey.filter.{each}") for each in survey.filters]
    city = wording.in_words(found.city, lang) if found.city else ""
    values = {"group": group, "filters": kinds, "has_group": bool(survey.group), "city": city}
    return wording.say(lang, "survey.what", values)
