"""Verbs of sign-up: come in, leave, let the next in."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, record
from eventkit.registration.checkin.queries import LIVE
from eventkit.registration.models import Registration
from eventkit.web.clock import now
from eventkit_training.models import TrainingBooking, TrainingSeat, TrainingSession
from eventkit_training.queries import live_seats, people_of, places_of
from eventkit_training.signup.letters import send_let_in
from eventkit_training.signup.queries import clash_of, seat_of, seats_of


def sign_up(
    session: TrainingSession,
    registration: Registration,
    partner: Registration | None = None,
    *,
    actor: str = "system",
) -> str:
    """Take a place in a session, or stand in the line; returns ``taken`` or ``waiting``.

    With a partner both come together or both wait; one who is there already is left as is.
    Raises RefusalError where nobody signs up, it has begun, or another session is at that time.
    """
    _hold(session)
    seat = seat_of(session, registration)
    if seat is not None:
        return seat.booking.state
    _expect_open(session)
    both = [registration]
    if partner is not None and partner.state in LIVE and seat_of(session, partner) is None:
        both.append(partner)
    for one in both:
        _expect_free(session, one)
    seats = [
        TrainingSeat(session_id=session.id, registration=one, people=_people(one)) for one in both
    ]
    places = places_of([session])[session.id]
    state = "taken" if places.has_room_for(sum(seat.people for seat in seats)) else "waiting"
    db.session.add(TrainingBooking(session=session, state=state, asked_at=now(), seats=seats))
    db.session.flush()
    act = "training.signed_up" if state == "taken" else "training.queued"
    for one in both:
        _journal(session, one, act, actor)
    return state


def leave(session: TrainingSession, registration: Registration, *, actor: str = "system") -> None:
    """Give the place or the turn up; whoever waits and fits comes in, with a letter."""
    _hold(session)
    seat = seat_of(session, registration)
    if seat is None:
        return
    _expect_open(session)
    _give_up(seat, session, registration, actor)
    let_in(session, actor=actor)


def leave_all(registration: Registration, actor: str) -> None:
    """Whoever takes part no more gives up all places and turns; those who wait come in.

    Nobody is let into a session that has begun.
    """
    for seat in seats_of(registration):
        session = seat.session
        _hold(session)
        _give_up(seat, session, registration, actor)
        if session.point.begins_at is None or session.point.begins_at > now():
            let_in(session, actor=actor)


def _give_up(
    seat: TrainingSeat, session: TrainingSession, registration: Registration, actor: str
) -> None:
    booking = seat.booking
    booking.seats.remove(seat)
    if not booking.seats:
        db.session.delete(booking)
    db.session.flush()
    _journal(session, registration, "training.left", actor)


def let_in(session: TrainingSession, *, actor: str = "system") -> int:
    """Give free places to those who wait, in their order; returns how many bookings came in.

    A pair waits for two places; somebody behind it who needs one may have a single place, or it
    would stay empty.
    """
    _hold(session)
    places = places_of([session])[session.id]
    entered = 0
    for booking in list(places.waiting):
        if not places.has_room_for(people_of(booking)):
            continue
        booking.state = "taken"
        places.waiting.remove(booking)
        places.taken.append(booking)
        entered += 1
        for seat in live_seats(booking):
            _journal(session, seat.registration, "training.let_in", actor)
            send_let_in(session, seat.registration)
    db.session.flush()
    return entered


def _expect_open(session: TrainingSession) -> None:
    if not session.sign_up:
        raise RefusalError(_("На это занятие не записываются: оно для всех."))
    if session.point.begins_at is not None and session.point.begins_at <= now():
        raise RefusalError(_("Занятие уже началось."))


def _expect_free(session: TrainingSession, registration: Registration) -> None:
    other = clash_of(session, registration)
    if other is not None:
        title = other.title
        raise RefusalError(
            _("В это время занято: «%(title)s». Сначала отмените ту запись.", title=title)
        )


def _people(registration: Registration) -> int:
    """One, or the present members of a pair that applied as one."""
    if registration.group is None:
        return 1
    return max(sum(one.left_at is None for one in registration.group.members), 1)


def _hold(session: TrainingSession) -> None:
    """The last place goes to one: the session's row is locked, the programme is read anew."""
    db.session.execute(
        select(TrainingSession.id).where(TrainingSession.id == session.id).with_for_update()
    )
    db.session.refresh(session)


def _journal(session: TrainingSession, registration: Registration, act: str, actor: str) -> None:
    data = {"registration": registration.id, "point": session.point_id}
    about = f"training_session:{session.id}"
    record(event_chain(session.event_id), act, about, actor=actor, data=data)
