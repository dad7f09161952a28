"""times of performances"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import eventkit.db.types

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "performance_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("trial_id", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("noted_by", sa.String(length=60), nullable=False),
        sa.Column("noted_at", eventkit.db.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_performance_time_entry_id")
        ),
        sa.ForeignKeyConstraint(
            ["trial_id"], ["trial.id"], name=op.f("fk_performance_time_trial_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_performance_time")),
        sa.UniqueConstraint(
            "entry_id", "trial_id", name=op.f("uq_performance_time_entry_id_trial_id")
        ),
    )
    with op.batch_alter_table("performance_time", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_performance_time_trial_id"), ["trial_id"], unique=False
        )


def downgrade() -> None:
    """Take the revision back."""
    with op.batch_alter_table("performance_time", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_performance_time_trial_id"))
    op.drop_table("performance_time")
