"""Fetching what an editor named: only from the open net, however the name, a redirect or the resolver lies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from guide.errors import FeedDown
from guide.feeds import fetch
from guide.feeds.fetch import Fetcher, is_public
from tests.feeds.sources import Source, here, serving


@pytest.fixture
def source() -> Iterator[Source]:
    with serving() as made:
        yield made


def reason(fetcher: Fetcher, address: str) -> str:
    with pytest.raises(FeedDown) as raised:
        fetcher.get(address)
    return raised.value.reason


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.9.9", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1",
     "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1",
     "255.255.255.255", "::", "x"],
)  # fmt: skip
def test_an_address_that_is_not_of_the_open_net(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "223.5.5.5"])
def test_an_address_of_the_open_net(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/x", "http://localhost/x", "http://[::1]/x", "http://[::ffff:127.0.0.1]/", "http://2130706433/"],
)
def test_this_machine_is_not_asked(address: str) -> None:
    assert reason(Fetcher(), address) in ("private", "unknown_host")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://x.test/", "//x", "", "http://", "http://a:b@x.test/"])
def test_what_is_no_address_of_the_web(address: str) -> None:
    assert reason(Fetcher(True, here), address) == "address"


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    fetcher = Fetcher(resolve=lambda host, port: ["8.8.8.8", "10.0.0.1"])
    assert reason(fetcher, "http://feed.test/") == "private"


def test_a_redirect_into_a_private_network_is_refused(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "is_public", lambda address: address == "127.0.0.1")  # The first step is allowed.
    source.status, source.headers = 302, {"location": "http://inner.test/secret"}
    resolve = {"feed.test": ["127.0.0.1"], "inner.test": ["10.0.0.1"]}
    assert reason(Fetcher(resolve=lambda host, port: resolve[host]), source.address) == "private"
    assert len(source.asked) == 1


def test_the_connection_goes_to_the_address_that_was_checked(source: Source) -> None:
    """A name that would resolve to another address a moment later is asked for once only."""
    asked: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    source.body = b"[1]"
    assert Fetcher(True, resolve).get(source.address).body == b"[1]"
    assert asked == ["feed.test"] and source.asked[0]["host"] == f"feed.test:{source.port}"


def test_endless_redirects_end(source: Source) -> None:
    source.status, source.headers = 302, {"location": "/again"}
    assert reason(Fetcher(True, here), source.address) == "redirects"


def test_what_has_not_changed_is_not_sent_again(source: Source) -> None:
    source.body, source.headers = b"[1]", {"etag": '"one"'}
    first = Fetcher(True, here).get(source.address)
    assert first.body == b"[1]" and first.marks == {"if-none-match": '"one"'}
    assert Fetcher(True, here).get(source.address, first.marks).body is None


def test_a_flood_and_a_crawl_are_cut_off(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    source.body = b"x" * (fetch.LARGEST + 1)
    assert reason(Fetcher(True, here), source.address) == "large"
    monkeypatch.setattr(fetch, "WAIT", 0.2)
    source.slow, source.body = 0.6, b"[]"
    assert reason(Fetcher(True, here), source.address) == "slow"


def test_an_error_is_told_as_one(source: Source) -> None:
    source.status = 503
    assert reason(Fetcher(True, here), source.address) == "status"
    assert reason(Fetcher(True, lambda host, port: []), source.address) == "unknown_host"
    assert reason(Fetcher(True, here), "http://feed.test:1/") == "unreachable"
