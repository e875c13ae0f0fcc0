"""Which places a text names: what must link, and the traps that must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.retrieval.entities import Linker
from guide.retrieval.names import Names
from guide.retrieval.surfaces import Vocabulary, of_entry
from guide.types import Entry
from tests.guides import ENTRIES, GE, Talk

HOMES = ("home-inn-lake", "home-inn-tower")

NAMED = [
    ("个园几点开门", ("ge-garden",), "the whole name"),
    ("那何园呢", ("he-garden",), "那 is a word of its own, 何园 is left whole"),
    ("去个园怎么走", ("ge-garden",), "a verb before it"),
    ("個園門票", ("ge-garden",), "traditional"),
    ("个園", ("ge-garden",), "both scripts mixed"),
    ("五亭橋在哪裡", ("five-pavilion-bridge",), "traditional"),
    ("痩西湖の入場料", ("slender-west-lake",), "Japanese form of 瘦"),
    ("何園は何時から", ("he-garden",), "kanji beside kana"),
    ("geyuan", ("ge-garden",), "pinyin together"),
    ("Where is Ge Yuan?", ("ge-garden",), "pinyin apart"),
    ("去shouxihu怎么走", ("slender-west-lake",), "pinyin between Chinese words"),
    ("Wuting Qiao", ("five-pavilion-bridge",), "pinyin in two words, as on street signs"),
    ("xiao pan gu", ("xiaopangu",), "pinyin of an entry without an English name"),
    ("寿芝园", ("ge-garden",), "alias"),
    ("壽芝園", ("ge-garden",), "alias in traditional characters"),
    ("莲花桥", ("five-pavilion-bridge",), "alias"),
    ("Ge Garden", ("ge-garden",), "English"),
    ("GE GARDEN!!", ("ge-garden",), "case and punctuation"),
    ("Ｇｅ Ｇａｒｄｅｎ", ("ge-garden",), "full width"),
    ("Ge Garden's tickets", ("ge-garden",), "possessive"),
    ("five pavilion bridge", ("five-pavilion-bridge",), "hyphen left out"),
    ("is the ibis any good", ("ibis",), "kind word left out"),
    ("宜必思在哪", ("ibis",), "kind word left out in Chinese"),
    ("扬州何园", ("he-garden",), "city before the name"),
    ("the museum of Yangzhou: Yangzhou Museum", ("yangzhou-museum",), "a name of common words, written as one"),
    ("博物馆几点关门", ("yangzhou-museum",), "city left out of the name"),
    ("수서호는 얼마예요", ("slender-west-lake",), "Korean topic particle"),
    ("개원에서 주차", ("ge-garden",), "Korean place particle"),
    ("하원까지 얼마나", ("he-garden",), "Korean particle 까지"),
    ("대명사를 보고 싶어요", ("daming-temple",), "Korean object particle"),
    ("le Jardin Ge", ("ge-garden",), "French article"),
    ("du jardin ge", ("ge-garden",), "French contraction, no capitals"),
    ("l'adresse du Musée de Yangzhou", ("yangzhou-museum",), "French elision before and accent in the name"),
    ("musee de yangzhou", ("yangzhou-museum",), "accents left out"),
    ("lac de l’ouest mince", ("slender-west-lake",), "elision with a curly apostrophe inside the name"),
    ("如家酒店", HOMES, "one name, two branches"),
    ("如家酒店（瘦西湖店）", ("home-inn-lake",), "full-width brackets"),
    ("如家酒店瘦西湖店", ("home-inn-lake",), "brackets left out"),
    ("如家瘦西湖店", ("home-inn-lake",), "kind word and brackets left out: not the lake"),
    ("瘦西湖店呢", ("home-inn-lake",), "the branch alone: not the lake"),
    ("天宁寺", ("tianning-yangzhou", "tianning-changzhou"), "two places of one name"),
    ("常州天宁寺", ("tianning-changzhou",), "the longer name tells them apart"),
    ("He Garden", ("he-garden",), "written as a name"),
    ("tickets for He Garden", ("he-garden",), "written as a name inside a sentence"),
    ("he garden tickets", ("he-garden",), "no capitals, but first"),
    ("how do i get to he garden", ("he-garden",), "no capitals, after a word that leads to a name"),
    ("停车", ("parking",), "a topic is linked too"),
    ("个园里能飞无人机吗", ("ge-garden",), "园里 is a word, and 里 only tells where"),
    ("旅游攻略", ("tips",), "longest: not 攻略 alone"),
    ("12号去扬州东站", ("east-station",), "a practical entry with a name of its own"),
]  # fmt: skip
SEVERAL = [
    ("个园何园", ("ge-garden", "he-garden"), "side by side"),
    ("个园、何园和瘦西湖", ("ge-garden", "he-garden", "slender-west-lake"), "a list keeps its order"),
    ("瘦西湖五亭桥", ("slender-west-lake", "five-pavilion-bridge"), "neither swallows the other"),
    ("He said Ge Garden is nice", ("ge-garden",), "a pronoun and a name"),
    ("from He Garden to Ge Garden", ("he-garden", "ge-garden"), "two names"),
]
MISSPELT = [
    ("富春茶设怎么样", ("fuchun",), "one of four characters"),
    ("冶春茶室", ("yechun",), "one of four characters, the nearer name"),
    ("Slendor West Lake", ("slender-west-lake",), "one letter in a long name"),
    ("Daming Tmeple", ("daming-temple",), "letters swapped"),
    ("Fuchun Teahose", ("fuchun",), "a letter left out"),
    ("Ge Gardem", ("ge-garden",), "one letter in the longer word"),
    ("瘦西胡", ("slender-west-lake",), "sounds alike"),
    ("兽西湖怎么走", ("slender-west-lake",), "sounds alike at the start"),
    ("五亭乔", ("five-pavilion-bridge",), "sounds alike at the end"),
    ("大名寺", ("daming-temple",), "sounds alike, and so does a town"),
    ("个圆的门票", ("ge-garden",), "two characters, the last its kind"),
    ("何院在哪", ("he-garden",), "two characters, in another tone"),
    ("河园", ("he-garden",), "two characters, in the same tone"),
    ("小潘谷", ("xiaopangu",), "one of three otherwise"),
]
TRAPS = [
    ("哪个园好看", "哪个 is the word: 个园 is not"),
    ("哪个园里有竹子", "nor before a side"),
    ("几个园林最有名", "几个 and 园林"),
    ("这个园子真大", "这个 and 园子"),
    ("整个园区有多大", "整个 and 园区"),
    ("任何园林", "任何 and 园林"),
    ("为何园子不开", "为何 and 园子"),
    ("如何园内拍照", "如何"),
    ("个因", "another sound"),
    ("贺园", "another tone, and the kind is all that is the same"),
    ("那个院子里有竹子", "那个 and 院子"),
    ("多个员工", "多个 and 员工"),
    ("为何愿意来", "为何 and 愿意"),
    ("大明湖", "another place, one character away"),
    ("西湖", "part of a name is another place"),
    ("小西湖", "another place"),
    ("茶社", "a kind, not a name"),
    ("盘谷", "part of a name"),
    ("这家酒店多少钱", "这家 is no misspelt 如家"),
    ("那家酒店", "那家 is no misspelt 如家"),
    ("全家酒店", "one character away, and only two tell the name"),
    ("this hotel", "no misspelt Ibis Hotel"),
    ("his hotel", "no misspelt Ibis Hotel"),
    ("ibex", "no typo tolerance under six letters"),
    ("geyuanxx", "pinyin inside another word"),
    ("hegarden", "not a word"),
    ("how old is he", "the pronoun"),
    ("does he have a garden", "the pronoun, far from garden"),
    ("is he in the garden", "the pronoun"),
    ("does he garden", "the pronoun before the verb"),
    ("Where is he? Garden closed?", "the pronoun at the end of a sentence"),
    ("a garden", "a kind"),
    ("the museum", "a kind"),
    ("扬州", "the city is not one of its places"),
    ("Yangzhou", "the city"),
    ("How much is the Royal Fuchun Garden?", "a piece of a longer name"),
    ("Changzhou", "a city, and no slip for the other"),
    ("Jardin", "a French kind"),
    ("수서", "part of a Korean name"),
    ("weatherman", "inside another word"),
    ("", "nothing"),
    ("🏮", "nothing"),
]


@pytest.fixture(scope="module")
def linker(talk: Talk) -> Linker:
    return talk.app.index.current().linker


def linked(linker: Linker, text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(mention.entries for mention in linker.link(text))


@pytest.mark.parametrize(("text", "expected", "reason"), NAMED)
def test_a_name_links(linker: Linker, text: str, expected: tuple[str, ...], reason: str) -> None:
    assert [set(each) for each in linked(linker, text)] == [set(expected)], reason


@pytest.mark.parametrize(("text", "expected", "reason"), SEVERAL)
def test_several_names_link_in_their_order(linker: Linker, text: str, expected: tuple[str, ...], reason: str) -> None:
    assert linked(linker, text) == tuple((each,) for each in expected), reason


@pytest.mark.parametrize(("text", "expected", "reason"), MISSPELT)
def test_a_slip_of_the_finger_links(linker: Linker, text: str, expected: tuple[str, ...], reason: str) -> None:
    assert linked(linker, text) == (expected,), reason
    assert linker.link(text)[0].typo
    assert not linker.link(text, False), "only visitors are forgiven"


@pytest.mark.parametrize(("text", "reason"), TRAPS)
def test_a_trap_does_not_link(linker: Linker, text: str, reason: str) -> None:
    assert not linked(linker, text), reason


def test_there_are_sixty_traps() -> None:
    assert len(NAMED) + len(SEVERAL) + len(MISSPELT) + len(TRAPS) >= 60


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry.id))
def test_every_name_and_alias_of_an_entry_links_to_it(linker: Linker, entry: Entry) -> None:
    for name in (*entry.names.values(), *entry.aliases):
        assert any(entry.id in each for each in linked(linker, name)), name


def test_a_base_without_entries_links_nothing() -> None:
    empty = Linker(Names())
    assert linked(empty, "个园 Ge Garden geyuan") == ()


def test_names_of_thousands_are_found_whatever_their_number() -> None:
    surfaces = {f"e{number}": tuple(of_entry(_numbered(number), Vocabulary())) for number in range(3000)}
    assert linked(Linker(Names().changed((), surfaces)), "去柳影楼第1234座怎么走")[0] == ("e1234",)


@given(st.text(max_size=40))
def test_any_text_is_read_without_a_fault_and_the_same_each_time(talk: Talk, text: str) -> None:
    linker = talk.app.index.current().linker
    found = linker.link(text)
    assert Linker(linker.names).link(text) == found
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))


@given(
    st.sampled_from(["去", "那", "请问", "Where is ", "tickets for "]),
    st.sampled_from(["怎么走", "呢", "?", " please"]),
)
def test_words_around_a_name_do_not_hide_it(talk: Talk, before: str, after: str) -> None:
    linker = talk.app.index.current().linker
    assert (GE.id,) in linked(linker, f"{before}寿芝园{after}")
    assert (GE.id,) in linked(linker, f"{before} Ge Garden {after}")


def _numbered(number: int) -> Entry:
    return Entry(f"e{number}", "attraction", "yangzhou", names={"zh-Hans": f"柳影楼第{number}座"})
