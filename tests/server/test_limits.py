"""Visitor limits, and whose address it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from limits import RateLimitItemPerMinute
from starlette.requests import Request
from starlette.testclient import TestClient

from guide.server import visitors
from guide.server.limits import Limits, Proxies, Rates
from guide.server.refusals import Refusal
from guide.settings import Settings
from tests.server.town import build


def request(peer: str, **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "client": (peer, 1), "headers": raw})


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "visitor"),
    [
        ((), "9.9.9.9", None, "9.9.9.9"),
        ((), "9.9.9.9", "1.1.1.1", "9.9.9.9"),
        (("10.0.0.1",), "10.0.0.1", "1.1.1.1", "1.1.1.1"),
        (("10.0.0.1",), "10.0.0.1", "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (("10.0.0.0/8",), "10.0.0.1", "6.6.6.6, 1.1.1.1, 10.2.3.4", "1.1.1.1"),
        (("10.0.0.0/8",), "10.0.0.1", "rubbish", "10.0.0.1"),
        (("10.0.0.0/8",), "10.0.0.1", None, "10.0.0.1"),
        (("::1",), "::1", "2001:db8::7", "2001:db8::7"),
        ((), "::ffff:9.9.9.9", None, "9.9.9.9"),
    ],
)
def test_the_visitor_is_the_nearest_address_nobody_vouches_for(
    trusted: tuple[str, ...], peer: str, forwarded: str | None, visitor: str
) -> None:
    headers = {"x_forwarded_for": forwarded} if forwarded else {}
    assert str(Proxies(trusted).visitor(request(peer, **headers))) == visitor


@pytest.mark.parametrize(
    ("trusted", "peer", "headers", "local"),
    [
        ((), "127.0.0.1", {}, True),
        ((), "::1", {}, True),
        ((), "9.9.9.9", {}, False),
        ((), "127.0.0.1", {"x_forwarded_for": "127.0.0.1"}, False),
        ((), "127.0.0.1", {"forwarded": "for=1.1.1.1"}, False),
        (("127.0.0.1",), "127.0.0.1", {"x_forwarded_for": "1.1.1.1"}, False),
        (("127.0.0.1",), "127.0.0.1", {"x_forwarded_for": "127.0.0.1"}, False),
    ],
)
def test_a_proxy_on_this_machine_does_not_make_its_visitors_local(
    trusted: tuple[str, ...], peer: str, headers: dict[str, str], local: bool
) -> None:
    assert Proxies(trusted).local(request(peer, **headers)) is local


def limits(**rates: int) -> Limits:
    return Limits(Proxies(()), True, Rates(**{key: (RateLimitItemPerMinute(most),) for key, most in rates.items()}))


def test_a_conversation_is_limited_by_itself() -> None:
    limited = limits(conversation=2)
    for _ in range(2):
        limited.question(request("9.9.9.9"), "a")
    with pytest.raises(Refusal) as caught:
        limited.question(request("9.9.9.9"), "a")
    assert caught.value.status == 429 and 1 <= int(caught.value.headers["retry-after"]) <= 60
    limited.question(request("9.9.9.9"), "b")


def test_an_address_is_limited_and_an_ipv6_visitor_is_one() -> None:
    limited = limits(address=2)
    for last in "12":
        limited.question(request(f"2001:db8::{last}"), None)
    with pytest.raises(Refusal):
        limited.question(request("2001:db8::3"), None)
    limited.question(request("2001:db8:0:1::3"), None)


def test_limits_can_be_off() -> None:
    limited = Limits(Proxies(()), on=False, rates=Rates(address=(RateLimitItemPerMinute(1),)))
    for _ in range(5):
        limited.question(request("9.9.9.9"), "a")
        limited.change(request("9.9.9.9"))


def test_over_the_limit_says_when_to_come_back(tmp_path: Path) -> None:
    town = build(tmp_path, Settings(data=tmp_path))
    body: dict[str, Any] = {"messages": [{"role": "user", "content": "灯屋"}], "metadata": {"conversation": "c"}}
    with TestClient(visitors(town)) as client:
        statuses = [client.post("/v1/chat/completions", json=body).status_code for _ in range(21)]
        refused = client.post("/v1/chat/completions", json=body)
    town.close()
    assert statuses == [200] * 20 + [429]
    assert int(refused.headers["retry-after"]) >= 1
    assert refused.json()["error"]["type"] == "rate_limit_error"
