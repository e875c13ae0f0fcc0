"""Greetings, thanks, who-are-you and what the guide cannot help with: answered kindly, without searching."""

from __future__ import annotations

from guide.types import Finding, Question


def find(question: Question) -> Finding | None:
    """A finding for a turn that asks nothing of the knowledge, else None."""
    if not question.text.strip():
        return _of(question, "empty")
    if question.smalltalk and not question.fields and not question.named:
        return _of(question, question.smalltalk)
    if not question.is_asking and not question.fields and not question.named and question.entries:
        return _of(question, "praise")
    return None


def _of(question: Question, intent: str) -> Finding:
    return Finding("smalltalk", question.lang, question.standalone, intent=f"smalltalk.{intent}")
