"""Appeals of the demo's published contest: one answered, one that waits for its commission."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.desk.demo_clock import DemoClock
from eventkit.desk.demo_district import Cast
from eventkit.events.models import Event
from eventkit.people.models import Person
from eventkit.registration.models import Registration
from eventkit.results.appeals.commission import bars_of
from eventkit.results.appeals.decision_operations import Verdict, decide_appeal, name_commission
from eventkit.results.appeals.operations import file_appeal
from eventkit.scoring.setup_queries import criteria_of_event

OFFICE = ("organizer", "secretary")


def play_appeals(cast: Cast, event: Event, clock: DemoClock) -> None:
    """The participant's own appeal waits; somebody else's was looked into and rejected."""
    participant = cast.accounts["participant"]
    rows = list(
        db.session.scalars(
            select(Registration)
            .where(Registration.event_id == event.id, Registration.state == "admitted")
            .order_by(Registration.number)
        )
    )
    mine = next((row for row in rows if row.person_id == participant.person_id), rows[0])
    other = next(row for row in rows if row is not mine)
    criterion = criteria_of_event(event)[0]
    clock.go(-5.2)
    made = file_appeal(
        other, "mark", _("Кажется, в одном листе балл записан не в ту строку."), criterion
    )
    bars = bars_of(made.entry)
    clock.go(-4.1)
    name_commission(made, [p for p in _office(cast) if p.id not in bars], actor="system")
    answer = _("Комиссия сверила оценочные листы по этому критерию: баллы внесены верно.")
    decide_appeal(made, Verdict("rejected", answer, clock.at.date(), "2"))
    clock.go(-0.8)
    file_appeal(
        mine,
        "procedure",
        _("Файл работы заменён до последнего дня приёма, а жюри, похоже, читало прежний."),
        actor=f"account:{participant.id}",
    )


def _office(cast: Cast) -> list[Person]:
    return [person for key in OFFICE if (person := cast.accounts[key].person) is not None]
