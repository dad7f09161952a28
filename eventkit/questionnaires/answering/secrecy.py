"""Rows of a wave written anew in shuffled order, so that none tells when it came.

Without it the order of rows, and in PostgreSQL the transaction that wrote them, would say which
answer came with which personal link.
"""

from __future__ import annotations

from random import SystemRandom
from typing import Any

from sqlalchemy import Table, delete, insert, select

from eventkit.db import db
from eventkit.questionnaires.models import Invitation, Response

CHANCE = SystemRandom()


def shuffle(wave_id: int) -> None:
    """Write all answers and all personal links of a wave anew, each in an order of chance.

    One transaction writes them all. Whoever calls it holds the questionnaire.
    """
    db.session.flush()
    tables = db.metadata.tables
    for model in (Response, Invitation):
        _rewrite(tables[model.__tablename__], wave_id)


def _rewrite(table: Table, wave_id: int) -> None:
    own = table.c.wave_id == wave_id
    hanging = [(one, _hanging(one, table, wave_id)) for one in _below(table)]
    rows = [dict(row) for row in db.session.execute(select(table).where(own)).mappings()]
    db.session.execute(delete(table).where(own))
    for target, values in ((table, rows), *hanging):
        CHANCE.shuffle(values)
        if values:
            db.session.execute(insert(target), values)


def _below(table: Table) -> list[Table]:
    """Tables whose rows hang on the table's and go with them."""
    return [
        one
        for one in db.metadata.sorted_tables
        if any(key.column.table is table for key in one.foreign_keys)
    ]


def _hanging(one: Table, table: Table, wave_id: int) -> list[dict[str, Any]]:
    link = next(key.parent for key in one.foreign_keys if key.column.table is table)
    ours = select(table.c.id).where(table.c.wave_id == wave_id)
    return [dict(row) for row in db.session.execute(select(one).where(link.in_(ours))).mappings()]
