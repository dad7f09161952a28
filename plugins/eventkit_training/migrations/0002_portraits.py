"""portraits: what is chosen for them, and the words picked"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import eventkit.db.types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "training_portrait",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("published_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_training_portrait_event_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_training_portrait")),
    )
    op.create_table(
        "training_quote",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_training_quote_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["questionnaire_response.id"],
            name=op.f("fk_training_quote_response_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_id", "response_id", "item", name=op.f("pk_training_quote")),
    )


def downgrade() -> None:
    """Undo the revision."""
    op.drop_table("training_quote")
    op.drop_table("training_portrait")
