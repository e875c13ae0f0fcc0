"""The interface's words: flat keys to sentences, a file or a folder of files for each language."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from starlette.requests import Request

from guide.types import Lang

FALLBACK = "en"
_TRADITIONAL = ("zh-tw", "zh-hk", "zh-mo", "zh-hant")


class Words:
    """The words of one language; a key it lacks is read in English."""

    def __init__(self, lang: str, table: Mapping[str, Any], fallback: Mapping[str, Any]) -> None:
        self.lang = lang
        self._tables = (table, fallback)

    def __call__(self, key: str, **values: object) -> str:
        """The sentence of a key with its {placeholders} filled. Raises KeyError for a key no language has."""
        return str(self.data(key)).format(**values)

    def data(self, key: str) -> Any:
        """The raw value of a key: a sentence with its placeholders, or a list."""
        for table in self._tables:
            if key in table:
                return table[key]
        raise KeyError(f"web/locales has no {FALLBACK} {key!r}")

    def under(self, *prefixes: str) -> dict[str, Any]:
        """Every key that begins so, for a script that speaks too."""
        keys = dict.fromkeys(key for table in self._tables for key in table if key.startswith(prefixes))
        return {key: self.data(key) for key in keys}

    def __contains__(self, key: str) -> bool:
        return any(key in table for table in self._tables)


class Locales:
    """Every language the interface speaks: `<lang>.json` in the folder, or `<lang>/<room>.json`."""

    def __init__(self, folder: Path) -> None:
        tables: dict[str, dict[str, Any]] = {}
        for path in sorted([*folder.glob("*.json"), *folder.glob("*/*.json")]):
            lang = path.relative_to(folder).parts[0].removesuffix(".json")
            tables.setdefault(lang, {}).update(json.loads(path.read_text(encoding="utf-8")))
        self._words = {lang: Words(lang, table, tables[FALLBACK]) for lang, table in tables.items()}

    @property
    def languages(self) -> tuple[str, ...]:
        """Tags on offer, in the order of their files."""
        return tuple(self._words)

    def choose(self, asked: str | None, accepted: str | None, default: str = FALLBACK) -> Words:
        """The words for a language asked by name, else the best one of an Accept-Language header, else the default."""
        for tag in (asked or "", *_by_preference(accepted or "")):
            if lang := _spoken(tag, self.languages):
                return self._words[lang]
        return self._words[default]

    def of(self, request: Request) -> Words:
        """The words for a request: `?lang=`, else its Accept-Language."""
        return self.choose(request.query_params.get("lang"), request.headers.get("accept-language"))


def tongue(request: Request, offered: Sequence[Lang], default: Lang) -> Lang:
    """Of the languages that content is offered in, the one a request wants; the interface may speak fewer."""
    asked = request.query_params.get("lang") or ""
    for tag in (asked, *_by_preference(request.headers.get("accept-language") or "")):
        if lang := _spoken(tag, offered):
            return lang
    return default


def _spoken(tag: str, offered: Sequence[Lang]) -> Lang | None:
    """The language on offer that a tag means: zh-TW reads zh-Hant, zh and zh-CN the first Chinese there is."""
    wanted = tag.lower()
    wanted = "zh-hant" if wanted.startswith(_TRADITIONAL) else wanted
    exact = {lang.lower(): lang for lang in offered}
    bases = {lang.split("-")[0]: lang for lang in reversed(offered)}
    return exact.get(wanted) or bases.get(wanted.split("-")[0])


def _by_preference(header: str) -> list[str]:
    weighed = []
    for position, part in enumerate(header[:200].split(",")):
        tag, _, quality = part.strip().partition(";")
        try:
            weight = float(quality.strip().removeprefix("q=")) if quality else 1.0
        except ValueError:
            weight = 0.0
        weighed.append((-weight, position, tag.strip()))
    return [tag for weight, _, tag in sorted(weighed) if weight < 0]
