"""The wrapper for WeChat: complete, with no address but the operator's, its pages as WeChat's simulator runs them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from guide.geo import to_gcj02
from guide.shipped import folder

HERE = Path(__file__).parent
WRAPPER = folder("web") / "miniprogram"
POINTS = [(32.3936, 119.4358), (32.06, 118.79), (31.3, 120.6), (51.5, -0.12), (22.3, 114.2)]


def node(*arguments: str) -> str:
    """What node prints. Skips without node; fails where the simulator was not installed."""
    program = shutil.which("node") or pytest.skip("node is not installed (sudo apt-get install nodejs npm)")
    if not (HERE / "node_modules").is_dir():
        pytest.fail("run scripts/test once, or: npm ci --prefix tests/miniprogram")
    done = subprocess.run([program, *arguments], cwd=HERE, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_page_is_whole() -> None:
    pages = json.loads((WRAPPER / "app.json").read_text("utf-8"))["pages"]
    for page in pages:
        assert all((WRAPPER / f"{page}.{kind}").is_file() for kind in ("js", "json", "wxml", "wxss")), page
    for path in WRAPPER.rglob("*.json"):
        json.loads(path.read_text("utf-8"))
    assert sorted(path.parent.name for path in WRAPPER.rglob("*.wxml")) == sorted(page.split("/")[1] for page in pages)


def test_it_opens_in_the_developer_tool_for_anybody() -> None:
    project = json.loads((WRAPPER / "project.config.json").read_text("utf-8"))
    assert (project["appid"], project["compileType"]) == ("touristappid", "miniprogram")


def test_the_operators_address_is_the_only_one() -> None:
    texts = [path.read_text("utf-8") for path in WRAPPER.rglob("*") if path.is_file()]
    assert set(re.findall(r"https?://[^\s'\"`]+", "".join(texts))) == {"https://guide.example.org"}


def test_every_word_that_a_page_shows_is_there() -> None:
    words = (WRAPPER / "words.js").read_text("utf-8")
    pages = "".join(path.read_text("utf-8") for path in (WRAPPER / "pages").rglob("*") if path.is_file())
    shown = set(re.findall(r"['\"]((?:record|place|retry)\.\w+)['\"]", pages))
    assert shown and shown == set(re.findall(r"\"((?:record|place|retry)\.\w+)\":", words))
    assert not re.search(r"[一-鿿]", pages), "words stand in words.js"


def test_its_coordinates_are_those_of_the_guide() -> None:
    path = json.dumps(str(WRAPPER / "position.js"))
    program = f"console.log(JSON.stringify({json.dumps(POINTS)}.map(([a, o]) => require({path}).toGcj02(a, o))))"
    for point, made in zip(POINTS, json.loads(node("-e", program)), strict=True):
        assert (made["lat"], made["lon"]) == pytest.approx(to_gcj02(*point), abs=1e-9)


def test_the_pages_do_what_they_are_for() -> None:
    assert re.search(r"^# fail 0$", node("--test", *sorted(path.name for path in HERE.glob("*.test.cjs"))), re.M)
