"""running"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import eventkit.db.types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "quest_run",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("started_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.Column("paused_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.Column("ended_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.Column("board", sa.String(length=10), nullable=False),
        sa.Column("frozen_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_quest_run_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_quest_run")),
    )
    op.create_table(
        "quest_window",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("opens_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.Column("closes_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_quest_window_entry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_quest_window")),
    )
    op.create_table(
        "quest_host",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_quest_host_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["station_id"],
            ["quest_station.id"],
            name=op.f("fk_quest_host_station_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quest_host")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_quest_host_token_hash")),
    )
    with op.batch_alter_table("quest_host", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_quest_host_event_id"), ["event_id"], unique=False)
    with op.batch_alter_table("quest_happening", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("about", sa.String(length=100), server_default=sa.text("''"), nullable=False)
        )
        batch_op.add_column(sa.Column("marks", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    """Undo the revision."""
    with op.batch_alter_table("quest_happening", schema=None) as batch_op:
        batch_op.drop_column("marks")
        batch_op.drop_column("about")
    with op.batch_alter_table("quest_host", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_quest_host_event_id"))
    op.drop_table("quest_host")
    op.drop_table("quest_window")
    op.drop_table("quest_run")
