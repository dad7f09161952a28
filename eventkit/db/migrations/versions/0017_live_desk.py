"""live desk"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import eventkit.db.types

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "hall_screen",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=43), nullable=False),
        sa.Column("table_mode", sa.String(length=12), nullable=False),
        sa.Column("frozen_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_hall_screen_event_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_hall_screen")),
        sa.UniqueConstraint("key", name=op.f("uq_hall_screen_key")),
    )
    op.create_table(
        "live_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("performance_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("verb", sa.String(length=10), nullable=False),
        sa.Column("seen", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("age_ms", sa.Integer(), nullable=True),
        sa.Column("own_ms", sa.Integer(), nullable=True),
        sa.Column("server_ms", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("effect", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("pressed_at", eventkit.db.types.UtcDateTime(), nullable=False),
        sa.Column("received_at", eventkit.db.types.UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["performance_id"],
            ["performance.id"],
            name=op.f("fk_live_act_performance_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["live_act.id"], name=op.f("fk_live_act_undone_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_act")),
        sa.UniqueConstraint("performance_id", "key", name=op.f("uq_live_act_performance_id_key")),
    )
    op.create_table(
        "live_state",
        sa.Column("performance_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("banked_ms", sa.Integer(), nullable=False),
        sa.Column("running_since", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.Column("last_key", sa.String(length=64), nullable=False),
        sa.Column("changed_at", eventkit.db.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["performance_id"],
            ["performance.id"],
            name=op.f("fk_live_state_performance_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("performance_id", name=op.f("pk_live_state")),
    )


def downgrade() -> None:
    """Take the revision back."""
    op.drop_table("live_state")
    op.drop_table("live_act")
    op.drop_table("hall_screen")
