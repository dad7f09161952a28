"""cards of pairs"""

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
        "duet_card",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("motto", sa.String(length=300), nullable=False),
        sa.Column("mentoring_form", sa.String(length=200), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("directions", sa.Text(), nullable=False),
        sa.Column("products", sa.Text(), nullable=False),
        sa.Column("results", sa.Text(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=True),
        sa.Column("is_ready", sa.Boolean(), nullable=False),
        sa.Column("saved_at", eventkit.db.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_duet_card_entry_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["stored_file.id"], name=op.f("fk_duet_card_photo_id")
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_duet_card")),
    )
    op.create_table(
        "duet_card_consent",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("given_at", eventkit.db.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entry.id"],
            name=op.f("fk_duet_card_consent_entry_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_duet_card_consent_person_id")
        ),
        sa.PrimaryKeyConstraint("entry_id", "person_id", name=op.f("pk_duet_card_consent")),
    )


def downgrade() -> None:
    """Undo the revision."""
    op.drop_table("duet_card_consent")
    op.drop_table("duet_card")
