"""A juror who has given a sheet in on paper owes nothing while the secretaries type it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.mail.models import Letter
from eventkit.testing.juries import create_entry, create_task
from eventkit.testing.pages import words
from tests.scoring.paper.hall import Hall


@pytest.fixture
def hall(app):
    hall = Hall(app)
    hall.event.paper_twice = True
    hall.juror.person.email = "juror@example.org"
    db.session.commit()
    return hall


def remind(hall, organizer) -> list[str]:
    """The texts of the letters that a click on «remind all» writes."""
    db.session.query(Letter).delete()
    db.session.commit()
    organizer.post(f"/manage/{hall.event.slug}/jury/remind", data={"again": "1"})
    return list(db.session.scalars(select(Letter.body)))


def test_a_sheet_that_waits_for_the_second_person_is_not_owed(hall):
    organizer = hall.someone("organizer")
    assert len(remind(hall, organizer)) == 1
    hall.type(hall.someone("secretary"), "3", "7")
    assert hall.counted() is None
    assert remind(hall, organizer) == []
    page = words(organizer.get(f"/manage/{hall.event.slug}/jury/progress"))
    assert "на бумаге, вводится 1" in page
    assert "не нужно: остальное на бумаге" in page


def test_only_the_sheets_that_are_not_on_paper_are_asked_for(hall):
    create_task(hall.event, hall.juror, create_entry(hall.event, code="Э-119"))
    db.session.commit()
    organizer = hall.someone("organizer")
    [letter] = remind(hall, organizer)
    assert "Вам осталось 2 работы." in letter
    hall.type(hall.someone("secretary"), "3", "7")
    [letter] = remind(hall, organizer)
    assert "Вам осталась 1 работа." in letter
