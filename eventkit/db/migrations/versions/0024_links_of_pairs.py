"""links to the portfolios of pairs"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import eventkit.db.types

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "portfolio_pair_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("created_at", eventkit.db.types.UtcDateTime(), nullable=False),
        sa.Column("revoked_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["participant_group.id"],
            name=op.f("fk_portfolio_pair_share_group_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio_pair_share")),
        sa.UniqueConstraint("token", name=op.f("uq_portfolio_pair_share_token")),
    )
    with op.batch_alter_table("portfolio_pair_share", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_portfolio_pair_share_group_id"), ["group_id"], unique=False
        )


def downgrade() -> None:
    """Undo the revision."""
    op.drop_table("portfolio_pair_share")
