"""What the guide's figure costs a phone while she speaks: main-thread time a frame, the longest task, the frame rate.

    python benchmarks/figure.py --url http://127.0.0.1:8000 [--seconds 20] [--slower 1 6] [--width 390] [--repeat 1]

A made track of ten changes a second plays on the page's own clock in Debian's Chromium. The trace holds everything the
main thread of the page does, the page's other work and the tracing itself included: a frame's time is the sum of the
tasks between one frame drawn by the compositor and the next, in the thread's own time, so that what else the machine
does is not counted. The compositor draws more frames than the page works for: `busy/s` counts those with work in them.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, sync_playwright

SHAPES = ("rest", "closed", "open", "tongue", "spread", "teeth", "round", "bite", "pucker", "back")
CHANGE = 100
"""Milliseconds between two shapes; a reading voice changes eight to twelve times a second."""
CATEGORIES = [
    "devtools.timeline",
    "disabled-by-default-devtools.timeline",
    "disabled-by-default-devtools.timeline.frame",
    "blink.user_timing",
]
COLUMNS = ("slower", "frames/s", "busy/s", "p50 ms", "p95 ms", "busy p95", "max ms", "longest task", "script p95")
SPEAK = """async (track) => {
  const figure = document.querySelector('script[src$="/js/figure.js"]').src;
  const { tell } = await import(figure.replace("figure.js", "bus.js"));
  tell("asked", { question: "" });
  tell("answered", { answer: {} });
  await new Promise((done) => setTimeout(done, 1500));
  const start = performance.now();
  performance.mark("speech");
  tell("speaking", { text: "", lang: "zh-Hans", track, clock: () => performance.now() - start });
}"""


@dataclass(frozen=True, slots=True)
class Event:
    """One span of work on the page's main thread, in milliseconds."""

    name: str
    start: float
    length: float


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--slower", type=float, nargs="*", default=(1.0, 6.0))
    parser.add_argument("--width", type=int, default=390)
    parser.add_argument("--repeat", type=int, default=1)
    options = parser.parse_args()
    print("".join(f"{head:>14}" for head in COLUMNS))
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        for slower in options.slower:
            for _ in range(options.repeat):
                print(line(slower, measure(browser, options, slower), options.seconds), flush=True)
        browser.close()


def measure(browser: Browser, options: argparse.Namespace, slower: float) -> list[Event]:
    """The main thread's work while the track plays."""
    page = browser.new_page(viewport={"width": options.width, "height": 844}, locale="zh-CN")
    page.goto(options.url)
    page.wait_for_timeout(1000)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    browser.start_tracing(page=page, categories=CATEGORIES)
    page.evaluate(SPEAK, made_track(options.seconds))
    page.wait_for_timeout(1000 * options.seconds)
    events = spans(json.loads(browser.stop_tracing())["traceEvents"])
    page.close()
    return list(events)


def made_track(seconds: int) -> list[tuple[int, str]]:
    steps = range(seconds * 1000 // CHANGE)
    return [(CHANGE * step, SHAPES[step % len(SHAPES)]) for step in steps] + [(seconds * 1000, "rest")]


def spans(raw: list[dict[str, Any]]) -> Iterator[Event]:
    """What the page's process did from the mark on: frames drawn, and work on the thread that set the mark."""
    mark = next(each for each in raw if each["name"] == "speech")
    for each in raw:
        if each["ts"] < mark["ts"] or each["pid"] != mark["pid"]:
            continue
        if each["name"] == "DrawFrame" or (each.get("ph") == "X" and each["tid"] == mark["tid"]):
            yield Event(each["name"], each["ts"] / 1000, each.get("tdur", 0) / 1000)


def line(slower: float, events: list[Event], seconds: int) -> str:
    starts = sorted(each.start for each in events if each.name == "DrawFrame")
    tasks = [each for each in events if each.name == "RunTask"]
    spent = per_frame(starts, tasks)
    worked = per_frame(starts, [each for each in events if each.name == "UpdateLayoutTree"])
    busy = [whole for whole, part in zip(spent, worked, strict=True) if part]
    script = at(per_frame(starts, [each for each in events if each.name == "FunctionCall"]), 0.95)
    longest = max(each.length for each in tasks)
    rates = (len(starts) / seconds, len(busy) / seconds)
    values = (slower, *rates, at(spent, 0.5), at(spent, 0.95), at(busy, 0.95), max(spent), longest, script)
    return "".join(f"{value:>14.2f}" for value in values)


def per_frame(starts: list[float], spent: list[Event]) -> list[float]:
    """Milliseconds spent between each frame and the next."""
    sums, place = [0.0] * len(starts), 0
    for each in sorted(spent, key=lambda event: event.start):
        middle = each.start + each.length / 2
        while place + 1 < len(starts) and starts[place + 1] <= middle:
            place += 1
        if starts and middle >= starts[0]:
            sums[place] += each.length
    return sums


def at(values: list[float], share: float) -> float:
    ordered = sorted(values) or [0.0]
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    main()
