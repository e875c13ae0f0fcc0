"""The chat page where things go wrong: hostile text, lost connections, old browsers, no script at all."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Visit, Witness
from tests.browser.test_chat import answered, ask
from tests.server.town import Town

pytestmark = pytest.mark.browser

PAYLOADS = [
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "<svg onload=\"document.title='owned'\"></svg>",
    "<iframe src=\"javascript:parent.document.title='owned'\"></iframe>",
    "<a href=\"javascript:document.title='owned'\">x</a>",
    '<link rel="stylesheet" href="//evil.example/x.css">',
    "<img src=//evil.example/pixel.png>",
    "</script><script>document.title='owned'</script>",
    "</textarea></template><script>document.title='owned'</script>",
    "<style>body{background:url(//evil.example/x)}</style>",
    "<math><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=document.title='owned'&gt;\">",
    "[x](javascript:document.title='owned') ![y](https://evil.example/y.png) {{7*7}} ${7*7}",
]


def test_a_lost_connection_loses_no_text_and_is_tried_again(visit: Visit, witness: Witness) -> None:
    witness.expected = ("Failed to load resource", "ERR_")
    page = visit()
    tries: list[bool] = []

    def half(route: Route) -> None:
        tries.append((route.request.post_data_json or {})["stream"])
        if len(tries) == 1:
            chunk = '{"id":"x","choices":[{"delta":{"content":"灯屋的成人票是"}}]}'
            route.fulfill(body=f"data: {chunk}\n\n", headers={"content-type": "text/event-stream"})
        elif len(tries) <= 3:
            route.abort()
        else:
            route.continue_()

    page.route("**/v1/chat/completions", half)
    ask(page, "灯屋门票？")
    expect(page.locator("#again")).to_be_visible(timeout=10_000)
    expect(page.locator("#live")).to_contain_text("灯屋的成人票是")
    expect(page.locator("#status")).to_contain_text("连接断开了")
    page.locator("#again button").click()
    answered(page)
    expect(page.locator(".log .text")).to_contain_text("40 元")
    assert tries == [True, False, False, True]


def test_a_stream_cut_in_the_middle_ends_in_one_whole_answer(visit: Visit) -> None:
    page = visit()
    tries: list[bool] = []

    def cut(route: Route) -> None:
        tries.append((route.request.post_data_json or {})["stream"])
        if tries[-1]:
            chunks = [
                f'{{"id":"x","choices":[{{"delta":{{"content":"{text}"}}}}]}}' for text in ("灯屋的", "成人票是 40")
            ]
            body = "".join(f"data: {chunk}\n\n" for chunk in chunks) + 'data: {"id":"x","choi'
            route.fulfill(body=body, headers={"content-type": "text/event-stream"})
        else:
            route.continue_()

    page.route("**/v1/chat/completions", cut)
    ask(page, "灯屋门票？")
    answered(page)
    said = page.locator(".log .said .text").inner_text()
    assert said.count("灯屋的成人票是 40 元") == 1 and "9:00 到 17:00" in said
    expect(page.locator("#status")).to_have_text("")
    assert tries == [True, False]


def test_a_gateway_that_fails_once_is_asked_again(visit: Visit, witness: Witness) -> None:
    witness.expected = ("502",)
    page = visit()
    tries: list[int] = []

    def bad(route: Route) -> None:
        tries.append(1)
        if len(tries) == 1:
            route.fulfill(status=502, body="<html>Bad Gateway</html>", headers={"content-type": "text/html"})
        else:
            route.continue_()

    page.route("**/v1/chat/completions", bad)
    ask(page, "灯屋门票？")
    answered(page)
    expect(page.locator(".log .text")).to_contain_text("40 元")


def test_a_silent_line_is_given_up(visit: Visit, witness: Witness) -> None:
    witness.expected = ("ERR_",)
    page = visit()
    page.clock.install()
    tries: list[bool] = []

    def stall(route: Route) -> None:
        tries.append((route.request.post_data_json or {})["stream"])
        if not tries[-1]:
            route.continue_()

    page.route("**/v1/chat/completions", stall)
    ask(page, "灯屋门票？")
    expect(page.locator("#status")).to_contain_text("正在查找")
    page.clock.run_for(26_000)
    page.clock.run_for(1_000)
    answered(page)
    assert tries == [True, False]


def test_without_a_net_the_question_waits_for_it(visit: Visit, witness: Witness) -> None:
    witness.expected = ("ERR_INTERNET_DISCONNECTED",)
    page = visit()
    page.context.set_offline(True)
    ask(page, "灯屋门票？")
    expect(page.locator("#status")).to_contain_text("网络一恢复")
    expect(page.locator(".log .bubble")).to_have_text("灯屋门票？")
    page.wait_for_timeout(3000)
    assert page.locator("#again").is_hidden()
    page.context.set_offline(False)
    answered(page)
    expect(page.locator("#status")).to_have_text("")


def test_a_question_without_an_answer_outlives_a_reload(visit: Visit) -> None:
    page = visit()
    page.fill("#q", "half written")
    page.reload()
    assert page.input_value("#q") == "half written"
    page.route("**/v1/chat/completions", lambda route: None)
    ask(page, "灯屋门票？")
    expect(page.locator("#status")).to_contain_text("正在查找")
    page.goto("/about")
    page.unroute_all()
    page.goto("/")
    assert page.input_value("#q") == "灯屋门票？"
    ask(page, "灯屋门票？")
    answered(page)
    page.reload()
    assert page.input_value("#q") == ""


def test_a_refusal_is_shown_and_can_be_tried_again(visit: Visit, witness: Witness) -> None:
    witness.expected = ("503",)
    page = visit()
    ask(page, "storage")
    expect(page.locator("#status .problem")).to_contain_text("资料库暂时不可用")
    ask(page, "灯屋门票？")
    answered(page)
    expect(page.locator("#status .problem")).to_have_count(0)


def test_without_streams_one_json_answer_does(visit: Visit, town: Town) -> None:
    page = visit(script="delete window.ReadableStream;")
    ask(page, "灯屋门票？")
    answered(page)
    expect(page.locator(".log .text")).to_contain_text("40 元")


def test_without_storage_clipboard_or_field_sizing_it_still_answers(visit: Visit) -> None:
    page = visit(
        script="""
        Object.defineProperty(window, "sessionStorage", { get() { throw new Error("no storage"); } });
        Object.defineProperty(navigator, "clipboard", { value: undefined });
        CSS.supports = () => false;
        """
    )
    ask(page, "灯屋门票？")
    answered(page)
    page.locator("[data-act=copy]").click()
    expect(page.locator("#status")).to_have_text("已复制")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_is_text(visit: Visit, payload: str) -> None:
    page = visit()
    title = page.title()
    ask(page, f"echo {payload}")
    answered(page)
    expect(page.locator(".log .bubble")).to_have_text(f"echo {payload}")
    shown = re.sub(r"\s*1$", "", page.locator(".log .text p").inner_text())
    assert shown == payload
    page.reload()
    answered(page)
    assert page.title() == title
    assert page.locator(".log :is(script, img, iframe, style, link, svg svg, a)").count() == 0


def test_without_a_script_the_form_answers(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    page.fill("#q", "灯屋门票多少钱？")
    page.locator("#send").click()
    expect(page.locator(".log .text")).to_contain_text("40 元")
    page.locator(".log .text .mark").first.click()
    assert page.url.endswith("#s1-1")
    page.locator("#next .chip").first.click()
    assert page.input_value("#q") == "月桥要门票吗？"
    page.go_back()
    page.fill("#q", "几点开门？")
    page.locator("#send").click()
    expect(page.locator(".log .asked")).to_have_count(2)
