"""games and stations as documents"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import eventkit.db.types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

GAME = sa.table(
    "quest_game",
    sa.column("event_id", sa.Integer()),
    sa.column("rules", sa.JSON(none_as_null=True)),
    sa.column("document", sa.JSON(none_as_null=True)),
)
STATION = sa.table(
    "quest_station",
    sa.column("id", sa.Integer()),
    sa.column("code", sa.String()),
    sa.column("title", sa.String()),
    sa.column("kind", sa.String()),
    sa.column("maximum", eventkit.db.types.ExactDecimal(length=40)),
    sa.column("step", eventkit.db.types.ExactDecimal(length=40)),
    sa.column("accepted", sa.JSON(none_as_null=True)),
    sa.column("questions", sa.Integer()),
    sa.column("per_question", eventkit.db.types.ExactDecimal(length=40)),
    sa.column("definition", sa.JSON(none_as_null=True)),
)


def upgrade() -> None:
    """Apply the revision; games and stations become documents."""
    with op.batch_alter_table("quest_game") as batch_op:
        batch_op.add_column(sa.Column("document", sa.JSON(none_as_null=True)))
        batch_op.add_column(sa.Column("picture_id", sa.Integer()))
        batch_op.create_foreign_key(
            op.f("fk_quest_game_picture_id"), "stored_file", ["picture_id"], ["id"]
        )
    with op.batch_alter_table("quest_station") as batch_op:
        batch_op.add_column(sa.Column("definition", sa.JSON(none_as_null=True)))
    bind = op.get_bind()
    for game in bind.execute(sa.select(GAME.c.event_id, GAME.c.rules)).all():
        changed = sa.update(GAME).where(GAME.c.event_id == game.event_id)
        bind.execute(changed.values(document={"rules": game.rules}))
    for station in bind.execute(sa.select(STATION)).all():
        changed = sa.update(STATION).where(STATION.c.id == station.id)
        bind.execute(changed.values(definition=_definition(station)))
    with op.batch_alter_table("quest_game") as batch_op:
        batch_op.alter_column("document", existing_type=sa.JSON(none_as_null=True), nullable=False)
        batch_op.drop_column("rules")
    _part_happenings()
    with op.batch_alter_table("quest_station") as batch_op:
        batch_op.alter_column(
            "definition", existing_type=sa.JSON(none_as_null=True), nullable=False
        )
        for name in ("title", "kind", "maximum", "step", "accepted", "questions", "per_question"):
            batch_op.drop_column(name)
    _join_happenings()


def _definition(station: sa.Row) -> dict:
    data = {
        "code": station.code,
        "title": station.title,
        "kind": station.kind,
        "maximum": str(station.maximum),
        "per_question": str(station.per_question),
    }
    if station.kind == "code":
        data["answers"] = [{"id": "a1", "kind": "word", "accepted": station.accepted}]
    if station.kind == "judged":
        mark = {"code": "K1", "title": station.title}
        mark |= {"maximum": str(station.maximum), "step": str(station.step)}
        data["criteria"] = [mark]
    return data


def downgrade() -> None:
    """Undo the revision; of a definition only what the first schema knew stays."""
    exact = eventkit.db.types.ExactDecimal(length=40)
    with op.batch_alter_table("quest_game") as batch_op:
        batch_op.add_column(sa.Column("rules", sa.JSON(none_as_null=True)))
    with op.batch_alter_table("quest_station") as batch_op:
        batch_op.add_column(sa.Column("title", sa.String(length=200)))
        batch_op.add_column(sa.Column("kind", sa.String(length=10)))
        batch_op.add_column(sa.Column("maximum", exact))
        batch_op.add_column(sa.Column("step", exact))
        batch_op.add_column(sa.Column("accepted", sa.JSON(none_as_null=True)))
        batch_op.add_column(sa.Column("questions", sa.Integer()))
        batch_op.add_column(sa.Column("per_question", exact))
    bind = op.get_bind()
    for game in bind.execute(sa.select(GAME.c.event_id, GAME.c.document)).all():
        changed = sa.update(GAME).where(GAME.c.event_id == game.event_id)
        bind.execute(changed.values(rules=game.document.get("rules", {})))
    for station in bind.execute(sa.select(STATION.c.id, STATION.c.definition)).all():
        changed = sa.update(STATION).where(STATION.c.id == station.id)
        bind.execute(changed.values(**_columns(station.definition)))
    with op.batch_alter_table("quest_game") as batch_op:
        batch_op.alter_column("rules", existing_type=sa.JSON(none_as_null=True), nullable=False)
        batch_op.drop_constraint(op.f("fk_quest_game_picture_id"), type_="foreignkey")
        batch_op.drop_column("picture_id")
        batch_op.drop_column("document")
    _part_happenings()
    with op.batch_alter_table("quest_station") as batch_op:
        for name, kind in (
            ("title", sa.String(length=200)),
            ("kind", sa.String(length=10)),
            ("maximum", exact),
            ("step", exact),
            ("accepted", sa.JSON(none_as_null=True)),
            ("questions", sa.Integer()),
            ("per_question", exact),
        ):
            batch_op.alter_column(name, existing_type=kind, nullable=False)
        batch_op.drop_column("definition")
    _join_happenings()


def _part_happenings() -> None:
    """Let go of the stations: SQLite changes a table by copying it, and nothing may refer to it."""
    with op.batch_alter_table("quest_happening") as batch_op:
        batch_op.drop_constraint(op.f("fk_quest_happening_station_id"), type_="foreignkey")


def _join_happenings() -> None:
    with op.batch_alter_table("quest_happening") as batch_op:
        batch_op.create_foreign_key(
            op.f("fk_quest_happening_station_id"),
            "quest_station",
            ["station_id"],
            ["id"],
            ondelete="RESTRICT",
        )


def _columns(definition: dict) -> dict:
    answers = definition.get("answers") or []
    criteria = definition.get("criteria") or []
    return {
        "title": definition.get("title", ""),
        "kind": definition.get("kind", "code"),
        "maximum": definition.get("maximum", "0"),
        "step": criteria[0].get("step", "1") if criteria else "1",
        "accepted": answers[0].get("accepted", []) if answers else [],
        "questions": len(answers) if definition.get("kind") == "quiz" else 0,
        "per_question": definition.get("per_question", "1"),
    }
