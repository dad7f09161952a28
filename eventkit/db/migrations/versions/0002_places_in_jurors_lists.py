"""places of tasks in jurors' lists"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

PLACES = """
UPDATE assignment SET list_place = (
    SELECT CAST(1000000 + nomination.position AS VARCHAR) || '.'
        || CAST(1000000000 + nomination.id AS VARCHAR) || '.' || entry.code
    FROM entry JOIN nomination ON nomination.id = entry.nomination_id
    WHERE entry.id = assignment.entry_id AND entry.is_admitted AND assignment.state = 'active'
)
"""
PROGRESS = """
UPDATE assignment SET progress = (
    SELECT sheet.state FROM sheet WHERE sheet.assignment_id = assignment.id
)
WHERE EXISTS (
    SELECT 1 FROM sheet WHERE sheet.assignment_id = assignment.id AND (
        sheet.state <> 'draft' OR EXISTS (
            SELECT 1 FROM mark WHERE mark.sheet_id = sheet.id AND mark.steps IS NOT NULL
        )
    )
)
"""


def upgrade() -> None:
    """Apply the revision."""
    op.add_column("assignment", sa.Column("list_place", sa.String(length=40), nullable=True))
    op.add_column(
        "assignment",
        sa.Column("progress", sa.String(length=20), server_default="untouched", nullable=False),
    )
    op.execute(PLACES)
    op.execute(PROGRESS)
    op.drop_index("ix_assignment_juror_id", table_name="assignment")
    op.create_index(
        "ix_assignment_list", "assignment", ["juror_id", "list_place", "id", "progress"]
    )


def downgrade() -> None:
    """Take the revision back."""
    op.drop_index("ix_assignment_list", table_name="assignment")
    op.create_index("ix_assignment_juror_id", "assignment", ["juror_id"])
    op.drop_column("assignment", "progress")
    op.drop_column("assignment", "list_place")
