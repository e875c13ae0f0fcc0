"""The tables, as SQLAlchemy Core values. One schema for SQLite and PostgreSQL; Alembic creates it (migrations/)."""

from __future__ import annotations

from guide.storage.tables.editing import (
    copies,
    draft_saves,
    drafts,
    saved_questions,
    saved_results,
    saved_runs,
    translation_pairs,
)
from guide.storage.tables.knowledge import content, entries, meta, passages, revisions, vectors
from guide.storage.tables.people import accounts, audit, invitations, recovery_codes, sessions
from guide.storage.tables.schema import Moment, metadata
from guide.storage.tables.visitors import complaint_steps, complaints, gap_decisions, reply_templates, uses

__all__ = [
    "Moment", "accounts", "audit", "complaint_steps", "complaints", "content", "copies", "draft_saves", "drafts",
    "entries", "gap_decisions", "invitations", "meta", "metadata", "passages", "recovery_codes", "reply_templates",
    "revisions", "saved_questions", "saved_results", "saved_runs", "sessions", "translation_pairs", "uses", "vectors",
]  # fmt: skip
