"""Says the number first, then what to do, then how far the complaint is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from guide.dialogue.cite import Citations, mark
from guide.dialogue.saying import phones
from guide.dialogue.wording import Wording
from guide.skills import hotlines
from guide.skills.assist import Asked, Draft, Helped
from guide.types import Finding, Lang

FORM = "/complaints/new"
"""Where a draft is read once more before it is sent."""
_DRAFTED = frozenset({"missing", "passport", "lost", "complaint"})
_TO_A_PERSON = frozenset({"person", "handoff", "upset"})
"""Needs that a person meets better than the guide."""
_LONGEST = 1000


def say(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """The number, the place's own, what to do; and of a draft what is still missing."""
    helped: Helped = finding.detail
    lang, kind = finding.lang, helped.asked.kind
    numbers = {service: helped.numbers.get(service, "") for service in hotlines.SERVICES}
    site = [found for found in finding.facts if found.entry.id in {each.id for each in finding.entries}]
    cited = tuple(n for found in finding.facts if found not in site for n in citations.of_facts(found))
    if not helped.asked.more:
        key = f"assist.{kind}" if helped.numbers or kind in _TO_A_PERSON else "assist.no_number"
        yield mark(wording.say(lang, key, numbers), *dict.fromkeys(cited))
    for found in site:
        values = {"name": wording.name(found.entry, lang), "phone": helped.site}
        yield mark(wording.say(lang, "assist.site", values), *citations.of_facts(found))
    if helped.asked.draft and kind in _DRAFTED:
        yield from _of_draft(helped.asked, helped.asked.draft, lang, wording)


def _of_draft(asked: Asked, draft: Draft, lang: Lang, wording: Wording) -> Iterator[str]:
    if asked.sending:
        yield wording.say(lang, "assist.draft.press")
        return
    category = wording.say(lang, f"assist.category.{draft.category}")
    yield wording.say(lang, "assist.draft.added" if asked.more else "assist.draft.made", {"category": category})
    lacking = [name for name in ("where", "when") if not getattr(draft, name)]
    if draft.kind == "complaint" and lacking:
        yield wording.say(lang, f"assist.draft.{lacking[0]}")


def cards(finding: Finding, wording: Wording) -> tuple[Mapping[str, Any], ...]:
    """Whom to ring; and the draft as a form to look over and send; nothing is stored before that."""
    helped: Helped = finding.detail
    draft = helped.asked.draft
    rung = phones.card(_lines(helped, finding, wording))
    if helped.asked.kind in _TO_A_PERSON:
        return (*rung, _handoff(helped.asked.about[:_LONGEST], finding, wording))
    if draft is None or helped.asked.kind not in _DRAFTED:
        return rung
    return (*rung, _card(draft, finding.lang, wording, helped.city))


def _lines(helped: Helped, finding: Finding, wording: Wording) -> Iterator[tuple[str, str]]:
    for service, number in helped.numbers.items():
        yield wording.say(finding.lang, f"assist.service.{service}"), number
    if helped.site and finding.entries:
        yield wording.name(finding.entries[0], finding.lang), helped.site


def _handoff(about: str, finding: Finding, wording: Wording) -> Mapping[str, Any]:
    """The way to the editors: a letter begun with the question; the page that opens asks before the talk goes along."""
    lang, entry = finding.lang, finding.entries[0].id if finding.entries else ""
    words = {name: wording.say(lang, f"assist.handover.{name}") for name in ("title", "send", "note", "question")}
    values = {"sort": "handoff", "what": about, "entry": entry, "city": finding.detail.city}
    return {
        "kind": "handoff", "title": words["title"], "action": f"{FORM}?sort=handoff", "send": words["send"],
        "note": words["note"], "lang": lang, "values": values,
        "rows": [{"label": words["question"], "value": about}] if about else [],
    }  # fmt: skip


def _card(draft: Draft, lang: Lang, wording: Wording, city: str) -> Mapping[str, Any]:
    values = {
        "what": draft.what, "where": draft.where, "when": draft.when, "contact": draft.reach,
        "category": draft.category, "urgency": "high" if draft.urgent else "normal", "entry": draft.entry, "city": city,
    }  # fmt: skip
    shown = {
        **values,
        "category": wording.say(lang, f"assist.category.{draft.category}"),
        "urgency": wording.say(lang, f"assist.urgency.{values['urgency']}"),
    }
    names = ("category", "urgency", "what", "where", "when")
    return {
        "kind": "complaint-draft", "title": wording.say(lang, "assist.card.title"), "action": FORM,
        "send": wording.say(lang, "assist.card.send"), "note": wording.say(lang, "assist.card.note"), "lang": lang,
        "values": values,
        "rows": [
            {"label": wording.say(lang, f"assist.card.{name}"), "value": shown[name]} for name in names if shown[name]
        ],
    }  # fmt: skip


def suggest(finding: Finding, wording: Wording) -> tuple[str, ...]:
    """No questions are put to somebody who needs help; after a number, the other numbers."""
    kind = finding.detail.asked.kind
    return (wording.say(finding.lang, "assist.ask.lost"),) if kind in ("number", "person") else ()
