"""A page by keyboard: every control is a stop of Tab, in the order of reading, to be seen while it has the focus."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

STOPS = """() => {
  const named = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const all = [...document.querySelectorAll(named)].filter((each) => !each.disabled && each.tabIndex >= 0
    && each.checkVisibility({ visibilityProperty: true }) && !(each.matches("summary") && !each.closest("details")));
  const group = (each) => all.filter((other) => other.type === "radio" && other.name === each.name
    && other.form === each.form);
  const stop = (each) => group(each).find((other) => other.checked) ?? group(each)[0];
  window.stops = all.filter((each) => each.type !== "radio" || stop(each) === each);
  return window.stops.length;
}"""
"""Chromium stops once at a group of radio buttons."""
TOP = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  window.scrollTo(0, 0);
}"""
"""The way of Tab begins at the top again; to let go of the focus alone leaves it where it was."""
HERE = """() => {
  const node = document.activeElement;
  if (!node || node === document.body || node === document.documentElement) return { at: -2 };
  const name = node.outerHTML.slice(0, 120);
  const style = getComputedStyle(node);
  const box = node.getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const spread = [0.1, 0.5, 0.9];
  const points = spread.flatMap((x) => spread.map((y) => [left + (right - left) * x, top + (bottom - top) * y]));
  const own = (each) => each && (node.contains(each) || each.contains(node) || [...node.labels ?? []].includes(each));
  const isOnTop = right > left && bottom > top && points.some(([x, y]) => own(document.elementFromPoint(x, y)));
  const isRinged = style.boxShadow.includes("0px 0px 0px 4px") && node.matches(":focus-visible");
  return { at: window.stops.indexOf(node), name, isOnTop, isRinged };
}"""
PARTS = 9
"""Presses that one control may take: a date and time has a stop for each of its parts, and for its calendar."""


def faults(page: Page) -> list[str]:
    """What is wrong on the way of Tab through a page."""
    page.evaluate(TOP)
    count: int = page.evaluate(STOPS)
    met: list[int] = []
    found: list[str] = []
    last, same = -1, 0
    for _ in range(count * PARTS + 20):
        page.keyboard.press("Tab")
        here: dict[str, Any] = page.evaluate(HERE)
        at = here["at"]
        same = same + 1 if at == last else 0
        if same > PARTS:
            return [*found, f"a trap: {here['name']}"]
        if at == -2 or met and at == met[0] and same == 0:
            break
        if same == 0:
            found += _unseen(here)
            met += [at] if at >= 0 else []
        last = at
    return found + _way(page, met, count)


def _unseen(here: dict[str, Any]) -> list[str]:
    wrong = [] if here["isOnTop"] else [f"hidden while it has the focus: {here['name']}"]
    return wrong if here["isRinged"] or here["at"] < 0 else [*wrong, f"no ring: {here['name']}"]


def _way(page: Page, met: list[int], count: int) -> list[str]:
    missed = sorted(set(range(count)) - set(met))
    names: list[str] = page.evaluate("(those) => those.map((at) => window.stops[at].outerHTML.slice(0, 120))", missed)
    order = [] if met == sorted(met) else ["the order of Tab is not that of reading"]
    return [f"out of reach: {each}" for each in names] + order


def skip(page: Page) -> list[str]:
    """The first stop leads past the navigation into the page."""
    page.evaluate(TOP)
    page.keyboard.press("Tab")
    if not page.evaluate("document.activeElement.matches('.skip')"):
        return ["the first stop is not the link past the navigation"]
    page.keyboard.press("Enter")
    is_there = page.evaluate("document.activeElement.closest('main') !== null")
    return [] if is_there else ["the link past the navigation leads nowhere"]
