"""A process that serves the made-up town slowly: python -m tests.server.town_process FOLDER PORT."""

from __future__ import annotations

import sys
from pathlib import Path

from guide.server import listen, visitors
from tests.server.town import build

if __name__ == "__main__":
    town = build(Path(sys.argv[1]))
    town.guide.pace = 0.05
    listen(visitors(town), "127.0.0.1", int(sys.argv[2]))
    town.close()
