"""What entries can be chosen by, and that an edit leaves the same as building anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.retrieval.facets import TAG, Facet, Facets, features, squashed
from guide.retrieval.surfaces import Vocabulary
from guide.types import Entry, Fact
from tests import strategies
from tests.guides import FUCHUN, GE

VOCABULARY = Vocabulary(
    fields=frozenset({"price", "address", "dishes", "facilities", "hours"}), free=frozenset({"免费"})
)
_SOME = st.lists(strategies.entries(), max_size=3, unique_by=lambda entry: entry.id)


def test_lists_tags_and_short_words_are_chosen_by() -> None:
    known = features(replace(FUCHUN, tags=("time-honoured",)), VOCABULARY)
    assert Facet("dishes", "大煮干丝") in known.facets
    assert Facet(TAG, squashed("time-honoured")) in known.facets
    assert known.figures["spend"] == (68, 68)


def test_a_ticket_is_what_a_grown_up_pays() -> None:
    assert features(GE, VOCABULARY).figures["price"][0] == 45, "the student's 22 makes it no cheaper"


def test_a_column_of_the_base_s_own_is_chosen_by() -> None:
    assert Facet("园中猫咪", "三只") in features(GE, VOCABULARY).facets


def test_an_address_is_not_chosen_by() -> None:
    assert not any(facet.field == "address" for facet in features(FUCHUN, VOCABULARY).facets)


@pytest.mark.parametrize(
    ("one", "other"), [("Time-Honoured", "time honoured"), ("gardens", "Garden"), ("無障礙", "无障碍")]
)
def test_values_are_compared_without_blanks_case_script_or_plural(one: str, other: str) -> None:
    assert squashed(one) == squashed(other)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(before=_SOME, after=_SOME)
def test_an_edit_leaves_what_building_anew_would(before: Sequence[Entry], after: Sequence[Entry]) -> None:
    fresh = {entry.id for entry in after}
    left = [entry for entry in before if entry.id not in fresh][1:]
    gone = {entry.id for entry in before} - {entry.id for entry in left} - fresh
    edited = Facets().changed((), before, VOCABULARY).changed(gone, after, VOCABULARY)
    rebuilt = Facets().changed((), (*left, *after), VOCABULARY)
    assert edited.of_entry == rebuilt.of_entry
    assert edited.entries == rebuilt.entries
    assert edited.by_value == rebuilt.by_value
    assert edited.by_kind == rebuilt.by_kind


def test_entries_removed_leave_nothing_behind() -> None:
    known = Facets().changed((), (GE, FUCHUN), VOCABULARY)
    assert known.changed((GE.id, FUCHUN.id), (), VOCABULARY).entries == {}


def test_a_free_word_is_no_value() -> None:
    free = replace(GE, facts=(Fact("门票说明", "免费"),))
    assert not any(facet.value == "免费" for facet in features(free, VOCABULARY).facets)
