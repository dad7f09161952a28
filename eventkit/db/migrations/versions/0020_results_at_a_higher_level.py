"""results at a higher level, juries of trials"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import eventkit.db.types

revision = "0020"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "onward_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("recorded_by", sa.String(length=60), nullable=False),
        sa.Column("recorded_at", eventkit.db.types.UtcDateTime(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=60), nullable=False),
        sa.Column("confirmed_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_onward_result_event_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_onward_result_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onward_result")),
    )
    with op.batch_alter_table("onward_result", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_onward_result_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_onward_result_entry_id"), ["entry_id"], unique=False)
    op.create_table(
        "trial_juror",
        sa.Column("trial_id", sa.Integer(), nullable=False),
        sa.Column("juror_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["juror_id"], ["juror.id"], name=op.f("fk_trial_juror_juror_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["trial_id"], ["trial.id"], name=op.f("fk_trial_juror_trial_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("trial_id", "juror_id", name=op.f("pk_trial_juror")),
    )
    with op.batch_alter_table("trial_juror", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trial_juror_juror_id"), ["juror_id"], unique=False)


def downgrade() -> None:
    """Take the revision back."""
    with op.batch_alter_table("trial_juror", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trial_juror_juror_id"))
    op.drop_table("trial_juror")
    with op.batch_alter_table("onward_result", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_onward_result_entry_id"))
        batch_op.drop_index(batch_op.f("ix_onward_result_event_id"))
    op.drop_table("onward_result")
