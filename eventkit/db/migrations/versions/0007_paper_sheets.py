"""paper sheets that are typed in, once or twice"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import eventkit.db.types

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision; contests that stand already type sheets once."""
    op.add_column(
        "event",
        sa.Column("paper_twice", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_table(
        "paper_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("changed_at", eventkit.db.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_paper_sheet_assignment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_sheet")),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_paper_sheet_assignment_id")),
    )
    op.create_table(
        "paper_typing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("marks", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("saved_at", eventkit.db.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_paper_typing_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["paper_sheet.id"], name=op.f("fk_paper_typing_paper_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_typing")),
        sa.UniqueConstraint("paper_id", "turn", name=op.f("uq_paper_typing_paper_id_turn")),
    )
    op.create_index(op.f("ix_paper_typing_account_id"), "paper_typing", ["account_id"])


def downgrade() -> None:
    """Take the revision back."""
    op.drop_table("paper_typing")
    op.drop_table("paper_sheet")
    op.drop_column("event", "paper_twice")
