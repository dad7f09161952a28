"""Deleting answers: after their day, of one wave by its organizer, one's own by its code."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, func, select

from eventkit.db import db
from eventkit.questionnaires.answering import codes
from eventkit.questionnaires.answering.secrecy import shuffle
from eventkit.questionnaires.answering.showing import follow_deletion
from eventkit.questionnaires.live import end_live
from eventkit.questionnaires.models import Invitation, Questionnaire, Response, Wave
from eventkit.questionnaires.queries import questionnaires_of
from eventkit.questionnaires.versions import hold, note
from eventkit.web.clock import today


def delete_expired() -> int:
    """Delete the answers and personal links whose day is over; returns of how many questionnaires.

    Looked at each minute; a day is over in the zone of the event.
    """
    of_wave = select(Wave.questionnaire_id)
    answered = of_wave.join(Response, Response.wave_id == Wave.id)
    invited = of_wave.join(Invitation, Invitation.wave_id == Wave.id)
    has_some = Questionnaire.id.in_(answered) | Questionnaire.id.in_(invited)
    query = select(Questionnaire).where(Questionnaire.keep_until.is_not(None), has_some)
    done = 0
    for one in db.session.scalars(query).all():
        if one.keep_until is not None and one.keep_until < today(one.event.timezone):
            hold(one)
            count = sum(_empty(wave) for wave in one.waves)
            follow_deletion(one)
            note(one, "answers.expired", "system", {"answers": count})
            done += 1
    db.session.commit()
    return done


def empty_wave(wave: Wave, *, actor: str) -> int:
    """Delete all answers of a wave for good, its personal links with them; returns how many."""
    hold(wave.questionnaire)
    count = _empty(wave)
    follow_deletion(wave.questionnaire)
    facts = {"wave": wave.id, "answers": count}
    note(wave.questionnaire, "wave.emptied", actor, facts, {"title": wave.title})
    return count


def withdraw_by_code(questionnaire: Questionnaire, code: str) -> int:
    """Delete what was answered under a self-made code, in all waves; returns how many answers."""
    hold(questionnaire)
    respondent = codes.digest(questionnaire.salt, code)
    if questionnaire.mode != "code" or not respondent:
        return 0
    waves = [wave.id for wave in questionnaire.waves]
    own = Response.wave_id.in_(waves), Response.respondent == respondent
    count = db.session.scalar(select(func.count()).select_from(Response).where(*own)) or 0
    if not count:
        return 0
    answered = set(db.session.scalars(select(Response.wave_id).where(*own)))
    for wave in questionnaire.waves:
        if wave.id in answered:
            _forget(wave)
    db.session.execute(delete(Response).where(*own))
    for wave_id in waves:
        shuffle(wave_id)
    note(questionnaire, "answers.withdrawn", "system", {"answers": count})
    return count


def withhold(lost: Wave, questionnaires: Iterable[Questionnaire]) -> None:
    """Before answers of a closed wave are deleted: what was shown with them is not shown again.

    The report of before less that of after would tell what they were. With the wave go the others
    of its questionnaire, where what is hidden now was hidden because of it, and of questionnaires
    compared with it in pairs what they are compared by. Under names nothing is secret.
    """
    own = lost.questionnaire
    for one in questionnaires:
        beside = "pairs" if own.pair_scale and one.pair_scale else ""
        what = "all" if one is own else beside
        for wave in one.waves:
            if what and one.mode != "named" and wave.state == "closed" and wave.withheld != "all":
                wave.withheld = what


def _forget(wave: Wave) -> None:
    """Before answers of a wave are deleted; of fewer than a small group nothing was shown."""
    end_live(wave)
    sent = Response.wave_id == wave.id, Response.state == "sent"
    count = db.session.scalar(select(func.count()).select_from(Response).where(*sent)) or 0
    if wave.state == "closed" and count >= wave.questionnaire.small_group:
        withhold(wave, questionnaires_of(wave.questionnaire.event))


def _empty(wave: Wave) -> int:
    own = Response.wave_id == wave.id
    count = db.session.scalar(select(func.count()).select_from(Response).where(own)) or 0
    _forget(wave)
    db.session.execute(delete(Response).where(own))
    db.session.execute(delete(Invitation).where(Invitation.wave_id == wave.id))
    return count
