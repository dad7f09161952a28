"""questionnaires"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import eventkit.db.types

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "questionnaire",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("once", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("draft", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("small_group", sa.Integer(), server_default=sa.text("5"), nullable=False),
        sa.Column("pair_scale", sa.String(length=20), server_default=sa.text("''"), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_questionnaire_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire")),
    )
    with op.batch_alter_table("questionnaire", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questionnaire_event_id"), ["event_id"], unique=False)

    op.create_table(
        "questionnaire_theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_questionnaire_theme_questionnaire_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_theme")),
        sa.UniqueConstraint(
            "questionnaire_id",
            "item",
            "title",
            name=op.f("uq_questionnaire_theme_questionnaire_id_item_title"),
        ),
    )
    op.create_table(
        "questionnaire_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("frozen_at", eventkit.db.types.UtcDateTime(), nullable=False),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_questionnaire_version_questionnaire_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_version")),
        sa.UniqueConstraint(
            "questionnaire_id",
            "number",
            name=op.f("uq_questionnaire_version_questionnaire_id_number"),
        ),
    )
    op.create_table(
        "questionnaire_wave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opens_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.Column("closes_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.Column("closed_at", eventkit.db.types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_questionnaire_wave_questionnaire_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_wave")),
        sa.UniqueConstraint("code", name=op.f("uq_questionnaire_wave_code")),
        sa.UniqueConstraint(
            "questionnaire_id",
            "position",
            name=op.f("uq_questionnaire_wave_questionnaire_id_position"),
        ),
    )
    op.create_table(
        "questionnaire_invitation",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("used", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_questionnaire_invitation_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["questionnaire_wave.id"],
            name=op.f("fk_questionnaire_invitation_wave_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_questionnaire_invitation_token_hash")),
        sa.UniqueConstraint(
            "wave_id", "person_id", name=op.f("uq_questionnaire_invitation_wave_id_person_id")
        ),
    )
    with op.batch_alter_table("questionnaire_invitation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_questionnaire_invitation_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "questionnaire_response",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=2), server_default=sa.text("'ru'"), nullable=False),
        sa.Column("answers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("quoted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("respondent", sa.String(length=64), server_default=sa.text("''"), nullable=False),
        sa.Column("pair", sa.String(length=64), server_default=sa.text("''"), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_questionnaire_response_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["questionnaire_version.id"],
            name=op.f("fk_questionnaire_response_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["questionnaire_wave.id"],
            name=op.f("fk_questionnaire_response_wave_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_response")),
        sa.UniqueConstraint("wave_id", "uid", name=op.f("uq_questionnaire_response_wave_id_uid")),
    )
    with op.batch_alter_table("questionnaire_response", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_questionnaire_response_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_questionnaire_response_wave_id"), ["wave_id"], unique=False
        )

    op.create_table(
        "questionnaire_themed_answer",
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["questionnaire_response.id"],
            name=op.f("fk_questionnaire_themed_answer_response_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"],
            ["questionnaire_theme.id"],
            name=op.f("fk_questionnaire_themed_answer_theme_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "theme_id", "response_id", name=op.f("pk_questionnaire_themed_answer")
        ),
    )


def downgrade() -> None:
    """Undo the revision."""
    op.drop_table("questionnaire_themed_answer")
    with op.batch_alter_table("questionnaire_response", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_questionnaire_response_wave_id"))
        batch_op.drop_index(batch_op.f("ix_questionnaire_response_person_id"))

    op.drop_table("questionnaire_response")
    with op.batch_alter_table("questionnaire_invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_questionnaire_invitation_person_id"))

    op.drop_table("questionnaire_invitation")
    op.drop_table("questionnaire_wave")
    op.drop_table("questionnaire_version")
    op.drop_table("questionnaire_theme")
    with op.batch_alter_table("questionnaire", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_questionnaire_event_id"))

    op.drop_table("questionnaire")
