"""doors of teams and their photos"""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

import eventkit.db.types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEAM = sa.table(
    "quest_team",
    sa.column("entry_id", sa.Integer()),
    sa.column("secret", sa.String()),
    sa.column("pin", sa.String()),
)


def upgrade() -> None:
    """Apply the revision; teams that are there get their doors."""
    with op.batch_alter_table("quest_team") as batch_op:
        batch_op.add_column(sa.Column("secret", sa.String(length=40)))
        batch_op.add_column(sa.Column("pin", sa.String(length=8)))
    bind = op.get_bind()
    for entry_id in bind.execute(sa.select(TEAM.c.entry_id)).scalars().all():
        door = {"secret": secrets.token_urlsafe(24), "pin": f"{secrets.randbelow(10**8):08d}"}
        bind.execute(sa.update(TEAM).where(TEAM.c.entry_id == entry_id).values(door))
    with op.batch_alter_table("quest_team") as batch_op:
        batch_op.alter_column("secret", existing_type=sa.String(length=40), nullable=False)
        batch_op.alter_column("pin", existing_type=sa.String(length=8), nullable=False)
        batch_op.create_unique_constraint(op.f("uq_quest_team_secret"), ["secret"])
    op.create_table(
        "quest_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("created_at", eventkit.db.types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_quest_photo_entry_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_quest_photo_file_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quest_photo")),
        sa.UniqueConstraint("entry_id", "key", name=op.f("uq_quest_photo_entry_id_key")),
    )


def downgrade() -> None:
    """Undo the revision."""
    op.drop_table("quest_photo")
    with op.batch_alter_table("quest_team") as batch_op:
        batch_op.drop_constraint(op.f("uq_quest_team_secret"), type_="unique")
        batch_op.drop_column("pin")
        batch_op.drop_column("secret")
