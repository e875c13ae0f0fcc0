"""What an operator installs: a release beside the others, started, upgraded, taken back; image and unit use it."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
INSTALL = ROOT / "deploy" / "install"
PATIENCE = 90


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide as a wheel: a checkout would ask the network for the tool that builds it."""
    folder = tmp_path_factory.mktemp("release")
    build: list[str | Path] = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def install(home: Path, source: Path | str) -> subprocess.CompletedProcess[str]:
    """Run the script; dependencies are those of the tests' own environment."""
    environment = {
        "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(home.parent), "PYTHON": sys.executable,
        "PIP_NO_DEPS": "1", "PIP_NO_INDEX": "1", "GUIDE_SITE": sysconfig.get_path("purelib"),
    }  # fmt: skip
    return subprocess.run([INSTALL, home, source], env=environment, capture_output=True, text=True)


@contextmanager
def served(home: Path, data: Path) -> Iterator[str]:
    """The address of the installed guide, started as the unit and the image start it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command: list[str | Path] = [home / "current/bin/guide", "serve", "--port", str(port), "--data", data]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        assert process.wait(30) in (0, -signal.SIGTERM), "it stops in order"


def read(address: str) -> str:
    """What is served there, once it is."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def write(guide: Path, data: Path, name: str) -> None:
    """Put an entry of this name into a base, as an editor's file does."""
    sheet = data.parent / f"{name}.csv"
    sheet.write_text(f"name,kind,city,address\n{name},museum,yangzhou,1 Lamp Lane\n", "utf-8")
    subprocess.run([guide, "import", sheet, "--data", data], check=True, capture_output=True)


def held(guide: Path, data: Path) -> str:
    """All that a base holds, as it is exported."""
    out = data.parent / f"{data.name}-{time.monotonic_ns()}"
    subprocess.run([guide, "export", out, "--data", data], check=True, capture_output=True)
    return "".join(each.read_text("utf-8") for each in out.rglob("*.md"))


def test_a_release_is_installed_served_upgraded_and_taken_back(wheel: Path, tmp_path: Path) -> None:
    home, data = tmp_path / "opt", tmp_path / "data"
    done = install(home, wheel)
    assert done.returncode == 0, done.stderr
    first = (home / "current").resolve()
    (tmp_path / "broken-1.0-py3-none-any.whl").write_bytes(b"no wheel")
    assert install(home, tmp_path / "broken-1.0-py3-none-any.whl").returncode != 0, "it does not start"
    assert (home / "current").resolve() == first and list((home / "releases").iterdir()) == [first]
    guide = home / "current/bin/guide"
    subprocess.run([guide, "init", "--empty", "--data", data], check=True, capture_output=True)
    write(guide, data, "Lamp House")
    with served(home, data) as address:
        assert "ready" in read(f"{address}/readyz")
        subprocess.run([guide, "backup", tmp_path / "before.tar.gz", "--data", data], check=True, capture_output=True)
    assert install(home, wheel).returncode == 0
    assert (home / "current").resolve() != first and (home / "before").resolve() == first
    with served(home, data) as address:
        assert "ready" in read(f"{address}/readyz")
        write(guide, data, "Bell Tower")
    assert "Lamp House" in held(guide, data), "the upgrade lost nothing"
    assert install(home, "--back").returncode == 0
    assert (home / "current").resolve() == first
    subprocess.run([guide, "restore", tmp_path / "before.tar.gz", "--data", tmp_path / "back"], check=True)
    with served(home, tmp_path / "back") as address:
        assert "ready" in read(f"{address}/readyz")
    restored, aside = held(guide, tmp_path / "back"), held(guide, data)
    assert "Lamp House" in restored and "Bell Tower" not in restored, "it is what was backed up"
    assert "Bell Tower" in aside, "what was written in between is not lost"


def test_there_is_no_way_back_from_the_first(tmp_path: Path) -> None:
    done = install(tmp_path, "--back")
    assert done.returncode == 1 and "no release before" in done.stderr


def test_the_image_and_the_unit_name_what_is_there() -> None:
    image = (ROOT / "deploy/Dockerfile").read_text("utf-8")
    assert "RUN deploy/install /opt/guide" in image and "/opt/guide/current/bin" in image
    assert re.search(r"^USER guide$", image, re.MULTILINE), "it does not run as root"
    unit = (ROOT / "deploy/guide.service").read_text("utf-8")
    assert "/opt/guide/current/bin/guide serve" in unit


def test_the_unit_is_well_formed(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze") or pytest.skip("systemd is not installed")
    unit = tmp_path / "guide.service"
    text = (ROOT / "deploy/guide.service").read_text("utf-8")
    unit.write_text(text.replace("/opt/guide/current/bin/guide", "/bin/true"), "utf-8")
    done = subprocess.run([analyze, "verify", unit], capture_output=True, text=True)
    assert "guide.service" not in done.stderr, done.stderr
