"""Answers as they are read out: nothing for the eye is said, nothing that is meant is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from guide.settings import LANGUAGES
from tests.models.voices import aloud, tongues

READ = aloud()
HAN = dict(zip("零幺二三四五六七八九", "0123456789", strict=True))


@pytest.mark.parametrize(
    ("lang", "written", "read"),
    [
        ("zh-Hans", "门票100元（3–5月）[1]。", "门票100元，3到5月。"),
        ("zh-Hans", "- 开放：7:15–18:00；", "开放：7点15分到18点。"),
        ("zh-Hans", "9:05、8:30", "9点零5分、8点半。"),
        ("zh-Hans", "电话 0514-87825700，或拨12345。", "电话 零五幺四，八七八二五七零零，或拨 幺二三四五。"),
        ("zh-Hans", "约25%（20℃），3.5km，¥120。", "约百分之25，20摄氏度，3.5公里，120元。"),
        ("zh-Hant", "請撥12345", "請撥 幺二三四五。"),
        ("zh-Hant", "17:30前進場（南門）", "17點半前進場，南門。"),
        ("en", "**Open** 9:00-17:30 [1][2] (see https://a.example/b?c=1).", "Open 9 AM to 5 30 PM, see."),
        ("en", "12:00, 0:00, 12:05 and 1 km", "noon, midnight, 12 oh 5 PM and 1 kilometre."),
        ("en", "about 15 min.", "about 15 minutes."),
        ("en", "[The map](/map) of 12345 metres; ring 12345.", "The map of 1 2 3 4 5 metres; ring 1 2 3 4 5."),
        ("ja", "11月21日（土）は9:00～17:00[1]", "11月21日、土曜日、は9時から17時。"),
        ("ko", "09:30~18:00 (월)", "9시 반에서 18시, 월요일."),
        ("fr", "Ouvert de 9:00 à 17:30", "Ouvert de 9 heures à 17 heures 30."),
        ("de", "9:00–17:15", "9 Uhr bis 17 Uhr 15."),
        ("es", "a las 9:30", "a las 9 y media."),
        ("ru", "21:00–23:00", "21 час до 23 часа."),
        ("en", "2026-11-22", "2026-11-22."),
        ("en", "688-763", "688 to 763."),
        ("en", "[1] 😀 …", ""),
    ],
)  # fmt: skip
def test_read_out(lang: str, written: str, read: str) -> None:
    assert READ(written, lang) == read


@given(some.text(max_size=200), some.sampled_from(LANGUAGES))
def test_nothing_makes_it_stumble(text: str, lang: str) -> None:
    read = READ(text, lang)
    assert "http" not in read.lower() or "http" in text.lower()
    assert not re.search(r"\[\d\]", read)


@given(
    some.lists(
        some.one_of(
            some.integers(0, 10**9).map(str),
            some.sampled_from(["，", "、", " – ", "元", " km", "（", "）", "。", "\n", " and ", "~", "0514-87825700"]),
        ),
        max_size=12,
    ),
    some.sampled_from(LANGUAGES),
)  # fmt: skip
def test_no_figure_is_lost(parts: list[str], lang: str) -> None:
    written = " ".join(parts)
    read = "".join(HAN.get(each, each) for each in READ(written, lang)) if lang[:2] == "zh" else READ(written, lang)
    if lang in ("ja", "ko"):
        return  # digits that are called out are words there
    assert re.findall(r"\d", read) == re.findall(r"\d", written)


@settings(deadline=None)  # dictionaries load with the first
@given(some.text(max_size=80), some.sampled_from(LANGUAGES))
def test_every_text_has_parts(text: str, lang: str) -> None:
    for voice, given_text in tongues().parts(text, lang):
        assert voice and isinstance(given_text, str)


@pytest.mark.parametrize(
    ("lang", "text", "parts"),
    [
        ("zh-Hans", "银行在长江路。", [("cmn-latn-pinyin", "yin2 hang2 zai4 chang2 jiang1 lu4 .")]),
        ("zh-Hans", "坐KTV旁的2号线", ["cmn-latn-pinyin", "en-us", "cmn-latn-pinyin"]),
        ("en", "in Chinese: 平山堂东路8号.", ["en-us", "cmn-latn-pinyin"]),
        ("en", "Built in 1883, 1905 or 2018; 1122 metres; 7 15 PM.",
         [("en-us", "Built in 18 83, 19 oh 5 or 20 18; 1122 metres; 7 15 P-M.")]),
        ("ko", "2시 18시 3명 6월 30분", [("ko", "두 시 18 시 세 명 유월 30분")]),
        ("ko", "대명사 平山堂", ["ko", "cmn-latn-pinyin"]),
        ("ja", "4時30分に300人、20日は痩西湖へ。",
         [("ja", "ヨジ サンジュップンニ サンビャクニン , ハツカワ ソーセーコエ .")]),
        ("ja", "今日は晴れ、1.5メートル", [("ja", "キョーワ ハレ , イチ テン ゴメートル")]),
        ("fr", "", []),
    ],
)  # fmt: skip
def test_each_run_goes_to_the_voice_that_reads_it(lang: str, text: str, parts: list[object]) -> None:
    made = tongues().parts(text, lang)
    assert (made if not parts or isinstance(parts[0], tuple) else [voice for voice, _ in made]) == parts
