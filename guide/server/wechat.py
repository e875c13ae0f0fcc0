"""What a page gets inside WeChat, and nowhere else: a script of ours, and by setting one of WeChat's own, pinned."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from guide.settings import Script

_BROWSER = "MicroMessenger"


@dataclass(frozen=True, slots=True)
class WeChat:
    """A page opened in WeChat; `script` is the foreign one that may load there."""

    script: Script | None

    def allowed(self, policy: str) -> str:
        """The policy with that script's address in it: the file itself, not its host."""
        if self.script is None:
            return policy
        return policy.replace("script-src 'self'", f"script-src 'self' {self.script.address}")


def of(request: Request, script: Script | None) -> WeChat | None:
    """What WeChat's browser gets; nothing for any other."""
    return WeChat(script) if _BROWSER in request.headers.get("user-agent", "") else None
