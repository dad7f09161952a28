"""terms of single tasks"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import eventkit.db.types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.add_column("assignment", sa.Column("due_at", eventkit.db.types.UtcDateTime(), nullable=True))


def downgrade() -> None:
    """Take the revision back."""
    op.drop_column("assignment", "due_at")
