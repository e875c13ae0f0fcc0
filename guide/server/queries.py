"""The query of a request, read strictly: what is missing or wrong is refused with what to write instead."""

from __future__ import annotations

import math
from collections.abc import Collection
from datetime import date

from starlette.requests import Request

from guide.geo import Box
from guide.server.locales import Words
from guide.server.refusals import Refusal
from guide.settings import LANGUAGES
from guide.types import Lang

LONGEST = 200
"""Characters of one value: a name, a few kinds."""
GEOJSON = "application/geo+json"


class Query:
    """The values of a request's query. Every method raises Refusal 400 naming the parameter."""

    def __init__(self, request: Request, words: Words) -> None:
        self._values, self._words = request.query_params, words
        self._accept = request.headers.get("accept", "")

    def text(self, name: str) -> str:
        """Words, or "" where there are none."""
        value = self._values.get(name, "").strip()
        if len(value) > LONGEST or not value.isprintable():
            raise Refusal(400, "bad_text", param=name, name=name, most=LONGEST)
        return value

    def opaque(self, name: str) -> str:
        """What the guide itself gave out, as it was sent back; whoever reads it checks it."""
        return self._values.get(name, "")

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        """A whole number within bounds."""
        value = self._values.get(name)
        if value is None:
            return default
        if not (value.isascii() and value.isdigit() and len(value) < 10 and least <= int(value) <= most):
            raise Refusal(400, "bad_number", param=name, name=name, least=least, most=most)
        return int(value)

    def choice(self, name: str, known: Collection[str], default: str) -> str:
        """One of several words."""
        value = self._values.get(name, default)
        if value not in known:
            raise Refusal(400, "bad_choice", param=name, name=name, known=", ".join(known))
        return value

    def point(self) -> tuple[float, float] | None:
        """`lat` and `lon` in WGS-84 degrees; None where neither is given."""
        given = [name for name in ("lat", "lon") if name in self._values]
        if not given:
            return None
        if len(given) == 1:
            raise Refusal(400, "bad_point", param="lon" if given == ["lat"] else "lat")
        return self._degrees("lat", 90), self._degrees("lon", 180)

    def box(self) -> Box | None:
        """`bbox` as GeoJSON has it: west, south, east, north."""
        value = self._values.get("bbox")
        if value is None:
            return None
        parts = [_figure(part) for part in value.split(",")]
        figures = [each for each in parts if each is not None]
        if len(parts) != 4 or len(figures) != 4 or max(map(abs, figures)) > 180 or figures[1] > figures[3]:
            raise Refusal(400, "bad_box", param="bbox")
        west, south, east, north = figures
        return west, south, east, north

    def day(self, name: str, default: date) -> date:
        """A day written 2026-12-01."""
        value = self._values.get(name)
        if value is None:
            return default
        try:
            found = date.fromisoformat(value)
        except ValueError as error:
            raise Refusal(400, "bad_day", param=name, name=name) from error
        if len(value) != 10 or not 1950 <= found.year <= 2150:
            raise Refusal(400, "bad_day", param=name, name=name)
        return found

    def lang(self) -> Lang:
        """The language of names and words: `lang`, else what the client accepts."""
        value = self._values.get("lang")
        return value if value in LANGUAGES else self._words.lang

    def wants_geojson(self) -> bool:
        """By `format=geojson` or by the Accept header."""
        return self.choice("format", ("json", "geojson"), "geojson" if GEOJSON in self._accept else "json") == "geojson"

    def _degrees(self, name: str, most: int) -> float:
        value = _figure(self._values.get(name, ""))
        if value is None or abs(value) > most:
            raise Refusal(400, "bad_point", param=name)
        return value


def _figure(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
