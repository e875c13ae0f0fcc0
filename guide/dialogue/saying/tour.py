"""A walk in words. Each stop begins with its number, 2/7, by which a later question knows where the visitor stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from guide.dialogue.cite import Citations
from guide.dialogue.telling import prose, statements, told
from guide.dialogue.wording import Wording
from guide.skills.tour import CHOOSE, FINISH, FIRST, OFFER, START, STOP, Stop, Told, Walk
from guide.types import Finding, FoundText, Lang

_LINE = "\n"


def say(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """Where the visitor stands, what there is, and what comes next."""
    told: Told = finding.detail
    lang = finding.lang
    if told.does == CHOOSE:
        yield from _chosen(finding, told, wording, citations)
        return
    if told.does == OFFER or told.walk is None:
        names = wording.join(lang, (wording.name(entry, lang) for entry in told.offered))
        yield wording.say(lang, "tour.offer", {"names": names})
        return
    walk = told.walk
    if told.does in (STOP, FINISH):
        yield wording.say(lang, f"tour.{told.does}", {"name": wording.name(walk.host, lang)})
        return
    about = tuple(_about(finding, walk, wording, citations))
    yield from about
    values = {"at": told.at + 1, "count": len(walk.stops), "name": _named(walk, told.at, lang, wording)}
    yield (_LINE if about else "") + wording.say(lang, "tour.stop_here", values)
    yield from _content(finding, wording, citations)
    yield from _onwards(told, walk, lang, wording)


def cards(finding: Finding, wording: Wording) -> tuple[Mapping[str, Any], ...]:
    """The walk with all its stops, for the page to draw."""
    told: Told = finding.detail
    if told.walk is None:
        return ()
    walk, lang, at = told.walk, finding.lang, told.at
    stops = [{"id": stop.entry.id, "name": _title(stop, lang, wording)} for stop in walk.stops]
    name = wording.name(walk.entry, lang)
    where = wording.say(lang, "tour.where", {"at": at + 1, "count": len(stops)})
    return (
        {
            "kind": "tour", "id": walk.entry.id, "name": name, "at": at, "does": told.does, "stops": stops,
            "where": where, "asks": [{"does": key, "text": text} for key, text in _commands(finding, wording)],
        },
    )  # fmt: skip


def suggest(finding: Finding, wording: Wording) -> tuple[str, ...]:
    """The commands that work now."""
    told: Told = finding.detail
    lang = finding.lang
    if told.does in (OFFER, CHOOSE) or told.walk is None:
        shown = (wording.name(entry, lang) for entry in told.offered[:3])
        return tuple(wording.say(lang, "tour.ask", {"name": name}) for name in shown)
    return tuple(text for _, text in _commands(finding, wording))


def _commands(finding: Finding, wording: Wording) -> Iterator[tuple[str, str]]:
    """What can be said at a stop of a walk that goes on, by what it does."""
    told: Told = finding.detail
    if told.walk is None or told.does in (STOP, FINISH):
        return
    is_last = told.at + 1 == len(told.walk.stops)
    if not is_last:
        coming = _title(told.walk.stops[told.at + 1], finding.lang, wording)
        yield "next", wording.say(finding.lang, "tour.next", {"name": coming})
    for key in ("again", "end") if is_last else ("end",) if told.at == 0 else ("back", "end"):
        yield key, wording.say(finding.lang, f"tour.{key}")


def _content(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    own = (text for text in finding.texts if not _is_about(text, finding))
    yield from told((prose(text, citations) for text in own), finding.lang, wording)
    for found in finding.facts:
        yield from told(statements(found, finding.lang, wording, citations), finding.lang, wording)


def _is_about(text: FoundText, finding: Finding) -> bool:
    """Whether it is told of the walk as a whole, and not of a stop."""
    walk = finding.detail.walk
    return walk is not None and text.entry.id == walk.entry.id and not walk.stops[0].heading


def _about(finding: Finding, walk: Walk, wording: Wording, citations: Citations) -> Iterator[str]:
    whole = (text for text in finding.texts if _is_about(text, finding))
    yield from told((prose(text, citations) for text in whole), finding.lang, wording)


def _chosen(finding: Finding, told_of: Told, wording: Wording, citations: Citations) -> Iterator[str]:
    """The route that fits best in a sentence of its own, then others by name."""
    lang = finding.lang
    first, *others = (wording.name(entry, lang) for entry in told_of.offered)
    for found in finding.facts:
        yield from told(statements(found, lang, wording, citations), lang, wording)
    if not finding.facts:
        yield wording.say(lang, "tour.offer", {"names": first})
    if others:
        yield wording.say(lang, "tour.others", {"names": wording.join(lang, others)})


def _onwards(told: Told, walk: Walk, lang: Lang, wording: Wording) -> Iterator[str]:
    if told.does == FIRST:
        yield wording.say(lang, "tour.first")
    elif told.at + 1 == len(walk.stops):
        yield wording.say(lang, "tour.last")
    elif told.does == START:
        yield wording.say(lang, "tour.how", {"count": len(walk.stops)})
    else:
        yield wording.say(lang, "tour.then", {"name": _title(walk.stops[told.at + 1], lang, wording)})


def _named(walk: Walk, at: int, lang: Lang, wording: Wording) -> str:
    """A stop by its name; a room by the house and its heading."""
    stop = walk.stops[at]
    if not stop.heading:
        return wording.name(stop.entry, lang)
    return wording.say(lang, "tour.room", {"name": wording.name(walk.host, lang), "heading": stop.heading})


def _title(stop: Stop, lang: Lang, wording: Wording) -> str:
    """What a stop is called: a room's heading in quotation marks, for it may be any words."""
    if stop.heading:
        return wording.say(lang, "tour.quoted", {"heading": stop.heading})
    return wording.name(stop.entry, lang)
