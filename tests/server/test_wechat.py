"""WeChat's own script: by setting, in WeChat only, pinned, and nothing else allowed with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from guide.errors import SettingsError
from guide.server import visitors
from guide.settings import Script, load
from tests.server.town import build

ADDRESS, PIN = "https://res.wx.qq.com/open/js/jweixin-1.6.0.js", "sha384-" + "A" * 64
WECHAT = {"accept": "text/html", "user-agent": "Mozilla/5.0 MicroMessenger/8.0.42"}
OTHER = {"accept": "text/html", "user-agent": "Mozilla/5.0 Chrome/107"}


@pytest.fixture
def pinned(tmp_path: Path) -> Iterator[TestClient]:
    town = build(tmp_path, load({"GUIDE_DATA": str(tmp_path), "GUIDE_WECHAT_SCRIPT": f"{ADDRESS} {PIN}"}))
    with TestClient(visitors(town)) as opened:
        yield opened
    town.close()


@pytest.mark.parametrize("path", ["/", "/places/lamp-house", "/about", "/nope"])
def test_the_script_is_allowed_in_wechat_alone(pinned: TestClient, path: str) -> None:
    inside, outside = (pinned.get(path, headers=headers) for headers in (WECHAT, OTHER))
    policy = inside.headers["content-security-policy"]
    assert f"script-src 'self' {ADDRESS};" in policy and policy.count("http") == 1
    assert f'<script src="{ADDRESS}" integrity="{PIN}" crossorigin="anonymous" async></script>' in inside.text
    assert "http" not in outside.headers["content-security-policy"] and "wx.qq" not in outside.text
    assert "user-agent" in inside.headers["vary"] and "user-agent" in outside.headers["vary"]


def test_without_the_setting_nothing_foreign_is_allowed(client: TestClient) -> None:
    page = client.get("/", headers=WECHAT)
    assert "http" not in page.headers["content-security-policy"] and "wx.qq" not in page.text
    assert "js/wechat.js" in page.text and "js/wechat.js" not in client.get("/", headers=OTHER).text


def test_the_setting_names_its_script_with_its_checksum() -> None:
    assert load({"GUIDE_WECHAT_SCRIPT": f"{ADDRESS}  {PIN}"}).wechat_script == Script(ADDRESS, PIN)


@pytest.mark.parametrize(
    "given",
    [
        ADDRESS, PIN, f"http://res.wx.qq.com/x.js {PIN}", f"https://evil.example/x.js {PIN}", f"{ADDRESS} md5-abc",
        f"https://res.wx.qq.com.evil.example/x.js {PIN}", f"https://res.wx.qq.com/x.js;script-src * {PIN}",
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_the_fix(given: str) -> None:
    with pytest.raises(SettingsError, match="docs/wechat.md"):
        load({"GUIDE_WECHAT_SCRIPT": given})
