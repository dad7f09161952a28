"""The verb of a stopwatch: note how long a performance took."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Trial
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, hold, record
from eventkit.scoring.timing.models import PerformanceTime
from eventkit.scoring.timing.queries import time_of
from eventkit.web.clock import now


class TimeTakenError(RefusalError):
    """Somebody else has noted another time meanwhile; ``seconds`` is what stands there."""

    def __init__(self, message: str, seconds: int | None) -> None:
        super().__init__(message)
        self.seconds = seconds


def note_time(
    entry: Entry,
    trial: Trial,
    seconds: int | None,
    *,
    seen: int | None = None,
    source: str = "",
    reason: str = "",
    actor: str = "system",
) -> bool:
    """Keep the time of a performance in whole seconds; None takes it away. True where it changed.

    ``seen`` is what the writer saw there before; ``source`` tells by id what a correction follows
    from («appeal:7»), ``reason`` why in words. Raises TimeTakenError when another time than
    ``seen`` stands there meanwhile, RefusalError for a trial of another event.
    """
    if entry.event_id != trial.event_id:
        raise RefusalError(_("Этого испытания в конкурсе нет."))
    # The desk and the sheet of times may write at once: whoever is second reads what stands.
    hold(event_chain(entry.event_id))
    row = time_of(entry.id, trial.id)
    before = row.seconds if row else None
    if before == seconds:
        return False
    if before != seen:
        raise TimeTakenError(_("Пока вы вписывали, здесь записали другое время."), before)
    if row is None:
        row = PerformanceTime(entry_id=entry.id, trial_id=trial.id)
        db.session.add(row)
    if seconds is None:
        db.session.delete(row)
    else:
        row.seconds, row.noted_by, row.noted_at = seconds, actor, now()
    db.session.flush()
    data = {"trial": trial.code, "seconds": seconds, "before": before, "source": source}
    record(
        event_chain(entry.event_id),
        "time.noted",
        f"entry:{entry.id}",
        actor=actor,
        data=data,
        texts={"reason": reason} if reason else None,
    )
    return True
