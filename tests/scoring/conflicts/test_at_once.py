"""Two at the same moment: a finger that taps twice, two who decide, a school changed by two."""

import threading

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from eventkit.db import db, set_mode
from eventkit.events.refusals import RefusalError
from eventkit.journal.models import JournalLine
from eventkit.juries.models import Challenge, Conflict
from eventkit.juries.operations import derive_conflicts
from eventkit.scoring.conflicts.operations import (
    accept,
    choose_decider,
    raise_challenge,
    refuse,
)
from eventkit.scoring.operations import enter_sheet
from eventkit.testing.factories import create_organization, create_person
from eventkit.testing.juries import create_entry

pytestmark = pytest.mark.database


def at_once(app, *acts):
    """Each act in a thread and transaction of its own; returns what became of each."""
    start, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        with app.app_context():
            set_mode("write")
            start.wait(30)
            try:
                act()
                db.session.commit()
                outcomes[place] = "done"
            except RefusalError:
                outcomes[place] = "refused"
            except DBAPIError as problem:
                outcomes[place] = problem
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(map(str, outcomes))


def test_a_double_tap_is_one_recusal(app, juror, task):
    enter_sheet(task, {"K1": 4, "K2": 7})
    juror_id, entry_id = juror.id, task.entry_id
    model, work = type(juror), type(task.entry)
    db.session.commit()

    def tap():
        seat, entry = db.session.get_one(model, juror_id), db.session.get_one(work, entry_id)
        raise_challenge(seat, entry, ground="relative")

    assert at_once(app, tap, tap) == ["done", "refused"]
    assert [one.state for one in db.session.scalars(select(Challenge))] == ["accepted"]
    assert len(db.session.scalars(select(Conflict)).all()) == 1


def test_of_two_decisions_one_holds(app, event, juror, task):
    choose_decider(event, "chair")
    made = raise_challenge(juror, task.entry, ground="relative")
    id_ = made.id
    db.session.commit()
    outcomes = at_once(
        app,
        lambda: accept(db.session.get_one(Challenge, id_)),
        lambda: refuse(db.session.get_one(Challenge, id_), "Нет."),
    )
    assert outcomes == ["done", "refused"]
    db.session.expire_all()
    stands = len(db.session.scalars(select(Conflict)).all()) == 1
    assert stands == (db.session.get_one(Challenge, id_).state == "accepted")
    acts = select(JournalLine.act).where(
        JournalLine.act.in_(("challenge.accepted", "challenge.refused"))
    )
    assert len(db.session.scalars(acts).all()) == 1


def test_one_conflict_is_found_once_by_two(app, event, juror):
    school = create_organization()
    author = create_person(organization=school)
    create_entry(event, author, code="Э-9")
    event_model, event_id = type(event), event.id
    person_model, person_id, school_id = type(author), juror.person_id, school.id
    db.session.commit()

    def move():
        db.session.get_one(person_model, person_id).organization_id = school_id

    def derive():
        derive_conflicts(db.session.get_one(event_model, event_id))

    assert at_once(app, move, derive) == ["done", "done"]
    kinds = db.session.scalars(select(Conflict.kind)).all()
    assert kinds == ["same_organization"]
