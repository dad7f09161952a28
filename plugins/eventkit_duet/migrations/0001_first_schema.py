"""first schema"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "duet_conditions",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("young_max_age", sa.Integer(), nullable=True),
        sa.Column("young_max_experience", sa.Integer(), nullable=True),
        sa.Column("mentor_min_experience", sa.Integer(), nullable=True),
        sa.Column("min_months", sa.Integer(), nullable=True),
        sa.Column("schools", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_duet_conditions_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_duet_conditions")),
    )


def downgrade() -> None:
    """Take the revision back."""
    op.drop_table("duet_conditions")
