"""What may be shown in a frame, by whom, and the script that does it."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from guide.server import visitors
from guide.settings import Settings
from tests.server.town import build


def test_only_named_sites_may_frame_pages(tmp_path_factory: pytest.TempPathFactory, client: TestClient) -> None:
    tmp_path = tmp_path_factory.mktemp("named")
    town = build(tmp_path, Settings(data=tmp_path, embed_origins=("https://a.example", "https://b.example:8443")))
    with TestClient(visitors(town)) as named:
        for path in ("/", "/?embed=1", "/places/lamp-house"):
            policy = named.get(path).headers["content-security-policy"]
            assert "frame-ancestors https://a.example https://b.example:8443;" in policy
        assert "frame-ancestors 'none'" in named.get("/api/places").headers["content-security-policy"]
        page = named.get("/?embed=1&lang=en").text
    town.close()
    assert (
        'data-embed="https://a.example https://b.example:8443"' in page and 'href="/about?lang=en&amp;embed=1"' in page
    )
    assert "frame-ancestors 'none'" in client.get("/?embed=1").headers["content-security-policy"]


def test_the_script_may_be_loaded_from_anywhere(client: TestClient) -> None:
    script = client.get("/embed.js")
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    assert script.headers["content-type"].startswith("text/javascript")
    assert "Ask the Lampton guide" in script.text and '"{words}"' not in script.text
