"""What visitors sent, asked and took, and what was decided about it."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, String, Table, Text

from guide.storage.tables.schema import Moment, metadata

complaints = Table(
    "complaints",
    metadata,
    Column("receipt", String(20), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("category", String(20), nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("what", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("moment", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("entry_id", String, nullable=False),
    Column("lang", String(10), nullable=False),
    Column("status", String(20), nullable=False),
    Column("changed", Moment, nullable=False),
    Column("sort", String(20), nullable=False),
    Column("transcript", Text, nullable=False),
    Column("assignee", String, nullable=False),
    Column("reply", Text, nullable=False),
    Column("replied", Moment),
    Column("city", String, nullable=False),
    Index(None, "status", "changed"),
)
"""What visitors complained of, by receipt. No foreign key: a complaint outlives the entry it is about."""

complaint_steps = Table(
    "complaint_steps",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("receipt", ForeignKey("complaints.receipt", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("account", String, nullable=False),
    Column("what", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "receipt"),
)
"""What was done about a complaint, and what editors noted among themselves; it goes when the complaint goes."""

reply_templates = Table(
    "reply_templates",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("lang", String(10), nullable=False),
    Column("name", String(100), nullable=False),
    Column("text", Text, nullable=False),
    Column("account", String, nullable=False),
    Column("changed", Moment, nullable=False),
)
"""Replies to begin from, by language; `account` wrote it last."""

gap_decisions = Table(
    "gap_decisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("batch", String(32), nullable=False),
    Column("unit", String(32), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("target", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("account", String, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "unit"),
    Index(None, "batch"),
    sqlite_autoincrement=True,
)
"""What was decided about questions without an answer, by a digest of the question: none of its words are here.
`batch` is one press of a button: what is taken back together."""

uses = Table(
    "uses",
    metadata,
    Column("day", String(10), nullable=False),
    Column("what", String(40), nullable=False),
    Column("count", Integer, nullable=False),
    PrimaryKeyConstraint("day", "what"),
)
"""How often open data was taken on a day (2026-11-21), by file; nothing of who took it."""
