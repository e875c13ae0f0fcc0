"""Says the number first, then what to do, then how far the complaint is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from guide.dialogue.cite import Citations, mark
from guide.dialogue.wording import Wording
from guide.skills import hotlines
from guide.skills.assist import Asked, Draft, Helped
from guide.types import Finding, Lang

FORM = "/complaints/new"
"""Where a draft is read once more before it is sent."""
_DRAFTED = frozenset({"missing", "passport", "lost", "complaint"})


def say(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """The number, the place's own, what to do; and of a draft what is still missing."""
    helped: Helped = finding.detail
    lang, kind = finding.lang, helped.asked.kind
    numbers = {service: helped.numbers.get(service, "") for service in hotlines.SERVICES}
    site = [found for found in finding.facts if found.entry.id in {each.id for each in finding.entries}]
    cited = tuple(n for found in finding.facts if found not in site for n in citations.of_facts(found))
    if not helped.asked.more:
        key = f"assist.{kind}" if helped.numbers else "assist.no_number"
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
    """The draft as a form to look over and send; nothing is stored before that."""
    helped: Helped = finding.detail
    draft = helped.asked.draft
    if draft is None or helped.asked.kind not in _DRAFTED:
        return ()
    return (_card(draft, finding.lang, wording),)


def _card(draft: Draft, lang: Lang, wording: Wording) -> Mapping[str, Any]:
    values = {
        "what": draft.what, "where": draft.where, "when": draft.when, "contact": draft.reach,
        "category": draft.category, "urgency": "high" if draft.urgent else "normal", "entry": draft.entry,
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
