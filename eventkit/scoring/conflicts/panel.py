"""What stands above a juror's list about recusals; nothing where nothing is new."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _

from eventkit.hooks import Panel
from eventkit.juries.models import Juror
from eventkit.scoring.conflicts.queries import challenges_of
from eventkit.scoring.conflicts.undoing import undo_until
from eventkit.scoring.conflicts.words import own_words, reason_words
from eventkit.web.clock import now

NEWS = timedelta(days=3)


def recusals_panel(juror: Juror) -> list[Panel]:
    """What waits, and what was decided in the last days."""
    said = challenges_of([juror.id])
    if not said:
        return []
    until, moment = undo_until(said), now()
    new = [
        one
        for one in said
        if one.state == "waiting"
        or until[one.id]
        or (one.decided_by != one.actor and one.decided_at and moment < one.decided_at + NEWS)
    ]
    about = {
        "said": new,
        "undo_until": until,
        "zone": juror.event.timezone,
        "own_words": own_words,
        "reason_words": reason_words,
    }
    return [Panel(_("Самоотвод"), "scoring/conflicts/panel.html", about)] if new else []
