"""What is nearby in words: the nearest with minutes on foot, the next ones, or whom to ask and a search on a map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from guide.dialogue.cite import Citations, mark
from guide.dialogue.wording import Wording
from guide.geo import to_gcj02
from guide.skills.nearby import placed
from guide.skills.surroundings import Around, Step
from guide.types import UNNAMED, Entry, Finding, FoundFact, Lang, Position

_TOLD = ("point", "parking")
"""Fields in which the knowledge tells of what is looked for at the place itself."""


def say(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """The nearest first, then the others, then what matters at its door."""
    found: Around = finding.detail
    lang = finding.lang
    values: dict[str, object] = {
        "what": _what(found, lang, wording), "place": _place(found, lang, wording), "stranger": found.request.stranger,
    }  # fmt: skip
    if finding.intent in ("nearby.where", "nearby.unplaced"):
        yield wording.say(lang, finding.intent, values)
        return
    if found.request.to:
        yield from _way(finding, values, wording, citations)
        return
    for told in (each for each in finding.facts if each.field in _TOLD):
        said = wording.fact(told, lang) if told.field == "parking" else _closed(wording.values(told, lang), lang)
        yield mark(said, *citations.of_facts(told))
    if found.steps:
        yield from _steps(found, values, lang, wording, citations)
        yield from _door(finding, found.steps[0].entry, wording, citations)
        if found.step_free_unknown:
            yield wording.say(lang, "nearby.step_free_unknown")
    else:
        yield from _nothing(finding, values, wording, citations)


def _way(
    finding: Finding, values: Mapping[str, object], wording: Wording, citations: Citations
) -> Iterator[str]:  # fmt: skip
    """How far it is, how long on foot or by car, and what is known of the way."""
    found: Around = finding.detail
    lang = finding.lang
    if found.trip:
        trip, target = found.trip, found.steps[0].entry
        said = {
            **values, "name": wording.name(target, lang), "minutes": trip.minutes, "mode": trip.mode,
            "rough": trip.is_rough, "km": f"{trip.metres / 1000:.1f}",
        }  # fmt: skip
        placing = (each for each in finding.facts if each.field == "position")
        numbers = dict.fromkeys(number for each in placing for number in citations.of_facts(each))
        yield mark(wording.say(lang, "nearby.way", said), *numbers)
    for told in (each for each in finding.facts if each.field != "position"):
        of_start = bool(found.origin) and told.entry is not finding.entries[-1]
        values = {"place": wording.name(told.entry, lang), "said": _closed(wording.values(told, lang), lang)}
        words = wording.say(lang, "nearby.from", values) if of_start else wording.fact(told, lang)
        yield mark(words, *citations.of_facts(told))


def _steps(
    found: Around, values: Mapping[str, object], lang: Lang, wording: Wording, citations: Citations
) -> Iterator[str]:
    first, *others = found.steps
    key = "nearby.far" if found.is_far else "nearby.next" if found.request.skip else "nearby.first"
    said = {**values, **_step(first, lang, wording)}
    yield mark(wording.say(lang, key, said), *citations.of_facts(placed(first.entry)))
    if others:
        names = (wording.say(lang, "nearby.item", _step(each, lang, wording)) for each in others)
        numbers = dict.fromkeys(number for each in others for number in citations.of_facts(placed(each.entry)))
        yield mark(wording.say(lang, "nearby.others", {"items": wording.join(lang, names)}), *numbers)


def _nothing(finding: Finding, values: Mapping[str, object], wording: Wording, citations: Citations) -> Iterator[str]:
    found: Around = finding.detail
    if not any(each.field in _TOLD for each in finding.facts):
        yield wording.say(finding.lang, "nearby.no_more" if found.request.skip else "nearby.nothing", values)
    if found.staffed:
        said = {**values, **_step(found.staffed, finding.lang, wording)}
        key = "nearby.ask_here" if found.staffed.entry is found.origin else "nearby.staffed"
        sentence = wording.say(finding.lang, key, said)
        yield mark(sentence, *citations.of_facts(placed(found.staffed.entry)))
    yield wording.say(finding.lang, "nearby.map", values)


def _step(step: Step, lang: Lang, wording: Wording) -> dict[str, object]:
    kilometres = f"{step.metres / 1000:.1f}"
    return {
        "name": wording.name(step.entry, lang), "minutes": step.minutes, "rough": step.is_rough,
        "km": kilometres, "far": step.metres > 3_000, "unnamed": UNNAMED in step.entry.tags,
    }  # fmt: skip


def _door(finding: Finding, entry: Entry, wording: Wording, citations: Citations) -> Iterator[str]:
    """What the nearest costs, when it is open and whether a wheelchair gets in."""
    known = [each for each in finding.facts if each.entry.id == entry.id and each.field != "position" and each.facts]
    said = [each for found in known if (each := _detail(found, finding.lang, wording))]
    if said:
        numbers = dict.fromkeys(number for found in known for number in citations.of_facts(found))
        clause = wording.join(finding.lang, said)
        yield mark(wording.say(finding.lang, "nearby.door", {"details": clause}), *numbers)


def _detail(found: FoundFact, lang: Lang, wording: Wording) -> str:
    if found.field == "wheelchair":
        value = str(found.facts[0].value)
        return wording.say(lang, f"nearby.wheelchair.{value}") if value in ("yes", "limited", "no") else ""
    if found.field == "price":
        return wording.say(lang, "nearby.free") if found.facts[0].value == 0 else wording.values(found, lang)
    values = {"label": wording.label(lang, found.field), "value": wording.values(found, lang)}
    return wording.say(lang, "nearby.detail", values)


def _what(found: Around, lang: Lang, wording: Wording) -> str:
    return wording.say(lang, f"nearby.what.{found.request.what}")


def _place(found: Around, lang: Lang, wording: Wording) -> str:
    return wording.name(found.origin, lang) if found.origin else ""


def cards(finding: Finding, wording: Wording) -> tuple[Mapping[str, Any], ...]:
    """The places with their distances, and a search on a map; or that the visitor's position would answer it."""
    found: Around = finding.detail
    if finding.intent == "nearby.where":
        return ({"kind": "locate"},)
    if found.point is None:
        return ()
    what = _what(found, finding.lang, wording)
    steps = [_card(each, finding.lang, wording) for each in found.steps]
    if found.trip:
        return ()
    around = {"kind": "nearby", "title": what, "places": steps}
    searches = {
        "kind": "map-search", "title": wording.say(finding.lang, "nearby.search", {"what": what}),
        "links": map_links(what, found.point, finding.lang, wording),
    }  # fmt: skip
    return (around, searches) if steps else (searches,)


def _card(step: Step, lang: Lang, wording: Wording) -> dict[str, Any]:
    at = step.entry.position
    return {
        "entry": step.entry.id, "title": wording.name(step.entry, lang), "metres": step.metres,
        "minutes": step.minutes, "about": step.is_rough, "lat": at.lat if at else None, "lon": at.lon if at else None,
    }  # fmt: skip


def map_links(what: str, point: Position, lang: Lang, wording: Wording) -> list[dict[str, str]]:
    """Searches for a word around a point: the map of the country, which counts in GCJ-02, and any map of the phone."""
    lat, lon = to_gcj02(point.lat, point.lon)
    values = {"what": what, "lat": f"{point.lat:.4f}", "lon": f"{point.lon:.4f}",
              "gcj_lat": f"{lat:.4f}", "gcj_lon": f"{lon:.4f}"}  # fmt: skip
    return [
        {
            "title": wording.say(lang, f"nearby.maps.{key}.title"),
            "url": wording.say(lang, f"nearby.maps.{key}.url", values),
        }
        for key in ("amap", "phone")
    ]


def suggest(finding: Finding, wording: Wording) -> tuple[str, ...]:
    """What else is looked for at the same place; nothing while it is not known where."""
    found: Around = finding.detail
    if found.point is None:
        return ()
    others = [each for each in ("toilets", "food", "sight", "parking") if each != found.request.what][:2]
    place = _place(found, finding.lang, wording)
    return tuple(wording.say(finding.lang, f"nearby.ask.{each}", {"place": place}) for each in others)


def _closed(sentence: str, lang: Lang) -> str:
    end = "。" if lang.startswith(("zh", "ja")) else "."
    return sentence if sentence.endswith(("。", ".", "！", "!", "？", "?")) else sentence + end
