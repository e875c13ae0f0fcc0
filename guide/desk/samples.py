"""The sample replies that ship, by language: prompts/<language>/replies.yaml."""

from __future__ import annotations

from collections.abc import Iterator

from guide.desk.replies import Sample
from guide.prompts import Prompts
from guide.text.script import traditional

_SIMPLIFIED, _TRADITIONAL = "zh-Hans", "zh-Hant"


def samples(prompts: Prompts) -> Iterator[Sample]:
    """Every sample; the Chinese ones in both scripts."""
    for lang in prompts.languages:
        for each in prompts.words(lang, "replies").get("replies", ()):
            name, text = str(each["name"]), str(each["text"])
            yield _SIMPLIFIED if lang == "zh" else lang, name, text
            if lang == "zh":
                yield _TRADITIONAL, traditional(name), traditional(text)
