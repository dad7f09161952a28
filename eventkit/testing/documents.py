"""Contests whose authors have names and consents, for tests of papers and portfolios."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.people.keys import sort_key
from eventkit.registration.models import Consent, ConsentText, Registration
from eventkit.scoring.models import Mark, Sheet
from eventkit.web.clock import now

Author = tuple[str, str, str, str, str, str]
"""Surname, first name, patronymic, gender, post, school."""


def name_authors(event: Event, people: Mapping[str, Author]) -> None:
    """Give the authors of works invented names and places of work."""
    for entry in db.session.query(Entry).filter_by(event_id=event.id):
        last, first, patronymic, gender, post, school = people[entry.code or ""]
        person = entry.authors[0].person
        person.last_name, person.first_name, person.patronymic = last, first, patronymic
        person.gender, person.position, person.email = gender, post, ""
        person.sort_key = sort_key(person.full_name)
        application = db.session.query(Registration).filter_by(entry_id=entry.id).one()
        application.position, application.organization_name = post, school
    db.session.flush()


def agree_to_publication(event: Event, codes: Collection[str]) -> None:
    """Let the authors of some works agree that their names are published."""
    text = ConsentText(kind="publication", version=1, text="–", published_at=now())
    db.session.add(text)
    for application in db.session.query(Registration).filter_by(event_id=event.id):
        if application.entry is not None and application.entry.code in codes:
            consent = Consent(
                person_id=application.person_id,
                event_id=event.id,
                registration=application,
                kind="publication",
                text=text,
                given_at=now(),
            )
            db.session.add(consent)
    db.session.flush()


def correct_mark(code: str, mark: int) -> None:
    """Change the first sheet of a work, as an appeal against a slip of the pen does."""
    for sheet in db.session.query(Sheet).join(Sheet.assignment).join(Mark):
        if sheet.assignment.entry.code == code:
            sheet.marks[0].steps = mark
            sheet.version += 1
            break
    db.session.flush()


def application_of(event: Event, code: str) -> Registration:
    """The application of a work."""
    query = db.session.query(Registration).filter_by(event_id=event.id)
    return next(row for row in query if row.entry is not None and row.entry.code == code)
