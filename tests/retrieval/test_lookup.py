"""Looking entries up as editors do: by name, slip, pinyin and words of the text."""

from __future__ import annotations

from guide.retrieval import lookup
from guide.retrieval.index import LiveIndex
from tests.guides import HE


def test_a_name_its_pinyin_and_a_slip_find_the_entry(index: LiveIndex) -> None:
    for said in ("何园", "heyuan", "He Garden", "寄笑山庄"):
        assert HE.id in lookup.entries(index.current(), said, 20)[0], said


def test_a_word_of_the_text_finds_it_and_what_is_named_is_not_told_twice(index: LiveIndex) -> None:
    words = next(iter(HE.texts.values()))[:8]
    named, told = lookup.entries(index.current(), words, 20)
    assert HE.id in (*named, *told)
    named, told = lookup.entries(index.current(), "何园", 20)
    assert not set(named) & set(told)
