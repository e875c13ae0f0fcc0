"""The cards of an answer as a visitor uses them: on a phone, on a desk, without a script."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, Witness
from tests.browser.test_chat import answered, ask
from tests.server.town import Town

pytestmark = pytest.mark.browser


def shown(visit: Visit, question: str, **options: Any) -> Page:
    page = visit(**options)
    ask(page, question)
    answered(page)
    return page


def test_picks_are_a_row_whose_next_card_can_be_seen_and_reached(visit: Visit) -> None:
    page = shown(visit, "picks 灯")
    expect(page.locator(".row > li")).to_have_count(3)
    second = page.locator(".row > li").nth(1).bounding_box()
    assert second and second["x"] < 390, "the edge of the next card is in sight"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".row .ask").nth(2).focus()
    third = page.locator(".row .ask").nth(2)
    page.wait_for_function("document.querySelector('.row').scrollLeft > 100")
    box = third.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390, "focus brings a card into view"


def test_a_place_says_at_a_glance_whether_it_is_open_what_it_costs_and_how_far_it_is(visit: Visit) -> None:
    card = shown(visit, "picks 灯").locator(".place.card")
    expect(card.nth(0).locator(".pill.open")).to_have_text("开放中，到17:00")
    expect(card.nth(0).locator(".figures")).to_have_text("成人40元 · 步行8分钟")
    expect(card.nth(1).locator(".pill.closed")).to_have_text("已关，明天06:30开")
    expect(card.nth(1).locator(".against")).to_have_text("台阶多，轮椅上不去")
    expect(card.nth(2).locator(".pill.unknown")).to_be_visible()
    expect(card.nth(2).locator("img")).to_have_count(0)


def test_open_now_is_not_said_of_an_answer_from_yesterday(visit: Visit) -> None:
    page = shown(visit, "picks 灯")
    page.evaluate("""() => {
      const talk = JSON.parse(sessionStorage.talk);
      talk.turns[0].at -= 86400000;
      sessionStorage.talk = JSON.stringify(talk);
    }""")
    page.reload()
    expect(page.locator(".place.card")).to_have_count(3)
    expect(page.locator(".pill")).to_have_count(0)


def test_three_picks_stand_whole_on_a_desk(visit: Visit) -> None:
    page = shown(visit, "picks 灯", width=1280, height=800)
    expect(page.locator(".arrows")).to_be_hidden()
    assert page.locator(".row").evaluate("row => row.scrollWidth <= row.clientWidth")


def test_arrows_turn_the_row_where_it_does_not_fit(visit: Visit) -> None:
    page = shown(visit, "picks 灯", width=660, height=800)
    back, onward = page.locator(".arrows .act").all()
    expect(back).to_be_disabled()
    onward.click()
    expect(back).to_be_enabled()
    expect(onward).to_be_disabled()


def test_take_me_there_opens_the_ways_that_this_device_has(visit: Visit) -> None:
    page = shown(visit, "onecard 灯", user_agent="Mozilla/5.0 (Linux; Android 12)")
    page.locator(".go").click()
    sheet = page.locator("#ways")
    expect(sheet).to_be_visible()
    expect(sheet.locator("h2")).to_have_text("灯屋")
    expect(sheet.locator(".way-out")).to_have_text(["高德地图", "手机地图", "Google 地图"])
    assert (sheet.locator(".way-out").nth(1).get_attribute("href") or "").startswith("geo:")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_a_host_with_a_map_of_its_own_takes_over(visit: Visit) -> None:
    page = shown(visit, "onecard 灯")
    module = page.locator("link[href$='/leave.js']").get_attribute("href")
    page.evaluate("async (at) => (await import(at)).leaveBy((card) => { window.left = card.lat; })", module)
    page.locator(".go").click()
    assert page.evaluate("window.left") == 32.41
    expect(page.locator("#ways")).to_be_hidden()


def test_ask_about_it_asks(visit: Visit, town: Town) -> None:
    page = shown(visit, "onecard 灯")
    page.locator(".ask").click()
    answered(page, 2)
    assert town.guide.seen[-1][0][-1].text == "介绍一下灯屋"


def test_a_picture_that_fails_leaves_the_card_whole(visit: Visit, witness: Witness) -> None:
    witness.expected = ("404", "Failed to load resource")
    page = visit()
    page.route("**/pictures/*", lambda route: route.fulfill(status=404))
    ask(page, "onecard 灯")
    answered(page)
    expect(page.locator(".shot img")).to_have_count(0)
    expect(page.locator(".shot .first")).to_be_visible()


def test_a_plan_is_a_timeline_with_its_sources_its_map_and_its_page(visit: Visit) -> None:
    page = shown(visit, "itinerary please")
    stops = page.locator(".timeline > li")
    expect(stops).to_have_count(3)
    expect(stops.nth(0).locator(".mark")).to_have_text("1")
    expect(stops.nth(2)).to_contain_text("步行约15分钟")
    expect(stops.nth(2).locator(".against")).to_have_text("开放时间不详")
    expect(stops.nth(2).locator(".else")).to_contain_text("纸巷")
    expect(page.locator(".log .text")).to_contain_text("门票合计40元")
    assert page.locator(".log .text").inner_text().count("09:00–11:00") == 1, "no stop is told twice"
    ways = page.locator(".log .plan .ways a")
    assert (ways.nth(0).get_attribute("href") or "").startswith("/plans/abc?lang=")
    assert (ways.nth(1).get_attribute("href") or "").startswith("/plans/abc.ics?lang=")
    expect(page.locator(".chart img")).to_be_visible()


def test_a_map_that_cannot_be_drawn_is_left_out(visit: Visit, witness: Witness) -> None:
    witness.expected = ("404", "Failed to load resource")
    page = visit()
    page.route("**/pictures/*", lambda route: route.fulfill(status=404))
    ask(page, "itinerary please")
    answered(page)
    expect(page.locator(".chart")).to_have_count(0)


def test_events_nearby_bills_and_names_are_lists(visit: Visit) -> None:
    page = shown(visit, "events lamp", locale="en-GB")
    expect(page.locator(".happening:visible")).to_have_count(5)
    page.locator(".more").click()
    expect(page.locator(".happening:visible")).to_have_count(8)
    assert page.evaluate("document.activeElement.closest('.happening') !== null")
    expect(page.locator(".events .ways a").nth(1)).to_have_attribute("href", "/api/events.ics")
    ask(page, "nearby lamp")
    answered(page, 2)
    expect(page.locator(".minutes")).to_have_text(["4 min on foot", "about 13 min on foot", "close by"])
    expect(page.locator(".search a")).to_have_count(2)
    ask(page, "bill")
    answered(page, 3)
    expect(page.locator(".bill .sum")).to_have_text("100元")
    ask(page, "listed")
    answered(page, 4)
    expect(page.locator(".names .chip")).to_have_count(2)


def test_an_unknown_kind_of_card_is_passed_over(visit: Visit) -> None:
    page = shown(visit, "strange 灯")
    expect(page.locator(".log .text")).to_contain_text("40 元")
    expect(page.locator(".said .card")).to_have_count(0)


def test_a_notice_stands_above_the_answer_and_is_told_once(visit: Visit) -> None:
    page = shown(visit, "notice 灯")
    banner = page.locator(".said > .noticed")
    expect(banner).to_contain_text("灯屋今天16:00提前关门")
    expect(banner.locator(".mark")).to_have_text("1")
    expect(page.locator(".log .text")).not_to_contain_text("提前关门")
    assert page.evaluate("document.querySelector('.said > .noticed').nextElementSibling.className") == "text"
    ask(page, "emergency")
    answered(page, 2)
    expect(page.locator(".noticed.loud")).to_have_text("请马上拨打 120。")


def test_without_a_script_the_cards_are_there_too(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    for question, part in (("picks notice 灯", ".place.card"), ("itinerary", ".plan .ways a"), ("events", ".happening"),
                           ("nearby", ".step"), ("bill", ".bill")):  # fmt: skip
        page.fill("#q", question)
        page.locator("#send").click()
        expect(page.locator(".said").last.locator(part).first).to_be_visible()
    page.goto("/")
    page.fill("#q", "onecard 灯")
    page.locator("#send").click()
    page.locator("details.go summary").click()
    expect(page.locator(".way-out").first).to_be_visible()


def test_numbers_are_buttons_that_dial_and_large_in_the_elder_view(visit: Visit) -> None:
    page = shown(visit, "灯 phones")
    rings = page.locator(".phone-list a")
    assert [each.get_attribute("href") for each in rings.all()] == ["tel:120", "tel:110", "tel:05141234567"]
    expect(rings.first).to_have_text("急救120")
    page = shown(visit, "灯 phones", path="/?view=elder")
    box = page.locator(".phone-list a").first.bounding_box()
    assert box and box["height"] >= 60 and box["width"] > 300


def test_a_place_can_be_rung_from_its_card(visit: Visit) -> None:
    ring = shown(visit, "onecard 灯").locator(".place .ring")
    expect(ring).to_have_attribute("href", "tel:05141234567")
    expect(ring).to_have_attribute("aria-label", "打电话: 灯屋, 0514-1234567")


def test_a_walk_goes_on_by_its_buttons_and_an_earlier_stop_has_none(visit: Visit, town: Town) -> None:
    page = shown(visit, "灯 tour")
    card = page.locator(".tour.card")
    expect(card.locator(".stands")).to_have_text("第2站，共3站")
    expect(card.locator("h3 a")).to_have_attribute("href", "/places/moon-bridge")
    expect(card.locator(".kicker a")).to_have_attribute("href", "/routes/lamp-walk")
    card.get_by_role("button", name="下一站：纸巷").click()
    answered(page, 2)
    assert town.guide.seen[-1][0][-1].text == "下一站：纸巷"
    expect(page.locator(".tour .ways")).to_be_hidden()


def test_without_a_script_a_walk_goes_on_in_the_same_talk(visit: Visit, town: Town) -> None:
    page = visit("/", java_script_enabled=False)
    page.fill("#q", "灯 tour")
    page.locator("#send").click()
    page.locator(".tour button", has_text="结束讲解").click()
    assert [each.text for each in town.guide.seen[-1][0]][0::2] == ["灯 tour", "结束讲解"]


WHERE = {"latitude": 32.41234, "longitude": 119.42345}


def test_the_position_is_asked_for_after_the_tap_and_goes_with_that_question_only(visit: Visit, town: Town) -> None:
    page = shown(visit, "附近有厕所吗 locate", geolocation=WHERE, permissions=["geolocation"])
    assert town.guide.seen[-1][1].location is None
    page.locator(".locate .button").click()
    answered(page, 2)
    messages, context = town.guide.seen[-1]
    assert messages[-1].text == "附近有厕所吗 locate" and context.location == (32.4123, 119.4235)
    assert "32.41" not in page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    ask(page, "灯屋门票？")
    answered(page, 3)
    assert town.guide.seen[-1][1].location is None


@pytest.mark.parametrize(("code", "words"), [(1, "js.near.refused"), (3, "js.near.missed")])
def test_without_a_position_a_kind_sentence_says_what_does_as_well(visit: Visit, code: int, words: str) -> None:
    fail = f"navigator.geolocation.getCurrentPosition = (found, missed) => missed({{ code: {code} }});"
    page = shown(visit, "附近有厕所吗 locate", script=fail)
    page.locator(".locate .button").click()
    kind = page.evaluate("(key) => JSON.parse(document.getElementById('words').textContent)[key]", words)
    expect(page.locator(".locate .hint")).to_have_text(kind)
    expect(page.locator(".locate .button")).to_be_enabled()
