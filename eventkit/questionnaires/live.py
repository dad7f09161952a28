"""An open wave on the wall: the organizer's switch, and the steps in which it grows."""

from __future__ import annotations

from random import SystemRandom

from flask_babel import gettext as _
from sqlalchemy import select, update

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.live import is_due, next_step
from eventkit.questionnaires.models import Response, Wave
from eventkit.questionnaires.reports.sheets import closed_wave, taken
from eventkit.questionnaires.versions import hold, note_wave

CHANCE = SystemRandom()


def show_live(wave: Wave, *, actor: str) -> None:
    """Let an open wave grow on the wall; what has come already makes its first step at once.

    Refused where the wave is closed, and where answers were deleted meanwhile: what the wall says
    without them, beside what it said before, would tell what they were.
    """
    hold(wave.questionnaire)
    db.session.refresh(wave)
    if wave.state == "closed":
        raise RefusalError(_("Замер закрыт: его результаты и так показаны целиком."))
    if wave.live == "on":
        return
    if wave.live == "ended":
        raise RefusalError(
            _("Ответы этого замера удаляли: до закрытия показывать его больше нельзя.")
        )
    wave.live = "on"
    note_wave(wave, "wave.shown_live", actor)
    if not _is_on_wall(wave):
        _take_step(wave)


def hide_live(wave: Wave, *, actor: str) -> None:
    """Take an open wave off the wall; shown again, it goes on from where it was."""
    hold(wave.questionnaire)
    db.session.refresh(wave)
    if wave.live == "on":
        wave.live = "off"
        note_wave(wave, "wave.hidden_live", actor)


def grow(wave: Wave) -> None:
    """After an answer was kept: the next step onto the wall, if it is due and safe.

    Whoever calls it holds the questionnaire. No journal line, for it would say when those of the
    step had answered at the latest.
    """
    if not wave.is_live:
        return
    sent = Response.wave_id == wave.id, Response.state == "sent", Response.step == 0
    waiting = len(db.session.scalars(select(Response.id).where(*sent)).all())
    if is_due(waiting, wave.questionnaire.small_group):
        _take_step(wave)


def end_live(wave: Wave) -> None:
    """Before answers of a wave are deleted: while it is open it is never shown again."""
    if wave.state != "closed" and (wave.live == "on" or _is_on_wall(wave)):
        wave.live = "ended"


def _is_on_wall(wave: Wave) -> bool:
    own = select(Response.id).where(Response.wave_id == wave.id, Response.step > 0)
    return db.session.scalar(own.limit(1)) is not None


def _take_step(wave: Wave) -> None:
    """All who wait are looked at together with what each of them has answered."""
    query = select(Response).where(Response.wave_id == wave.id, Response.state == "sent")
    responses = db.session.scalars(query).all()
    waiting = [one for one in responses if not one.step]
    versions = {
        version.id: Instrument.from_dict(version.document)
        for version in {one.version for one in waiting}
    }
    looked_at = closed_wave(wave, waiting, versions)
    least = wave.questionnaire.small_group
    names = {sheet.name: sheet.response for sheet in looked_at.sheets}
    step = next_step(names, taken(looked_at).values, least, CHANCE)
    if step is None:
        return
    number = max(one.step for one in responses) + 1
    chosen = [names[name].id for name in step]
    db.session.execute(update(Response).where(Response.id.in_(chosen)).values(step=number))
