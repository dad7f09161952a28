"""Judged contests for tests: works with sheets from a table, rules as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.events.models import Audience, Event, Nomination
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.task_lists import place_tasks
from eventkit.people.models import Person
from eventkit.registration.models import Registration
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.models import Criterion, Mark, RulesVersion, Sheet
from eventkit.testing.factories import create_event, create_person
from eventkit.web.clock import now

Row = Sequence[int | str | tuple[Any, ...] | None]
Table = Mapping[str, Mapping[str, Row]]


def create_judged_event(
    table: Table,
    *,
    rules: Mapping[str, Any] | None = None,
    criteria: Sequence[tuple[str, int]] = (("K1", 100),),
    closed: bool = True,
    **values: Any,
) -> Event:
    """A contest whose sheets are in: nomination code → work code → its sheets by juror 1, 2, ….

    A sheet is a number (the one criterion) or a tuple of marks; None is no sheet. Jurors are
    made as many as the longest row is long; the first is the chair.
    """
    event = create_event(**values)
    db.session.delete(event.nominations[0])
    db.session.flush()
    db.session.expire(event)
    audience = Audience(event_id=event.id, code="A", title="Педагоги")
    db.session.add(audience)
    trial = event.trials[0]
    scale = [
        Criterion(
            trial=trial, code=code, title=f"Критерий {code}", maximum=Decimal(most), position=i
        )
        for i, (code, most) in enumerate(criteria)
    ]
    chosen = ScoringRules.from_dict(rules or {})
    version = RulesVersion(
        event_id=event.id, number=1, data=chosen.to_dict(), hash=chosen.digest(), created_at=now()
    )
    db.session.add_all([*scale, version])
    width = max((len(row) for works in table.values() for row in works.values()), default=0)
    jury = [_juror(event, number) for number in range(width)]
    for position, (code, works) in enumerate(table.items()):
        nomination = Nomination(
            event_id=event.id,
            audience=audience,
            code=code,
            title=f"Номинация {code}",
            position=position,
        )
        db.session.add(nomination)
        db.session.flush()
        for work, row in works.items():
            _sheets(create_entry(nomination, work), row, jury, scale)
    judging = event.stage("judging")
    assert judging is not None
    judging.opened_at, judging.closed_at = now(), now() if closed else None
    db.session.flush()
    db.session.expire(event)
    return event


def create_entry(nomination: Nomination, code: str, author: Person | None = None) -> Entry:
    """An admitted work with its author and application."""
    author = author or create_person()
    entry = Entry(
        event=nomination.event,
        nomination=nomination,
        code=code,
        title=f"Работа {code}",
        is_admitted=True,
        created_at=now(),
        authors=[EntryAuthor(person=author)],
    )
    db.session.add(entry)
    db.session.flush()
    number = db.session.query(Registration).filter_by(event_id=nomination.event_id).count() + 1
    registration = Registration(
        event=nomination.event,
        number=number,
        state="admitted",
        person=author,
        organization=author.organization,
        nomination=nomination,
        entry=entry,
        token_hash=f"{nomination.event_id}-{code}",
        email=f"author{entry.id}@example.org",
        position=author.position,
        organization_name=author.organization.short_name if author.organization else "",
        created_at=now(),
        submitted_at=now(),
    )
    db.session.add(registration)
    db.session.flush()
    return entry


def _juror(event: Event, number: int) -> Juror:
    juror = Juror(event=event, person=create_person(), is_chair=number == 0)
    db.session.add(juror)
    db.session.flush()
    return juror


def _sheets(entry: Entry, row: Row, jury: Sequence[Juror], criteria: Sequence[Criterion]) -> None:
    for reading, (juror, given) in enumerate(zip(jury, row, strict=False), start=1):
        if given is None:
            continue
        marks = given if isinstance(given, tuple) else (given,)
        task = Assignment(
            juror=juror,
            entry=entry,
            trial=criteria[0].trial,
            reading=reading,
            progress="submitted",
            created_at=now(),
        )
        sheet = Sheet(
            assignment=task,
            state="submitted",
            version=1,
            created_at=now(),
            saved_at=now(),
            submitted_at=now(),
            marks=[
                Mark(criterion=c, steps=int(Decimal(str(m)) / c.step))
                for c, m in zip(criteria, marks, strict=True)
                if m is not None
            ],
        )
        db.session.add(sheet)
    db.session.flush()
    place_tasks(Assignment.entry_id == entry.id)
