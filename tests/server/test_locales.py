"""Which language a page speaks: what is asked for by name, else what the browser reads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

import pytest

from guide.server.locales import Locales
from guide.shipped import folder

LOCALES = Locales(folder("web") / "locales" / "visitor")


def test_the_interface_speaks_the_languages_that_are_wholly_offered() -> None:
    assert set(LOCALES.languages) == {"zh-Hans", "zh-Hant", "en", "ja", "ko"}


def _table(lang: str) -> Mapping[str, Any]:
    rooms = [json.loads(path.read_text("utf-8")) for path in (folder("web") / f"locales/visitor/{lang}").glob("*.json")]
    assert sum(map(len, rooms)) == len({key for room in rooms for key in room}), "a key stands in one room only"
    return {key: value for room in rooms for key, value in room.items()}


def _sentences(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping | list):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _sentences(each)
    else:
        yield str(value)


def _placeholders(value: Any) -> set[str]:
    return {name for text in _sentences(value) for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", LOCALES.languages)
def test_every_language_has_all_words_of_the_interface_and_fills_the_same_places(lang: str) -> None:
    own, english = _table(lang), _table("en")
    assert own.keys() == english.keys()
    assert {key for key in own if _placeholders(own[key]) != _placeholders(english[key])} == set()
    assert [key for key in own if not all(text.strip() for text in _sentences(own[key]))] == []


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("zh-CN,zh;q=0.9", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-TW,zh;q=0.9,en;q=0.8", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-Hant-MO", "zh-Hant"),
        ("ja-JP,ja", "ja"),
        ("ko-KR,ko;q=0.9", "ko"),
        ("fr-FR,en;q=0.5", "en"),
        ("th-TH", "en"),
        ("", "en"),
    ],
)
def test_the_browser_chooses(header: str, lang: str) -> None:
    assert LOCALES.choose(None, header).lang == lang


def test_what_is_asked_for_by_name_comes_first() -> None:
    assert LOCALES.choose("zh-Hant", "ja").lang == "zh-Hant"
    assert LOCALES.choose("ZH-tw", "ja").lang == "zh-Hant"
    assert LOCALES.choose("xx", "ja").lang == "ja"
