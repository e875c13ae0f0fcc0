"""What is held against every page of the studio: axe, its width, its targets, its names, its contrast, its console."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.rooms.test_studio import SMALL, UNLABELLED
from tests.browser.studio import keys
from tests.browser.studio.pages import Listed
from tests.browser.test_inspected import TOOLS, violations
from tests.browser.test_looks import CONTRAST
from tests.server.studio.workshop import PASSWORD

Size: TypeAlias = tuple[int, int]
WIDE, PHONE = (1280, 800), (390, 844)
OPEN = "() => document.querySelectorAll('details').forEach((each) => { each.open = true; })"
FRESH = "() => { document.activeElement.blur(); window.scrollTo({ top: 0, behavior: 'instant' }); }"
"""As a page is when it was opened: what is scrolled under the head of the page is smaller to axe."""
MEASURED = f"""(most) => [
  ...(document.documentElement.scrollWidth > most ? [`${{document.documentElement.scrollWidth}} px wide`] : []),
  ...(document.querySelectorAll("h1").length === 1 ? [] : ["not one h1"]),
  ...(document.querySelectorAll("[autofocus]").length < 2 ? [] : ["the focus is given to more than one place"]),
  ...({UNLABELLED})().map((each) => `without a name: ${{each.slice(0, 160)}}`),
  ...({SMALL})().map((each) => `too small: ${{each.slice(0, 160)}}`),
  ...({CONTRAST})(4.5).map((each) => `hard to read: ${{each}}`),
  ...(window.violations ?? []).map((each) => `forbidden by the policy: ${{each}}`),
]"""


def enter(page: Page, name: str = "administrator") -> None:
    """Log in."""
    page.goto("/studio/login")
    page.locator("[name=account]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator(".door button").click()
    page.locator(".rooms").wait_for(state="attached")


def rooms(visit: Visit, pages: Iterable[Listed], size: Size, locale: str) -> Iterator[tuple[Listed, Page]]:
    """Every page, opened in a browser of this size and language: those from inside one after another in one tab."""
    options: dict[str, Any] = {"width": size[0], "height": size[1], "locale": locale, "reduced_motion": "reduce"}
    inside = visit("/studio/login", **options)
    outside = visit("/studio/login", **options)
    enter(inside)
    for each in pages:
        page = inside if each.is_inside else outside
        _resize(page, size)
        page.goto(each.address)
        yield each, page


def sweep(visit: Visit, pages: Iterable[Listed], locale: str, sizes: Sequence[Size]) -> list[str]:
    """What is wrong with pages in a language: by keyboard as they open at the first size, then as they look at each."""
    found: list[str] = []
    for each, page in rooms(visit, pages, sizes[0], locale):
        wrong = [*keys.skip(page), *keys.faults(page)]
        for size in sizes:
            _resize(page, size)
            page.evaluate(FRESH)
            wrong += [f"{fault} at {size[0]} px" for fault in faults(page)]
        found += [f"{each.address}: {fault}" for fault in wrong]
    return found


def _resize(page: Page, size: Size) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def faults(page: Page) -> list[str]:
    """What is wrong with a page, all that can be unfolded unfolded."""
    page.evaluate(OPEN)
    width = (page.viewport_size or {"width": 0})["width"]
    found: list[str] = page.evaluate(MEASURED, width)
    return found + (violations(page) if TOOLS.is_dir() else [])
