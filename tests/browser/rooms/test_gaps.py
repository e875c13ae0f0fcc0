"""The gap desk and the re-check list in a browser: they fit, can be read, and pass the rules of accessibility."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit
from tests.browser.rooms.test_studio import enter, good
from tests.server.studio.test_gaps import ask
from tests.server.studio.workshop import Workshop

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scheme", "locale"), [(390, "dark", "zh-CN"), (1280, "light", "en-GB")])
def test_the_desks_fit_and_can_be_read(shop: Workshop, visit: Visit, width: int, scheme: str, locale: str) -> None:
    ask(shop, "灯屋停车多少钱", "灯屋哪里停车", about="lamp-house#parking")
    ask(shop, "灯屋票价", about="lamp-house#price", answered=True, thumb="早就涨价了")
    page = enter(visit, width=width, color_scheme=scheme, locale=locale)
    for path in ("/studio/gaps", "/studio/recheck", "/studio/recheck/digest"):
        page.goto(path)
        good(page, width)
    page.goto("/studio/gaps")
    page.locator(".list th a").first.click()
    good(page, width)
    page.locator("[name=do][value=again]").click()
    page.locator("#again").wait_for()
    good(page, width)
