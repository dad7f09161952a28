"""Reminding by a click: those who owe, and nobody twice on one day without being asked again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from eventkit.events.models import Event
from eventkit.lazy import dataclass
from eventkit.scoring.queries import JurorProgress, progress
from eventkit.scoring.reminders import remind
from eventkit.scoring.reminding.queries import last_reminders
from eventkit.web.clock import now

REST = timedelta(hours=20)
"""For so long after a letter the next one is written only when somebody asks for it again."""


@dataclass(frozen=True)
class Reminded:
    """What came of a click: who got a letter, who had one lately, who has no address."""

    written: Sequence[JurorProgress]
    recent: Sequence[tuple[JurorProgress, datetime]]
    silent: Sequence[JurorProgress]


def owing(event: Event) -> list[JurorProgress]:
    """Who has sheets that are neither sent nor given in on paper."""
    return [row for row in progress(event) if row.owed > 0]


def recently(event: Event) -> dict[int, datetime]:
    """By juror: the reminders that were written a short while ago."""
    since = now() - REST
    return {juror: at for juror, at in last_reminders(event.id).items() if at > since}


def remind_by_hand(
    event: Event,
    juror_ids: Collection[int] | None = None,
    *,
    again: bool = False,
    actor: str = "system",
) -> Reminded:
    """Write to those who owe, or to the named ones of them; ``again`` also to the lately reminded.

    A juror who owes nothing gets nothing, named or not.
    """
    rows = [row for row in owing(event) if juror_ids is None or row.juror.id in juror_ids]
    lately = {} if again else recently(event)
    wanted = {row.juror.id for row in rows if row.juror.id not in lately}
    written = remind(event, wanted, actor=actor)
    return Reminded(
        written=written,
        recent=[(row, lately[row.juror.id]) for row in rows if row.juror.id in lately],
        silent=[row for row in rows if row.juror.id in wanted and not row.juror.person.email],
    )
