"""The jury as its watcher sees it: how far each one is, the link, the last letter, the pace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from eventkit.events.days import last_moment
from eventkit.events.models import Event
from eventkit.juries.models import Juror
from eventkit.lazy import dataclass
from eventkit.scoring.queries import JurorProgress
from eventkit.scoring.reminders import own_terms
from eventkit.scoring.reminding.queries import last_reminders
from eventkit.scoring.rules import judging_is_open

FILTERS = ("all", "owe", "unopened", "late")


@dataclass(frozen=True)
class JurorRow:
    """A juror's row. ``pace``: ok, behind (will be late at this pace), late (the term is over)."""

    progress: JurorProgress
    door: str
    """opened, came (without the present link), waiting (sent, not opened) or none."""
    reminded_at: datetime | None
    pace: str

    @property
    def juror(self) -> Juror:
        """The member of the jury."""
        return self.progress.juror

    @property
    def is_unopened(self) -> bool:
        """Whether the juror owes sheets and was never seen."""
        return self.progress.owed > 0 and self.door in ("waiting", "none")

    def fits(self, wanted: str) -> bool:
        """Whether a filter shows the row."""
        return {
            "owe": self.progress.owed > 0,
            "unopened": self.is_unopened,
            "late": self.pace != "ok",
        }.get(wanted, True)


@dataclass(frozen=True)
class Term:
    """The time that a jury has: from the opening to the last second, as it stands at an instant."""

    begun: datetime
    last: datetime
    at: datetime

    def pace(self, sent: int, assigned: int) -> str:
        """Whether so many sheets sent by now are enough to be through at the end.

        From half of the term on: a juror who goes on as before will have sent ÷ elapsed × whole
        sheets; with a whole sheet less than the works they are behind.
        """
        if sent >= assigned:
            return "ok"
        if self.at > self.last:
            return "late"
        elapsed, whole = self.at - self.begun, self.last - self.begun
        if elapsed * 2 < whole:
            return "ok"
        return "behind" if sent * whole <= (assigned - 1) * elapsed else "ok"


def juror_rows(event: Event, rows: Sequence[JurorProgress], at: datetime) -> list[JurorRow]:
    """The whole jury: two queries whatever its size, beside the progress that is given."""
    reminded, own, term = last_reminders(event.id), own_terms(event), term_of(event, at)
    return [
        JurorRow(
            row,
            _door(row.juror),
            reminded.get(row.juror.id),
            # Works with later terms of their own are not expected by the jury's term.
            term.pace(row.submitted, row.assigned - len(own.get(row.juror.id, ())))
            if term
            else "ok",
        )
        for row in rows
    ]


def term_of(event: Event, at: datetime) -> Term | None:
    """The jury's time; None while it does not work, or where it has no end."""
    judging = event.stage("judging")
    if judging is None or not judging_is_open(event):
        return None
    begun, last = judging.opened_at or judging.opens_at, last_moment(judging)
    return Term(begun, last, at) if begun is not None and last is not None else None


def _door(juror: Juror) -> str:
    if juror.link_opened_at is not None:
        return "opened"
    if juror.last_seen_at is not None:
        return "came"
    return "waiting" if juror.token_hash else "none"
