"""Waves are opened and closed by their times, looked at each minute.

A wave takes answers by its times even while nothing looks (``rules.takes_answers``); here the state
and the journal follow.
"""

from __future__ import annotations

from sqlalchemy import or_, select

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.questionnaires.models import Wave
from eventkit.questionnaires.operations import close_wave, open_wave
from eventkit.web.clock import now


def look_at_waves() -> int:
    """Open and close the waves whose time has come; returns how many. Safe to repeat."""
    at = now()
    due_to_open = (Wave.state == "planned") & (Wave.opens_at <= at)
    due_to_close = (Wave.state == "open") & (Wave.closes_at <= at)
    found = db.session.scalars(select(Wave).where(or_(due_to_open, due_to_close))).all()
    done = 0
    for wave in found:
        try:
            if wave.closes_at is not None and wave.closes_at <= at:
                close_wave(wave, actor="system")
            else:
                open_wave(wave, actor="system")
        except RefusalError:  # a questionnaire without items: its organizer sees that it waits
            db.session.rollback()
            continue
        db.session.commit()
        done += 1
    return done
