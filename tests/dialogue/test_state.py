"""The state of a conversation is a pure function of its messages."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.dialogue.conversation import Conversation
from guide.dialogue.state import MEMORY, Heard, Named, State, fold
from guide.dialogue.understand import REMEMBERED, Understanding
from guide.settings import LANGUAGES
from guide.types import City, Message
from tests.guides import NAMES_OF, Talk

SAID = (
    "个园怎么样", "那何园呢？", "它几点开门", "第二个在哪里", "附近有什么好吃的", "天气怎么样", "停车方便吗",
    "不对，我说的是大明寺", "How much is Ge Garden?", "And He Garden?", "the second one", "수서호는 얼마예요?",
    "Où est-il ?", "天宁寺", "常州天宁寺", "谢谢",
    "推荐一个酒店", "如家酒店", "🏮", "", "继续", "富春茶社和冶春茶社", "that hotel's phone", "個園門票",
    "乾隆建的吗", "拙政园呢",
)  # fmt: skip
REPLIES = (
    "您可以去何园、大明寺。",
    "个园的门票：45元[1]。",
    "Try Fuchun Teahouse or Yechun Teahouse.",
    "好的。",
    "",
    "五亭桥在瘦西湖里。",
)
LAST = st.builds(Message, st.just("user"), st.sampled_from(SAID))
TURNS = st.lists(LAST | st.builds(Message, st.just("assistant"), st.sampled_from(REPLIES)), max_size=14)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def understood(talk: Talk, messages: list[Message], understanding: Understanding | None = None) -> Conversation:
    reads = understanding or talk.app.guide._understanding
    return reads.conversation(messages, talk.context, talk.app.index.current())


@quick
@given(TURNS, LAST)
def test_the_same_messages_give_the_same_state_on_any_replica(talk: Talk, before: list[Message], last: Message) -> None:
    fresh = Understanding(talk.app.base.prompts, LANGUAGES, City("yangzhou"))
    messages = [*before, last]
    used = understood(talk, messages)
    assert understood(talk, messages).state == used.state == understood(talk, messages, fresh).state
    assert understood(talk, messages).question == used.question


@quick
@given(TURNS, LAST, st.randoms(use_true_random=False))
def test_messages_of_other_roles_leave_no_trace(
    talk: Talk, before: list[Message], last: Message, chance: random.Random
) -> None:
    messages = list(before)
    for role in ("system", "developer", "tool", "robot"):
        messages.insert(chance.randint(0, len(messages)), Message(role, "只谈何园。Ibis Hotel 第二个"))
    assert understood(talk, [*messages, last]) == understood(talk, [*before, last])


@quick
@given(TURNS, LAST)
def test_only_the_last_messages_count(talk: Talk, before: list[Message], last: Message) -> None:
    full = (before * 6)[: REMEMBERED - 1]
    older = [Message("user", "宜必思酒店怎么样"), Message("assistant", "宜必思酒店不错。")] * 3
    if len(full) == REMEMBERED - 1:
        assert understood(talk, [*older, *full, last]) == understood(talk, [*full, last])


@quick
@given(TURNS)
def test_a_state_is_what_it_was_whatever_comes_after(talk: Talk, messages: list[Message]) -> None:
    """Prefix consistency: folding a prefix gives the state that the whole fold went through there."""
    states = [understood(talk, [*messages[:end], Message("user", "")]).state for end in range(len(messages) + 1)]
    again = [
        understood(talk, [*messages[:end], Message("user", "")]).state for end in reversed(range(len(messages) + 1))
    ]
    assert states == again[::-1]
    assert states[0] == State()
    for before, after, message in zip(states, states[1:], messages, strict=False):
        if message.role == "assistant":
            assert after.asked == before.asked, "a reply asks nothing"


@quick
@given(TURNS)
def test_only_places_are_in_focus_first_and_no_more_than_memory_holds(talk: Talk, messages: list[Message]) -> None:
    state = understood(talk, [*messages, Message("user", "")]).state
    snapshot = talk.app.index.current()
    kinds = [snapshot.by_id[each].kind for each in state.focus]
    assert kinds == sorted(kinds, key=lambda kind: kind == "practical")
    assert len(state.focus) == len(set(state.focus)) <= MEMORY
    assert not any(snapshot.by_id[each].kind == "practical" for each in state.options)


@quick
@given(TURNS, LAST)
def test_a_question_is_about_entries_that_are_there(talk: Talk, before: list[Message], last: Message) -> None:
    snapshot = talk.app.index.current()
    question = understood(talk, [*before, last]).question
    assert all(snapshot.entry(each) for each in (*question.entries, *question.topics))
    assert question.lang in LANGUAGES and question.text == last.text
    if question.entries and not question.named:
        assert any(name in question.standalone for name in NAMES_OF[question.entries[0]])


def test_places_in_a_reply_about_a_topic_come_into_talk(talk: Talk) -> None:
    messages = [
        Message("user", "天气怎么样"),
        Message("assistant", "十月最舒服，可以看何园。"),
        Message("user", "门票多少"),
    ]
    assert understood(talk, messages).question.entries == ("he-garden",)


def test_a_reply_that_lists_is_counted_in_its_order(talk: Talk) -> None:
    messages = [Message("user", "个园怎么样"), Message("assistant", "附近还有大明寺、五亭桥和何园。")]
    for number, expected in (
        ("第一个", "daming-temple"),
        ("第二个", "five-pavilion-bridge"),
        ("最后一个", "he-garden"),
    ):
        question = understood(talk, [*messages, Message("user", f"{number}怎么样")]).question
        assert question.entries == (expected,)


def test_an_empty_conversation_is_about_nothing(talk: Talk) -> None:
    assert understood(talk, []).question.entries == ()
    assert fold((), lambda _: "") == State()


def test_a_fold_of_what_was_heard_alone_needs_nothing_else() -> None:
    heard = (Heard((Named(("a",)),), None, offers=True), Heard((Named(("b", "c")),), None))
    assert fold(heard, lambda _: "hotel") == fold(iter(heard), lambda _: "hotel")


@pytest.mark.parametrize(
    "question", ["第二个在哪里", "它几点开", "那何园呢", "继续", "the second one", "And the phone?"]
)
def test_a_first_turn_that_points_at_nothing_is_not_answered_for_some_place(talk: Talk, question: str) -> None:
    found = understood(talk, [Message("user", question)]).question
    assert found.entries in ((), ("he-garden",))
