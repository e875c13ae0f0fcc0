"""What an answer touched: the places asked about even where nothing was known, picks and stops, wishes as words."""

from __future__ import annotations

from tests.guides import Talk


def test_a_question_about_a_place_touches_it_answered_or_not(yangzhou: Talk) -> None:
    answered, unanswered = yangzhou.ask("个园门票多少钱？"), yangzhou.ask("个园的镇园之宝重多少公斤？")
    assert answered.touched.about[0] == unanswered.touched.about[0] == "ge-garden"
    assert answered.touched.recommended == () and answered.touched.wishes == ()


def test_a_choice_tells_its_picks_and_the_wishes_in_the_guides_own_words(yangzhou: Talk) -> None:
    reply = yangzhou.ask("推荐一个安静的园林")
    assert reply.skill == "recommend"
    assert reply.touched.recommended == tuple(card["entry"] for card in reply.cards if card["kind"] == "place")
    assert {"sight", "quiet"} <= set(reply.touched.wishes)


def test_a_plan_tells_its_stops(yangzhou: Talk) -> None:
    reply = yangzhou.ask("明天上午想看园林，中午回火车站")
    stops = [
        stop["entry"]
        for card in reply.cards
        if card["kind"] == "itinerary"
        for day in card["days"]
        for stop in day["stops"]
    ]
    assert reply.skill == "plan" and reply.touched.recommended == tuple(dict.fromkeys(filter(None, stops)))
    assert "garden" in reply.touched.wishes
