"""What only those on the spot can tell is not answered with a fact about the place, and is not told as if known."""

from __future__ import annotations

import pytest

from tests.guides import Talk

ON_THE_SPOT = [
    ("冶春现在要排多久的队", "crowd"),
    ("个园今天人多不多", "crowd"),
    ("今晚瘦西湖还剩几张票", "left"),
    ("富春的三丁包今天卖完了没有", "left"),
    ("富春今天三丁包一斤多少钱", "market"),
    ("扬州博物馆的无线网密码是多少", "inside"),
    ("扬州到黄山一天有几班高铁", "timetable"),
    ("How long is the line at Yechun Teahouse right now?", "crowd"),
    ("Is Ge Garden very crowded today?", "crowd"),
    ("Are there any seats left at Fuchun Teahouse tonight?", "left"),
    ("How many trains from Yangzhou to Huangshan run a day?", "timetable"),
    ("個園は今混んでいますか", "crowd"),
    ("個園のWi-Fiのパスワードを教えてください", "inside"),
    ("오늘 밤 개원 표 남았어요?", "left"),
    ("Combien de temps fait-on la queue au Jardin He en ce moment ?", "crowd"),
]


@pytest.mark.parametrize(("question", "what"), ON_THE_SPOT)
def test_the_moment_is_an_honest_no_with_whom_to_ask(talk: Talk, question: str, what: str) -> None:
    finding, reply = talk.find(question), talk.ask(question)
    assert finding.skill == "live" and finding.detail.what == what
    assert not reply.answered and ("12345" in reply.text or "0514-" in reply.text)


@pytest.mark.parametrize(
    "question",
    ["瘦西湖玩多久", "瘦西湖夜游门票多少", "富春人多不多，什么时候去不排队", "推荐个今天人少的地方", "个园今天开门吗",
     "How long does a visit to Ge Garden take?", "Where is it quiet today?", "個園は今日開いていますか"],
)  # fmt: skip
def test_what_an_entry_can_tell_is_not_taken_for_the_moment(talk: Talk, question: str) -> None:
    assert talk.find(question).skill != "live"


def test_what_is_usual_is_told_beside(yangzhou: Talk) -> None:
    reply = yangzhou.ask("冶春现在要排多久的队")
    assert (
        not reply.answered and "排队" in reply.text and [each.entry for each in reply.citations] == ["yechun-teahouse"]
    )
