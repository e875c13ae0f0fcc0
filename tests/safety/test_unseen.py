"""Wordings the check was not made for, as a model would write them; see unseen.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from guide.safety.answer import Check
from guide.safety.names import Names
from guide.types import Entry, Fact, Finding, FoundFact, FoundText
from tests.safety.sentences import load_lexicons

TOWER = Entry("tower", "attraction", "x", names={"zh-Hans": "柳影楼", "en": "Willow Tower"})
HOUSE = Entry("house", "restaurant", "x", names={"zh-Hans": "桂香楼", "en": "Osmanthus House"})
INN = Entry("inn", "hotel", "x", names={"zh-Hans": "临河客栈", "en": "Riverside Inn"})
NAMES = Names((TOWER, HOUSE, INN))
SENTENCES = yaml.safe_load(Path(__file__).with_name("unseen.yaml").read_text("utf-8"))
_FREE = {"zh-Hans": "70岁以上老人和1.2米以下儿童免票", "en": "free for people over 70 and children under 1.2 m"}
FACTS = {
    TOWER.id: (
        (TOWER, Fact("hours", "08:30-17:00; Mo off")),
        (TOWER, Fact("price", 60, label={"zh-Hans": "成人票", "en": "adult ticket"})),
        (TOWER, Fact("price", 30, label={"zh-Hans": "学生票", "en": "student ticket"})),
        (TOWER, Fact("duration", 90)),
        (TOWER, Fact("concessions", _FREE)),
        (TOWER, Fact("parking", "东门外有停车场，每小时5元")),
    ),
    HOUSE.id: (
        (HOUSE, Fact("spend", 88)),
        (HOUSE, Fact("hours", "Mo-Fr 10:30-14:00,17:00-21:00; Sa-Su 10:00-22:00")),
        (HOUSE, Fact("dishes", ("蟹粉狮子头", "大煮干丝", "三丁包"))),
        (INN, Fact("room_price", 320)),
        (INN, Fact("rating", 4.6)),
        (INN, Fact("internet", True)),
        (INN, Fact("parking", False)),
    ),
}
PROSE = {
    TOWER.id: {
        "zh-Hans": "柳影楼建于1818年，清代盐商所造，楼高20米，有四层。登楼可以望见整个湖面。"
        "楼内禁止吸烟，没有电梯。四月海棠开花时最美。",
        "en": "Willow Tower was built in 1818 by a salt merchant; it is 20 metres high and has four floors. "
        "From the top you can see the whole lake. Smoking is forbidden inside and there is no lift. "
        "It is at its best in April when the crab apples bloom.",
    },
    HOUSE.id: {
        "zh-Hans": "桂香楼开业于1936年，可坐两百人，二楼有六个包间。店里不接受预订，周末排队要等40分钟。",
        "en": "Osmanthus House opened in 1936 and seats two hundred guests; the second floor has six private rooms. It "
        "takes no reservations, and at weekends you queue for 40 minutes.",
    },
}


def check(place: str, lang: str) -> Check:
    facts = FACTS[place]
    grouped = dict.fromkeys((entry.id, fact.field) for entry, fact in facts)
    entries = {entry.id: entry for entry, _ in facts}
    found = tuple(
        FoundFact(entries[key], field, tuple(fact for entry, fact in facts if (entry.id, fact.field) == (key, field)))
        for key, field in grouped
    )
    texts = tuple(FoundText(entries[place], of, "", text) for of, text in PROSE[place].items())
    return Check(Finding("explain", lang, "?", found, texts, tuple(entries.values())), NAMES, load_lexicons())


@pytest.mark.parametrize("place", FACTS)
@pytest.mark.parametrize("lang", ["zh-Hans", "en"])
def test_true_sentences_pass_and_false_ones_do_not(place: str, lang: str) -> None:
    judge = check(place, lang)
    assert [each for each in SENTENCES[place]["holds"][lang] if not judge.passes(each)] == []
    assert [each for each in SENTENCES[place]["breaks"][lang] if judge.passes(each)] == []
