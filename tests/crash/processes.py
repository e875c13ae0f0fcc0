"""A real `guide serve` in a process of its own, to be killed: begun anew each time, or forked from one that waits.

Forking spares the imports, which are most of a start; what the child runs is the same verb.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent.parent
PYTHON = ("env", "GUIDE_LIMITS=off", "OPENBLAS_NUM_THREADS=1", sys.executable, "-m")
"""What runs a server that counts no visitors; `env` becomes it, so that its process id is the server's."""
LONGEST = 200.0
"""Seconds after which a server counts as dead."""


class Starter(Protocol):
    """Begins servers and kills them."""

    def begin(self, data: Path, port: int) -> None:
        """Start to serve a folder."""
        ...

    def busy(self) -> float:
        """Seconds of processor time that the server has used."""
        ...

    def kill(self) -> None:
        """SIGKILL, and wait until it is gone."""
        ...

    def close(self) -> None:
        """End everything."""
        ...


class Fresh:
    """Each server is a new interpreter, as an operator starts it."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self, data: Path, port: int) -> None:
        command = [*PYTHON, "guide", "serve", "--data", str(data), "--port", str(port)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)

    def busy(self) -> float:
        return worked(self._process.pid) if self._process else 0.0

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()

    def close(self) -> None:
        self.kill()


class Forked:
    """Each server is a child of one process that has everything imported."""

    def __init__(self, log: Path, warming: Path) -> None:
        command = [*PYTHON, "tests.crash.nursery", str(warming)]
        with log.open("ab") as errors:
            self._parent = subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True
            )
        assert self._answer() == 0
        self._child = 0

    def begin(self, data: Path, port: int) -> None:
        self._child = self._ask({"data": str(data), "port": port})

    def busy(self) -> float:
        return worked(self._child)

    def kill(self) -> None:
        if self._child:
            os.kill(self._child, signal.SIGKILL)
            self._ask({"gone": self._child})
            self._child = 0

    def close(self) -> None:
        self.kill()
        self._parent.kill()
        self._parent.communicate()

    def _ask(self, wish: dict[str, object]) -> int:
        assert self._parent.stdin is not None
        self._parent.stdin.write(json.dumps(wish) + "\n")
        self._parent.stdin.flush()
        return self._answer()

    def _answer(self) -> int:
        assert self._parent.stdout is not None
        return int(self._parent.stdout.readline())


def worked(pid: int) -> float:
    """Seconds of processor time a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port nobody listens on, and none that the system gives to whoever calls out while the server is dead."""
    for port in range(20_000 + os.getpid() % 10_000, 32_000):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


def until_ready(address: str, begun: float) -> float:
    """Seconds since `begun` (time.perf_counter) when the server first says that it can answer."""
    while time.perf_counter() - begun < LONGEST:
        try:
            with urlopen(f"{address}/readyz", timeout=LONGEST) as answer:
                if answer.status == 200:
                    return time.perf_counter() - begun
        except (HTTPError, URLError, OSError):
            time.sleep(0.01)
    raise AssertionError(f"{address} is not ready after {LONGEST:.0f} s")
