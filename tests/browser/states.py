"""Every page a visitor can see, and the chat in each of its states, on the made-up town."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from playwright.sync_api import Page, expect

from guide.skills.itinerary import code
from guide.skills.itinerary.request import Frame, Request
from tests.browser.conftest import Visit

PLAN = f"/plans/{code.encode(Request('lampton', (Frame(date.today() + timedelta(8), 540, 1080),)))}"
"""The page of a day's plan: its address holds what was asked for."""
PAGES = (
    "/about", "/events", "/map", "/places/lamp-house", "/places/lantern-fair", "/complaints/new", "/complaints",
    "/saved", "/offline", "/data", "/nope", PLAN,
)  # fmt: skip
"""What is served beside the chat; `nope` is nowhere."""
VIEWS: dict[str, tuple[str, dict[str, Any]]] = {
    "normal": ("", {}),
    "elder": ("view=elder", {}),
    "dark": ("", {"color_scheme": "dark"}),
    "contrast": ("", {"script": "localStorage.setItem('prefs', JSON.stringify({look: 'contrast'}));"}),
}
"""A view: what it adds to the address, and to the browser."""
CARDS = ("picks notice", "itinerary", "events", "nearby", "bill", "listed", "emergency", "locate", "tour")
"""Words that bring a card of each kind; only the last of a walk's cards has its buttons."""
QUESTIONS = {"zh-CN": "灯屋门票多少钱？", "en-GB": "How much is Lamp House?"}


@dataclass(frozen=True, slots=True)
class Seen:
    """One page in one state."""

    name: str
    page: Page


def address(path: str, more: str) -> str:
    """A path with more in its query."""
    return f"{path}{'&' if '?' in path else '?'}{more}" if more else path


def chat(visit: Visit, view: str, locale: str, **options: Any) -> Iterator[Seen]:
    """The chat, one state at a time: empty, streaming, answered, its cards, a sheet, the menu, an error, offline."""
    for name, act in _STATES.items():
        more, browser = VIEWS[view]
        page = visit(address("/", more), locale=locale, **{**browser, **options})
        act(page, QUESTIONS[locale])
        yield Seen(f"chat {name}", page)
        visit.leave(page)


def pages(visit: Visit, view: str, locale: str, **options: Any) -> Iterator[Seen]:
    """All other pages, one at a time."""
    more, browser = VIEWS[view]
    for path in PAGES:
        page = visit(address(path, more), locale=locale, **{**browser, **options})
        yield Seen(path, page)
        visit.leave(page)


SETTLED = """async () => {
  const all = async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const runs = ({ effect, playState }) => playState === "running" && effect.getComputedTiming().endTime < 5000;
    await Promise.allSettled(document.getAnimations().filter(runs).map((each) => each.finished));
  };
  await Promise.race([all(), new Promise((done) => setTimeout(done, 6000))]);
}"""
"""An animation that is paused or taken away while it is waited for never ends: then the time it had is enough."""


def settle(page: Page) -> None:
    """Wait until all that fades or rises in is where it belongs, in its colours."""
    page.evaluate(SETTLED)


def ask(page: Page, question: str) -> None:
    """Type a question and send it."""
    page.fill("#q", question)
    page.keyboard.press("Enter")


def _empty(page: Page, question: str) -> None:
    expect(page.locator("#welcome")).to_be_visible()


def _streaming(page: Page, question: str) -> None:
    ask(page, f"{question} wait")
    expect(page.locator("#live")).to_be_visible()


def _answered(page: Page, question: str) -> None:
    ask(page, question)
    expect(page.locator(".log .said")).to_have_count(1)
    page.locator("[data-act=down]").click()


def _source(page: Page, question: str) -> None:
    ask(page, question)
    page.locator(".log .mark").first.click()
    expect(page.locator("#sheet")).to_be_visible()


def _menu(page: Page, question: str) -> None:
    page.locator("#menu summary").click()
    expect(page.locator("#menu .panel")).to_be_visible()


def _error(page: Page, question: str) -> None:
    ask(page, f"{question} storage")
    expect(page.locator(".problem")).to_be_visible()


def _offline(page: Page, question: str) -> None:
    page.context.set_offline(True)
    ask(page, question)
    page.wait_for_function("() => !navigator.onLine")
    expect(page.locator("#status")).not_to_be_empty()


def _cards(page: Page, question: str) -> None:
    for number, kind in enumerate(CARDS, 1):
        ask(page, f"{question} {kind}")
        expect(page.locator(".log .said")).to_have_count(number)


def _ways(page: Page, question: str) -> None:
    ask(page, f"{question} onecard")
    page.locator(".go").click()
    expect(page.locator("#ways")).to_be_visible()


def _kept(page: Page, question: str) -> None:
    ask(page, question)
    expect(page.locator(".log .said")).to_have_count(1)
    page.locator("#menu summary").click()
    page.locator("[data-taste=garden]").click()
    page.locator("#open-talks").click()
    expect(page.locator("#talks")).to_be_visible()


_STATES: dict[str, Callable[[Page, str], None]] = {
    "empty": _empty, "streaming": _streaming, "answered": _answered, "source": _source, "menu": _menu,
    "error": _error, "offline": _offline, "cards": _cards, "ways": _ways, "kept": _kept,
}  # fmt: skip
