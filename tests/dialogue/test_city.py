"""What is asked of the city as a whole, and what helps where a field is not known."""

from __future__ import annotations

import pytest

from tests.guides import Talk


@pytest.mark.parametrize(("question", "told"), [
    ("扬州的电话区号", "0514"), ("扬州什么时候来最好", "最好的时候：3月中旬"), ("几月份来扬州走路最舒服", "11月上旬"),
    ("When is the best time to visit Yangzhou?", "best time to come: mid-March"), ("扬州有什么好吃的", "富春"),
    ("最近的地铁站在哪", "没有地铁"), ("什么时候来玩最好", "最好的时候：3月中旬"),
    ("仙鹤寺是哪年建的，为什么叫仙鹤", "1275"), ("仙鹤寺是哪年建的，为什么叫仙鹤", "大门是头"),
    ("大明寺怎么走", "平山堂东路8号"), ("东关街附近车停哪", "第一中学"), ("兼真大和尚东渡几次", "六次"),
])  # fmt: skip
def test_what_is_told(yangzhou: Talk, question: str, told: str) -> None:
    reply = yangzhou.ask(question)
    assert reply.answered and told in reply.text and reply.citations


def test_a_day_trip_is_not_what_the_city_eats(yangzhou: Talk) -> None:
    assert "一日游" not in yangzhou.ask("扬州有什么好吃的").text
