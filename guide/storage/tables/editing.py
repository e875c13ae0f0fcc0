"""What editors work at before anybody reads it, and what they check by."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, String, Table, Text

from guide.storage.tables.schema import Moment, metadata

translation_pairs = Table(
    "translation_pairs",
    metadata,
    Column("entry_id", String, nullable=False),
    Column("lang", String(20), nullable=False),
    Column("mark", String(32), nullable=False),
    Column("account", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("version", Integer, nullable=False, server_default="0"),
    PrimaryKeyConstraint("entry_id", "lang", "mark"),
)
"""Texts and translations that a person called right together: `mark` is a digest of both, `lang` the translation's.
`version` is the content_version of the table that said so, 0 where it was said by hand."""

drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("entry_id", String, nullable=False),
    Column("base", Integer),
    Column("author", String, nullable=False),
    Column("document", Text),
    Column("comment", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("publish_at", Moment),
    Column("end_at", Moment),
    Column("saved", Moment, nullable=False),
    Column("number", Integer, nullable=False),
    Index(None, "entry_id"),
    Index(None, "state", "publish_at"),
    sqlite_autoincrement=True,
)
"""What editors wrote and no visitor reads yet. `base` is NULL for a new entry, `document` NULL for a withdrawal;
`number` counts the saves, so that a stale one is seen. No foreign key: a new entry has no revision."""

saved_questions = Table(
    "saved_questions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", String(64), nullable=False),
    Column("question", Text, nullable=False),
    Column("lang", String(10), nullable=False),
    Column("checks", Text, nullable=False),
    Column("origin", String(20), nullable=False),
    Column("author", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("answer", Text, nullable=False),
    Column("entries", Text, nullable=False),
    Column("tried", Moment),
    Index(None, "key", unique=True),
    sqlite_autoincrement=True,
)
"""Questions with accepted answers (JSON), and how the last trial went. `key` is a digest of what is asked."""

saved_runs = Table(
    "saved_runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(20), nullable=False),
    Column("author", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("ended", Moment),
    Column("total", Integer, nullable=False),
    Column("right", Integer, nullable=False),
    Column("wrong", Integer, nullable=False),
    Column("unanswered", Integer, nullable=False),
    sqlite_autoincrement=True,
)
"""Each time the saved questions were asked; the counts grow while it runs."""

saved_results = Table(
    "saved_results",
    metadata,
    Column("run", Integer, nullable=False, autoincrement=False),
    Column("question_id", Integer, nullable=False, autoincrement=False),
    Column("outcome", String(20), nullable=False),
    Column("answer", Text, nullable=False),
    PrimaryKeyConstraint("run", "question_id"),
    Index(None, "question_id"),
)
"""What a question was answered in a run. No foreign keys: a result outlives a question that was taken away."""

copies = Table(
    "copies",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("form", String(20), nullable=False),
    Column("lang", String(10), nullable=False),
    Column("title", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("made_by", String, nullable=False),
    Column("made", Moment, nullable=False),
    Column("saved_by", String, nullable=False),
    Column("saved", Moment, nullable=False),
    Column("number", Integer, nullable=False),
    Index(None, "saved"),
    sqlite_autoincrement=True,
)
"""Texts of the copy desk. `document` is JSON: the brief, and every sentence with the facts it rests on."""

draft_saves = Table(
    "draft_saves",
    metadata,
    Column("draft_id", Integer, nullable=False, autoincrement=False),
    Column("number", Integer, nullable=False, autoincrement=False),
    Column("editor", String, nullable=False),
    Column("document", Text),
    PrimaryKeyConstraint("draft_id", "number"),
)
"""What a draft said at each of its saves and who saved it, so that a stale save is held against what it began from.
`editor` is empty where the text stayed as it was. They go with the draft."""
