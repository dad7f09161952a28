"""How the jury marks beside each other, for the cockpit: exact, and only advice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from eventkit.db import db
from eventkit.desk.jury_advice import Unusual, unusual
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.journal.models import JournalLine
from eventkit.journal.operations import event_chain
from eventkit.juries.models import Assignment
from eventkit.lazy import dataclass
from eventkit.scoring.divergence import Divergence, divergent_works, readings_of
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.engine.jurors import juror_results
from eventkit.scoring.models import Sheet
from eventkit.scoring.queries import JurorProgress

MOST_SHEETS = 2000
"""Beyond this many sheets the cockpit leaves the comparison to the results room."""


@dataclass(frozen=True)
class JurorLine:
    """One juror's row."""

    progress: JurorProgress
    deviation: Fraction | None
    flag: str | None
    finished_at: datetime | None
    reminded_today: bool = False


@dataclass(frozen=True)
class JuryBoard:
    """The rows, the works that diverge, and at what a deviation is flagged."""

    lines: Sequence[JurorLine]
    divergent: Sequence[Divergence]
    threshold: Fraction | None
    slots: int
    """The longest row of cells."""
    unusual: Sequence[Unusual] = ()
    """Erratic jurors, and those who give nearly the same mark everywhere."""


def jury_board(
    event: Event, rows: Sequence[JurorProgress], rules: ScoringRules, at: datetime
) -> JuryBoard:
    """Compare the sheets sent so far: three queries however many there are."""
    sent = sum(row.submitted for row in rows)
    works = readings_of(event.id) if 0 < sent <= MOST_SHEETS else {}
    # Sheets of those who have left count too, beside whom the others marked.
    judged = {reading.juror for readings in works.values() for reading in readings}
    present = {row.juror.id for row in rows}
    ids = sorted(judged | {str(one) for one in present})
    known = {one.juror: one for one in juror_results(ids, works, rules.strict_judge_flag)}
    ends = _last_sent(event.id)
    reminded = _reminded_today(event, at)
    lines = [
        JurorLine(
            row,
            known[str(row.juror.id)].mean_deviation,
            known[str(row.juror.id)].flag,
            ends.get(row.juror.id) if row.assigned and not row.left else None,
            row.juror.id in reminded,
        )
        for row in rows
    ]
    flag = rules.strict_judge_flag
    return JuryBoard(
        lines=lines,
        divergent=divergent_works(works, rules),
        threshold=flag.abs_mean_deviation if flag else None,
        slots=max((row.assigned for row in rows), default=0),
        unusual=[one for one in unusual(works) if one.juror in present],
    )


def _last_sent(event_id: int) -> dict[int, datetime]:
    query = (
        select(Assignment.juror_id, func.max(Sheet.submitted_at))
        .join(Sheet, Sheet.assignment_id == Assignment.id)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(Entry.event_id == event_id, Sheet.state == "submitted")
        .group_by(Assignment.juror_id)
    )
    return {juror: at for juror, at in db.session.execute(query) if at is not None}


def _reminded_today(event: Event, at: datetime) -> set[int]:
    """Jurors to whom a reminder went out on this day of the event's zone."""
    day = at.astimezone(ZoneInfo(event.timezone)).replace(hour=0, minute=0, second=0, microsecond=0)
    query = select(JournalLine.data).where(
        JournalLine.chain == event_chain(event.id),
        JournalLine.subject == f"event:{event.id}",
        JournalLine.act == "jury.reminded",
        JournalLine.at >= day.astimezone(UTC),
    )
    return {juror for data in db.session.scalars(query) for juror in data.get("jurors", ())}
