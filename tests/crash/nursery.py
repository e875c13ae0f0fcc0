"""A process that has imported the guide and forks servers as it is told: python -m tests.crash.nursery FOLDER.

A line in: {"data": FOLDER, "port": PORT} begins one, {"gone": PID} waits until one is gone. A line out: a process id.
FOLDER holds a base that is opened and closed once, so that dictionaries are read.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import traceback
from pathlib import Path

from guide.cli import visitors
from guide.cli.terminal import open_app


def main() -> None:
    with open_app(Path(sys.argv[1])) as app:
        app.warm()
    gc.collect()
    gc.freeze()
    print(0, flush=True)  # noqa: T201
    for line in sys.stdin:
        wish = json.loads(line)
        print(_gone(wish["gone"]) if "gone" in wish else _begun(Path(wish["data"]), wish["port"]), flush=True)  # noqa: T201


def _begun(data: Path, port: int) -> int:
    child = os.fork()
    if child:
        return child
    os.dup2(2, 1)
    try:
        visitors.serve(data, "127.0.0.1", port)
    finally:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)


def _gone(child: int) -> int:
    os.waitpid(child, 0)
    return child


if __name__ == "__main__":
    main()
