"""trials with days and modes, rounds with promotion, panels of jurors"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from eventkit.db.types import ExactDecimal, ExactFraction, UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = (
    "jury_panel_work",
    "jury_panel_seat",
    "jury_panel",
    "promotion_row",
    "promotion",
)
INDEXED = {
    "judging_round": ("event_id",),
    "promotion": ("round_id",),
    "promotion_row": ("promotion_id", "entry_id"),
    "jury_panel": ("event_id", "round_id"),
    "jury_panel_seat": ("panel_id", "juror_id"),
    "jury_panel_work": ("panel_id", "entry_id"),
}


def upgrade() -> None:
    """Apply the revision; contests that stand already have one round, which needs no row."""
    _make_rounds()
    _make_promotions()
    _make_panels()
    for table, columns in INDEXED.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.add_column(
        "trial", sa.Column("mode", sa.String(length=10), server_default="remote", nullable=False)
    )
    # Said within the column: SQLite would else make the table anew, and sheets lean on it.
    belongs = sa.ForeignKey("judging_round.id", name=op.f("fk_trial_round_id"))
    op.add_column(
        "trial", sa.Column("round_id", sa.Integer(), belongs, nullable=True), inline_references=True
    )
    op.add_column("trial", sa.Column("opens_at", UtcDateTime(), nullable=True))
    op.add_column("trial", sa.Column("closes_at", UtcDateTime(), nullable=True))
    op.create_index(op.f("ix_trial_round_id"), "trial", ["round_id"])


def downgrade() -> None:
    """Take the revision back."""
    op.drop_index(op.f("ix_trial_round_id"), table_name="trial")
    for column in ("closes_at", "opens_at", "round_id", "mode"):
        op.drop_column("trial", column)
    for table in (*TABLES, "judging_round"):
        op.drop_table(table)


def _make_rounds() -> None:
    op.create_table(
        "judging_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("promotes_by", sa.String(length=10), nullable=True),
        sa.Column("promotes_from", ExactDecimal(length=40), nullable=True),
        sa.Column("opened_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_judging_round_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judging_round")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_judging_round_event_id_number")),
    )


def _make_promotions() -> None:
    op.create_table(
        "promotion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=10), nullable=False),
        sa.Column("bound", ExactDecimal(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("replaced_at", UtcDateTime(), nullable=True),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"], ["judging_round.id"], name=op.f("fk_promotion_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion")),
    )
    op.create_table(
        "promotion_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("promotion_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("goes_on", sa.Boolean(), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("value", ExactFraction(), nullable=True),
        sa.Column("percent", ExactFraction(), nullable=True),
        sa.ForeignKeyConstraint(
            ["promotion_id"], ["promotion.id"], name=op.f("fk_promotion_row_promotion_id")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_promotion_row_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion_row")),
        sa.UniqueConstraint(
            "promotion_id", "entry_id", name=op.f("uq_promotion_row_promotion_id_entry_id")
        ),
    )


def _make_panels() -> None:
    op.create_table(
        "jury_panel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("room", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_jury_panel_event_id")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["judging_round.id"], name=op.f("fk_jury_panel_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jury_panel")),
    )
    for table, column in (("jury_panel_seat", "juror"), ("jury_panel_work", "entry")):
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("panel_id", sa.Integer(), nullable=False),
            sa.Column(f"{column}_id", sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(
                ["panel_id"], ["jury_panel.id"], name=op.f(f"fk_{table}_panel_id")
            ),
            sa.ForeignKeyConstraint(
                [f"{column}_id"], [f"{column}.id"], name=op.f(f"fk_{table}_{column}_id")
            ),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            sa.UniqueConstraint(
                "panel_id", f"{column}_id", name=op.f(f"uq_{table}_panel_id_{column}_id")
            ),
        )
