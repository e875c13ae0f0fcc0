"""Security headers on every response, the last-resort 500 included."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from guide.settings import Settings

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "img", "font", "connect", "media", "manifest")),
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    )
)
PERMISSIONS = "camera=(), display-capture=(), geolocation=(self), microphone=(self), payment=(), usb=()"
YEAR = 365 * 24 * 3600


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
                own = list(message.get("headers", ()))
                present = {name for name, _ in own}
                message["headers"] = own + [pair for pair in self._headers if pair[0] not in present]
            await send(message)

        await self._app(scope, receive, send_secured)
