"""appeals: the window, what was filed, the commission; why a sheet has a new version"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import eventkit.db.types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision; contests that stand already have promised no appeals."""
    op.add_column(
        "event", sa.Column("appeal_days", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "sheet_version",
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
    )
    op.create_table(
        "appeal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("calculation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=True),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("filed_by", sa.String(length=60), nullable=False),
        sa.Column("filed_at", eventkit.db.types.UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("protocol_number", sa.String(length=40), nullable=False),
        sa.Column("considered_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(length=60), nullable=False),
        sa.Column("decided_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.Column("corrections", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_appeal_event_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_appeal_entry_id")),
        sa.ForeignKeyConstraint(
            ["calculation_id"], ["calculation.id"], name=op.f("fk_appeal_calculation_id")
        ),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criterion.id"], name=op.f("fk_appeal_criterion_id")
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["calculation.id"], name=op.f("fk_appeal_outcome_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_appeal_event_id_number")),
    )
    for column in ("entry_id", "calculation_id", "criterion_id", "outcome_id"):
        op.create_index(op.f(f"ix_appeal_{column}"), "appeal", [column])
    op.create_index("ix_appeal_event_state", "appeal", ["event_id", "state"])
    op.create_table(
        "appeal_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appeal_id"], ["appeal.id"], name=op.f("fk_appeal_member_appeal_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_appeal_member_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal_member")),
        sa.UniqueConstraint(
            "appeal_id", "person_id", name=op.f("uq_appeal_member_appeal_id_person_id")
        ),
    )
    op.create_index(op.f("ix_appeal_member_person_id"), "appeal_member", ["person_id"])


def downgrade() -> None:
    """Take the revision back."""
    op.drop_table("appeal_member")
    op.drop_table("appeal")
    op.drop_column("sheet_version", "reason")
    op.drop_column("event", "appeal_days")
