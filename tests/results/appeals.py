"""A published contest whose authors may appeal, with numbers worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.queries import jurors_of
from eventkit.mail.models import Letter
from eventkit.people.models import Person
from eventkit.registration.models import Registration
from eventkit.results.appeals.models import Appeal
from eventkit.results.appeals.operations import file_appeal
from eventkit.results.operations import calculate, publish
from eventkit.scoring.models import Criterion, Sheet
from eventkit.scoring.setup_queries import criteria_of_event
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.results import create_judged_event
from eventkit.web.clock import set_clock

PUBLISHED = datetime(2025, 11, 14, 1, tzinfo=UTC)
"""10:00 in Yakutsk; three days later the last second is 17 November 14:59:59 UTC."""
LAST_SECOND = datetime(2025, 11, 17, 14, 59, 59, tzinfo=UTC)

# Of each sheet the marks K1, K2. Means: Э-1 80, Э-2 (85 + 45)/2 = 65, Э-3 70; Э-4 60.
# On paper the second sheet of Э-2 says 45 in K1: then Э-2 has (85 + 85)/2 = 85 and is first.
TABLE: dict[str, Any] = {
    "N1": {
        "Э-1": ((40, 40), (40, 40), None),
        "Э-2": ((45, 40), (5, 40), None),
        "Э-3": ((35, 35), (35, 35), None),
    },
    "N2": {"Э-4": (None, (30, 30), (30, 30))},
}
RULES = {"winner_min_percent": 75, "prize_min_percent": 60}
GROUND = "На бумаге во втором листе стоит 45, а в программе 5."


def at(moment: datetime) -> None:
    """Set the clock."""
    set_clock(lambda: moment)


def published_contest(**values: Any) -> Event:
    """Judged and published on 14 November 2025; the third juror has read Э-4 alone."""
    at(PUBLISHED)
    values = {"appeal_days": 3, "contact_email": "office@example.org"} | values
    event = create_judged_event(TABLE, rules=RULES, criteria=(("K1", 50), ("K2", 50)), **values)
    publish(calculate(event, "account:1"), actor="account:1", protocol_number="1")
    db.session.commit()
    return event


def entry_of(event: Event, code: str) -> Entry:
    """A work by its code."""
    return db.session.scalars(select(Entry).filter_by(event_id=event.id, code=code)).one()


def application(event: Event, code: str) -> Registration:
    """The application of a work."""
    return db.session.scalars(
        select(Registration).filter_by(entry_id=entry_of(event, code).id)
    ).one()


def criterion(event: Event, code: str = "K1") -> Criterion:
    """A criterion by its code."""
    return next(c for c in criteria_of_event(event) if c.code == code)


def jury(event: Event) -> list[Juror]:
    """The three jurors in the order of the table."""
    return sorted(jurors_of(event.id), key=lambda juror: juror.id)


def person_of(event: Event, number: int) -> Person:
    """The person of the first, second or third juror."""
    return jury(event)[number - 1].person


def sheet(event: Event, code: str, number: int) -> Sheet:
    """The sheet of a juror about a work."""
    query = (
        select(Sheet)
        .join(Assignment, Sheet.assignment_id == Assignment.id)
        .where(
            Assignment.entry_id == entry_of(event, code).id,
            Assignment.juror_id == jury(event)[number - 1].id,
        )
    )
    return db.session.scalars(query).one()


def filed(event: Event, code: str = "Э-2", kind: str = "mark", **values: Any) -> Appeal:
    """An appeal about a slip of the pen in K1, or about procedure."""
    named = values.pop("criterion", criterion(event) if kind == "mark" else None)
    return file_appeal(application(event, code), kind, GROUND, named, **values)


def author(app: Flask, event: Event, code: str = "Э-2") -> tuple[FlaskClient, str]:
    """The browser of a work's author and the address of the own result."""
    registration = application(event, code)
    client = app.test_client()
    sign_in(client, create_account(registration.person))
    return client, f"/events/{event.slug}/register/my-{registration.id}"


def staff(app: Flask, event: Event, role: str = "organizer", **values: Any) -> FlaskClient:
    """The browser of somebody with a role."""
    client = app.test_client()
    sign_in(client, create_account(roles={event.id: role}, **values))
    return client


def letters(kind: str) -> dict[str, Letter]:
    """Letters of a kind by their recipients."""
    return {row.recipient: row for row in db.session.scalars(select(Letter).filter_by(kind=kind))}


def clear_letters() -> None:
    """Forget the letters so far."""
    for letter in db.session.scalars(select(Letter)):
        db.session.delete(letter)
    db.session.flush()
