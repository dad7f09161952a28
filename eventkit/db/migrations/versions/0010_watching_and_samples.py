"""reminders by schedule, links that were opened, sample works with reference marks"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from eventkit.db.types import ExactDecimal, UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.add_column("juror", sa.Column("link_opened_at", UtcDateTime(), nullable=True))
    # Whoever came after the present link was given is taken to have come through it.
    op.execute(
        "UPDATE juror SET link_opened_at = last_seen_at"
        " WHERE token_hash IS NOT NULL AND last_seen_at >= invited_at"
    )
    _reminders()
    _samples()
    _tries()


def _reminders() -> None:
    op.create_table(
        "reminder_plan",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("event_id", sa.Integer(), sa.ForeignKey("event.id"), nullable=False, unique=True),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("days", sa.String(length=60), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=False),
    )
    op.create_index(op.f("ix_reminder_plan_is_on"), "reminder_plan", ["is_on"])
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("event_id", sa.Integer(), sa.ForeignKey("event.id"), nullable=False),
        sa.Column("juror_id", sa.Integer(), sa.ForeignKey("juror.id"), nullable=False),
        sa.Column("slot", UtcDateTime(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.UniqueConstraint("juror_id", "slot"),
    )
    op.create_index(op.f("ix_reminder_event_id"), "reminder", ["event_id"])


def _samples() -> None:
    op.create_table(
        "sample",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("event_id", sa.Integer(), sa.ForeignKey("event.id"), nullable=False),
        sa.Column("trial_id", sa.Integer(), sa.ForeignKey("trial.id"), nullable=False),
        sa.Column(
            "nomination_id",
            sa.Integer(),
            sa.ForeignKey("nomination.id", ondelete="SET NULL"),
            nullable=True,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
    )
    op.create_index(op.f("ix_sample_event_id"), "sample", ["event_id"])
    op.create_table(
        "sample_file",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("sample_id", sa.Integer(), sa.ForeignKey("sample.id"), nullable=False),
        sa.Column("file_id", sa.Integer(), sa.ForeignKey("stored_file.id"), nullable=False),
        sa.Column("reading_text", sa.Text(), nullable=True),
    )
    op.create_index(op.f("ix_sample_file_sample_id"), "sample_file", ["sample_id"])
    op.create_table(
        "sample_mark",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("sample_id", sa.Integer(), sa.ForeignKey("sample.id"), nullable=False),
        _criterion(),
        sa.Column("value", ExactDecimal(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.UniqueConstraint("sample_id", "criterion_id"),
    )
    op.create_index(op.f("ix_sample_mark_criterion_id"), "sample_mark", ["criterion_id"])


def _tries() -> None:
    op.create_table(
        "sample_sheet",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("sample_id", sa.Integer(), sa.ForeignKey("sample.id"), nullable=False),
        sa.Column("juror_id", sa.Integer(), sa.ForeignKey("juror.id"), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("submitted_at", UtcDateTime(), nullable=True),
        sa.UniqueConstraint("sample_id", "juror_id"),
    )
    op.create_index(op.f("ix_sample_sheet_juror_id"), "sample_sheet", ["juror_id"])
    op.create_table(
        "sample_sheet_mark",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("sheet_id", sa.Integer(), sa.ForeignKey("sample_sheet.id"), nullable=False),
        _criterion(),
        sa.Column("value", ExactDecimal(length=40), nullable=False),
        sa.UniqueConstraint("sheet_id", "criterion_id"),
    )
    op.create_index(
        op.f("ix_sample_sheet_mark_criterion_id"), "sample_sheet_mark", ["criterion_id"]
    )


def _criterion() -> sa.Column[int]:
    return sa.Column(
        "criterion_id",
        sa.Integer(),
        sa.ForeignKey("criterion.id", ondelete="CASCADE"),
        nullable=False,
    )


def downgrade() -> None:
    """Take the revision back."""
    for table in (
        "sample_sheet_mark",
        "sample_sheet",
        "sample_mark",
        "sample_file",
        "sample",
        "reminder",
        "reminder_plan",
    ):
        op.drop_table(table)
    op.drop_column("juror", "link_opened_at")
