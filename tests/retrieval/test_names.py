"""Names renewed by part: whatever was added, renamed and withdrawn, and in whatever order, all is as if made anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.retrieval.entities import Linker
from guide.retrieval.names import SHARED, Names
from guide.retrieval.surfaces import Surface, Vocabulary, of_entry
from guide.types import Entry

VOCABULARY = Vocabulary(
    places=("扬州", "yangzhou"),
    endings=("酒店", "店", " hotel"),
    common=frozenset({"the", "garden", "he"}),
    naming=frozenset({"to"}),
    elliptic=("那{}呢",),
)
ZH = (
    "个园", "何园", "河园", "何苑", "瘦西湖", "寿西湖", "五亭桥", "如家酒店", "如家酒店（瘦西湖店）", "富春茶社",
    "富春茶舍", "扬州博物馆", "天宁寺",
)  # fmt: skip
EN = (
    "Ge Garden", "He Garden", "Slender West Lake", "Slender East Lake", "Fuchun Teahouse", "Fuchun Garden Hotel",
    "Daming Temple", "The Garden", "Yangzhou Museum",
)  # fmt: skip
ASKED = (
    *ZH, *EN, "兽西湖怎么走", "何院在哪", "富春茶设怎么样", "那何园呢", "个园何园", "如家瘦西湖店", "瘦西湖店",
    "博物馆", "扬州", "去扬州何园和五亭乔", "Slendor West Lake", "fuchun", "Fuchun Teahose", "daming tmeple", "ge yuan",
    "slender", "tianningsi", "Daming", "how do i get to he garden",
)  # fmt: skip
ID = st.sampled_from([f"e{number}" for number in range(12)])
ENTRY = st.builds(
    lambda zh, en, aliases: Entry(
        "", "attraction", "yangzhou", names={**({"zh-Hans": zh} if zh else {}), **({"en": en} if en else {})},
        aliases=tuple(aliases),
    ),
    st.sampled_from(("", *ZH)), st.sampled_from(("", *EN)), st.lists(st.sampled_from((*ZH, *EN)), max_size=2),
)  # fmt: skip
EDIT = st.dictionaries(ID, st.none() | ENTRY, min_size=1, max_size=4)
"""What is published together: entries with what they are called from now on, or withdrawn."""


def forms(entry: Entry) -> tuple[Surface, ...]:
    return tuple(of_entry(entry, VOCABULARY))


def said(names: Names) -> list[object]:
    """All that a visitor can find by names."""
    linker = Linker(names)
    return [linker.link(text, tolerant) for text in ASKED for tolerant in (True, False)]


def held(index: Mapping[Any, tuple[str, ...]]) -> dict[Any, set[str]]:
    return {key: set(some) for key, some in index.items()}


@settings(deadline=None)
@given(st.lists(EDIT, max_size=12))
def test_names_that_were_edited_are_those_made_anew(edits: list[dict[str, Entry | None]]) -> None:
    names, published = Names(VOCABULARY), dict[str, tuple[Surface, ...]]()
    for edit in edits:
        fresh = {entry_id: forms(entry) for entry_id, entry in edit.items() if entry}
        names = names.changed(edit, fresh)
        published = {each: some for each, some in published.items() if each not in edit} | fresh
    anew = Names(VOCABULARY).changed((), published)
    assert said(names) == said(anew)
    assert (dict(names.of_entry), dict(names.bearers)) == (dict(anew.of_entry), dict(anew.bearers))
    assert held(names.sounds.names) == held(anew.sounds.names)
    for part in ("pairs", "spelled", "shortened"):
        assert held(getattr(names.typos, part)) == held(getattr(anew.typos, part))


@settings(deadline=None)
@given(st.lists(EDIT, max_size=4), EDIT)
def test_names_never_change(edits: list[dict[str, Entry | None]], last: dict[str, Entry | None]) -> None:
    names = Names(VOCABULARY)
    for edit in edits:
        names = names.changed(edit, {entry_id: forms(entry) for entry_id, entry in edit.items() if entry})
    was = said(names)
    names.changed(last, {entry_id: forms(entry) for entry_id, entry in last.items() if entry})
    assert said(names) == was


def test_an_edit_that_renames_nobody_gives_the_same_names() -> None:
    names = Names().changed((), {"a": (Surface("个园", 5),), "b": ()})
    assert names.changed(("a",), {"a": (Surface("个园", 5),)}) is names
    assert names.changed(("b",), {}) is names
    assert names.changed(("a",), {}) is not names


@pytest.mark.parametrize("order", [("b", "a", "c"), ("c", "b", "a")])
def test_several_of_one_name_are_told_by_their_ids(order: tuple[str, ...]) -> None:
    names = Names()
    for each in order:
        names = names.changed((), {each: (Surface("天宁寺", 5),)})
    assert names.meant("天宁寺") == (("a", "b", "c"), 5)


def test_a_short_form_names_nobody_once_too_many_share_it_and_again_when_they_are_fewer() -> None:
    every = {f"e{number}": (Surface("如家", 3),) for number in range(SHARED + 1)}
    names = Names().changed((), every)
    assert names.meant("如家") is None and not Linker(names).link("如加", True)
    fewer = names.changed(("e0",), {})
    assert fewer.meant("如家") == (tuple(sorted(every.keys() - {"e0"})), 3)


def test_of_names_that_sound_alike_the_one_most_like_what_is_written_is_meant() -> None:
    names = Names().changed((), {"a": (Surface("寿溪湖", 5),), "b": (Surface("瘦西湖", 5),)})
    (found,) = Linker(names).link("兽西湖")
    assert found.entries == ("b",) and found.typo


def test_a_word_of_many_names_leads_to_none_of_them_until_they_are_fewer() -> None:
    inns = {f"e{number}": (Surface(f"pavilion {number:04}", 5),) for number in range(41)}
    names = Names().changed((), inns)
    assert not Linker(names).link("pavilon 0007")
    assert Linker(names.changed(("e9",), {})).link("pavilon 0007")[0].entries == ("e7",)
