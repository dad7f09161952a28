"""papers of pairs and letters to heads of schools"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0015"
branch_labels = None
depends_on = None

AWARD = sa.table("award", sa.column("id"), sa.column("replaces_id"))
LENGTHS = {
    "name_nominative": 300,
    "name_dative": 300,
    "post": 200,
    "post_dative": 200,
    "organization_name": 400,
}
"""Columns that hold a line for each member of a pair from now on, and what they held before."""


def upgrade() -> None:
    """Apply the revision."""
    op.add_column(
        "event",
        sa.Column("pair_papers", sa.String(length=10), server_default="both", nullable=False),
    )
    links = _unlinked()
    with op.batch_alter_table("award", schema=None) as batch_op:
        batch_op.add_column(sa.Column("organization_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "named_ids",
                sa.JSON(none_as_null=True),
                server_default=sa.text("'[]'"),
                nullable=False,
            )
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_award_organization_id"), "organization", ["organization_id"], ["id"]
        )
        batch_op.create_index(
            batch_op.f("ix_award_organization_id"), ["organization_id"], unique=False
        )
        for name, length in LENGTHS.items():
            batch_op.alter_column(
                name, existing_type=sa.String(length=length), type_=sa.Text(), nullable=False
            )
    # The default was for the rows that there were.
    with op.batch_alter_table("award", schema=None) as batch_op:
        batch_op.alter_column(
            "named_ids", existing_type=sa.JSON(), server_default=None, existing_nullable=False
        )
    _link(links)


def downgrade() -> None:
    """Take the revision back; a pair's longest names and posts are cut."""
    links = _unlinked()
    with op.batch_alter_table("award", schema=None) as batch_op:
        for name, length in LENGTHS.items():
            batch_op.alter_column(
                name,
                existing_type=sa.Text(),
                type_=sa.String(length=length),
                nullable=False,
                postgresql_using=f"left({name}, {length})",
            )
        batch_op.drop_index(batch_op.f("ix_award_organization_id"))
        batch_op.drop_constraint(batch_op.f("fk_award_organization_id"), type_="foreignkey")
        batch_op.drop_column("organization_id")
        batch_op.drop_column("named_ids")
    _link(links)
    op.drop_column("event", "pair_papers")


def _unlinked() -> list[dict[str, int]]:
    """Take away which paper replaces which: SQLite drops no table whose rows refer to it."""
    query = sa.select(AWARD.c.id, AWARD.c.replaces_id).where(AWARD.c.replaces_id.is_not(None))
    links = [{"new": row.id, "old": row.replaces_id} for row in op.get_bind().execute(query)]
    op.execute(sa.update(AWARD).values(replaces_id=None))
    return links


def _link(links: list[dict[str, int]]) -> None:
    if links:
        change = sa.update(AWARD).where(AWARD.c.id == sa.bindparam("new"))
        op.get_bind().execute(change.values(replaces_id=sa.bindparam("old")), links)
