"""Recommendations in words: each pick with the wishes it meets, their proof, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from guide.dialogue.cite import Citations, mark
from guide.dialogue.saying import comparing
from guide.dialogue.wording import Wording
from guide.skills.comparing import Comparison, WhyNot
from guide.skills.recommend import Choice, Drawback, Pick, Reason
from guide.skills.wishes import Wish
from guide.types import Finding, FoundFact, Lang

LENGTH = 280
"""Characters after which no further pick is said: a screen of a phone."""
_YES_NO = ("metro", "parking", "internet")


def say(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """The picks in one sentence each, then what else was asked of the first."""
    if isinstance(finding.detail, Comparison):
        yield from comparing.compared(finding, wording, citations)
    elif isinstance(finding.detail, WhyNot):
        yield from comparing.why_not(finding, wording, citations)
    else:
        yield from _choice(finding, wording, citations)


def _choice(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    choice: Choice = finding.detail
    if choice.blocked:
        said = wording.join(finding.lang, (_wish(wish, choice, finding.lang, wording) for wish in choice.blocked))
        values = {"wish": said, "count": choice.total}
        yield wording.say(finding.lang, "recommend.blocked", values)
    length = 0
    for at, pick in enumerate(choice.picks):
        sentence = _pick(pick, at, finding.lang, wording, citations)
        length += len(sentence)
        if at and length > LENGTH:
            break
        yield sentence
    yield from _asked(finding, wording, citations)


def _pick(pick: Pick, at: int, lang: Lang, wording: Wording, citations: Citations) -> str:
    reasons = [each for reason in pick.reasons if (each := _reason(reason, lang, wording))]
    values = {
        "name": wording.name(pick.entry, lang), "at": at, "reasons": wording.join(lang, dict.fromkeys(reasons)),
        "drawback": _drawback(pick.drawback, lang, wording),
    }  # fmt: skip
    proofs = [reason.found for reason in pick.reasons if reason.found]
    proofs += [pick.drawback.found] if pick.drawback and pick.drawback.found else []
    numbers = dict.fromkeys(number for found in proofs for number in citations.of_facts(found))
    return mark(wording.say(lang, "recommend.pick", values), *numbers)


def _reason(reason: Reason, lang: Lang, wording: Wording) -> str:
    found, meaning = reason.found, f"recommend.meaning.{reason.wish.meaning}"
    if found is None or found.field == "point":
        key = meaning if reason.wish.meaning and wording.has(meaning) else "recommend.tagged"
        return wording.say(lang, key, {"wish": wording.heard(reason.wish.said, lang)}) if reason.wish.said else ""
    if found.aspect:
        return wording.say(lang, "recommend.has", {"item": found.aspect})
    if found.field in _YES_NO:
        return wording.say(lang, f"recommend.{found.field}")
    values = {"label": wording.label(lang, found.field), "value": wording.values(found, lang)}
    return wording.say(lang, "recommend.reason", values)


def _wish(wish: Wish, choice: Choice, lang: Lang, wording: Wording) -> str:
    """A wish as the visitor said it, or the place it must be near to."""
    if choice.anchor and wish.near:
        return wording.say(lang, "recommend.near", {"name": wording.name(choice.anchor, lang)})
    return wording.heard(wish.said, lang)


def _drawback(drawback: Drawback | None, lang: Lang, wording: Wording) -> str:
    if drawback is None:
        return ""
    value = wording.values(drawback.found, lang) if drawback.found else ""
    wish = wording.heard(drawback.wish.said, lang) if drawback.wish else ""
    return wording.say(lang, f"recommend.drawback.{drawback.key}", {"value": value, "wish": wish})


def _asked(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """What the visitor asked of the pick in the same breath."""
    choice: Choice = finding.detail
    said = {id(reason.found) for pick in choice.picks for reason in pick.reasons}
    said |= {id(pick.drawback.found) for pick in choice.picks if pick.drawback}
    for found in finding.facts:
        if id(found) not in said and found.facts:
            yield mark(wording.fact(found, finding.lang), *citations.of_facts(found))
        elif id(found) not in said:
            yield wording.say(finding.lang, "unknown.fact", _missing(found, finding.lang, wording))


def _missing(found: FoundFact, lang: Lang, wording: Wording) -> Mapping[str, str]:
    return {"name": wording.name(found.entry, lang), "label": wording.label(lang, found.field)}


def cards(finding: Finding, wording: Wording) -> tuple[Mapping[str, Any], ...]:
    """The picks as a row to swipe."""
    if not isinstance(finding.detail, Choice):
        return ()
    choice: Choice = finding.detail
    return tuple(
        {
            "kind": "place", "entry": pick.entry.id, "title": wording.name(pick.entry, finding.lang),
            "reasons": [said for each in pick.reasons if (said := _reason(each, finding.lang, wording))],
            "drawback": _drawback(pick.drawback, finding.lang, wording),
        }
        for pick in choice.picks
    )  # fmt: skip
