"""The line between a phone and the guide, in every weather."""

from __future__ import annotations

import asyncio

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class Line:
    """In front of a site: fair, slow (nothing comes for a long time), or a gateway that fails."""

    def __init__(self, site: ASGIApp) -> None:
        self._site = site
        self.weather = "fair"
        self.asked: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as the weather allows."""
        if scope["type"] != "http" or self.weather == "fair":
            if scope["type"] == "http":
                self.asked.append(f"{scope['method']} {scope['path']}")
            await self._site(scope, receive, send)
            return
        if self.weather == "slow":
            await asyncio.sleep(4)
        await PlainTextResponse("Bad Gateway", 502)(scope, receive, send)
