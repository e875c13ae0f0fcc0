"""What is known is found by the words that visitors use for it, and in whichever language it is written."""

from __future__ import annotations

import pytest

from guide.retrieval.surfaces import Vocabulary, of_entry
from guide.types import Entry
from tests.guides import Talk

ASKED = (
    ("扬州泰州机场离市区多少公里", "30公里"),
    ("扬州炒饭真的是从扬州来的吗", "伊秉绶"),
    ("千层油糕是拿什么做的", "猪油"),
    ("扬州盐商的盐运到几个省", "6省"),
    ("大运河博物馆能不能存包", "服务中心"),
    ("揚州泰州空港は市内から何キロですか", "30"),
    ("양저우 지하철 있어요?", "없"),
)


@pytest.mark.parametrize(("question", "answer"), ASKED, ids=[question for question, _ in ASKED])
def test_what_is_known_is_told_in_other_words(yangzhou: Talk, question: str, answer: str) -> None:
    assert answer in yangzhou.ask(question).text


def test_from_a_city_is_no_name_of_a_trip() -> None:
    """ "Zhenjiang from Yangzhou" names the trip; what is left of it without the first city names nothing."""
    vocabulary = Vocabulary(places=("zhenjiang", "yangzhou"), naming=frozenset({"from"}))
    trip = Entry("trip", "practical", "yangzhou", names={"en": "Day Trip"}, aliases=("Zhenjiang from Yangzhou",))
    assert "from yangzhou" not in {surface.text for surface in of_entry(trip, vocabulary)}
