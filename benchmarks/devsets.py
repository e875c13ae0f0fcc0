"""The development sets from nothing: spreadsheets -> guide import -> guide serve -> the scorer, one row a set.

    python benchmarks/devsets.py --bench FOLDER --work FOLDER [--sets crosswoz ...] [--types qa,rec,dlg]

FOLDER of --bench holds to_csv.py, score.py and their data. Every step is the command an operator would type.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETS = ("crosswoz", "kdconv", "risawoz_zh", "multiwoz", "crosswoz_en", "risawoz_en", "risawoz_fr", "risawoz_ko")
COLUMNS = {
    "qa": {"n": "questions", "accuracy_precise": "qa precise", "accuracy_focused": "qa focused"},
    "rec": {"n": "choices", "hit_rate_precise": "hit", "entity_precision": "precision"},
    "dlg": {"n": "dialogues", "inform_rate": "inform", "request_rate": "request", "success_rate": "success"},
}
"""What the scorer measures of each type of item, and the head of its column."""
GUIDE = [sys.executable, "-m", "guide"]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--sets", nargs="*", default=SETS)
    parser.add_argument("--types", default="qa,rec,dlg")
    parser.add_argument("--port", type=int, default=8351)
    options = parser.parse_args()
    heads = ("set", "errors", "p95 ms", *(head for kind in options.types.split(",") for head in COLUMNS[kind].values()))
    print(" ".join(f"{head:>12}" for head in heads))
    for name in options.sets:
        data = options.work / name
        load(name, options.bench, data)
        with serving(data, options.port):
            print_row(name, score(name, options))


def load(name: str, bench: Path, data: Path) -> None:
    """A new base with the set's spreadsheets in it."""
    shutil.rmtree(data, ignore_errors=True)
    sheets = data.parent / "csv"
    subprocess.run([sys.executable, bench / "to_csv.py", "--name", name, "--out", sheets, "--bom"], check=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip
    run("init", "--empty", "--data", data)
    for sheet in sorted(sheets.glob(f"{name}.*.csv")):
        run("import", sheet, "--kind", sheet.suffixes[0].lstrip("."), "--data", data)
    run("index", "--data", data)


def run(*words: object) -> None:
    subprocess.run([*GUIDE, *map(str, words)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def serving(data: Path, port: int) -> Iterator[None]:
    """The base served on loopback, visitor limits off, until the block ends."""
    environment = {**os.environ, "GUIDE_LIMITS": "off"}  # noqa: TID251 - handed on, not read
    command = [*GUIDE, "serve", "--port", str(port), "--data", str(data)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait(f"http://127.0.0.1:{port}/readyz")
        yield
    finally:
        server.terminate()
        server.wait(60)


def wait(url: str) -> None:
    for _ in range(240):
        try:
            urllib.request.urlopen(url, timeout=1)
            return
        except OSError:
            time.sleep(0.25)
    raise SystemExit(f"{url} did not come up")


def score(name: str, options: argparse.Namespace) -> dict[str, dict[str, object]]:
    command = [sys.executable, options.bench / "score.py", "--base", f"http://127.0.0.1:{options.port}", "--name", name,
               "--split", "dev", "--types", options.types, "--workers", "4", "--json"]  # fmt: skip
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, dict[str, object]] = json.loads(printed[printed.index("{") :])
    return found


def print_row(name: str, result: dict[str, dict[str, object]]) -> None:
    http = result["http"]
    cells = [name, http["errors"], round(float(str(http["latency_p95_s"])) * 1000)]
    for kind, columns in COLUMNS.items():
        cells += [result[kind].get(figure, "-") for figure in columns] if kind in result else []
    print(" ".join(f"{cell:>12}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
