"""Recommendations in words: each pick with the wishes it meets, their proof, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from guide.dialogue import noticed
from guide.dialogue.cite import Citations, mark
from guide.dialogue.saying import comparing
from guide.dialogue.wording import Wording
from guide.skills.comparing import Comparison, WhyNot
from guide.skills.recommend import Choice, Drawback, Pick, Reason
from guide.skills.wishes import Wish
from guide.types import Finding, FoundFact, Lang
from guide.visiting.status import Status

LENGTH, LATIN_LENGTH = 280, 330
"""Characters after which no further pick is said, a screen of a phone; letters are half as wide as characters."""
_YES_NO = ("metro", "parking", "internet")
_PLAIN = frozenset({"level", "heritage"})
"""Fields of which the value alone says what it is: a 5A scenic area."""


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
    if choice.request.asks_where:
        yield wording.say(finding.lang, "recommend.where")
        return
    yield from _lead(choice, finding.lang, wording)
    voice = Receipt(choice, finding.lang, wording)
    length = 0
    for at, pick in enumerate(choice.picks):
        sentence = mark(voice.pick(pick, at), *_numbers(pick, citations))
        length += len(sentence)
        if at and length > (LATIN_LENGTH if sentence.isascii() else LENGTH):
            break
        yield sentence
    yield from _about_all(finding, wording, citations)
    yield from _asked(finding, wording, citations)


def _lead(choice: Choice, lang: Lang, wording: Wording) -> Iterator[str]:
    """What no entry tells, and which wish is in the way: said before the picks."""
    request = choice.request
    if request.untold:
        yield wording.say(lang, "recommend.untold", {"wish": wording.join(lang, request.untold)})
    if request.is_free_already:
        yield wording.say(lang, "recommend.free_already")
    if choice.blocked:
        voice = Receipt(choice, lang, wording)
        values = {"wish": wording.join(lang, map(voice.wish, choice.blocked)), "count": choice.total}
        yield wording.say(lang, "recommend.blocked", values)
    elif request.same:
        yield wording.say(lang, "recommend.same", {"wish": request.same})


def _about_all(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """What holds of all picks, and what goes on at them and at those which others were named instead of."""
    choice: Choice = finding.detail
    if choice.unsure:
        yield wording.say(finding.lang, "recommend.unsure")
    elif choice.unknown and not choice.blocked:
        yield wording.say(finding.lang, "recommend.unknown", {"count": choice.unknown})
    yield from noticed.say(finding, wording, citations)
    if choice.moved:
        yield wording.say(finding.lang, "recommend.elsewhere")


def _numbers(pick: Pick, citations: Citations) -> tuple[int, ...]:
    proofs = [reason.found for reason in pick.reasons if reason.found]
    proofs += [pick.drawback.found] if pick.drawback and pick.drawback.found else []
    return tuple(dict.fromkeys(number for found in proofs for number in citations.of_facts(found)))


@dataclass(frozen=True, slots=True)
class Receipt:
    """Says picks with their reasons and drawbacks."""

    choice: Choice
    lang: Lang
    wording: Wording

    def pick(self, pick: Pick, at: int) -> str:
        """One pick in a sentence."""
        against = "" if pick.drawback and pick.drawback.notice else self.drawback(pick.drawback)
        values = {
            "name": self.wording.name(pick.entry, self.lang), "at": at,
            "reasons": self.wording.join(self.lang, self.reasons(pick, at)), "drawback": against,
        }  # fmt: skip
        return self._say("pick", values)

    def reasons(self, pick: Pick, at: int = 0) -> tuple[str, ...]:
        """Each wish that is met, once. What all picks are near to is named with the first."""
        return tuple(dict.fromkeys(said for each in pick.reasons if (said := self._reason(each, at))))

    def drawback(self, drawback: Drawback | None) -> str:
        """What speaks against a pick; empty where nothing does."""
        if drawback is None:
            return ""
        if drawback.notice:
            return noticed.sentence(drawback.notice, self.lang, self.wording)
        found = drawback.found
        values = {
            "value": self.wording.values(found, self.lang) if found else "",
            "label": self.wording.label(self.lang, found.field) if found else "",
            "wish": self.wording.heard(drawback.wish.said, self.lang) if drawback.wish else "",
            **self._times(drawback.status),
        }  # fmt: skip
        return self._say(f"drawback.{drawback.key}", values)

    def wish(self, wish: Wish) -> str:
        """A wish as the visitor said it, or the place it must be near to."""
        if wish.near and wish.near in self.choice.anchors:
            return self._say("near", {"name": self.wording.name(self.choice.anchors[wish.near], self.lang)})
        return self.wording.heard(wish.said, self.lang)

    def _reason(self, reason: Reason, at: int) -> str:
        found, wish = reason.found, reason.wish
        if wish.near or wish.at:
            return self._near(reason, at)
        if reason.status:
            return self._say("open", self._times(reason.status))
        said = self._proof(found, wish)
        return self._say("taste", {"reason": said}) if wish.taste and said else said

    def _proof(self, found: FoundFact | None, wish: Wish) -> str:
        meaning = f"recommend.meaning.{wish.meaning}"
        if found is None or found.field == "point" or wish.moment:
            key = meaning if wish.meaning and self.wording.has(meaning) else "recommend.tagged"
            values = {"wish": self.wording.heard(wish.said, self.lang)}
            return self.wording.say(self.lang, key, values) if wish.said or wish.meaning else ""
        if found.aspect:
            return self._say("has", {"item": found.aspect})
        if found.field in _YES_NO:
            return self._say(found.field, {})
        label, value = self.wording.label(self.lang, found.field), self.wording.values(found, self.lang)
        return self._say("reason", {"label": label, "value": value, "plain": found.field in _PLAIN})

    def _near(self, reason: Reason, at: int) -> str:
        """How far a pick is from where it should be near to."""
        if reason.trip is None:
            return self._say("close", {})
        anchor = self.choice.anchors.get(reason.wish.near)
        name = self.wording.name(anchor, self.lang) if anchor else ""
        values = {"name": name, "minutes": reason.trip.minutes, "mode": reason.trip.mode, "again": at > 0}
        return self._say("way", values)

    def _times(self, status: Status | None) -> dict[str, str]:
        """The hours of the day and when a place opens next, in words; empty where there are none."""
        empty = {"day": "", "times": "", "until": "", "next_day": "", "next_time": ""}
        if status is None:
            return empty
        occasions, window = self.wording.occasions(self.lang), status.window
        day = occasions.day(status.day.day)
        if window:
            empty |= {"times": occasions.time(window.opens, window.closes), "until": occasions.clock(window.latest)}
        if status.next:
            following, first = status.next
            empty |= {"next_day": occasions.day(following), "next_time": occasions.clock(first.opens)}
        return {**empty, "day": day}

    def _say(self, key: str, values: Mapping[str, object]) -> str:
        return self.wording.say(self.lang, f"recommend.{key}", values)


def _asked(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """What the visitor asked of the pick in the same breath."""
    choice: Choice = finding.detail
    said = {id(reason.found) for pick in choice.picks for reason in pick.reasons}
    said |= {id(pick.drawback.found) for pick in choice.picks if pick.drawback}
    for found in finding.facts:
        if id(found) not in said and found.facts:
            yield mark(wording.fact(found, finding.lang), *citations.of_facts(found))
        elif id(found) not in said:
            yield wording.lacked(found, finding.lang)


def cards(finding: Finding, wording: Wording) -> tuple[Mapping[str, Any], ...]:
    """The picks as a row to swipe."""
    if not isinstance(finding.detail, Choice):
        return ()
    voice = Receipt(finding.detail, finding.lang, wording)
    return tuple(
        {
            "kind": "place", "entry": pick.entry.id, "title": wording.name(pick.entry, finding.lang),
            "reasons": list(voice.reasons(pick)), "drawback": voice.drawback(pick.drawback),
        }
        for pick in finding.detail.picks
    )  # fmt: skip
