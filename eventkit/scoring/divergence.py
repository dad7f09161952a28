"""Works whose sheets lie further apart than the rules let pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.juries.models import Assignment
from eventkit.lazy import dataclass
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.engine.aggregate import Reading
from eventkit.scoring.models import Sheet


@dataclass(frozen=True)
class Divergence:
    """A work whose sheets lie too far apart."""

    code: str
    totals: tuple[Fraction, ...]

    @property
    def spread(self) -> Fraction:
        """Between the highest and the lowest sheet."""
        return max(self.totals) - min(self.totals)


def readings_of(event_id: int) -> dict[str, list[Reading]]:
    """Sheets by «code/trial»: what two trials give cannot be compared."""
    query = (
        select(
            Entry.code, Assignment.trial_id, Assignment.juror_id, Assignment.reading, Sheet.total
        )
        .join(Assignment, Assignment.entry_id == Entry.id)
        .join(Sheet, Sheet.assignment_id == Assignment.id)
        .where(
            Entry.event_id == event_id,
            Entry.is_admitted,
            Sheet.state == "submitted",
        )
        .order_by(Entry.code, Assignment.trial_id, Assignment.reading, Assignment.id)
    )
    works: dict[str, list[Reading]] = {}
    for code, trial, juror, reading, total in db.session.execute(query):
        if total is not None:
            readings = works.setdefault(f"{code or ''}/{trial}", [])
            readings.append(Reading(str(juror), reading, total))
    return works


def divergent_works(
    works: Mapping[str, Sequence[Reading]], rules: ScoringRules
) -> list[Divergence]:
    """Works whose sheets differ by more than the rules let pass, the widest first."""
    limit = rules.divergence_points
    if limit is None:
        return []
    found = [
        Divergence(key.rpartition("/")[0], tuple(r.total for r in rows))
        for key, rows in works.items()
    ]
    wide = [one for one in found if len(one.totals) > 1 and one.spread >= limit]
    return sorted(wide, key=lambda one: (-one.spread, one.code))
