"""Where a sentence ends, in a text that comes bit by bit."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

TEXTS = [
    ("门票 40 元。[1]周二到周日 9:00 到 17:00。[2]\n- 一楼看油灯\n- 二楼看纸灯",
     ["门票 40 元。", "周二到周日 9:00 到 17:00。", "一楼看油灯", "二楼看纸灯"]),
    ("他说：“你好。”然后走了！真的？？全长3.5公里。", ["他说：“你好。”", "然后走了！", "真的？？", "全长3.5公里。"]),
    ("It costs 40.5 yuan. [1] It opens at 9 a.m. daily, at No. 8 St. Mary Rd., e.g. the hall. Dr. Li knows! Go",
     ["It costs 40.5 yuan.", "It opens at 9 a.m. daily, at No. 8 St. Mary Rd., e.g. the hall.", "Dr. Li knows!", "Go"]),
    ("Today 45 yuan (March–June) [1]. 30 yuan in winter [1]. Ask www.example.org. Wait... he said.",
     ["Today 45 yuan (March–June).", "30 yuan in winter.", "Ask www.example.org.", "Wait... he said."]),
    ("大人は40元です。「どうぞ。」と言った。9:00からです",
     ["大人は40元です。", "「どうぞ。」", "と言った。", "9:00からです"]),
    ("입장권은 40위안입니다. [1] 2026. 5. 3. 기준입니다. 9:00부터입니다.",
     ["입장권은 40위안입니다.", "2026. 5. 3.", "기준입니다.", "9:00부터입니다."]),
    ("1. Slender West Lake\n2. Ge Garden. See https://example.org/a?b=1 for more.\n\n**Closed** on Mondays 🎉.",
     ["Slender West Lake", "Ge Garden.", "See for more.", "Closed on Mondays."]),
    ("走吧。\n2/7 小金山。山不高。[1]\n3/7 Moon Bridge. It is 2/7 done.",
     ["走吧。", "2, 小金山。", "山不高。", "3, Moon Bridge.", "It is 2/7 done."]),
]  # fmt: skip

CUT = """async ([text, grows]) => {
  const home = document.querySelector("script[src$='/voice.js']").src;
  const { cut } = await import(home.replace("voice.js", "voice/sentences.js"));
  const said = [];
  let from = 0;
  for (let end = grows ? 1 : text.length; end <= text.length; end += 1) {
    const { sentences, read } = cut(text.slice(0, end), from, { whole: end === text.length });
    said.push(...sentences);
    from = read;
  }
  return said;
}"""

REST = """async (calls) => {
  const home = document.querySelector("script[src$='/voice.js']").src;
  const made = await import(home.replace("voice.js", "voice/sentences.js"));
  return calls.map(([name, ...given]) => made[name](...given));
}"""


def called(page: Page, *calls: tuple[Any, ...]) -> list[Any]:
    return list(page.evaluate(REST, [list(each) for each in calls]))


def bare(sentence: str) -> str:
    """A closing mark that comes late is lost; nobody hears it."""
    return sentence.rstrip("”」？。")


def test_sentences_are_the_same_however_the_text_comes(visit: Visit) -> None:
    page = visit()
    for text, sentences in TEXTS:
        assert page.evaluate(CUT, [text, False]) == sentences
        assert [bare(each) for each in page.evaluate(CUT, [text, True])] == [bare(each) for each in sentences]


def test_a_full_stop_at_the_end_of_what_has_come_waits(visit: Visit) -> None:
    page = visit()
    (early, late, none) = called(
        page,
        ("cut", "It costs 3.", 0, {}),
        ("cut", "It costs 3.", 0, {"settled": True}),
        ("cut", "It lies in St.", 0, {"settled": True}),
    )
    assert early["sentences"] == [] and late["sentences"] == ["It costs 3."] and none["sentences"] == []


def test_a_long_sentence_is_read_in_breaths(visit: Visit) -> None:
    page = visit()
    chinese = "一" * 50 + "，" + "二" * 80 + "。"
    english = "word " * 60 + "end."
    (wide, narrow) = called(page, ("breaths", chinese), ("breaths", english))
    assert [len(each) for each in wide] == [51, 81] and "".join(wide) == chinese
    assert max(map(len, narrow)) <= 220 and " ".join(narrow) == english


@pytest.mark.parametrize(
    ("text", "page", "lang"),
    [
        ("ticket?", "zh-Hans", "en"),
        ("在 Starbucks 喝咖啡", "en", "zh-Hans"),
        ("Ge Garden (个园) is nice", "zh-Hans", "en"),
        ("大人は40元です", "en", "ja"),
        ("個園", "zh-Hant", "zh-Hant"),
        ("이 정원은 個園입니다", "en", "ko"),
        ("Le jardin est dans la ville et il est ouvert", "zh-Hans", "fr"),
        ("Der Garten ist mit dem Bus und die Straße", "en", "de"),
        ("Сад открыт", "en", "ru"),
        ("40", "ja", "ja"),
    ],
)
def test_a_text_tells_its_language(visit: Visit, text: str, page: str, lang: str) -> None:
    assert called(visit(), ("tongue", text, page)) == [lang]
