"""What the teams have at one station, for its host and for typing in."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from sqlalchemy import select

from eventkit.db import db
from eventkit.lazy import dataclass
from eventkit.web.i18n import exact_words
from eventkit_quest.models import QuestHappening, QuestStation


@dataclass(frozen=True)
class Given:
    """The last word about a team at a station, and the fields of the form that would say it."""

    points: Fraction
    shown: str
    comment: str
    typed: Mapping[str, str]


def given_at(station: QuestStation) -> dict[int, Given]:
    """The last marks, results or confirmations at a station, by entry; one query."""
    query = select(QuestHappening).where(
        QuestHappening.station_id == station.id,
        QuestHappening.type.in_(("judge_score", "quiz_result", "checked")),
    )
    rows = db.session.scalars(query.order_by(QuestHappening.number, QuestHappening.id))
    return {row.entry_id: _given(row) for row in rows if row.type != "checked" or not row.about}


def _given(row: QuestHappening) -> Given:
    typed = {"team": str(row.entry_id), "comment": row.text}
    for code, mark in (row.marks or {}).items():
        exact = Fraction(mark)
        typed[f"mark-{code}"] = str(int(exact)) if exact.denominator == 1 else f"{float(exact):g}"
    if row.type == "quiz_result":
        typed["right"] = str(int(row.amount))
    return Given(row.amount, exact_words(row.amount), row.text, typed)
