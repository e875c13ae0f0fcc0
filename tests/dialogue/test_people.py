"""Who goes along, in four languages and over the turns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide import shipped
from guide.dialogue.hearing import people
from guide.dialogue.hearing.patterns import Patterns
from guide.dialogue.hearing.tokens import MOST
from guide.prompts import Prompts
from guide.retrieval.surfaces import plain
from guide.visiting.party import Person

PATTERNS = Patterns(Prompts(shipped.folder("prompts")), "party")


def _told(person: Person) -> str:
    height = f"{person.height}cm" if person.height else ""
    age = "" if person.age is None else str(person.age)
    traits = ",".join(sorted(person.traits))
    return "/".join(filter(None, (person.life, age, height, traits, ",".join(person.cards)))) or "?"


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("zh-Hans", "两大一小", "adult adult child"),
        ("zh-Hans", "2大2小多少钱", "adult adult child child"),
        ("zh-Hans", "我们两个大人带一个8岁孩子和70岁的奶奶", "adult adult child/8 elder/70"),
        ("zh-Hans", "一家四口，孩子6岁和12岁", "child/6 child/12 adult adult"),
        ("zh-Hans", "一家三口多少钱", "? ? ?"),
        ("zh-Hans", "我和老婆带两个孩子，一个5岁一个9岁", "adult child/5 child/9 adult"),
        ("zh-Hans", "大人两个，小孩一个", "adult adult child"),
        ("zh-Hans", "带80岁老母亲", "80 adult"),
        ("zh-Hans", "孩子一米三", "child/130cm"),
        ("zh-Hans", "1.2米的孩子", "child/120cm"),
        ("zh-Hans", "三个大学生", "student,undergraduate student,undergraduate student,undergraduate"),
        ("zh-Hans", "8个月大的宝宝要票吗", "infant/0"),
        ("zh-Hans", "六十五岁的老人两位", "elder/65 elder/65"),
        ("zh-Hans", "俺们仨去何园", "? ? ?"),
        ("zh-Hans", "本地老人免费吗", "elder/resident"),
        ("zh-Hans", "我们俩带6岁的娃和72岁的外婆", "adult adult child/6 elder/72"),
        ("zh-Hans", "我们夫妻俩，双胞胎5岁，外公75", "adult adult child/5 child/5 elder/75"),
        ("zh-Hans", "两大一小，小的5岁", "adult adult child/5"),
        ("zh-Hans", "我们三个都是六十多岁", "60 60 60"),
        ("zh-Hans", "大学生十月份去瘦西湖", "student,undergraduate"),
        ("zh-Hans", "研究生有学生票吗", "graduate,student"),
        ("zh-Hans", "12月去便宜吗", ""),
        ("zh-Hans", "一天玩三个园林", ""),
        ("en", "a family of four with kids 6 and 12", "child/6 child/12 adult adult"),
        ("en", "two adults and a 70-year-old", "adult adult 70"),
        ("en", "my wife and I with two children aged 5 and 9", "adult child/5 child/9 adult"),
        ("en", "my parents are 68 and 71", "68 71"),
        ("en", "the three of us, my parents are both 70 and I'm 40", "70 70 40"),
        ("zh-Hans", "我和爸妈三个人，爸妈都70岁，我40", "70 70 40"),
        ("zh-Hans", "我四十岁，爸妈七十", "40 70 70"),
        ("en", "a kid 1.2 m tall", "child/120cm"),
        ("en", "three adults, one of us is 72", "adult adult 72"),
        ("en", "my son is a college student", "child/student,undergraduate"),
        ("en", "we are two university students", "student,undergraduate student,undergraduate"),
        ("en", "rated 4.9, 60 yuan", ""),
        ("ja", "大人2人と8歳の子供1人", "adult adult child/8"),
        ("ja", "4人家族で、子供は6歳と12歳です", "child/6 child/12 adult adult"),
        ("ko", "어른 2명과 8살 아이 1명", "adult adult child/8"),
        ("ko", "4인 가족이고 아이는 6살과 12살입니다", "child/6 child/12 adult adult"),
    ],
)
def test_people_of_a_message(lang: str, text: str, expected: str) -> None:
    told = people.read(plain(text), PATTERNS.of(lang))
    assert " ".join(map(_told, told.people)) == expected


@pytest.mark.parametrize(
    ("text", "generic"),
    [("老人免费吗", True), ("学生票多少钱", True), ("两个老人", False), ("一家三口", False), ("我带孩子", False)],
)
def test_one_sort_of_people_is_no_party(text: str, generic: bool) -> None:
    assert people.read(plain(text), PATTERNS.of("zh-Hans")).generic == generic


@given(st.sampled_from(["zh-Hans", "en", "ja", "ko"]), st.text(max_size=60))
def test_any_text_is_read(lang: str, text: str) -> None:
    assert len(people.read(plain(text), PATTERNS.of(lang)).people) <= MOST


@given(st.integers(1, 9), st.integers(1, 9))
def test_grown_ups_and_children_are_counted(grown: int, small: int) -> None:
    written = {
        "zh-Hans": f"{grown}个大人{small}个小孩", "en": f"{grown} adults and {small} children",
        "ja": f"大人{grown}人と子供{small}人", "ko": f"어른 {grown}명과 아이 {small}명",
    }  # fmt: skip
    for lang, text in written.items():
        lives = [person.life for person in people.read(plain(text), PATTERNS.of(lang)).people]
        assert (lives.count("adult"), lives.count("child")) == (grown, small), text
