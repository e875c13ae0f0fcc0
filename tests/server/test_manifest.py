"""The manifest, the worker and the pages for when there is no net."""

from __future__ import annotations

import json
import re
import struct

import pytest
from starlette.testclient import TestClient

from guide.shipped import folder

ZH = {"accept": "text/html", "accept-language": "zh-CN,zh;q=0.9"}


def _build(client: TestClient) -> dict[str, object]:
    text = client.get("/sw.js").text
    found = re.match(r"const BUILD = (\{.*\});\n", text)
    assert found
    return dict(json.loads(found[1]))


@pytest.mark.parametrize(
    ("query", "accepted", "lang", "name", "start"),
    [
        ("", "zh-CN", "zh-Hans", "灯城", "/"),
        ("", "ko-KR", "ko", "Lampton", "/"),
        ("?lang=en", "zh-CN", "en", "Lampton", "/?lang=en"),
    ],
)
def test_the_manifest_speaks_the_visitors_language(
    client: TestClient, query: str, accepted: str, lang: str, name: str, start: str
) -> None:
    answer = client.get(f"/manifest.webmanifest{query}", headers={"accept-language": accepted})
    assert answer.headers["content-type"].startswith("application/manifest+json")
    told = answer.json()
    assert (told["lang"], told["start_url"], told["id"], told["scope"]) == (lang, start, "/", "/")
    assert name in told["name"] and told["display"] == "standalone"


def test_every_icon_is_there_in_the_size_it_names(client: TestClient) -> None:
    icons = client.get("/manifest.webmanifest").json()["icons"]
    assert {"any", "maskable"} == {icon["purpose"] for icon in icons}
    for icon in icons:
        picture = client.get(icon["src"])
        assert picture.status_code == 200 and picture.headers["content-type"] == icon["type"]
        assert "x".join(map(str, struct.unpack(">II", picture.content[16:24]))) == icon["sizes"]


def test_every_page_names_the_manifest(client: TestClient) -> None:
    for path in ("/", "/about", "/places/lamp-house", "/events", "/saved", "/offline"):
        assert '<link rel="manifest" href="/manifest.webmanifest' in client.get(path, headers=ZH).text, path
    assert 'href="/manifest.webmanifest?lang=en"' in client.get("/?lang=en", headers=ZH).text


def test_the_worker_is_never_old_and_may_serve_the_whole_site(client: TestClient) -> None:
    answer = client.get("/sw.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache" and answer.headers["service-worker-allowed"] == "/"
    assert "worker-src 'self'" in client.get("/", headers=ZH).headers["content-security-policy"]


def test_the_worker_names_files_that_are_there_and_none_of_the_editors(client: TestClient) -> None:
    build = _build(client)
    files = build["files"]
    assert isinstance(files, list) and {"js/chat.js", "js/offline.js", "css/for-chat.css", "img/mark.svg"} <= set(files)
    assert not [name for name in files if "studio" in name]
    for name in files:
        assert client.get(f"{build['here']}/{name}").status_code == 200, name
    assert f'src="{build["here"]}/js/chat.js"' in client.get("/", headers=ZH).text


def test_pages_for_a_phone_without_a_net(client: TestClient) -> None:
    offline = client.get("/offline", headers=ZH)
    assert offline.status_code == 200 and "这会儿没有网络" in offline.text and 'content="noindex"' in offline.text
    saved = client.get("/saved?lang=en", headers=ZH)
    assert "Kept in this browser only" in saved.text and "<noscript>" in saved.text


def test_a_place_has_a_star_that_names_its_page(client: TestClient) -> None:
    page = client.get("/places/lamp-house?lang=en", headers=ZH).text
    assert 'data-save="lamp-house" data-title="Lamp House" data-page="/places/lamp-house?lang=en"' in page


def test_one_policy_of_trusted_types_for_one_address(client: TestClient) -> None:
    policy = client.get("/", headers=ZH).headers["content-security-policy"]
    assert policy.endswith("require-trusted-types-for 'script'; trusted-types guide-worker")
    scripts = (folder("web") / "static/js").rglob("*.js")
    makers = {path.relative_to(folder("web") / "static/js").as_posix() for path in scripts
              if "createPolicy(" in path.read_text("utf-8")}  # fmt: skip
    assert makers == {"offline.js", "map/start.js"}, "the second is for the page of the map alone"
