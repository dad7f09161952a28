"""touches of jurors' devices; comments have versions; ids of tasks are never used again"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from eventkit.db.types import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

PLAIN, COUNTED = "PRIMARY KEY (id)", "PRIMARY KEY (id AUTOINCREMENT)"
VERSIONS = (("mark", "comment_version"), ("sheet", "author_version"), ("sheet", "note_version"))


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "touch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("juror_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=True),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("via", sa.String(length=10), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("settled_how", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["juror_id"], ["juror.id"], name=op.f("fk_touch_juror_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_touch_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touch")),
        sa.UniqueConstraint(
            "assignment_id", "juror_id", "key", name=op.f("uq_touch_assignment_id_juror_id_key")
        ),
    )
    op.create_index("ix_touch_juror_open", "touch", ["juror_id", "is_open"])
    for table, name in VERSIONS:
        op.add_column(table, sa.Column(name, sa.Integer(), server_default="0", nullable=False))
    op.add_column("juror", sa.Column("left_key", sa.String(length=16), nullable=True))
    _count_ids(PLAIN, COUNTED)


def downgrade() -> None:
    """Take the revision back."""
    _count_ids(COUNTED, PLAIN)
    op.drop_column("juror", "left_key")
    for table, name in reversed(VERSIONS):
        op.drop_column(table, name)
    op.drop_table("touch")


def _count_ids(before: str, after: str) -> None:
    """Let SQLite count the ids of tasks, as PostgreSQL does: a phone that was away may name one.

    The table cannot be copied while others refer to it, so its definition is changed in place, in
    the way that SQLite's manual describes for constraints.
    """
    if op.get_bind().dialect.name != "sqlite":
        return
    if after == COUNTED:
        # The table of counters exists only once something is counted.
        op.execute("CREATE TABLE counted_once (id INTEGER PRIMARY KEY AUTOINCREMENT)")
        op.execute("DROP TABLE counted_once")
    op.execute("PRAGMA writable_schema=ON")
    op.execute(
        sa.text(
            "UPDATE sqlite_master SET sql = replace(sql, :before, :after)"
            " WHERE type = 'table' AND name = 'assignment'"
        ).bindparams(before=before, after=after)
    )
    op.execute("PRAGMA writable_schema=RESET")
    op.execute("DELETE FROM sqlite_sequence WHERE name = 'assignment'")
    if after == COUNTED:
        op.execute(
            "INSERT INTO sqlite_sequence (name, seq)"
            " SELECT 'assignment', coalesce(max(id), 0) FROM assignment"
        )
