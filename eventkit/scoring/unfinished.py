"""What is not done yet when somebody is about to close the work of the jury."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.juries.models import Juror
from eventkit.lazy import dataclass
from eventkit.scoring.conflicts.queries import waiting
from eventkit.scoring.divergence import Divergence, divergent_works, readings_of
from eventkit.scoring.paper.queries import counts
from eventkit.scoring.queries import progress
from eventkit.scoring.readings import third_reading_limit
from eventkit.scoring.setup_queries import current_rules
from eventkit.scoring.third_queue import Third, running_thirds
from eventkit.scoring.touches.models import TouchRow

COUNTED_PAPERS = ("once", "confirmed", "kept")


@dataclass(frozen=True)
class Unfinished:
    """Sheets that were not sent, third readings that run, and how much else waits for a person."""

    sheets: int
    thirds: Sequence[Third]
    challenges: int
    """Recusals and doubts that the chair has not decided."""
    papers: int
    """Paper sheets that are typed in part, or differ."""
    late: int
    """Late marks that nobody has looked at."""
    divergent: Sequence[Divergence] = ()
    """Works whose sheets differ too much, where the rules send nobody to read them again."""


def unfinished(event: Event) -> Unfinished:
    """What closing would leave as it is."""
    papers, rules = counts(event.id), current_rules(event)
    is_settled_by_rules = third_reading_limit(rules) is not None
    late = (
        select(func.count())
        .select_from(TouchRow)
        .join(Juror, TouchRow.juror_id == Juror.id)
        .where(Juror.event_id == event.id, TouchRow.is_open)
    )
    return Unfinished(
        sheets=sum(row.left for row in progress(event)),
        thirds=running_thirds(event, rules),
        challenges=len(waiting([event.id])),
        papers=sum(papers.values()) - sum(papers.get(state, 0) for state in COUNTED_PAPERS),
        late=db.session.scalar(late) or 0,
        divergent=() if is_settled_by_rules else divergent_works(readings_of(event.id), rules),
    )
