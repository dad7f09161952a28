"""draw and timetable"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import eventkit.db.types

revision = "0021"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "timetable",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("shown_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_timetable_event_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_timetable")),
    )
    op.create_table(
        "trial_times",
        sa.Column("trial_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", eventkit.db.types.UtcDateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("break_after", sa.Integer(), nullable=True),
        sa.Column("break_minutes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("together", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("room", sa.String(length=100), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(["trial_id"], ["trial.id"], name=op.f("fk_trial_times_trial_id")),
        sa.PrimaryKeyConstraint("trial_id", name=op.f("pk_trial_times")),
    )
    op.create_table(
        "draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("seed", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("given_up", sa.Text(), nullable=False),
        sa.Column("codes", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("order", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("tickets", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.String(length=64), nullable=False),
        sa.Column("opened", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("made_at", eventkit.db.types.UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("finished_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.Column("replaced_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_draw_event_id")),
        sa.ForeignKeyConstraint(["round_id"], ["judging_round.id"], name=op.f("fk_draw_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_draw_event_id_number")),
    )
    with op.batch_alter_table("draw", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draw_event_id"), ["event_id"], unique=False)


def downgrade() -> None:
    """Take the revision back."""
    op.drop_table("draw")
    op.drop_table("trial_times")
    op.drop_table("timetable")
