"""Security headers on every response, the last-resort 500 included."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from guide.settings import Settings

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        *(
            f"{kind}-src 'self'"
            for kind in ("script", "style", "img", "font", "connect", "media", "manifest", "worker")
        ),
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    )
)
PERMISSIONS = "camera=(), display-capture=(), geolocation=(self), microphone=(self), payment=(), usb=()"
PARTS = (b"text/javascript", b"text/css")
"""Parts of a page, never a page: some forty of them make one, and what a document may do says nothing of them."""
DOCUMENT_ONLY = frozenset(
    {b"content-security-policy", b"referrer-policy", b"cross-origin-opener-policy", b"permissions-policy"}
)
YEAR = 365 * 24 * 3600


def framed(policy: str, origins: Iterable[str]) -> str:
    """A policy under which these sites may show the page in a frame; none where there are none."""
    allowed = " ".join(origins)
    return policy.replace("frame-ancestors 'none'", f"frame-ancestors {allowed}") if allowed else policy


def security(settings: Settings) -> dict[str, str]:
    """The headers. HSTS only where the visitors' address is https, else a plain-http trial would lock itself out."""
    headers = {
        "content-security-policy": CONTENT_POLICY,
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": PERMISSIONS,
    }
    if (settings.public_url or "").startswith("https://"):
        headers["strict-transport-security"] = f"max-age={YEAR}; includeSubDomains"
    return headers


class SecurityHeaders:
    """Pure ASGI middleware; a header the response already carries is left as it is."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._headers = [(name.encode(), value.encode()) for name, value in security(settings).items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, changing what comes back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._secured(list(message.get("headers", ())))
            await send(message)

        await self._app(scope, receive, send_secured)

    def _secured(self, own: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        present = dict(own)
        is_part = present.get(b"content-type", b"").startswith(PARTS)
        return own + [
            pair for pair in self._headers if pair[0] not in present and not (is_part and pair[0] in DOCUMENT_ONLY)
        ]
