"""challenges of jurors, and who decides about them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from eventkit.db.types import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.add_column(
        "event",
        sa.Column("recusal_decider", sa.String(length=10), server_default="juror", nullable=False),
    )
    op.add_column(
        "assignment",
        sa.Column("is_held", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_table(
        "challenge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("juror_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("raised_by", sa.String(length=20), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("moment", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("decided_by", sa.String(length=60), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("effect", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_challenge_entry_id"),
        sa.ForeignKeyConstraint(["juror_id"], ["juror.id"], name="fk_challenge_juror_id"),
        sa.PrimaryKeyConstraint("id", name="pk_challenge"),
    )
    for name in ("juror_id", "entry_id", "state"):
        op.create_index(f"ix_challenge_{name}", "challenge", [name])


def downgrade() -> None:
    """Take the revision back."""
    op.drop_table("challenge")
    op.drop_column("assignment", "is_held")
    op.drop_column("event", "recusal_decider")
