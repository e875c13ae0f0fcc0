"""Answers a second and their delay over HTTP, from a load generator on the same machine.

    python benchmarks/load.py --url http://127.0.0.1:8000 --questions FILE.jsonl [--pid SERVER]

FILE holds one {"history": [...], "question": ...} a line. Open loop: requests start on a clock at a given rate, however
slow the answers are, and a delay counts from the moment a request was due. Closed loop: so many clients, each asking
again as soon as it is answered. With --pid, the server's processor time for each answer is read from /proc.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import time
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

WARM_UP = 50


@dataclass
class Run:
    """What a run saw: delays in seconds, and how many answers were no answers."""

    delays: list[float] = field(default_factory=list)
    errors: int = 0
    seconds: float = 0.0
    processor: float = 0.0

    def line(self, name: str) -> str:
        ordered = sorted(self.delays) or [0.0]

        def at(share: float) -> float:
            return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000

        rate = len(self.delays) / self.seconds if self.seconds else 0
        cpu = self.processor / max(1, len(self.delays)) * 1000
        return (f"{name:22} {len(self.delays):6} answers {rate:7.1f}/s  p50 {at(0.5):6.1f} ms  p95 {at(0.95):6.1f} ms  "
                f"p99 {at(0.99):6.1f} ms  errors {self.errors}  processor {cpu:.2f} ms/answer")  # fmt: skip


class Client:
    """One kept-alive HTTP/1.1 connection, as light as can be: the generator must not be what is measured."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, body: bytes) -> bool:
        if self._writer is None or self._reader is None or self._writer.is_closing():
            self._reader, self._writer = await asyncio.open_connection(self._host, self._port)
        head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: {self._host}\r\nContent-Type: application/json\r\n"
        self._writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        status = await self._reader.readline()
        length = 0
        while (line := await self._reader.readline()) not in (b"\r\n", b""):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        content = await self._reader.readexactly(length)
        return b" 200 " in status and b'"content":"' in content.replace(b'": "', b'":"')


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--pid", type=int)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--clients", type=int, nargs="*", default=[16, 64])
    options = parser.parse_args()
    asyncio.run(measure(options, bodies(options.questions)))


def bodies(file: Path) -> list[bytes]:
    made = []
    for line in file.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        messages = [*item["history"][-10:], {"role": "user", "content": item["question"]}]
        made.append(json.dumps({"model": "guide", "messages": messages}).encode())
    return made


async def measure(options: argparse.Namespace, asked: list[bytes]) -> None:
    target = urlsplit(options.url)
    where = (target.hostname or "127.0.0.1", target.port or 80)
    warm = Client(*where)
    for body in asked[:WARM_UP]:
        await warm.ask(body)
    before = processor(options.pid)
    run = await open_loop(where, asked, options.rate, options.seconds)
    run.processor = processor(options.pid) - before
    print(run.line(f"open loop {options.rate:.0f}/s"))
    for clients in options.clients:
        before = processor(options.pid)
        run = await closed_loop(where, asked, clients, options.seconds)
        run.processor = processor(options.pid) - before
        print(run.line(f"closed loop {clients}"))


async def open_loop(where: tuple[str, int], asked: list[bytes], rate: float, seconds: float) -> Run:
    run, idle, tasks = Run(), [], []
    start = time.perf_counter()
    for number, body in zip(range(int(rate * seconds)), cycle(asked), strict=False):
        due = start + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        client = idle.pop() if idle else Client(*where)
        tasks.append(asyncio.create_task(one(run, client, body, due, idle)))
    await asyncio.gather(*tasks)
    run.seconds = time.perf_counter() - start
    return run


async def one(run: Run, client: Client, body: bytes, due: float, idle: list[Client]) -> None:
    run.errors += not await client.ask(body)
    run.delays.append(time.perf_counter() - due)
    idle.append(client)


async def closed_loop(where: tuple[str, int], asked: list[bytes], clients: int, seconds: float) -> Run:
    run, start = Run(), time.perf_counter()

    async def visitor(offset: int) -> None:
        client = Client(*where)
        for body in cycle(asked[offset:] + asked[:offset]):
            began = time.perf_counter()
            if began - start > seconds:
                return
            run.errors += not await client.ask(body)
            run.delays.append(time.perf_counter() - began)

    await asyncio.gather(*(visitor(number * len(asked) // clients) for number in range(clients)))
    run.seconds = time.perf_counter() - start
    return run


def processor(pid: int | None) -> float:
    """Seconds of processor time a process has used."""
    if pid is None:
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
