from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guide.text.redact import MASK, redact


@pytest.mark.parametrize(
    "text",
    [
        "请打13812345678找我",
        "+86 138 1234 5678",
        "(0514) 8123-4567",
        "0514－81234567",
        "１３８１２３４５６７８",
        "电话一三八一二三四五六七八",
        "身份证32100219800101123X",
        "320102 19800101 1234",
        "护照E12345678",
        "passport EA1234567",
        "Reisepass C01X00T47",
        "M123A4567",
        "someone.else+trip@mail.example.com",
        "邮箱是abc@example.cn谢谢",
        "苏K·12345",
        "浙AD12345停哪里",
        "order 2026050112345",
        "32.4156789",
    ],
)
def test_what_names_a_person_is_taken_out(text: str) -> None:
    masked = redact(text)
    assert MASK in masked
    assert sum(each.isdigit() for each in masked) == 0
    assert "example" not in masked


@pytest.mark.parametrize(
    "text",
    [
        "个园门票45元，开放7:15-18:00吗",
        "2026-05-01 到 2026-05-03",
        "from 2026.10.01 to 2026.10.07",
        "2026/5/1-2026/5/3",
        "8.30-17.30",
        "1937-1945",
        "二〇二六年五月一日",
        "G7001次列车",
        "3 adults, 2 children, 120 yuan",
        "12345 or 110",
        "苏州和扬州哪个好",
        "5A景区 Q&A @ noon",
        "",
    ],
)
def test_the_rest_stays(text: str) -> None:
    assert redact(text) == text


def test_words_around_stay() -> None:
    assert redact("请打13812345678找我，或abc@example.cn。") == f"请打{MASK}找我，或{MASK}。"


def test_a_date_does_not_save_the_number_behind_it() -> None:
    assert "138" not in redact("2026-05-01 13812345678")


@example(digits=[1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3], gaps=[*[""] * 8, " ", *[""] * 9])
@given(
    st.lists(st.integers(0, 9), min_size=7, max_size=18), st.lists(st.sampled_from(["", " ", "-", "."]), min_size=18)
)
def test_no_grouping_saves_a_long_number(digits: list[int], gaps: list[str]) -> None:
    text = "a" + "".join(f"{digit}{gap}" for digit, gap in zip(digits, gaps, strict=False)) + "b"
    masked = redact(text)
    assert masked == text if MASK not in masked else sum(each.isdigit() for each in masked) == 0
    if "-" not in text and "." not in text:
        assert MASK in masked


@pytest.mark.parametrize("sign", ["a", "1", "A", "a.", "1-", "A1", "a@", "@a.", "一", "+", "2026-05-01 "])
def test_a_very_long_question_takes_no_time(sign: str) -> None:
    redact(sign * 100_000)


@given(st.text())
def test_redacting_twice_changes_nothing(text: str) -> None:
    assert redact(redact(text)) == redact(text)
