"""Verbs of check-in: points, marks, helpers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, record
from eventkit.people.passwords import new_token, token_hash
from eventkit.registration.checkin.models import Attendance, CheckinHelper, CheckPoint
from eventkit.registration.checkin.queries import arrival_of, participants_of
from eventkit.registration.holding import hold_event
from eventkit.web.clock import now


def add_point(
    event: Event,
    title: str,
    begins_at: datetime | None = None,
    ends_at: datetime | None = None,
    hours: Decimal = Decimal(0),
) -> CheckPoint:
    """Check people in at one more place, e.g. a session; whoever adds it writes the journal."""
    point = CheckPoint(
        event_id=event.id, title=title, begins_at=begins_at, ends_at=ends_at, hours=hours
    )
    db.session.add(point)
    db.session.flush()
    return point


def remove_point(point: CheckPoint) -> None:
    """Take a point away. Raises RefusalError where somebody has been marked."""
    marked = select(Attendance.id).where(Attendance.point_id == point.id, Attendance.is_there)
    if db.session.scalars(marked.limit(1)).first() is not None:
        raise RefusalError(_("Здесь уже отмечены участники. Сначала снимите отметки."))
    db.session.delete(point)
    db.session.flush()


def hold_arrival(event: Event) -> CheckPoint:
    """The arrival of an event, begun if nobody was marked there yet."""
    hold_event(event.id)
    found = arrival_of(event)
    if found is None:
        found = CheckPoint(event_id=event.id, is_arrival=True)
        db.session.add(found)
        db.session.flush()
    return found


def mark(
    point: CheckPoint, person_id: int, *, there: bool = True, at: datetime | None = None, actor: str
) -> bool:
    """Say that a person is at a point, or that it was a mistake; returns whether anything changed.

    ``at`` is when it was said: phones send later what they kept without a network, so the later
    word counts, and what comes twice changes nothing. A clock that runs ahead is set to now.
    Raises RefusalError for somebody who does not take part in the event.
    """
    hold_event(point.event_id)
    at = min(at or now(), now())
    query = select(Attendance).where(
        Attendance.point_id == point.id, Attendance.person_id == person_id
    )
    row = db.session.scalars(query).first()
    if row is None:
        if person_id not in {one.person_id for one in participants_of(point.event)}:
            raise RefusalError(_("Этого человека нет среди участников."), "person")
        if not there:
            return False
        db.session.add(Attendance(point_id=point.id, person_id=person_id, at=at))
    elif at <= row.at:
        return False
    else:
        row.at, was_there, row.is_there = at, row.is_there, there
        if was_there == there:
            return False
    db.session.flush()
    data = {"person": person_id, "point": point.id, "at": at.isoformat()}
    act = "checkin.marked" if there else "checkin.unmarked"
    record(event_chain(point.event_id), act, f"checkin_point:{point.id}", actor=actor, data=data)
    return True


def add_helper(event: Event, name: str, *, actor: str) -> CheckinHelper:
    """Let somebody check people in; the link is made apart."""
    helper = CheckinHelper(event_id=event.id, name=name)
    db.session.add(helper)
    db.session.flush()
    _journal(helper, "checkin.helper_added", actor)
    return helper


def issue_helper_link(helper: CheckinHelper, *, actor: str) -> str:
    """Make a new link and return its secret, which is kept nowhere: an older link dies."""
    token = new_token()
    helper.token_hash = token_hash(token)
    db.session.flush()
    _journal(helper, "checkin.helper_link", actor)
    return token


def revoke_helper_link(helper: CheckinHelper, *, actor: str) -> None:
    """Take the link back: what was marked with it stays."""
    if helper.token_hash is None:
        return
    helper.token_hash = None
    db.session.flush()
    _journal(helper, "checkin.helper_revoked", actor)


def _journal(helper: CheckinHelper, act: str, actor: str) -> None:
    texts: Mapping[str, str] = {"name": helper.name}
    about = f"checkin_helper:{helper.id}"
    record(event_chain(helper.event_id), act, about, actor=actor, texts=texts)
