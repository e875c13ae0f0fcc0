"""Text made ready for a page: answers, Markdown, dates, words."""

from __future__ import annotations

import re

import pytest

from guide.server.dates import dated, spoken
from guide.server.locales import Locales
from guide.server.prose import Mark, apart, blocks, html, plain, unmarked
from guide.shipped import folder

LOCALES = folder("web") / "locales" / "visitor"


def test_an_answer_becomes_paragraphs_and_lists() -> None:
    made = blocks("一[1]。\n\n- 甲[2]\n• 乙\n\n1. 丙\n末[9]", frozenset({1, 2}))
    assert [each.listed for each in made] == [False, True, False]
    assert made[0].lines == (("一", Mark(1, "。")),)
    assert made[1].lines == (("甲", Mark(2)), ("乙",), ("丙",))
    assert made[2].lines == (("末[9]",),)
    assert unmarked("一[1]。") == "一。"


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>1</script>)",
        "![x](https://evil.example/x.png)",
        '<a href="https://x" onclick="alert(1)">x</a>',
        "<svg/onload=alert(1)>",
        "<iframe src=//evil.example></iframe>",
        "<style>*{}</style>",
    ],
)
def test_markdown_brings_no_script_no_image_no_style(markdown: str) -> None:
    made = html(markdown)
    assert not re.search(r"<(script|img|svg|iframe|style)", made)
    assert not re.search(r"<[^>]+\s(on\w+|style|src)=", made)
    assert not re.search(r'href="(?!https?:|tel:|mailto:|geo:)', made)


def test_markdown_keeps_what_editors_write() -> None:
    made = html("## 题\n\n**重**[官网](https://example.org)\n\n|a|b|\n|-|-|\n|1|2|")
    assert "<h2>题</h2>" in made and "<strong>重</strong>" in made and "<td>1</td>" in made
    assert 'rel="noopener nofollow"' in made
    assert plain("a *b* & c\n\nd") == "a b & c d"


@pytest.mark.parametrize(
    ("date", "chinese", "english"),
    [
        ("2018", "2018年", "2018"),
        ("2018-03", "2018年3月", "March 2018"),
        ("2018-03-09", "2018年3月9日", "9 March 2018"),
        ("spring", "spring", "spring"),
        ("2018-13", "2018-13", "2018-13"),
        ("2018-00-01", "2018-00-01", "2018-00-01"),
        ("1-2-3-4", "1-2-3-4", "1-2-3-4"),
    ],
)
def test_dates_are_said_as_people_say_them(date: str, chinese: str, english: str) -> None:
    locales = Locales(LOCALES)
    assert spoken(locales.choose("zh-Hans", None), date) == chinese
    assert spoken(locales.choose("en", None), date) == english


def test_a_check_outweighs_a_date() -> None:
    words = Locales(LOCALES).choose("en", None)
    assert dated(words, "2018", "2026-05-03") == "checked 3 May 2026"
    assert dated(words, "2018", None) == "as of 2018, not confirmed since"
    assert dated(words, None, None) == "date unknown"


def test_a_notice_stands_apart_from_the_text_with_its_marks() -> None:
    shut = {"effect": "closed", "text": "The house is shut today, the town says."}
    said = "It costs 40. [1] The house is shut today, the town says[2]. Bring water."
    text, (banner,) = apart(said, [shut], frozenset({1, 2}))
    assert text == "It costs 40. [1] Bring water."
    assert banner.pieces == (shut["text"], Mark(2)) and not banner.loud
    text, (banner,) = apart("Nothing of it.", [{"severity": "emergency", "text": "Call 120!"}], frozenset())
    assert text == "Nothing of it." and banner.pieces == ("Call 120!",) and banner.loud
