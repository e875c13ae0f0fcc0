"""recall@5 of words, vectors and both, on question sets whose answers are known.

    python benchmarks/recall.py --bench FOLDER --data FOLDER [--sets crosswoz kdconv ...]

FOLDER of --bench holds qa/<set>.dev.jsonl with question, history, entity_ids and field; --data holds one base a set,
imported by `guide import`. A hit is a passage of the right entry and field (prose for questions about no field).
Questions that lean on the conversation are made standalone first, as the guide itself does.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from guide import wiring
from guide.app import App
from guide.dialogue.understand import Understanding
from guide.editing import headings
from guide.retrieval import fuse
from guide.retrieval.index import Snapshot
from guide.settings import LANGUAGES, Settings
from guide.shipped import folder
from guide.types import Context, Message, Passage

SETS = ("crosswoz", "kdconv", "risawoz_zh", "multiwoz", "crosswoz_en", "risawoz_en", "risawoz_fr", "risawoz_ko")
DEPTH, POOL = 5, 30


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sets", nargs="*", default=SETS)
    options = parser.parse_args()
    print(f"{'set':12} {'n':>5} {'passages':>9} {'words':>7} {'vectors':>8} {'both':>7}")
    for name in options.sets:
        print_set(name, options.bench, options.data / name)


def print_set(name: str, bench: Path, data: Path) -> None:
    app = wiring.build(Settings(data=data))
    snapshot = app.index.current()
    cases = list(read_cases(bench / "qa" / f"{name}.dev.jsonl", app))
    rankings = {
        "words": lambda text: [each for each, _ in snapshot.lexical.search(text, POOL)],
        "vectors": lambda text: [each for each, _ in snapshot.vectors.search(snapshot.query_vector(text), POOL)],
    }
    rankings["both"] = lambda text: [
        each for each, _ in fuse.reciprocal_rank((rankings["words"](text), rankings["vectors"](text)))
    ]
    shares = [recall(cases, rank, snapshot) for rank in rankings.values()]
    print(f"{name:12} {len(cases):5} {len(snapshot.passages):9} " + " ".join(f"{share:7.3f}" for share in shares))
    app.close()


def read_cases(file: Path, app: App) -> Iterator[tuple[str, set[str], str]]:
    """Standalone question, ids of the right entries, and the field ("" is prose)."""
    columns = headings.load(folder("prompts"))
    understanding = Understanding(app.base.prompts, LANGUAGES)
    context = Context(now=datetime.now(UTC))
    for line in file.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        messages = [Message(each["role"], each["content"]) for each in item["history"]]
        messages.append(Message("user", item["question"]))
        question = understanding.conversation(messages, context, app.index.current()).question
        heading = item["field"].split("-")[0]
        kind = item["entity_ids"][0].split("-")[1]
        field = "" if heading == "Information" else columns.column(heading, kind).field
        ids = {each.replace("_", "-") for each in item["entity_ids"]}  # as an import makes them safe file names
        yield question.standalone, ids, field


def recall(cases: list[tuple[str, set[str], str]], rank: Callable[[str], list[int]], snapshot: Snapshot) -> float:
    found = 0
    for text, entries, field in cases:
        best: list[Passage] = [snapshot.passages[each] for each in rank(text)[:DEPTH]]
        found += any(passage.entry_id in entries and passage.field == field for passage in best)
    return found / max(1, len(cases))


if __name__ == "__main__":
    main()
