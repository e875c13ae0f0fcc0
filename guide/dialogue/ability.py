"""What the guide can do, each as three plain functions: hear the words, find the facts, say the finding.

An ability is a lexicon prompts/<lang>/hear/<name>.yaml read by `dialogue/hearing/<name>.py`, facts found by
`skills/<name>.py`, and sentences prompts/<lang>/sentences/<name>.yaml said by `dialogue/saying/<name>.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from guide.dialogue.cite import Citations
from guide.dialogue.conversation import Conversation
from guide.dialogue.wording import Wording
from guide.retrieval.index import Snapshot
from guide.types import Finding, Question

Say = Callable[[Finding, Wording, Citations], Iterator[str]]
"""Sentences of a finding, each with its [n] marks."""
Cards = Callable[[Finding, Wording], tuple[Mapping[str, Any], ...]]
Suggest = Callable[[Finding, Wording], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Ability:
    """`name` is the skill of the findings it makes."""

    name: str
    hear: Callable[[Conversation], Any]
    """What is asked of this ability, in a frozen value of its own; None when something else is asked."""
    find: Callable[[Any, Question, Snapshot], Finding | None]
    """The facts; None when, looking closer, something else was asked. `Finding.detail` carries its own frozen value."""
    say: Say
    cards: Cards | None = None
    """What the page draws beside the words."""
    suggest: Suggest | None = None
    """What might be asked next; without it, what is known of the first place."""
    in_english: bool = False
    """Whether it answers in English rather than not at all where a language has no sentences for it."""
    hear_rest: Callable[[Conversation], Any] | None = None
    """What is asked of this ability where neither any other nor explaining had an answer."""
    beside: Callable[[Conversation], bool] | None = None
    """Whether it is wanted beside the answer of another ability."""
