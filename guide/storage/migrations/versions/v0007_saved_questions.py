"""Saved questions with accepted answers, the runs in which they were asked, and how each went."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision: str | None = "0006"


def upgrade() -> None:
    op.create_table(
        "saved_questions",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(10), nullable=False),
        sa.Column("checks", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(20), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.Column("tried", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_saved_questions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_saved_questions_key", "saved_questions", ["key"], unique=True)
    op.create_table(
        "saved_runs",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True)),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("total", "right", "wrong", "unanswered")),
        sa.PrimaryKeyConstraint("id", name="pk_saved_runs"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "saved_results",
        sa.Column("run", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("run", "question_id", name="pk_saved_results"),
    )
    op.create_index("ix_saved_results_question_id", "saved_results", ["question_id"])
