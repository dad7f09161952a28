"""shown results"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "questionnaire_shown_result",
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("extent", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_questionnaire_shown_result_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_questionnaire_shown_result_questionnaire_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "questionnaire_id", "person_id", name=op.f("pk_questionnaire_shown_result")
        ),
    )
    with op.batch_alter_table("questionnaire_shown_result", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_questionnaire_shown_result_person_id"), ["person_id"], unique=False
        )


def downgrade() -> None:
    """Undo the revision."""
    with op.batch_alter_table("questionnaire_shown_result", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_questionnaire_shown_result_person_id"))
    op.drop_table("questionnaire_shown_result")
