"""A wheel installed in an empty folder is the same guide: it finds its folders, and it answers."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from pathlib import Path

import pytest

from guide.shipped import FOLDERS

ROOT = Path(__file__).parent.parent
SITE = Path("lib") / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
FIND = "from guide import shipped; print(*(shipped.folder(name) for name in shipped.FOLDERS), sep='\\n')"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel in it; the dependencies are those of the tests' own environment."""
    folder = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder / "dist"], cwd=ROOT)
    venv.create(folder / "venv", with_pip=False)
    (wheel,) = (folder / "dist").glob("*.whl")
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", folder / "venv/bin/python"]
    run([*pip, "install", "--no-deps", "--no-index", wheel], cwd=folder)
    # Read as a plain folder, so that a guide installed for development does not come along.
    (folder / "venv" / SITE / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder / "venv"


def run(command: Sequence[str | Path], cwd: Path) -> str:
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(cwd)}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_wheel_carries_its_folders(installed: Path, tmp_path: Path) -> None:
    found = [Path(line) for line in run([installed / "bin/python", "-c", FIND], cwd=tmp_path).splitlines()]
    assert [path.name for path in found] == list(FOLDERS)
    for path in found:
        assert path.is_relative_to(installed)
        assert files(path) == files(ROOT / path.name)


def test_a_wheel_answers_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    answer = run([installed / "bin/guide", "ask", "个园的门票多少钱？", "--data", tmp_path / "data"], cwd=tmp_path)
    assert "个园" in answer and "元" in answer


def files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
