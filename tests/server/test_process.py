"""The served process: its logs, and a shutdown that lets streams finish."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found


@pytest.fixture
def process(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.server.town_process", str(tmp_path), str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as started:
        yield started
        started.kill()


def connected(port: int) -> socket.socket:
    for _ in range(200):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=10)
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the process does not listen")


def test_a_stream_is_finished_after_the_signal_to_stop(process: subprocess.Popen[str], port: int) -> None:
    body = json.dumps({"stream": True, "messages": [{"role": "user", "content": "long secret"}]}).encode()
    with connected(port) as connection:
        connection.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\n")
        connection.sendall(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        received = connection.recv(4096)
        assert b"200 OK" in received and b"server:" not in received.lower()
        process.send_signal(signal.SIGTERM)
        while b"[DONE]" not in received:
            more = connection.recv(65536)
            assert more, "cut off"
            received += more
    assert received.count("盏灯挂在门前".encode()) == 60
    _, log = process.communicate(timeout=20)
    events = [json.loads(line) for line in log.splitlines()]
    assert {"route", "method", "status", "ms", "request"} <= next(
        each for each in events if each["event"] == "request"
    ).keys()
    assert "secret" not in log and "127.0.0.1:" not in log.replace(f"127.0.0.1:{port}", "")
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1)
