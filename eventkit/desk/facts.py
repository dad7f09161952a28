"""Facts of many events at once, from which each one's next step follows.

The number of queries is the same for one event and for a hundred.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import undefer

from eventkit.db import db
from eventkit.desk.milestones import days_left
from eventkit.desk.setup_check import checks
from eventkit.desk.stage_words import current_stage
from eventkit.desk.steps import Facts
from eventkit.desk.wanted_sheets import wanted_sheets_of
from eventkit.documents.models import Award
from eventkit.entries.models import Entry
from eventkit.events.days import last_moment
from eventkit.events.models import Event
from eventkit.events.phases import has_closed, phase
from eventkit.hooks.manager import active_plugins
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
from eventkit.web.i18n import short_day

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
    uncountable: int = 0
    """Works for which conflicts leave fewer jurors than the rules can do with."""
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
    appeals = waiting_of(ids)
    ties = _ties([calculations[i][0] for i in counting if i in calculations])
    return {
        id_: Numbers(
            states=states.get(id_, {}),
            admitted=admitted.get(id_, 0),
            jurors=jurors.get(id_, ()),
            sheets_wanted=wanted[id_].all_sheets(rounds.get(id_), admitted.get(id_, 0)),
            uncountable=len(wanted[id_].uncountable),
            replacements=replacements.get(id_, 0),
            calculation=calculations.get(id_, (0, ""))[1],
            ties=ties.get(id_, 0),
            appeals=appeals.get(id_, 0),
            awards=awards.get(id_, (0, 0, 0)),
        )
        for id_ in ids
    }


def facts_of(event: Event, numbers: Numbers, at: datetime, *, is_close: bool = False) -> Facts:
    """What the next step is computed from; only a close look names what a set-up lacks."""
    registration, awards = event.stage("registration"), event.stage("awards")
    opens = registration.opens_at if registration else None
    format_ = active_plugins().format_of(event)
    left = [(name, assigned - sent) for name, assigned, sent in numbers.jurors if assigned > sent]
    return Facts(
        phase=phase(event, at),
        missing=_missing(event) if is_close and event.published_at is None else None,
        has_begun=opens is not None and opens <= at,
        has_ended=has_closed(registration, at),
        days_to_opening=days_left(opens, at, event.timezone) if opens else 0,
        days_left=_days_left(event, at),
        sent=numbers.sent,
        waiting=numbers.waiting,
        admitted=numbers.admitted,
        jurors=len(numbers.jurors),
        has_jury=format_.has_jury,
        is_counted=format_.is_counted,
        sheets_needed=numbers.sheets_needed,
        sheets_assigned=numbers.sheets_assigned,
        sheets_sent=numbers.sheets_sent,
        behind=sorted(left, key=lambda one: (-one[1], one[0])),
        replacements=numbers.replacements,
        calculation=numbers.calculation,
        ties=numbers.ties,
        appeals=numbers.appeals,
        awards=numbers.awards[0],
        unchecked=numbers.awards[1],
        unissued=numbers.awards[2],
        ceremony_ahead=awards is not None and awards.opens_at is not None and awards.opens_at > at,
    )


def _missing(event: Event) -> list[str]:
    return [check.text for check in checks(event) if check.state == "bad"]


def _days_left(event: Event, at: datetime) -> int:
    stage = event.stage("judging" if current_stage(event, at) == "judging" else "registration")
    end = last_moment(stage) if stage else None
    if end is None:
        return 0
    # The last day itself has 0 days left; once its last second is over the term has passed.
    return days_left(end, at, event.timezone) if at <= end else -1


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


def opens_later(event: Event, at: datetime) -> bool:
    """Whether the event is announced and its registration opens on a later day."""
    registration = event.stage("registration")
    opens = registration.opens_at if registration else None
    return phase(event, at) == "registration" and opens is not None and opens > at


def phase_word(event: Event, at: datetime) -> str:
    """Where the event stands, in a few words."""
    if opens_later(event, at):
        registration = event.stage("registration")
        opens = registration.opens_at if registration else None
        day = short_day(opens, event.timezone)
        if not active_plugins().format_of(event).is_counted:
            return str(_("объявлено, запись с %(day)s", day=day))
        return str(_("объявлено, приём с %(day)s", day=day))
    format_ = active_plugins().format_of(event)
    words = {
        "setup": _("настройка"),
        "registration": _("приём заявок") if format_.is_counted else _("запись"),
        "judging": _("работает жюри") if format_.has_jury else _("идёт"),
        "results": _("подводим итоги"),
        "awards": _("награждение") if format_.is_counted else _("прошло"),
        "archived": _("в архиве"),
    }
    return str(words[phase(event, at)])
