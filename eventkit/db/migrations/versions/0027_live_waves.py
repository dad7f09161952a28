"""live waves"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    with op.batch_alter_table("questionnaire_wave", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("live", sa.String(length=5), server_default=sa.text("'off'"), nullable=False)
        )
    with op.batch_alter_table("questionnaire_response", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("step", sa.SmallInteger(), server_default=sa.text("0"), nullable=False)
        )


def downgrade() -> None:
    """Undo the revision."""
    with op.batch_alter_table("questionnaire_response", schema=None) as batch_op:
        batch_op.drop_column("step")
    with op.batch_alter_table("questionnaire_wave", schema=None) as batch_op:
        batch_op.drop_column("live")
