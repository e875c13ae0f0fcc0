"""Notices in words: what goes on at a place, until when, who says so and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from guide.dialogue.addresses import page_of
from guide.dialogue.cite import Citations, mark
from guide.dialogue.wording import Wording, in_language
from guide.skills.notices import LEVEL
from guide.types import Finding, FoundNotice, Lang
from guide.visiting import changes
from guide.visiting.changes import Change, Span

_SEVERITY = {"closed": "warning", "crowded": "caution"}
"""How loud the page may be where the notice does not say: warning, caution or info."""
_URGENT = "emergency"


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
        "name": wording.name(notice.place, lang), "words": _words(notice, lang, wording),
        "lead": wording.say(lang, f"notices.lead.{'urgent' if notice.severity == _URGENT else 'usual'}"),
        "source": source.title or "" if source else "", "date": wording.date(dated, lang) if dated else "",
        "day": wording.date(notice.until_day, lang) if notice.until_day else "", "clock": notice.until_clock,
    }  # fmt: skip
    if notice.subject.startswith(LEVEL):
        measured = (fact.valid_from or "").partition("T")[2]
        key = f"notices.level.{notice.subject.removeprefix(LEVEL)}"
        return wording.say(lang, key, {**values, "at": measured, "share": fact.value})
    if changes.is_change(fact.value):
        values |= _days(changes.read(str(fact.value)), lang, wording)
        values["place"] = in_language(fact.label, lang) if fact.label else ""
    said = wording.say(lang, "notices.said", values)
    said = f" {said}" if said.startswith("(") else said  # What is said stands alone, and lost the space before it.
    return wording.say(lang, f"notices.{notice.effect}", {**values, "said": said})


def _days(change: Change, lang: Lang, wording: Wording) -> dict[str, str]:
    """When an event was to be, and when it is instead."""
    spans = {"was": change.was, "when": change.to or change.was}
    return {key: " – ".join(_dates(span, lang, wording)) for key, span in spans.items()}


def _dates(span: Span, lang: Lang, wording: Wording) -> Iterable[str]:
    return dict.fromkeys(wording.date(each.isoformat(), lang) for each in (span.first, span.last))


def severity(notice: FoundNotice) -> str:
    """How loud a page may be: emergency, warning, caution or info."""
    return notice.severity or _SEVERITY.get(notice.effect, "info")


def _words(notice: FoundNotice, lang: Lang, wording: Wording) -> str:
    """The words of a notice; in a language it is not written in, what it is about stands before them."""
    note = notice.found.facts[0].note or {}
    words = wording.in_words(note, lang).rstrip(".。 ")
    about = f"notices.about.{notice.subject}"
    if (
        notice.effect != "advice"
        or lang.split("-")[0] in {each.split("-")[0] for each in note}
        or not wording.has(about)
    ):
        return words
    values = {"about": wording.say(lang, about), "words": words}
    return wording.say(lang, "notices.foreign", values)


def shown(finding: Finding, wording: Wording) -> tuple[Mapping[str, Any], ...]:
    """The notices of a finding for programs."""
    return tuple(
        {
            "entry": each.place.id, "effect": each.effect, "text": sentence(each, finding.lang, wording),
            "severity": severity(each), "page": "" if each.is_of_city else page_of(each.place),
        }
        for each in finding.notices
    )  # fmt: skip
