"""Sentences typed in pinyin and words of dialects are heard as Chinese; other languages are left as they are."""

from __future__ import annotations

import pytest

from guide.dialogue.respelling import Respelling
from guide.prompts import Prompts
from guide.shipped import folder
from tests import guides

RESPELLING = Respelling(Prompts(folder("prompts")))
NAMES = ("geyuan", "ge yuan", "he yuan", "shouxihu", "dongguanjie")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("shouxihu menpiao duoshao qian", "shouxihu 门票 多少 钱"),
        ("geyuan jidian guanmen?", "geyuan 几点 关门?"),
        ("dongguanjie duo chang", "dongguanjie 多长"),
        ("qing wen ge yuan zai na li", "请问 ge yuan 在哪里"),
        ("ni hao", "你好"),
        ("侬晓得个园啥辰光关门伐", "你知道个园什么时候关门伐"),
        ("he yuan", "he yuan"),
        ("where is he yuan", "where is he yuan"),
        ("can I go to ge yuan", "can I go to ge yuan"),
        ("women shoes", "women shoes"),
        ("qui a construit he yuan", "qui a construit he yuan"),
        ("你好", "你好"),
    ],
)
def test_only_what_is_pinyin_throughout_is_read_as_pinyin(typed: str, meant: str) -> None:
    assert RESPELLING.read(typed, lambda words: words in NAMES).replace(" ", "") == meant.replace(" ", "")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("shouxihu menpiao duoshao qian", "100元"),
        ("geyuan jidian guanmen", "18:00"),
        ("dongguanjie duo chang", "1122米"),
        ("早上皮包水晚上水包皮是么事意思", "泡澡"),
    ],
)
def test_visitors_without_a_chinese_keyboard_are_answered_in_chinese(
    yangzhou: guides.Talk, question: str, told: str
) -> None:
    reply = yangzhou.ask(question)
    assert reply.lang == "zh-Hans" and told in reply.text
