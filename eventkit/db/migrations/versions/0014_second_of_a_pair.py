"""second of a pair"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import eventkit.db.types

revision = "0014"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "registration_partner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("may_be_late", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("draft", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("organization_name", sa.String(length=400), nullable=False),
        sa.Column("position", sa.String(length=200), nullable=False),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("experience", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("invited_at", eventkit.db.types.UtcDateTime(), nullable=False),
        sa.Column("confirmed_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.Column("left_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_registration_partner_registration_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_registration_partner_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_registration_partner_organization_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_partner")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_registration_partner_token_hash")),
    )
    with op.batch_alter_table("registration_partner", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_registration_partner_registration_id"), ["registration_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_registration_partner_person_id"), ["person_id"], unique=False
        )


def downgrade() -> None:
    """Take the revision back."""
    op.drop_table("registration_partner")
