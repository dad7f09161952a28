"""What a participant sees of the rounds: only what was announced."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.events.models import Event, Round, Trial
from eventkit.juries.rounds.models import Promotion, PromotionRow
from eventkit.juries.rounds.queries import trials_of_round
from eventkit.lazy import dataclass


@dataclass(frozen=True)
class OwnRound:
    """Whether the work went on to a round, and the trials that wait there if it did."""

    round: Round
    goes_on: bool
    trials: list[Trial]


def own_rounds(event: Event, entry_id: int) -> list[OwnRound]:
    """The announced answers about a work, round by round."""
    query = (
        select(PromotionRow)
        .join(Promotion, PromotionRow.promotion_id == Promotion.id)
        .join(Round, Promotion.round_id == Round.id)
        .where(
            PromotionRow.entry_id == entry_id,
            Promotion.replaced_at.is_(None),
            Promotion.published_at.is_not(None),
        )
        .order_by(Round.number)
        .options(joinedload(PromotionRow.promotion).joinedload(Promotion.round))
    )
    return [
        OwnRound(
            row.promotion.round,
            row.goes_on,
            trials_of_round(event, row.promotion.round) if row.goes_on else [],
        )
        for row in db.session.scalars(query)
    ]
