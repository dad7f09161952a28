"""nominations that a juror knows well"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "juror_nomination",
        sa.Column("juror_id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["juror_id"],
            ["juror.id"],
            name=op.f("fk_juror_nomination_juror_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nomination.id"],
            name=op.f("fk_juror_nomination_nomination_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("juror_id", "nomination_id", name=op.f("pk_juror_nomination")),
    )
    op.create_index(
        op.f("ix_juror_nomination_nomination_id"), "juror_nomination", ["nomination_id"]
    )


def downgrade() -> None:
    """Take the revision back."""
    op.drop_table("juror_nomination")
