from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.safety.answer import Check
from guide.safety.names import Names
from guide.types import Entry, Fact, Finding, FoundFact, FoundText
from tests.safety.sentences import (
    Said,
    false_sentences,
    finding,
    known_names,
    load_lexicons,
    true_sentences,
)

TOWER = Entry("tower", "attraction", "x", names={"zh-Hans": "柳影楼", "en": "Willow Tower"}, aliases=("影楼",))
POND = Entry("pond", "attraction", "x", names={"zh-Hans": "鹤池", "en": "Crane Pond"})
BRIDGE = Entry("bridge", "attraction", "x", names={"zh-Hans": "二十四孔桥", "en": "Bridge of Twenty-Four Arches"})
NAMES = Names((TOWER, POND, BRIDGE))
LEXICONS = load_lexicons()
ADULT = {"zh-Hans": "成人票", "en": "adult ticket"}
STUDENT = {"zh-Hans": "学生票", "en": "student ticket"}


def held(
    lang: str, *facts: tuple[Entry, str, Fact], texts: tuple[FoundText, ...] = (), said: tuple[str, ...] = ()
) -> Check:
    grouped = {(entry.id, field): entry for entry, field, _ in facts}
    found = tuple(
        FoundFact(entry, field, tuple(fact for other, name, fact in facts if (other.id, name) == (entry.id, field)))
        for (_, field), entry in grouped.items()
    )
    entries = tuple({entry.id: entry for entry, _, _ in facts}.values())
    return Check(Finding("explain", lang, "?", found, texts, entries), NAMES, LEXICONS, said)


TICKETS = (
    (TOWER, "price", Fact("price", 60, label=ADULT)),
    (TOWER, "price", Fact("price", 30, label=STUDENT)),
)


def judged(sentences: list[Said], passing: bool) -> list[Said]:
    """The sentences that are judged wrongly."""
    tags = {"zh": "zh-Hans", "en": "en"}
    names = known_names()
    return [
        said
        for said in sentences
        if Check(finding(said.place, tags[said.lang]), names, LEXICONS).passes(said.text) is not passing
    ]


def test_at_most_one_mutation_in_a_hundred_passes() -> None:
    sentences = list(false_sentences(11, 3000))
    passed = judged(sentences, passing=False)
    assert len(passed) <= 30, (len(passed), passed[:5])


def test_at_most_one_paraphrase_in_twenty_is_dropped() -> None:
    sentences = list(true_sentences(11, 1000))
    dropped = judged(sentences, passing=True)
    assert len(dropped) <= 50, (len(dropped), dropped[:5])


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("成人票60元，学生票30元。", None),
        ("学生票六十元。", "figure"),
        ("成人票30元。", "figure"),
        ("门票免费。", "free"),
    ],
)
def test_a_price_belongs_to_its_ticket(sentence: str, fault: str | None) -> None:
    assert held("zh-Hans", *TICKETS).fault(sentence) == fault


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("柳影楼60元，鹤池45元。", None),
        ("柳影楼45元，鹤池60元。", "figure"),
        ("柳影楼和鹤池都是60元。", "figure"),
        ("鹤池的门票是45元。", None),
        ("鹤池的门票是60元。", "figure"),
        ("门票60元。", None),
        ("门票45元。", "figure"),
    ],
)
def test_a_number_belongs_to_the_place_it_names(sentence: str, fault: str | None) -> None:
    check = held("zh-Hans", (TOWER, "price", Fact("price", 60)), (POND, "price", Fact("price", 45)))
    assert check.fault(sentence) == fault


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("鹤池也很美。", "name"),
        ("从影楼望出去很美。", None),
        ("二十四孔桥就在旁边。", "name"),
        ("这里很美。", None),
    ],
)
def test_only_names_of_the_finding(sentence: str, fault: str | None) -> None:
    assert held("zh-Hans", (TOWER, "price", Fact("price", 60))).fault(sentence) == fault


def test_a_name_in_the_words_of_the_finding_may_be_said() -> None:
    near = Fact("nearby_sights", ("二十四孔桥", "鹤池"))
    check = held("zh-Hans", (TOWER, "nearby_sights", near))
    assert check.passes("附近有二十四孔桥和鹤池。") and not check.passes("附近有二十四孔桥，门票24元。")


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("星期一闭馆。", None),
        ("周二闭馆。", "open"),
        ("周二到周日8点半到17点开放。", None),
        ("每天都开放。", "day"),
        ("除周一外每天开放。", None),
        ("周末也开放。", None),
        ("周一人少。", None),
        ("17:00开门。", "figure"),
        ("8:30到17:00闭馆。", "open"),
        ("16:00停止入园。", "figure"),
        ("全天24小时开放。", "figure"),
    ],
)
def test_days_and_hours(sentence: str, fault: str | None) -> None:
    check = held("zh-Hans", (TOWER, "hours", Fact("hours", "Tu-Su 08:30-17:00; Mo off; PH 09:00-12:00")))
    assert check.fault(sentence) == fault


@pytest.mark.parametrize(
    ("field", "value", "true", "false"),
    [
        ("parking", False, "There is no parking at Willow Tower.", "Willow Tower has parking."),
        ("parking", True, "Willow Tower has parking.", "There is no parking at Willow Tower."),
        ("price", 0, "Entry is free.", "You have to pay to get in."),
        ("price", "free", "It costs nothing to enter.", "A ticket is required."),
        ("point", "Photography is forbidden in the hall.", "No photography in the hall.", "Photography is allowed."),
    ],
)
def test_denials_and_opposites(field: str, value: object, true: str, false: str) -> None:
    check = held("en", (TOWER, field, Fact(field, value)))  # type: ignore[arg-type]
    assert check.fault(true) is None
    assert check.fault(false) is not None


@pytest.mark.parametrize(
    ("lang", "sentence", "passes"),
    [
        ("en", "It is a quiet place.", True),
        ("en", "这里很安静。", False),
        ("en", "C'est un endroit très calme.", False),
        ("en", "It is called 柳影楼 in Chinese.", True),
        ("zh-Hans", "這裡很安靜。", True),
        ("zh-Hant", "這裡很安靜。", True),
        ("zh-Hans", "It is quiet here.", False),
        ("zh-Hans", "ここは静かです。", False),
        ("ja", "ここは静かです。", True),
        ("ja", "这里很安静。", False),
        ("ko", "조용한 곳입니다.", True),
        ("ko", "It is quiet.", False),
        ("fr", "C'est un endroit très calme.", True),
        ("fr", "It is a very quiet place.", False),
        ("de", "Es ist sehr ruhig.", False),  # no lexicon: nothing of a model is let through
    ],
)
def test_language_is_the_visitors(lang: str, sentence: str, passes: bool) -> None:
    assert held(lang, (TOWER, "price", Fact("price", 60))).passes(sentence) is passes


@pytest.mark.parametrize(
    "sentence",
    ["见www.other.com。", "电话0514-11112222。", "2031年7月9日起。", "邮箱a@b.cn。", "要50美元。", "拨打12301。"],
)
def test_nothing_is_added(sentence: str) -> None:
    check = held("zh-Hans", (TOWER, "price", Fact("price", 50)), (TOWER, "phone", Fact("phone", "0514-87350000")))
    assert not check.passes(sentence)


def test_what_the_templates_said_may_be_said() -> None:
    said = ("可以拨12345热线问一问。",)
    assert held("zh-Hans", *TICKETS, said=said).passes("也可以打12345。")
    assert not held("zh-Hans", *TICKETS).passes("也可以打12345。")


def test_facts_in_another_language_still_count() -> None:
    text = FoundText(TOWER, "zh-Hans", "", "楼高二十米，建于1818年，周一闭馆。")
    check = held("en", (TOWER, "price", Fact("price", "免费")), texts=(text,))
    assert check.passes("It is twenty metres high and was built in 1818.")
    assert check.passes("It is free, and closed on Mondays.")
    assert not check.passes("It was built in 1819.") and not check.passes("It is closed on Tuesdays.")


@pytest.mark.parametrize("lang", ["zh-Hans", "en", "ja", "ko", "fr"])
@settings(deadline=None)
@given(
    text=st.text(
        st.one_of(
            st.sampled_from("一二十百万半两点时元年月日周0123456789:-.,%¥ ahpmto个小"),
            st.characters(exclude_categories=["Cs"]),
        ),
        max_size=60,
    )
)
def test_no_text_breaks_the_check(lang: str, text: str) -> None:
    check = held(lang, *TICKETS, (TOWER, "hours", Fact("hours", text)), (TOWER, "point", Fact("point", text)))
    check.fault(text)
    assert not check.passes(f"{text}\ud800")


@pytest.mark.parametrize("text", ["一" * 5000, "9" * 5000, "0514-" * 1000, "8:30-" * 1000])
def test_an_endless_sentence_is_refused(text: str) -> None:
    assert not held("zh-Hans", *TICKETS).passes(text)


def test_marks_are_no_numbers() -> None:
    assert held("zh-Hans", (TOWER, "price", Fact("price", 60))).passes("门票60元[2]。")


def test_an_empty_finding_lets_plain_words_through() -> None:
    check = Check(Finding("smalltalk", "en", "hello"), NAMES, LEXICONS)
    assert check.passes("You are welcome.") and not check.passes("It costs 5 yuan.")


def test_names_skip_topics_and_pieces_of_words() -> None:
    parking = replace(POND, id="parking", kind="practical", names={"zh-Hans": "停车"})
    names = Names((Entry("he", "attraction", "x", names={"zh-Hans": "何园", "en": "Heath"}), parking))
    assert [each.name for each in names.said("何园很美")] == ["何园"]
    assert not names.said("任何园林都美，停车方便") and not names.said("the heath is wide") and not Names(()).said("x")
    assert [each.name for each in names.said("Heath is wide")] == ["heath"]
