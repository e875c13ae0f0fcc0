"""How well the sentence check tells true from false: mutations that pass, paraphrases that are dropped.

python -m benchmarks.sentence_check
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable

from guide.safety.answer import Check
from tests.safety.sentences import Said, false_sentences, finding, known_names, load_lexicons, true_sentences

LANGUAGES = {"zh": "zh-Hans", "en": "en"}


def count(sentences: Iterable[Said], passing: bool) -> tuple[Counter[str], Counter[str], list[tuple[Said, str | None]]]:
    """(all by kind, wrong ones by kind, the wrong ones)."""
    names, lexicons = known_names(), load_lexicons()
    total, wrong, shown = Counter[str](), Counter[str](), []
    for said in sentences:
        key = said.how if said.how != "true" else said.topic
        total[key] += 1
        check = Check(finding(said.place, LANGUAGES[said.lang]), names, lexicons)
        if check.passes(said.text) != passing:
            wrong[key] += 1
            shown.append((said, check.fault(said.text)))
    return total, wrong, shown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--false", type=int, default=3000)
    parser.add_argument("--true", type=int, default=1000)
    parser.add_argument("--show", type=int, default=0, help="wrongly judged sentences to print")
    asked = parser.parse_args()
    for title, sentences, passing in (
        ("mutations that pass", false_sentences(asked.seed, asked.false), False),
        ("paraphrases dropped", true_sentences(asked.seed, asked.true), True),
    ):
        total, wrong, shown = count(sentences, passing)
        print(f"{title}: {wrong.total()} of {total.total()} = {wrong.total() / total.total():.2%}")
        for key in sorted(wrong, key=lambda each: -wrong[each]):
            print(f"  {key:15} {wrong[key]:4} of {total[key]}")
        for said, fault in shown[: asked.show]:
            print(f"    [{said.how} {said.topic} {fault}] {said.text}")


if __name__ == "__main__":
    main()
