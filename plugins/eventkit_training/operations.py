"""Verbs of the programme: sessions, materials, which questionnaire asks how it was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.events.days import moment_a_year_later
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.files.operations import Received, keep
from eventkit.journal.operations import event_chain, record
from eventkit.lazy import dataclass
from eventkit.questionnaires.models import Wave
from eventkit.registration.checkin.operations import add_point, remove_point
from eventkit.registration.checkin.queries import present_by_point
from eventkit_training.models import TrainingMaterial, TrainingSession, TrainingSetting
from eventkit_training.queries import first_day_of, sessions_of, times_of


@dataclass(frozen=True)
class Plan:
    """What a session is: when, where, who leads it, for how many."""

    title: str
    begins_at: datetime
    ends_at: datetime
    hours: Decimal = Decimal(0)
    exercises: str = ""
    speakers: str = ""
    room: str = ""
    sign_up: bool = False
    places: int | None = None


def add_session(event: Event, plan: Plan, *, actor: str = "system") -> TrainingSession:
    """Put a session into the programme; people can be checked in there at once."""
    point = add_point(event, plan.title, plan.begins_at, plan.ends_at, plan.hours)
    session = TrainingSession(event_id=event.id, point=point, sign_up=plan.sign_up)
    db.session.add(session)
    _write(session, plan)
    _journal(session, "training.session_added", actor)
    return session


def change_session(session: TrainingSession, plan: Plan, *, actor: str = "system") -> None:
    """Change a session; places that are taken stay taken."""
    point = session.point
    point.title, point.begins_at, point.ends_at = plan.title, plan.begins_at, plan.ends_at
    point.hours = plan.hours
    _write(session, plan)
    _journal(session, "training.session_changed", actor)


def remove_session(session: TrainingSession, *, actor: str = "system") -> None:
    """Take a session out. Raises RefusalError where people have been checked in."""
    point = session.point
    _journal(session, "training.session_removed", actor)
    db.session.delete(session)
    db.session.flush()
    remove_point(point)


def copy_programme(source: Event, target: Event, *, actor: str = "system") -> None:
    """Give an event the sessions of another with their materials, a year later, nobody in them."""
    for session in sessions_of(source):
        begins, ends = (moment_a_year_later(one, source.timezone) for one in times_of(session))
        plan = Plan(
            session.title,
            begins,
            ends,
            session.point.hours,
            session.exercises,
            session.speakers,
            session.room,
            session.sign_up,
            session.places,
        )
        made = add_session(target, plan, actor=actor)
        for one in session.materials:
            _add(TrainingMaterial(session=made, title=one.title, url=one.url, file=one.file), actor)


def move_programme(event: Event, first: date, *, actor: str = "system") -> None:
    """Move all sessions by as many days as take the first one to a day, at the same times.

    Raises RefusalError where somebody has been checked in: what happened keeps its day.
    """
    day = first_day_of(event)
    if day is None or day == first:
        return
    if present_by_point(event):
        raise RefusalError(
            _("На занятиях уже отмечали участников: день теперь не изменить."), "day"
        )
    zone = ZoneInfo(event.timezone)
    for session in sessions_of(event):
        # By the clock on the wall, which a change to summer time must not move.
        session.point.begins_at, session.point.ends_at = (
            (one.astimezone(zone) + (first - day)).astimezone(UTC) for one in times_of(session)
        )
    db.session.flush()
    data = {"days": (first - day).days}
    record(event_chain(event.id), "training.moved", f"event:{event.id}", actor=actor, data=data)


def add_link(
    session: TrainingSession, title: str, url: str, *, actor: str = "system"
) -> TrainingMaterial:
    """Put a link beside a session."""
    return _add(TrainingMaterial(session=session, title=title or url[:200], url=url), actor)


def add_file(
    session: TrainingSession, title: str, file: Received, *, actor: str = "system"
) -> TrainingMaterial:
    """Put a file beside a session."""
    kept = keep(file)
    return _add(TrainingMaterial(session=session, title=title or kept.name[:200], file=kept), actor)


def remove_material(material: TrainingMaterial, *, actor: str = "system") -> None:
    """Take a material away."""
    session = material.session
    _journal(session, "training.material_removed", actor, {"title": material.title})
    session.materials.remove(material)
    db.session.flush()


def choose_feedback(event: Event, wave: Wave | None) -> None:
    """Say which wave of a questionnaire asks how the training was."""
    row = db.session.get(TrainingSetting, event.id)
    if row is None:
        row = TrainingSetting(event_id=event.id)
        db.session.add(row)
    row.feedback = wave
    db.session.flush()


def _write(session: TrainingSession, plan: Plan) -> None:
    session.exercises, session.speakers, session.room = plan.exercises, plan.speakers, plan.room
    session.sign_up = plan.sign_up
    session.places = plan.places if plan.sign_up else None
    db.session.flush()


def _add(material: TrainingMaterial, actor: str) -> TrainingMaterial:
    db.session.add(material)
    db.session.flush()
    _journal(material.session, "training.material_added", actor, {"title": material.title})
    return material


def _journal(
    session: TrainingSession, act: str, actor: str, texts: Mapping[str, str] | None = None
) -> None:
    data = {"point": session.point_id, "hours": str(session.point.hours)}
    said = texts or {"title": session.title}
    about = f"training_session:{session.id}"
    record(event_chain(session.event_id), act, about, actor=actor, data=data, texts=said)
