"""materials of trials"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import eventkit.db.types

revision = "0015"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    with op.batch_alter_table("entry_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("trial_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_entry_file_trial_id"), ["trial_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_entry_file_trial_id"), "trial", ["trial_id"], ["id"]
        )
    op.create_table(
        "trial_wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trial_id", sa.Integer(), nullable=False),
        sa.Column("wants_files", sa.Boolean(), nullable=False),
        sa.Column("wants_video", sa.Boolean(), nullable=False),
        sa.Column("wants_text", sa.Boolean(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("bring", sa.String(length=500), nullable=False),
        sa.Column("closes_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["trial_id"], ["trial.id"], name=op.f("fk_trial_wish_trial_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial_wish")),
        sa.UniqueConstraint("trial_id", name=op.f("uq_trial_wish_trial_id")),
    )
    op.create_table(
        "material",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("trial_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_file_id", sa.Integer(), nullable=True),
        sa.Column("videos", sa.JSON(), nullable=False),
        sa.Column("handed_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.Column("late_until", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.Column("late_reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_material_entry_id")),
        sa.ForeignKeyConstraint(["trial_id"], ["trial.id"], name=op.f("fk_material_trial_id")),
        sa.ForeignKeyConstraint(
            ["text_file_id"],
            ["entry_file.id"],
            name=op.f("fk_material_text_file_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material")),
        sa.UniqueConstraint("entry_id", "trial_id", name=op.f("uq_material_entry_id_trial_id")),
    )
    with op.batch_alter_table("material", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_material_trial_id"), ["trial_id"], unique=False)


def downgrade() -> None:
    """Take the revision back."""
    with op.batch_alter_table("material", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_material_trial_id"))
    op.drop_table("material")
    op.drop_table("trial_wish")
    with op.batch_alter_table("entry_file", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_entry_file_trial_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_entry_file_trial_id"))
        batch_op.drop_column("trial_id")
