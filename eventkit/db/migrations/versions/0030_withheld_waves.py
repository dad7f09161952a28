"""withheld waves"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    with op.batch_alter_table("questionnaire_wave", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("withheld", sa.String(length=5), server_default=sa.text("''"), nullable=False)
        )


def downgrade() -> None:
    """Undo the revision."""
    with op.batch_alter_table("questionnaire_wave", schema=None) as batch_op:
        batch_op.drop_column("withheld")
