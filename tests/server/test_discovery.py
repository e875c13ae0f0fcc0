"""What crawlers, browsers and other programs find the site by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from guide.errors import SettingsError
from guide.server import visitors
from guide.settings import Settings, load
from tests.server.town import Town, build

MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def set_up(tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings(
        data=tmp_path, public_url="https://guide.example", contact="mailto:safe@guide.example",
        domain_file=("MP_verify_a1.txt", "a1-é"),
    )  # fmt: skip
    town = build(tmp_path, settings)
    with TestClient(visitors(town), raise_server_exceptions=False) as client:
        yield client
    town.close()


def test_the_map_of_the_site_has_every_page_in_every_language(set_up: TestClient) -> None:
    root = ElementTree.fromstring(set_up.get("/sitemap.xml").content)
    pages = {url.findtext("s:loc", "", MAP): url for url in root.findall("s:url", MAP)}
    for path in ("/", "/places", "/routes", "/events", "/map", "/places/lamp-house", "/events/lantern-fair"):
        assert f"https://guide.example{path}" in pages
    house = pages["https://guide.example/places/lamp-house"]
    assert house.findtext("s:lastmod", "", MAP) == "2026-05-03"
    others = {each.get("hreflang"): each.get("href") for each in house.findall("x:link", MAP)}
    assert others["ja"] == "https://guide.example/places/lamp-house?lang=ja" and len(others) == 6


def test_every_page_of_the_map_is_there(client: TestClient) -> None:
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    for url in root.iterfind("s:url/s:loc", MAP):
        assert client.get(str(url.text), follow_redirects=False).status_code == 200, url.text


def test_crawlers_are_told_what_to_leave_alone(set_up: TestClient) -> None:
    rules = set_up.get("/robots.txt").text
    assert "Disallow: /studio\n" in rules and "Sitemap: https://guide.example/sitemap.xml" in rules


def test_language_models_get_the_site_in_brief(set_up: TestClient) -> None:
    text = set_up.get("/llms.txt", headers={"accept-language": "en"}).text
    assert text.startswith("# Lampton Guide\n\n> ") and "https://guide.example/v1/chat/completions" in text


def test_a_browser_can_search_by_asking(set_up: TestClient) -> None:
    found = ElementTree.fromstring(set_up.get("/opensearch.xml").content)
    (url,) = [each for each in found if each.tag.endswith("Url")]
    assert url.get("template") == "https://guide.example/?q={searchTerms}"
    assert 'href="/opensearch.xml"' in set_up.get("/").text


def test_a_contact_is_published_where_there_is_one(set_up: TestClient, client: TestClient) -> None:
    text = set_up.get("/.well-known/security.txt").text
    assert "Contact: mailto:safe@guide.example\n" in text and "Expires: 20" in text
    assert client.get("/.well-known/security.txt").status_code == 404


def test_a_proof_of_the_domain_is_served_byte_for_byte(set_up: TestClient, client: TestClient, town: Town) -> None:
    answer = set_up.get("/MP_verify_a1.txt")
    assert answer.content == "a1-é".encode() and answer.headers["content-type"].startswith("text/plain")
    folder = town.settings.data / "well-known"
    folder.mkdir()
    (folder / "Abc-9.txt").write_bytes(b"\xef\xbb\xbf0f1e\r\n\r\n")
    (town.settings.data / "secret.txt").write_text("no")
    (folder / "big.txt").write_bytes(b"x" * 70_000)
    assert client.get("/Abc-9.txt").content == b"\xef\xbb\xbf0f1e\r\n\r\n"
    for lost in ("secret", "big", "..%2Fsecret", "a.b", "%E5%90%8D", "MP_verify_a1"):
        assert client.get(f"/{lost}.txt").status_code == 404, lost


@pytest.mark.parametrize("raw", ["name.html:x", "../a.txt:x", "a.txt", "a.txt:", "a b.txt:x"])
def test_a_proof_with_another_name_is_no_setting(raw: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        load({"GUIDE_DOMAIN_FILE": raw}, tmp_path / "none.toml")


@pytest.mark.parametrize("raw", ["https://a.example/path", "a.example", "https://*", "https://a; script-src *"])
def test_a_frame_is_allowed_to_origins_alone(raw: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        load({"GUIDE_EMBED_ORIGINS": raw}, tmp_path / "none.toml")
