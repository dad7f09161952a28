"""what authors see of sheets, and when a protocol was signed"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from eventkit.db.types import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.add_column(
        "event",
        sa.Column("author_sees", sa.String(length=20), server_default="totals", nullable=False),
    )
    op.add_column("calculation", sa.Column("signed_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    """Take the revision back."""
    op.drop_column("calculation", "signed_at")
    op.drop_column("event", "author_sees")
