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
    tries: list[int] = []

    def half(route: Route) -> None:
        tries.append(1)
        if len(tries) == 1:
            chunk = '{"id":"x","choices":[{"delta":{"content":"灯屋的成人票是"}}]}'
            route.fulfill(body=f"data: {chunk}\n\n", headers={"content-type": "text/event-stream"})
        elif len(tries) == 2:
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
    assert len(tries) == 3


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
