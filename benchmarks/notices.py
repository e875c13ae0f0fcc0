"""From the studio's button to the visitor's page: how long until a notice that was given out is seen, and is gone.

    python -m benchmarks.notices http://127.0.0.1:8000 --account lin --password ... [--times 20]

Against a running server with its real knowledge. It gives out emergencies of the whole city and ends each: use a copy.
"""

from __future__ import annotations

import argparse
import re
import time
from statistics import median

import httpx2

ROOM = "/studio/notices"
LONGEST = 10.0
"""Seconds after which it counts as never seen."""


def token(page: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
    assert found, "no form on the page: is the account an editor's?"
    return found[1]


def shown(client: httpx2.Client, words: str) -> bool:
    return words in client.get("/about?lang=en").text


def until(client: httpx2.Client, words: str, wanted: bool) -> float:
    """Seconds from now until a page shows the words, or no longer does."""
    begun = time.perf_counter()
    while shown(client, words) is not wanted:
        if time.perf_counter() - begun > LONGEST:
            return float("inf")
    return time.perf_counter() - begun


def once(client: httpx2.Client, number: int) -> tuple[float, float]:
    words = f"Rehearsal {number}-{time.time_ns()}"
    csrf = token(client.get(ROOM).text)
    cells = {"csrf": csrf, "subject": "other", "everywhere": "1", "ends": "1h", "severity": "emergency",
             "words:zh-Hans": words, "words:en": words}  # fmt: skip
    begun = time.perf_counter()
    given = client.post(ROOM, data=cells)
    assert given.status_code == 303, given.text
    seen = time.perf_counter() - begun + until(client, words, True)
    entry = given.headers["location"].rpartition("at=")[2]
    begun = time.perf_counter()
    assert client.post(f"{ROOM}/{entry}", data={"csrf": csrf, "do": "end"}).status_code == 303
    return seen, time.perf_counter() - begun + until(client, words, False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--account", required=True)
    parser.add_argument("--password", required=True)
    parser.add_argument("--times", type=int, default=20)
    asked = parser.parse_args()
    with httpx2.Client(base_url=asked.address, headers={"accept": "text/html"}, timeout=30) as client:
        csrf = token(client.get("/studio/login").text)
        client.post("/studio/login", data={"csrf": csrf, "account": asked.account, "password": asked.password})
        found = [once(client, number) for number in range(asked.times)]
    for name, times in zip(("seen after", "gone after"), zip(*found, strict=True), strict=True):
        print(f"{name}: median {median(times) * 1000:.0f} ms, longest {max(times) * 1000:.0f} ms, of {len(times)}")


if __name__ == "__main__":
    main()
