"""Counts of many events at once, from which each one's facts and alarms follow.

The number of queries is the same for one event and for a hundred.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from datetime import datetime

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import undefer

from eventkit.db import db
from eventkit.desk.wanted_sheets import wanted_sheets_of
from eventkit.documents.models import Award
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.events.phases import phase
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.rounds.queries import works_of_rounds
from eventkit.lazy import dataclass
from eventkit.people.models import Person
from eventkit.registration.models import Registration
from eventkit.results.appeals.queries import waiting_of
from eventkit.results.models import Calculation
from eventkit.results.queries import open_ties
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.models import Sheet
from eventkit.scoring.readings import THIRD, third_reading_limit
from eventkit.scoring.setup_queries import rules_of_events

Ids = Collection[int]


@dataclass(frozen=True)
class Numbers:
    """Counts of one event."""

    states: Mapping[str, int] = field(default_factory=dict)
    admitted: int = 0
    jurors: Sequence[tuple[str, int, int]] = ()
    """Short name, sheets assigned, sheets sent of each juror."""
    sheets_wanted: int = 0
    """By the rules, as far as conflicts leave somebody to give them."""
    sheets_lost: int = 0
    """What the rules want besides, but conflicts leave nobody to give."""
    short: int = 0
    """Works that lack such sheets and can be counted without them."""
    uncountable: int = 0
    """Works for which conflicts leave fewer jurors than the rules can do with."""
    without_link: int = 0
    """Jurors who have no personal link and never came another way."""
    replacements: int = 0
    calculation: str = ""
    ties: int = 0
    appeals: int = 0
    awards: tuple[int, int, int] = (0, 0, 0)
    """All, unchecked, not issued."""

    @property
    def sent(self) -> int:
        """Applications that were sent, whatever came of them."""
        return sum(number for state, number in self.states.items() if state != "draft")

    @property
    def waiting(self) -> int:
        """Applications that wait for a decision."""
        return self.states.get("submitted", 0) + self.states.get("waitlisted", 0)

    @property
    def sheets_assigned(self) -> int:
        """Tasks in force."""
        return sum(assigned for _name, assigned, _sent in self.jurors)

    @property
    def sheets_sent(self) -> int:
        """Sheets that count."""
        return sum(sent for _name, _assigned, sent in self.jurors)

    @property
    def sheets_needed(self) -> int:
        """What the rules want, or more where third readings came."""
        return max(self.sheets_wanted, self.sheets_assigned)


def numbers_of(events: Collection[Event], at: datetime) -> dict[int, Numbers]:
    """Counts of each event, in a fixed number of queries."""
    ids = [event.id for event in events]
    counting = [event.id for event in events if phase(event, at) == "results"]
    states, admitted, jurors = _states(ids), _admitted(ids), _jurors(ids)
    rules = rules_of_events(ids)
    wanted, rounds = wanted_sheets_of(ids, rules), works_of_rounds(ids)
    replacements = _replacements(ids, rules)
    calculations, awards = _calculations(ids), _awards(ids)
    appeals, without_link = waiting_of(ids), _without_link(ids)
    ties = _ties([calculations[i][0] for i in counting if i in calculations])
    return {
        id_: Numbers(
            states=states.get(id_, {}),
            admitted=admitted.get(id_, 0),
            jurors=jurors.get(id_, ()),
            sheets_wanted=wanted[id_].all_sheets(rounds.get(id_), admitted.get(id_, 0)),
            sheets_lost=sum(wanted[id_].lost.values()),
            short=len(wanted[id_].lost.keys() - wanted[id_].uncountable),
            uncountable=len(wanted[id_].uncountable),
            without_link=without_link.get(id_, 0),
            replacements=replacements.get(id_, 0),
            calculation=calculations.get(id_, (0, ""))[1],
            ties=ties.get(id_, 0),
            appeals=appeals.get(id_, 0),
            awards=awards.get(id_, (0, 0, 0)),
        )
        for id_ in ids
    }


def _states(ids: Ids) -> dict[int, dict[str, int]]:
    query = (
        select(Registration.event_id, Registration.state, func.count())
        .where(Registration.event_id.in_(ids))
        .group_by(Registration.event_id, Registration.state)
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for event, state, number in db.session.execute(query):
        found[event][state] = number
    return found


def _admitted(ids: Ids) -> dict[int, int]:
    query = (
        select(Entry.event_id, func.count())
        .where(Entry.event_id.in_(ids), Entry.is_admitted)
        .group_by(Entry.event_id)
    )
    return dict(db.session.execute(query).all())


def _jurors(ids: Ids) -> dict[int, list[tuple[str, int, int]]]:
    """Each juror of each event with tasks in force and sheets sent."""
    tasks = (
        select(
            Assignment.juror_id.label("juror_id"),
            func.count(Assignment.id).label("assigned"),
            func.sum(case((Sheet.state == "submitted", 1), else_=0)).label("sent"),
        )
        .join(Entry, Assignment.entry_id == Entry.id)
        .outerjoin(Sheet, Sheet.assignment_id == Assignment.id)
        .where(Entry.event_id.in_(ids), Entry.is_admitted, Assignment.state == "active")
        .group_by(Assignment.juror_id)
        .subquery()
    )
    query = (
        select(Juror.event_id, Person, tasks.c.assigned, tasks.c.sent)
        .join(Person, Juror.person_id == Person.id)
        .outerjoin(tasks, tasks.c.juror_id == Juror.id)
        .where(Juror.event_id.in_(ids), Juror.left_at.is_(None))
        .order_by(Juror.event_id, Juror.is_chair.desc(), Person.sort_key, Juror.id)
    )
    found: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    for event, person, assigned, sent in db.session.execute(query):
        found[event].append((person.short_name, assigned or 0, sent or 0))
    return found


def _without_link(ids: Ids) -> dict[int, int]:
    query = select(Juror.event_id, func.count()).where(
        Juror.event_id.in_(ids),
        Juror.left_at.is_(None),
        Juror.token_hash.is_(None),
        Juror.last_seen_at.is_(None),
    )
    return dict(db.session.execute(query.group_by(Juror.event_id)).all())


def _replacements(ids: Ids, rules: Mapping[int, ScoringRules]) -> dict[int, int]:
    """Annulled sheets that wait for somebody; third readings have a queue of their own."""
    queued = [event for event, said in rules.items() if third_reading_limit(said) is not None]
    later = select(Assignment.replaces_id).where(Assignment.replaces_id.is_not(None))
    query = (
        select(Entry.event_id, func.count())
        .join(Assignment, Assignment.entry_id == Entry.id)
        .join(Sheet, Sheet.assignment_id == Assignment.id)
        .where(
            Entry.event_id.in_(ids),
            Entry.is_admitted,
            Sheet.state == "annulled",
            Assignment.id.not_in(later),
            or_(Assignment.reading < THIRD, Entry.event_id.not_in(queued)),
        )
        .group_by(Entry.event_id)
    )
    return dict(db.session.execute(query).all())


def _calculations(ids: Ids) -> dict[int, tuple[int, str]]:
    """The latest calculation of each event: its id and state."""
    query = (
        select(Calculation.event_id, Calculation.id, Calculation.state)
        .where(Calculation.event_id.in_(ids))
        .order_by(Calculation.number)
    )
    return {event: (id_, state) for event, id_, state in db.session.execute(query)}


def _ties(calculation_ids: Ids) -> dict[int, int]:
    """How many ties of each event wait for the chair."""
    if not calculation_ids:
        return {}
    query = (
        select(Calculation)
        .where(Calculation.id.in_(calculation_ids))
        .options(undefer(Calculation.result))
    )
    return {one.event_id: open_ties(one) for one in db.session.scalars(query)}


def _awards(ids: Ids) -> dict[int, tuple[int, int, int]]:
    prepared = Award.state == "prepared"
    query = (
        select(
            Award.event_id,
            func.count(),
            func.sum(case((prepared & ~Award.is_checked, 1), else_=0)),
            func.sum(case((prepared, 1), else_=0)),
        )
        .where(Award.event_id.in_(ids), Award.state != "voided")
        .group_by(Award.event_id)
    )
    return {event: (n, u or 0, p or 0) for event, n, u, p in db.session.execute(query)}
