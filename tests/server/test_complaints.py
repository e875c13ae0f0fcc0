"""Complaints over HTTP: only an explicit send stores, a receipt tells little, another site's page gets nothing in."""

from __future__ import annotations

import html
import json
import re
from zoneinfo import ZoneInfo

import pytest
from fastapi.testclient import TestClient

from guide import server
from guide.server.complaints import MOST_BYTES
from guide.server.limits import Limits, Rates
from tests.server.town import Town

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


def hidden(page: str, name: str) -> str:
    """What a hidden field of a page holds."""
    found = re.search(f'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return html.unescape(found.group(1))


@pytest.fixture
def visitor(town: Town) -> TestClient:
    return TestClient(server.visitors(town), base_url="http://guide.test")


def test_a_program_sends_one_and_looks_it_up(visitor: TestClient, town: Town) -> None:
    sent = visitor.post("/api/complaints", json={
        "what": "The ticket machine kept my money", "category": "price", "urgency": "high", "where": "gate",
        "when": "today at 9", "contact": "me@example.org", "entry": "lamp-house",
    })  # fmt: skip
    assert sent.status_code == 201 and sent.headers["cache-control"] == "no-store"
    receipt = sent.json()["receipt"]
    found = visitor.get(f"/api/complaints/{receipt}")
    assert found.json() == sent.json()
    assert set(found.json()) == {"receipt", "category", "status", "reply", "received_at", "changed_at"}
    kept = town.complaints.find(receipt)
    assert kept is not None and kept.urgent and kept.entry_id == "lamp-house" and kept.contact == "me@example.org"


@pytest.mark.parametrize("body, status, param", [
    ({}, 422, "what"), ({"what": "abc"}, 422, "what"), ({"what": "x" * 2001}, 422, "what"),
    ({"what": "long enough", "category": "x"}, 422, "category"), ({"what": 7}, 400, "what"),
    ({"what": "long enough", "where": "x" * 201}, 422, "where"),
    ({"what": "long enough", "contact": []}, 400, "contact"),
])  # fmt: skip
def test_what_is_wrong_is_named_and_nothing_is_stored(
    visitor: TestClient, town: Town, body: dict[str, object], status: int, param: str
) -> None:
    answer = visitor.post("/api/complaints", json=body)
    assert answer.status_code == status and answer.json()["error"]["param"] == param
    assert town.complaints.newest() == []


def test_a_draft_is_shown_once_more_and_not_stored(visitor: TestClient, town: Town) -> None:
    page = visitor.post("/complaints/new", data={"what": HOSTILE, "category": "service", "where": HOSTILE})
    assert page.status_code == 200 and "<script>alert" not in page.text and "<img src=x" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text and town.complaints.newest() == []
    assert page.headers["cache-control"] == "no-store"
    assert "require-trusted-types-for 'script'" in page.headers["content-security-policy"]


def test_the_form_works_without_a_script(visitor: TestClient, town: Town) -> None:
    sent = visitor.post("/complaints?lang=zh-Hans", data={"what": "导游强迫购物", "category": "shopping"})
    assert sent.history[0].status_code == 303 and sent.url.path.startswith("/complaints/")
    kept = town.complaints.newest()[0]
    there = kept.at.astimezone(ZoneInfo("Asia/Shanghai"))
    assert f"{there:%H:%M}" in sent.text and "UTC" not in sent.text
    assert kept.receipt in sent.text and "导游强迫购物" not in sent.text and kept.lang == "zh-Hans"
    again = visitor.get("/complaints", params={"receipt": kept.receipt.lower().replace("-", " ")})
    assert kept.receipt in again.text


def test_a_faulty_form_comes_back_with_its_words(visitor: TestClient, town: Town) -> None:
    page = visitor.post("/complaints", data={"what": "ab", "where": "the west gate"})
    assert page.status_code == 422 and "the west gate" in page.text and 'role="alert"' in page.text
    assert town.complaints.newest() == []


def test_an_unknown_receipt_is_unknown_everywhere(visitor: TestClient) -> None:
    assert visitor.get("/api/complaints/2222-2222-2222").status_code == 404
    assert visitor.get("/complaints/2222-2222-2222").status_code == 404
    assert visitor.get("/complaints", params={"receipt": HOSTILE}).status_code == 404
    assert visitor.get("/complaints").status_code == 200


@pytest.mark.parametrize("path", ["/api/complaints", "/complaints", "/complaints/new"])
def test_another_sites_page_sends_nothing(visitor: TestClient, town: Town, path: str) -> None:
    headers = {"sec-fetch-site": "cross-site"}
    sent = {"what": "long enough to send"}
    answer = (
        visitor.post(path, headers=headers, json=sent)
        if "api" in path
        else visitor.post(path, headers=headers, data=sent)
    )
    assert answer.status_code == 403 and town.complaints.newest() == []


def test_an_unknown_place_is_dropped(visitor: TestClient, town: Town) -> None:
    visitor.post("/api/complaints", json={"what": "long enough", "entry": "../etc/passwd"})
    assert town.complaints.newest()[0].entry_id == ""


@pytest.mark.parametrize("sent, kept", [
    ({"entry": "lamp-house", "city": "suzhou"}, "lampton"), ({"city": "suzhou"}, "lampton"), ({}, "lampton"),
])  # fmt: skip
def test_it_is_of_the_city_of_its_place_else_the_guides_own(
    visitor: TestClient, town: Town, sent: dict[str, str], kept: str
) -> None:
    visitor.post("/api/complaints", json={"what": "long enough", **sent})
    assert town.complaints.newest()[0].city == kept


def test_too_many_are_refused(visitor: TestClient) -> None:
    limit = Rates().complaint[0].amount
    codes = [visitor.post("/api/complaints", json={"what": f"complaint {n}"}).status_code for n in range(limit + 1)]
    assert codes == [201] * limit + [429]
    assert Limits.complaint.__doc__


def test_a_body_that_is_too_large_is_refused(visitor: TestClient) -> None:
    assert visitor.post("/api/complaints", content=b'{"what": "' + b"x" * MOST_BYTES + b'"}').status_code == 413


TALK = [{"role": "user", "content": "Ring me on 13800138000"}, {"role": "assistant", "content": "I cannot ring."}]


def test_a_conversation_is_shown_without_numbers_and_sent_only_with_the_box_ticked(
    visitor: TestClient, town: Town
) -> None:
    page = visitor.post("/complaints/new", data={"what": "The lift is broken", "talk": json.dumps(TALK)})
    assert "Ring me on ▒" in page.text and "13800138000" not in page.text and "checked" not in page.text
    cells = {"what": "The lift is broken", "talk": hidden(page.text, "talk")}
    visitor.post("/complaints", data=cells)
    assert town.complaints.newest()[0].transcript == "[]"
    visitor.post("/complaints", data={**cells, "talk_too": "1"})
    kept = [each.transcript for each in town.complaints.newest()]
    assert cells["talk"] in kept and "13800138000" not in str(kept)


def test_a_faulty_form_keeps_the_box_as_it_was(visitor: TestClient) -> None:
    page = visitor.post("/complaints", data={"what": "x", "talk": json.dumps(TALK), "talk_too": "1"})
    assert page.status_code == 422 and 'value="1" aria-describedby="talk-hint" checked' in page.text


def test_the_answer_is_read_by_receipt_and_no_note_ever(visitor: TestClient, town: Town) -> None:
    receipt = visitor.post("/api/complaints", json={"what": "The lift is broken", "transcript": TALK}).json()["receipt"]
    town.complaints.casework.note(receipt, "wang", "the director knows")
    town.complaints.casework.reply(receipt, "wang", "It runs again. <b>Sorry</b>", close=True)
    page = visitor.get("/complaints", params={"receipt": receipt}).text
    assert "It runs again. &lt;b&gt;Sorry" in page and "Closed" in page
    assert "director" not in page and "wang" not in page and "cannot ring" not in page
    told = visitor.get(f"/api/complaints/{receipt}").json()
    assert (told["reply"], told["status"]) == ("It runs again. <b>Sorry</b>", "closed")
