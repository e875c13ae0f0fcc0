"""Serving a site with uvicorn: JSON logs, no header that tells what runs, and a shutdown that lets streams finish."""

from __future__ import annotations

import uvicorn
from fastapi import FastAPI

from guide.server.logs import configuration

FINISH_SECONDS = 30
"""How long answers under way may go on after the signal to stop."""


def listen(site: FastAPI, host: str, port: int) -> None:
    """Serve until told to stop. Forwarded headers are left to `limits.Proxies`, which trusts only named proxies."""
    options = uvicorn.Config(
        site,
        host=host,
        port=port,
        log_config=configuration(),
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=FINISH_SECONDS,
    )
    server = uvicorn.Server(options)
    # Long polls end as soon as the server is told to stop: nobody waits for them.
    site.state.leaving = lambda: server.should_exit
    server.run()
