"""changes of pairs"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    with op.batch_alter_table("registration_partner", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "seat", sa.String(length=10), server_default=sa.text("'second'"), nullable=False
            )
        )
    with op.batch_alter_table("participant_group", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "order_number", sa.String(length=60), server_default=sa.text("''"), nullable=False
            )
        )
        batch_op.add_column(sa.Column("order_date", sa.Date(), nullable=True))


def downgrade() -> None:
    """Undo the revision."""
    with op.batch_alter_table("participant_group", schema=None) as batch_op:
        batch_op.drop_column("order_date")
        batch_op.drop_column("order_number")
    with op.batch_alter_table("registration_partner", schema=None) as batch_op:
        batch_op.drop_column("seat")
