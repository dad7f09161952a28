"""lots within nominations, a break at an hour"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import eventkit.db.types

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    with op.batch_alter_table("draw") as batch:
        batch.add_column(
            sa.Column(
                "nominations",
                sa.JSON(none_as_null=True),
                server_default=sa.text("'[]'"),
                nullable=False,
            )
        )
    # PostgreSQL cannot compare defaults of JSON, and rows of the model bring their own.
    with op.batch_alter_table("draw") as batch:
        batch.alter_column(
            "nominations", existing_type=sa.JSON(none_as_null=True), server_default=None
        )
    with op.batch_alter_table("trial_times") as batch:
        batch.add_column(sa.Column("break_at", eventkit.db.types.UtcDateTime(), nullable=True))
        batch.add_column(
            sa.Column("break_at_minutes", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )


def downgrade() -> None:
    """Take the revision back."""
    with op.batch_alter_table("trial_times") as batch:
        batch.drop_column("break_at_minutes")
        batch.drop_column("break_at")
    with op.batch_alter_table("draw") as batch:
        batch.drop_column("nominations")
