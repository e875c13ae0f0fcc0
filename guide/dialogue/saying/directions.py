"""The way there, as links that open a map: the map of the country, any map of the phone, Apple's and Google's.

A link to a position that is known well leads to the point. Of one that may be off by hundreds of metres the maps are
asked by name around it: theirs finds the gate, ours would lead into a wall.
"""

from __future__ import annotations

from typing import TypeAlias
from urllib.parse import quote

from guide.dialogue.wording import Wording, in_language
from guide.geo import to_gcj02
from guide.types import Entry, Lang, Position, Text
from guide.visiting.travel import ROUGH

Way: TypeAlias = dict[str, str]
"""`app` (amap, geo, apple or google), `title` in the visitor's language, `url`."""
APPS = ("amap", "geo", "apple", "google")
"""In the order they are offered: what works in the country without a detour comes first."""
_HOME = "zh-Hans"
"""The language in which maps of the country know their places, whatever the visitor's."""


def ways(entry: Entry, lang: Lang, wording: Wording, city: Text | None = None) -> list[Way]:
    """Links that take a visitor to a place; none where nobody knows where it lies. `city` are the names of its city."""
    at = entry.position
    if at is None:
        return []
    local = in_language(entry.names, _HOME) or entry.id
    urls = addresses(at, wording.name(entry, lang), local, in_language(city or {}, _HOME))
    rough = at.precision >= ROUGH
    return [
        {"app": app, "title": wording.say(lang, f"card.ways.{app}", {"rough": rough}), "url": urls[app]} for app in APPS
    ]


def rough(at: Position | None, lang: Lang, wording: Wording) -> str:
    """That a position is not exact, and by how much it may be off; nothing where it is."""
    if at is None or at.precision < ROUGH:
        return ""
    return wording.say(lang, "card.rough", {"metres": at.precision})


def addresses(at: Position, name: str, local: str, city: str = "") -> dict[str, str]:
    """The address of each app for a WGS-84 position; `local` and `city` are its names on maps of the country.

    Sources: AMap URI API (lbs.amap.com, "URI API"; coordinates in GCJ-02, longitude first), RFC 5870 and Android's
    "geo:" intent, Apple "Map Links", Google "Maps URLs".
    """
    lat, lon = f"{at.lat:.6f}", f"{at.lon:.6f}"
    there, called, known = f"{lat},{lon}", _quoted(name), _quoted(local)
    if at.precision >= ROUGH:
        return {
            "amap": f"https://uri.amap.com/search?keyword={known}&center={_gaode(at)}&view=map&src=guide&callnative=1",
            "geo": f"geo:{there}?q={called}",
            "apple": f"https://maps.apple.com/?q={called}&sll={there}",
            "google": f"https://www.google.com/maps/dir/?api=1&destination={_quoted(f'{local} {city}'.strip())}",
        }
    return {
        "amap": f"https://uri.amap.com/marker?position={_gaode(at)}&name={known}"
        "&coordinate=gaode&src=guide&callnative=1",
        "geo": f"geo:{there}?q={there}({called})",
        "apple": f"https://maps.apple.com/?ll={there}&q={called}",
        "google": f"https://www.google.com/maps/dir/?api=1&destination={_quoted(there)}",
    }


def _gaode(at: Position) -> str:
    lat, lon = to_gcj02(at.lat, at.lon)
    return f"{lon:.6f},{lat:.6f}"


def _quoted(text: str) -> str:
    """For a query: no sign of a name may end its value, or the label of a geo: address."""
    return quote(text, safe="")
