"""Notices in words: what goes on at a place, until when, who says so and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from guide.dialogue.cite import Citations, mark
from guide.dialogue.wording import Wording
from guide.types import Finding, FoundNotice, Lang


def say(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """One sentence for each notice."""
    for each in finding.notices:
        yield mark(sentence(each, finding.lang, wording), *citations.of_facts(each.found))


def sentence(notice: FoundNotice, lang: Lang, wording: Wording) -> str:
    """A notice in one sentence."""
    fact, entry = notice.found.facts[0], notice.found.entry
    source = entry.sources.get(fact.source or "")
    dated = fact.as_of or entry.as_of or ""
    values = {
        "name": wording.name(notice.place, lang), "words": wording.in_words(fact.note or {}, lang).rstrip(".。 "),
        "source": source.title or "" if source else "", "date": wording.date(dated, lang) if dated else "",
        "day": wording.date(notice.until_day, lang) if notice.until_day else "", "clock": notice.until_clock,
    }  # fmt: skip
    said = wording.say(lang, "notices.said", values)
    return wording.say(lang, f"notices.{notice.effect}", {**values, "said": said})


def shown(finding: Finding, wording: Wording) -> tuple[Mapping[str, Any], ...]:
    """The notices of a finding for programs."""
    return tuple(
        {"entry": each.place.id, "effect": each.effect, "text": sentence(each, finding.lang, wording)}
        for each in finding.notices
    )
