"""Greetings, thanks, who-are-you and what the guide cannot help with: answered kindly, without searching."""

from __future__ import annotations

from dataclasses import replace

from guide.types import Finding, Question

GOODBYE = "goodbye"
LARGE = "large"
"""Asking for larger letters, wherever and however they are to be had."""
FOREIGN = "foreign"
"""A message in a language that is not offered."""
SERVICE = ("facilities",)
"""What "thanks for your service" would ask for."""
REMARK = 12
"""Characters from which words that ask nothing are a remark."""


def find(question: Question) -> Finding | None:
    """A finding for a turn that asks nothing of the knowledge, else None."""
    if not any(character.isalnum() for character in question.text):
        return _of(question, "empty")
    if question.smalltalk == FOREIGN:
        return replace(_of(question, FOREIGN), answered=False)
    if question.smalltalk and not question.named and not _asks_too(question):
        return _of(question, question.smalltalk)
    if _only_remarks(question):
        return _of(question, "praise")
    return None


def _asks_too(question: Question) -> bool:
    """Whether the turn also asks for something. Who thanks for the service or says goodbye asks for none."""
    if question.smalltalk == LARGE:
        return False
    asked = {fields for fields in question.fields if fields != SERVICE}
    return (
        bool(asked)
        and (question.smalltalk != GOODBYE or question.is_asking)
        or bool(question.fields and question.is_asking)
    )


def _only_remarks(question: Question) -> bool:
    """Whether a visitor says something and asks nothing. A word or two may be a name that is not known: no remark."""
    asks = question.is_asking or question.fields or question.named or question.wants_more
    return not asks and bool(question.entries) and len(question.text) >= REMARK


def _of(question: Question, intent: str) -> Finding:
    return Finding("smalltalk", question.lang, question.standalone, intent=f"smalltalk.{intent}")
