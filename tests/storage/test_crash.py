"""A publisher killed at any step leaves the old state or the new one, and the next one goes on from there."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from guide.storage.database import Database
from guide.storage.passages import Passages
from guide.storage.revisions import Revisions
from tests.storage.samples import EMBEDDER, batch, entry, passages_of

COUNT = 60
STEPS = ("checked", "revisions", "passages", "vectors", "committed")

_PUBLISHES = """
import os, signal, sys
from guide.storage.database import Database
from guide.storage.revisions import Revisions
from tests.storage.samples import batch, entry

url, deadly = sys.argv[1:]

def checkpoint(step):
    if step == deadly:
        os.kill(os.getpid(), signal.SIGKILL)

revisions = Revisions(Database.open(url), checkpoint)
number = 1
while True:
    print(number, flush=True)
    some = [entry(f"e{each}", number + 1) for each in range(60)]
    revisions.publish(batch(*((each, number) for each in some)))
    number += 1
"""
_RAISES_THE_PRICE = """
import sys
from guide.errors import Conflict
from guide.storage.database import Database
from guide.storage.revisions import Revisions
from tests.storage.samples import batch, entry

revisions = Revisions(Database.open(sys.argv[1]))
while True:
    found = revisions.current("e0")
    price = found.entry.of("price")[0].value
    print("read", flush=True)
    if not sys.stdin.readline():
        break
    try:
        revisions.publish(batch((entry("e0", price + 1), found.number)))
        print("done", flush=True)
    except Conflict:
        print("conflict", flush=True)
"""


@pytest.fixture
def url(tmp_path: Path) -> str:
    made = f"sqlite:///{tmp_path}/guide.db"
    database = Database.open(made)
    Revisions(database).publish(batch(*((entry(f"e{each}", 1), None) for each in range(COUNT))))
    database.close()
    return made


def state(url: str) -> int:
    """The price all entries have; everything stored must agree with it."""
    database = Database.open(url)
    revisions, passages = Revisions(database), Passages(database)
    prices = {each.entry.of("price")[0].value for each in revisions.all_current() if each.entry is not None}
    assert len(prices) == 1
    price = int(str(prices.pop()))
    assert {each.number for each in revisions.all_current()} == {price} == {revisions.content_version()}
    assert [len(revisions.history(f"e{each}")) for each in range(COUNT)] == [price] * COUNT
    stored = list(passages.all())
    wanted = [text.text for each in range(COUNT) for text in passages_of(entry(f"e{each}", price))]
    assert sorted(each.text for each in stored) == sorted(wanted)
    assert {each for each, _ in passages.vectors(EMBEDDER)} == {each.id for each in stored}
    database.close()
    return price


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step(url: str, step: str) -> None:
    died = subprocess.run([sys.executable, "-c", _PUBLISHES, url, step], check=False, capture_output=True)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()
    assert state(url) == (2 if step == "committed" else 1)
    database = Database.open(url)
    number = Revisions(database).content_version()
    Revisions(database).publish(batch(*((entry(f"e{each}", number + 1), number) for each in range(COUNT))))
    database.close()
    assert state(url) == number + 1


@pytest.mark.parametrize("milliseconds", [0, 3, 7, 13, 29])
def test_killed_at_any_moment(url: str, milliseconds: int) -> None:
    publisher = subprocess.Popen(
        [sys.executable, "-c", _PUBLISHES, url, "never"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert publisher.stdout is not None
    assert publisher.stdout.readline() == "1\n"
    time.sleep(milliseconds / 1000)
    publisher.kill()
    published = publisher.communicate()[0].split()
    last = int(published[-1]) if published else 1
    assert state(url) in (last, last + 1)


def test_of_two_processes_with_one_base_one_wins(url: str) -> None:
    command = [sys.executable, "-c", _RAISES_THE_PRICE, url]
    both = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for _ in range(10):
        assert [say(each) for each in both] == ["read\n", "read\n"]
        for each in both:
            assert each.stdin is not None
            each.stdin.write("go\n")
            each.stdin.flush()
        assert sorted(say(each) for each in both) == ["conflict\n", "done\n"]
    for each in both:
        each.communicate(timeout=60)
    database = Database.open(url)
    found = Revisions(database).current("e0")
    assert found is not None and found.entry == entry("e0", 11)
    assert [each.base for each in Revisions(database).history("e0")] == [None, *range(1, 11)]
    database.close()


def say(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()
