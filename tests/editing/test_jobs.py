"""Work in a thread of its own: seen while it goes on, over whatever becomes of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from threading import Event, Thread
from time import monotonic, sleep

import pytest

from guide.editing.jobs import Job, Jobs
from guide.errors import NotFound
from guide.ports import Progress

SOON = 10


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def never(progress: Progress) -> None:
    pytest.fail("begun after all")


def ended(jobs: Jobs, work: Callable[[Progress], None]) -> Job:
    jobs.start("a", work)
    jobs.close()
    job = jobs.of("a")
    assert job
    return job


def test_progress_is_seen_and_the_same_work_not_begun_twice(jobs: Jobs) -> None:
    begun, go_on = Event(), Event()

    def work(progress: Progress) -> None:
        progress("reading", 3, 10)
        begun.set()
        assert go_on.wait(SOON)

    jobs.start("a", work)
    assert begun.wait(SOON)
    assert jobs.of("a") == Job("reading", 3, 10)
    assert jobs.start("a", never) == Job("reading", 3, 10)
    assert jobs.of("b") is None
    go_on.set()
    jobs.close()
    assert jobs.of("a") == Job("done", 10, 10)


def test_a_fault_of_ours_is_told_by_its_code(jobs: Jobs) -> None:
    def work(progress: Progress) -> None:
        raise NotFound("gone")

    assert ended(jobs, work) == Job("failed", fault=NotFound.code)


@pytest.mark.parametrize("error", [ZeroDivisionError("a secret"), SystemExit(1)])
def test_whatever_else_is_raised_the_work_is_over(
    jobs: Jobs, error: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    def work(progress: Progress) -> None:
        progress("writing", 1, 2)
        raise error

    with caplog.at_level(logging.ERROR):
        job = ended(jobs, work)
    assert job == Job("failed", 1, 2, "error") and job.is_over
    assert "work failed" in caplog.text


def test_what_has_not_begun_when_the_desk_closes_is_over_too(jobs: Jobs) -> None:
    begun, go_on = Event(), Event()

    def slow(progress: Progress) -> None:
        begun.set()
        assert go_on.wait(SOON)

    jobs.start("a", slow)
    jobs.start("b", never)
    assert begun.wait(SOON)
    closing = Thread(target=jobs.close)
    closing.start()
    deadline = monotonic() + SOON
    while jobs.of("b") == Job() and monotonic() < deadline:
        sleep(0.01)
    assert jobs.of("b") == Job("failed", fault="error")
    go_on.set()
    closing.join(SOON)
