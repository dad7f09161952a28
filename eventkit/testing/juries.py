"""A judged contest for tests: criteria, works with texts, jurors; each function flushes only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from flask.testing import FlaskClient

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.events.models import Event
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.operations import add_juror, assign, issue_link
from eventkit.people.models import Person
from eventkit.scoring.models import Criterion, Level
from eventkit.scoring.rules_operations import set_rules
from eventkit.testing.factories import create_event, create_person
from eventkit.web.clock import now

_numbers = count(1001)
OPENED = datetime(2025, 11, 1, tzinfo=UTC)


def create_criterion(event: Event, code: str, maximum: str = "5", **values: Any) -> Criterion:
    """A criterion of the event's first trial; ``levels`` are (lowest, highest, text)."""
    levels = values.pop("levels", ())
    criterion = Criterion(
        trial=event.trials[0],
        code=code,
        title=values.pop("title", f"Критерий {code}"),
        maximum=Decimal(maximum),
        step=Decimal(values.pop("step", "1")),
        weight=Decimal(values.pop("weight", "1")),
        position=values.pop("position", int(code[1:]) if code[1:].isdecimal() else 0),
        levels=[
            Level(lowest=Decimal(low), highest=Decimal(high), text=text, position=i)
            for i, (low, high, text) in enumerate(levels)
        ],
        **values,
    )
    db.session.add(criterion)
    db.session.flush()
    return criterion


def create_judged_event(rules: Mapping[str, Any] | None = None, **values: Any) -> Event:
    """An event in the middle of judging, with criteria K1 (5 points) and K2 (10, half points)."""
    event = create_event(**values)
    judging = event.stage("judging")
    assert judging is not None
    judging.opens_at = judging.opened_at = OPENED
    create_criterion(event, "K1", "5")
    create_criterion(event, "K2", "10", step="0.5")
    set_rules(event, rules or {"sheets_per_entry": 2})
    db.session.flush()
    return event


def create_entry(event: Event, author: Person | None = None, **values: Any) -> Entry:
    """An admitted work with a code; without an author one is made."""
    entry = Entry(
        event=event,
        nomination=values.pop("nomination", event.nominations[0]),
        code=values.pop("code", f"Э-{next(_numbers)}"),
        title=values.pop("title", "Дорогой мой первый класс"),
        text=values.pop("text", "Я долго думала, с чего начать это письмо.\n\nВторой абзац."),
        is_admitted=values.pop("is_admitted", True),
        created_at=now(),
        authors=[EntryAuthor(person=author or create_person())],
        **values,
    )
    db.session.add(entry)
    db.session.flush()
    return entry


def create_juror(event: Event, person: Person | None = None, **values: Any) -> Juror:
    """A member of the jury from a school of their own."""
    return add_juror(event, person or create_person(email="juror@example.org"), **values)


def create_task(event: Event, juror: Juror | None = None, entry: Entry | None = None) -> Assignment:
    """A work given to a juror."""
    return assign(juror or create_juror(event), entry or create_entry(event), event.trials[0])


def marks_by_code(event: Event, values: Sequence[Any]) -> dict[str, Any]:
    """Values in the order of the criteria as ``enter_sheet`` takes them."""
    return {f"K{i}": value for i, value in enumerate(values, start=1)}


def enter_by_link(client: FlaskClient, juror: Juror) -> str:
    """Let the client come in by a new personal link, as a juror does; returns the token."""
    token = issue_link(juror)
    db.session.commit()
    answer = client.post(f"/jury/{token}")
    assert answer.status_code == 302, answer.status_code
    return token
