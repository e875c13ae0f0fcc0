from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from guide.storage.database import Database
from guide.storage.saved import KEPT_RUNS, Asked, Checks, SavedQuestions, Trial

AT = datetime(2026, 5, 2, 20, 0, tzinfo=UTC)
PRICE = Asked("个园门票多少钱", "zh-Hans", Checks(("45",), (("元", "yuan"),), ("60",), ("ge-garden",)))
TALK = Asked("那学生票呢", "", Checks(("22.5",)), (("user", "个园门票多少钱"), ("assistant", "45元")),
             "2026-11-21T17:30+08:00", (32.4, 119.4))  # fmt: skip


def test_a_question_comes_back_as_it_was_saved_and_only_once(database: Database) -> None:
    kept = SavedQuestions(database)
    assert kept.add((PRICE, TALK, PRICE), "hand", "lin", AT) == 2 and kept.add((PRICE,), "shipped", "wu", AT) == 0
    assert [each.asked for each in kept.all()] == [TALK, PRICE]
    assert [(each.origin, each.author, each.at) for each in kept.all()] == [("hand", "lin", AT)] * 2


def test_a_change_forgets_the_last_trial_and_makes_no_twin(database: Database) -> None:
    kept = SavedQuestions(database)
    kept.add((PRICE, TALK), "hand", "lin", AT)
    talk, price = kept.all()
    kept.tried({price.id: Trial("right", "45元", ("ge-garden",))}, AT)
    assert kept.all()[1].last == Trial("right", "45元", ("ge-garden",))
    again = Asked(PRICE.question, PRICE.lang, Checks(("50",)))
    assert kept.change(price.id, again, "wu", AT) and not kept.change(talk.id, again, "wu", AT)
    found = kept.get(price.id)
    assert found and (found.asked, found.last, found.tried, found.author) == (again, Trial(), None, "wu")


def test_a_run_counts_as_it_goes_and_its_answers_are_let_go_in_time(database: Database) -> None:
    kept = SavedQuestions(database)
    kept.add((PRICE, TALK), "hand", "lin", AT)
    first, second = (each.id for each in kept.all())
    run = kept.begin("hand", "lin", AT, 2)
    kept.record(run, {first: Trial("right", "45")}, AT)
    going = kept.run(run)
    assert going and (going.done, going.share, going.ended) == (1, 1.0, None)
    kept.record(run, {second: Trial("wrong", "1")}, AT)
    kept.end(run, AT + timedelta(minutes=1))
    assert [(each.share, each.ended) for each in kept.runs(9)] == [(0.5, AT + timedelta(minutes=1))]
    assert {number: each.outcome for number, each in kept.results(run).items()} == {first: "right", second: "wrong"}
    assert [each.outcome for _, each in kept.past(first, 9)] == ["right"]
    for _ in range(KEPT_RUNS):
        kept.begin("night", "", AT, 0)
    assert kept.results(run) == {} and kept.run(run) is not None


@given(st.text(min_size=1), st.lists(st.text()), st.lists(st.lists(st.text())))
def test_the_digest_tells_questions_apart_and_not_their_checks(
    question: str, accept: list[str], need: list[list[str]]
) -> None:
    checks = Checks(tuple(accept), tuple(map(tuple, need)))
    asked = Asked(question, checks=checks)
    assert asked.key == Asked(question).key != Asked(question + "?").key
