"""traces of authors in works, and copies for reading"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import eventkit.db.types

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    _reading_copies()
    _traces()


def _reading_copies() -> None:
    op.create_table(
        "reading_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_file_id", sa.Integer(), nullable=False),
        sa.Column("hidden_key", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.Column("beside", sa.JSON(), nullable=False),
        sa.Column("made_at", eventkit.db.types.UtcDateTime(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_file_id"],
            ["entry_file.id"],
            name=op.f("fk_reading_copy_entry_file_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_reading_copy_file_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_copy")),
        sa.UniqueConstraint("entry_file_id", name=op.f("uq_reading_copy_entry_file_id")),
    )
    op.create_table(
        "reading_picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("copy_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["copy_id"],
            ["reading_copy.id"],
            name=op.f("fk_reading_picture_copy_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_reading_picture_file_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_picture")),
        sa.UniqueConstraint("copy_id", "number", name=op.f("uq_reading_picture_copy_id_number")),
    )


def _traces() -> None:
    op.create_table(
        "trace_search",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("searched_at", eventkit.db.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_trace_search_entry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_trace_search")),
    )
    op.create_table(
        "entry_trace",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("entry_file_id", sa.Integer(), nullable=True),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("matched", sa.String(length=400), nullable=False),
        sa.Column("is_sure", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_entry_trace_entry_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["entry_file_id"],
            ["entry_file.id"],
            name=op.f("fk_entry_trace_entry_file_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_trace")),
    )
    with op.batch_alter_table("entry_trace", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_entry_trace_entry_file_id"), ["entry_file_id"], unique=False
        )
        batch_op.create_index("ix_entry_trace_entry_state", ["entry_id", "state"], unique=False)


def downgrade() -> None:
    """Take the revision back."""
    for table in ("entry_trace", "trace_search", "reading_picture", "reading_copy"):
        op.drop_table(table)
