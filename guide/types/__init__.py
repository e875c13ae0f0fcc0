"""The values every room of the house shares: frozen, slotted, without behaviour of their own.

A score, a rank or a highlight wraps a value (`Hit`), it never lives in stored data.
"""

from __future__ import annotations

from guide.types.entries import (
    CHANGE,
    FEATURED,
    NOTATIONS,
    NOTICE,
    PERISHABLE,
    PICTURE,
    RECURRENCES,
    TOPIC,
    UNNAMED,
    City,
    Entry,
    Fact,
    Lang,
    Link,
    Position,
    Source,
    Text,
    Value,
)
from guide.types.findings import Finding, FoundFact, FoundNotice, FoundText
from guide.types.replies import Citation, Reply, Sentence, Speech, Touched, Track
from guide.types.revisions import Change, Hit, Passage, Revision
from guide.types.turns import Context, Message, Question

__all__ = [
    "CHANGE", "Change", "Citation", "City", "Context", "Entry", "FEATURED", "Fact", "Finding", "FoundFact",
    "FoundNotice", "FoundText", "Hit", "Lang", "Link", "Message", "NOTATIONS", "NOTICE", "PERISHABLE", "PICTURE",
    "Passage", "Position", "Question", "RECURRENCES", "Reply", "Revision", "Sentence", "Source", "Speech", "TOPIC",
    "Text", "Touched", "Track", "UNNAMED", "Value",
]  # fmt: skip
