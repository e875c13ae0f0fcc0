"""Which language a page speaks: what is asked for by name, else what the browser reads."""

from __future__ import annotations

import pytest

from guide.server.locales import Locales
from guide.shipped import folder

LOCALES = Locales(folder("web") / "locales")


def test_the_interface_speaks_the_languages_that_are_wholly_offered() -> None:
    assert set(LOCALES.languages) == {"zh-Hans", "zh-Hant", "en", "ja", "ko"}


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
