"""checkin"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import eventkit.db.types

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "checkin_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), server_default=sa.text("''"), nullable=False),
        sa.Column("is_arrival", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("begins_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.Column("ends_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.Column(
            "hours",
            eventkit.db.types.ExactDecimal(length=40),
            server_default=sa.text("'0'"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_checkin_point_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkin_point")),
    )
    with op.batch_alter_table("checkin_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checkin_point_event_id"), ["event_id"], unique=False)
    op.create_table(
        "checkin_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("is_there", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("at", eventkit.db.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_checkin_attendance_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["point_id"],
            ["checkin_point.id"],
            name=op.f("fk_checkin_attendance_point_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkin_attendance")),
        sa.UniqueConstraint(
            "point_id", "person_id", name=op.f("uq_checkin_attendance_point_id_person_id")
        ),
    )
    with op.batch_alter_table("checkin_attendance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_checkin_attendance_person_id"), ["person_id"], unique=False
        )
    op.create_table(
        "checkin_helper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_checkin_helper_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkin_helper")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_checkin_helper_token_hash")),
    )
    with op.batch_alter_table("checkin_helper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checkin_helper_event_id"), ["event_id"], unique=False)


def downgrade() -> None:
    """Undo the revision."""
    for table in ("checkin_helper", "checkin_attendance", "checkin_point"):
        op.drop_table(table)
