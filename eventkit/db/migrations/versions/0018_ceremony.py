"""ceremony"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import eventkit.db.types

revision = "0018"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "ceremony",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("calculation_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=43), nullable=False),
        sa.Column("shows_values", sa.Boolean(), nullable=False),
        sa.Column("with_rest", sa.Boolean(), nullable=False),
        sa.Column("from_place", sa.Integer(), nullable=True),
        sa.Column("steps", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("started_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.Column("ended_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["calculation_id"], ["calculation.id"], name=op.f("fk_ceremony_calculation_id")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_ceremony_event_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_ceremony")),
        sa.UniqueConstraint("key", name=op.f("uq_ceremony_key")),
    )
    op.create_table(
        "ceremony_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("presenter", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_ceremony_item_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["ceremony.event_id"], name=op.f("fk_ceremony_item_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_ceremony_item_nomination_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ceremony_item")),
    )
    op.create_index("ix_ceremony_item_event_id_position", "ceremony_item", ["event_id", "position"])


def downgrade() -> None:
    """Take the revision back."""
    op.drop_index("ix_ceremony_item_event_id_position", table_name="ceremony_item")
    op.drop_table("ceremony_item")
    op.drop_table("ceremony")
