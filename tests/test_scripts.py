"""The commands that people type: short, quick once set up, and clear about what the system lacks."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHELL = [
    *(path for path in sorted((ROOT / "scripts").iterdir()) if path.is_file() and not path.suffix),
    ROOT / ".ci/run",
]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in which nothing was set up, under a path with a space."""
    folder = tmp_path / "a checkout"
    shutil.copytree(ROOT / "scripts", folder / "scripts")
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def run(checkout: Path, python: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return typed([str(checkout / "scripts/run"), *arguments], "/usr/bin:/bin", python)


def typed(command: list[str], path: str, python: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": path, "PYTHON": str(python)}
    return subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True)


def script(path: Path, body: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("path", SHELL, ids=lambda path: path.name)
def test_a_script_is_short_and_can_be_run(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 25
    assert path.stat().st_mode & 0o100


def test_a_missing_python_is_named_in_one_line(checkout: Path) -> None:
    done = run(checkout, checkout / "no-such-python")
    assert done.returncode == 1
    assert "apt-get install python3 python3-venv" in done.stderr and done.stderr.count("\n") == 1


def test_a_missing_venv_package_is_named_in_one_line(checkout: Path) -> None:
    python = script(checkout.parent / "python", 'case "$2" in *ensurepip*) exit 1 ;; esac')
    done = run(checkout, python)
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr and done.stderr.count("\n") == 1


def test_what_is_set_up_starts_at_once_and_from_anywhere(checkout: Path) -> None:
    script(checkout / ".venv/bin/pip", "echo installed >>$0.log")
    script(checkout / ".venv/bin/guide", 'echo "$@"')
    first, second = (run(checkout, Path("unused"), "--port", "8123") for _ in range(2))
    assert (first.returncode, second.stdout) == (0, "serve --port 8123\n")
    assert (checkout / ".venv/bin/pip.log").read_text().count("installed") == 1


def test_a_failed_set_up_is_tried_again(checkout: Path) -> None:
    script(checkout / ".venv/bin/pip", "exit 1")
    script(checkout / ".venv/bin/guide", 'echo "$@"')
    assert run(checkout, Path("unused")).returncode == 1
    script(checkout / ".venv/bin/pip", "exit 0")
    assert run(checkout, Path("unused")).stdout == "serve\n"


@pytest.mark.parametrize(("user", "installs"), [(1000, False), (0, True)])
def test_a_missing_browser_is_installed_by_root_and_named_to_others(checkout: Path, user: int, installs: bool) -> None:
    system = checkout / "system"
    script(system / "dpkg-query", "exit 1")
    script(system / "id", f"echo {user}")
    script(system / "apt-get", 'echo "$@" >>"$0.log"')
    done = typed([str(checkout / "scripts/test")], f"{system}:/usr/bin:/bin", checkout / "no-such-python")
    assert done.returncode == 1
    assert ("sudo apt-get install chromium " in done.stderr) is not installs
    assert (system / "apt-get.log").exists() is installs
