"""cases"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import eventkit.db.types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "duet_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("topic", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("shipped", sa.String(length=40), nullable=False),
        sa.Column("archived_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duet_case")),
    )
    op.create_table(
        "duet_case_setting",
        sa.Column("trial_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=43), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["trial_id"],
            ["trial.id"],
            name=op.f("fk_duet_case_setting_trial_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("trial_id", name=op.f("pk_duet_case_setting")),
        sa.UniqueConstraint("key", name=op.f("uq_duet_case_setting_key")),
    )
    op.create_table(
        "duet_case_ticket",
        sa.Column("trial_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["duet_case.id"], name=op.f("fk_duet_case_ticket_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["trial_id"],
            ["trial.id"],
            name=op.f("fk_duet_case_ticket_trial_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("trial_id", "case_id", name=op.f("pk_duet_case_ticket")),
        sa.UniqueConstraint("trial_id", "number", name=op.f("uq_duet_case_ticket_trial_id_number")),
    )
    op.create_table(
        "duet_case_draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trial_id", sa.Integer(), nullable=False),
        sa.Column("performance_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("drawn_at", eventkit.db.types.UtcDateTime(), nullable=False),
        sa.Column("reading_since", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["duet_case.id"], name=op.f("fk_duet_case_draw_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["performance_id"],
            ["performance.id"],
            name=op.f("fk_duet_case_draw_performance_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["trial_id"],
            ["trial.id"],
            name=op.f("fk_duet_case_draw_trial_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duet_case_draw")),
        sa.UniqueConstraint(
            "performance_id", "run", name=op.f("uq_duet_case_draw_performance_id_run")
        ),
        sa.UniqueConstraint("trial_id", "case_id", name=op.f("uq_duet_case_draw_trial_id_case_id")),
    )


def downgrade() -> None:
    """Undo the revision."""
    for table in ("duet_case_draw", "duet_case_ticket", "duet_case_setting", "duet_case"):
        op.drop_table(table)
