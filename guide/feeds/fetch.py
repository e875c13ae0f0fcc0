"""Fetching what an editor named: with limits of size and time, and never from a network that is not public.

An address can lead anywhere: to this machine, to the router, to the metadata service of a cloud. So the name is
resolved here, every address it has is checked, and the connection is made to that very address: a name that resolves
to something else a moment later (DNS rebinding) leads nowhere. Each redirect is a new address and is checked anew.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import httpx2

from guide.errors import FeedDown

LARGEST = 4_000_000
"""Bytes of a document, unpacked."""
WAIT, WHOLE = 5.0, 15.0
"""Seconds between two arrivals of bytes, and for all of it."""
MOST_REDIRECTS = 3
_MOVED = (301, 302, 303, 307, 308)
# What carries an IPv4 address inside an IPv6 one (RFC 6052, 3056, 4380): it could be a private one.
_WRAPPED = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))

Resolve: TypeAlias = Callable[[str, int], Sequence[str]]
Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Document:
    """What came. `body` is None where it has not changed since the marks that were sent."""

    body: bytes | None
    marks: Mapping[str, str] = field(default_factory=dict)
    """Headers for the next request: if-none-match, if-modified-since."""


def resolved(host: str, port: int) -> Sequence[str]:
    """Every address of a host. Raises FeedDown for a name that has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FeedDown("unknown_host", f"{host}: no such host") from error
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def is_public(address: str) -> bool:
    """Whether an address is one of the open net."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inside = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return _is_open(inside or found)


def _is_open(address: Address) -> bool:
    is_wrapped = any(address.version == each.version and address in each for each in _WRAPPED)
    return address.is_global and not address.is_multicast and not address.is_reserved and not is_wrapped


class Fetcher:
    """Fetches documents. `private` lets networks be reached that are not public, for an operator who wants that."""

    def __init__(self, private: bool = False, resolve: Resolve = resolved) -> None:
        self._private, self._resolve = private, resolve

    def get(self, address: str, marks: Mapping[str, str] | None = None) -> Document:
        """One document. Raises FeedDown with the reason."""
        ends = time.monotonic() + WHOLE
        url = _url(address)
        with httpx2.Client(timeout=WAIT, follow_redirects=False, trust_env=False) as client:
            for _ in range(MOST_REDIRECTS + 1):
                answer = self._asked(client, url, marks or {}, ends)
                if isinstance(answer, Document):
                    return answer
                url = answer
        raise FeedDown("redirects", f"{address}: it leads on and on")

    def _asked(
        self, client: httpx2.Client, url: httpx2.URL, marks: Mapping[str, str], ends: float
    ) -> Document | httpx2.URL:
        pinned = url.copy_with(host=self._pinned(url))
        headers = {"host": url.netloc.decode(), "user-agent": "guide-feeds", "accept": "*/*", **marks}
        try:
            with client.stream("GET", pinned, headers=headers, extensions={"sni_hostname": url.host}) as response:
                if response.status_code in _MOVED:
                    return _url(str(url.join(response.headers.get("location", ""))))
                return _document(response, ends)
        except httpx2.TimeoutException as error:
            raise FeedDown("slow", f"{url.host}: no answer in time") from error
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise FeedDown("unreachable", f"{url.host}: {error}") from error

    def _pinned(self, url: httpx2.URL) -> str:
        """The address to connect to; every address of the name must be a public one."""
        port = url.port or (443 if url.scheme == "https" else 80)
        found = self._resolve(url.host, port)
        if not found:
            raise FeedDown("unknown_host", f"{url.host}: no such host")
        if not self._private and not all(map(is_public, found)):
            raise FeedDown("private", f"{url.host} is not in the open net; GUIDE_FEEDS_PRIVATE=on allows it")
        return found[0]


def _url(address: str) -> httpx2.URL:
    try:
        url = httpx2.URL(address.strip())
    except (httpx2.InvalidURL, ValueError) as error:
        raise FeedDown("address", f"{address[:200]} is no address") from error
    if url.scheme not in ("http", "https") or not url.host or url.userinfo:
        raise FeedDown("address", f"{address[:200]}: write https://host/path, without a name and password")
    return url


def _document(response: httpx2.Response, ends: float) -> Document:
    if response.status_code == 304:
        return Document(None)
    if response.status_code != 200:
        raise FeedDown("status", f"the feed answered {response.status_code}")
    body = bytearray()
    for piece in response.iter_bytes():
        body += piece
        if len(body) > LARGEST:
            raise FeedDown("large", f"more than {LARGEST} bytes")
        if time.monotonic() > ends:
            raise FeedDown("slow", f"not whole after {WHOLE} seconds")
    sent = {"if-none-match": response.headers.get("etag"), "if-modified-since": response.headers.get("last-modified")}
    return Document(bytes(body), {name: value for name, value in sent.items() if value})
