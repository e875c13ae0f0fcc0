"""A person in the studio, at a browser without scripts."""

from __future__ import annotations

from httpx2 import Response
from starlette.testclient import TestClient

from tests.server.studio.forms import with_cell
from tests.server.studio.workshop import PASSWORD, Workshop

HOUSE = "/studio/entries/lamp-house"


class Editor:
    """A person at a browser without scripts."""

    def __init__(self, shop: Workshop, address: str = "http://testserver", lang: str = "en") -> None:
        self.client = TestClient(shop.site, address, raise_server_exceptions=False, follow_redirects=False)
        self.client.headers.update({"accept": "text/html", "accept-language": lang, "sec-fetch-site": "same-origin"})

    def enter(self, name: str = "editor", password: str = PASSWORD, **more: str) -> Response:
        form = with_cell(self.get("/studio/login").text, "password")
        return self.post("/studio/login", {**form, "account": name, "password": password, **more})

    def get(self, path: str, **headers: str) -> Response:
        return self.client.get(path, headers=headers)

    def post(self, path: str, form: dict[str, str], **headers: str) -> Response:
        return self.client.post(path, data=form, headers=headers)

    def form(self, path: str = HOUSE, cell: str = "base") -> dict[str, str]:
        return with_cell(self.get(path).text, cell)

    def publish(self, **changed: str) -> Response:
        """Change cells of the house's form and publish; `facts_0_value` stands for facts.0.value."""
        return self.post(HOUSE, {**self.form(), "comment": "because", "do": "publish", **changed})
