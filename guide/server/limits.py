"""Visitor limits: tight for a conversation, generous for an address, since a scenic area's Wi-Fi is one address."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import Request

from guide.server.refusals import Refusal

Address = IPv4Address | IPv6Address
FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip")


@dataclass(frozen=True, slots=True)
class Rates:
    """How much is allowed. Small changes (feedback, forgetting) have their own count per address."""

    conversation: tuple[RateLimitItem, ...] = (RateLimitItemPerMinute(20), RateLimitItemPerHour(300))
    address: tuple[RateLimitItem, ...] = (RateLimitItemPerMinute(1200),)
    change: tuple[RateLimitItem, ...] = (RateLimitItemPerMinute(120),)
    complaint: tuple[RateLimitItem, ...] = (RateLimitItemPerMinute(10), RateLimitItemPerHour(60))
    speech: tuple[RateLimitItem, ...] = (RateLimitItemPerMinute(1200),)
    """Sentences read out, some ten for an answer."""
    look: tuple[RateLimitItem, ...] = (RateLimitItemPerMinute(60),)
    """Receipts asked for: too few to guess one."""
    read: tuple[RateLimitItem, ...] = (RateLimitItemPerMinute(600),)
    """Open data asked for: a program may copy all of it in a minute or two."""


class Proxies:
    """Finds the visitor's address: forwarded headers count only as far back as trusted proxies wrote them."""

    def __init__(self, trusted: Iterable[str]) -> None:
        self._trusted = tuple(ip_network(each, strict=False) for each in trusted)

    def visitor(self, request: Request) -> Address | None:
        """The nearest address that is no trusted proxy; None where the transport has none (a Unix socket)."""
        address = _address(request.client.host if request.client else "")
        hops = request.headers.get("x-forwarded-for", "").split(",")
        while hops and self._trusts(address) and (before := _address(hops.pop().strip())):
            address = before
        return address

    def local(self, request: Request) -> bool:
        """Whether the request comes from this very machine, through no proxy at all."""
        address = self.visitor(request)
        forwarded = any(name in request.headers for name in FORWARDED)
        direct = not forwarded or address != _address(request.client.host if request.client else "")
        return bool(address and address.is_loopback and direct)

    def _trusts(self, address: Address | None) -> bool:
        return address is not None and any(address in network for network in self._trusted)


class Limits:
    """Counts in memory, for `serve` is one process. Every check raises Refusal 429 with Retry-After."""

    def __init__(self, proxies: Proxies, on: bool = True, rates: Rates = Rates()) -> None:
        self._proxies, self._on, self._rates = proxies, on, rates
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage()) if on else None

    def question(self, request: Request, conversation: str | None) -> None:
        """One question asked."""
        if self._limiter is None:
            return
        self._hit(self._rates.address, "address", _network(self._proxies.visitor(request)))
        if conversation:
            self._hit(self._rates.conversation, "conversation", conversation)

    def change(self, request: Request) -> None:
        """One small change asked for: feedback, or to forget a conversation."""
        self._hit(self._rates.change, "change", _network(self._proxies.visitor(request)))

    def complaint(self, request: Request) -> None:
        """One complaint sent."""
        self._hit(self._rates.complaint, "complaint", _network(self._proxies.visitor(request)))

    def speech(self, request: Request) -> None:
        """One text to be spoken, or one recording to be written down."""
        self._hit(self._rates.speech, "speech", _network(self._proxies.visitor(request)))

    def look(self, request: Request) -> None:
        """One receipt looked up."""
        self._hit(self._rates.look, "look", _network(self._proxies.visitor(request)))

    def read(self, request: Request) -> None:
        """One look into the open data."""
        self._hit(self._rates.read, "read", _network(self._proxies.visitor(request)))

    def _hit(self, rates: Iterable[RateLimitItem], kind: str, who: str) -> None:
        if self._limiter is None:
            return
        for rate in rates:
            if not self._limiter.hit(rate, kind, who):
                reset = self._limiter.get_window_stats(rate, kind, who).reset_time
                raise Refusal(429, "too_many", retry_after=max(1, math.ceil(reset - time.time())))


def _address(raw: str) -> Address | None:
    try:
        address = ip_address(raw.removeprefix("[").partition("]")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _network(address: Address | None) -> str:
    """An IPv6 visitor owns a /64, so the whole of it is one address here."""
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)
