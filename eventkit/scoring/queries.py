"""Selects about sheets that several pages and rooms use."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import aliased, defer, joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event, Trial
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.queries import jurors_of
from eventkit.lazy import dataclass
from eventkit.scoring.engine import CriterionSpec, ScoringRules, SheetValues
from eventkit.scoring.marks import value_of
from eventkit.scoring.models import Mark, Sheet
from eventkit.scoring.paper.queries import papers_in_work
from eventkit.scoring.setup_queries import criteria_of_event, current_rules, has_several_trials
from eventkit.scoring.setup_queries import criterion_specs as specs_of


@dataclass(frozen=True)
class JurorProgress:
    """How far a juror has come; ``untouched`` tasks have no mark at all."""

    juror: Juror
    assigned: int
    drafts: int
    submitted: int
    last_seen_at: datetime | None
    typing: int = 0
    """Sheets given in on paper that the secretaries have not finished typing."""

    @property
    def untouched(self) -> int:
        """Works that were not begun, neither on the screen nor on paper."""
        return max(0, self.assigned - self.drafts - self.submitted - self.typing)

    @property
    def left(self) -> int:
        """Sheets that do not count yet."""
        return self.assigned - self.submitted

    @property
    def owed(self) -> int:
        """Sheets that are still to be sent or given in by the juror."""
        return self.left - self.typing


def sheet_values(event: Event) -> list[SheetValues]:
    """Sheets that were sent, also those annulled later, as the engine takes them.

    Works by their codes, jurors by their ids as text; trials by their codes where there are
    several.
    """
    several = has_several_trials(criteria_of_event(event))
    query = (
        select(Sheet)
        .join(Assignment, Sheet.assignment_id == Assignment.id)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(
            Entry.event_id == event.id,
            Entry.is_admitted,
            Sheet.state.in_(("submitted", "annulled")),
            Sheet.submitted_at.is_not(None),
        )
        .order_by(Sheet.id)
        .options(
            joinedload(Sheet.assignment).joinedload(Assignment.entry),
            joinedload(Sheet.assignment).joinedload(Assignment.replaces),
            joinedload(Sheet.assignment).joinedload(Assignment.trial),
            selectinload(Sheet.marks).joinedload(Mark.criterion),
        )
    )
    return [_values(sheet, with_trial=several) for sheet in db.session.scalars(query)]


def _values(sheet: Sheet, *, with_trial: bool) -> SheetValues:
    task = sheet.assignment
    return SheetValues(
        entry=task.entry.code or "",
        juror=str(task.juror_id),
        position=task.reading,
        marks={m.criterion.code: value_of(m.criterion, m.steps) for m in sheet.marks},
        annulled=sheet.state == "annulled",
        replaces=str(task.replaces.juror_id) if task.replaces else None,
        trial=task.trial.code if with_trial else "",
    )


def criterion_specs(event: Event) -> list[CriterionSpec]:
    """The event's criteria as the engine takes them."""
    return specs_of(criteria_of_event(event))


def has_begun(sheet: Sheet) -> bool:
    """Whether a juror has given a mark on the sheet, or it was sent."""
    return sheet.state != "draft" or any(mark.steps is not None for mark in sheet.marks)


def has_comments(sheet: Sheet) -> bool:
    """Whether the juror has written words on the sheet, with marks or without."""
    words = (sheet.comment_for_author, sheet.private_note, *(m.comment for m in sheet.marks))
    return any(words)


def touched_assignments(event_id: int) -> set[int]:
    """The ids of active tasks that a plan does not move.

    They have a sheet, be it empty, or are held until a challenge is decided.
    """
    query = (
        select(Assignment.id)
        .outerjoin(Sheet, Sheet.assignment_id == Assignment.id)
        .join(Juror, Assignment.juror_id == Juror.id)
        .where(
            Juror.event_id == event_id,
            Assignment.state == "active",
            or_(Sheet.id.is_not(None), Assignment.is_held),
        )
    )
    return set(db.session.scalars(query))


def progress(event: Event) -> list[JurorProgress]:
    """How far each juror has come, the chair first; three queries whatever their number."""
    query = (
        select(Assignment.juror_id, Assignment.progress, func.count())
        .join(Juror, Assignment.juror_id == Juror.id)
        .where(Juror.event_id == event.id, Assignment.list_place.is_not(None))
        .group_by(Assignment.juror_id, Assignment.progress)
    )
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for juror_id, state, count in db.session.execute(query):
        counts[juror_id][state] = count
    typing = papers_in_work(event.id)
    return [
        JurorProgress(
            juror,
            assigned=counts[juror.id].total(),
            drafts=counts[juror.id]["draft"] + counts[juror.id]["returned"],
            submitted=counts[juror.id]["submitted"],
            last_seen_at=juror.last_seen_at,
            typing=typing.get(juror.id, 0),
        )
        for juror in jurors_of(event.id)
    ]


def need_replacement(event_id: int) -> Sequence[Assignment]:
    """Annulled tasks that nobody has taken over yet, of works that still take part.

    Where the rules ask for third readings, those stand in a queue of their own.
    """
    other = aliased(Assignment)
    taken = exists().where(
        other.entry_id == Assignment.entry_id,
        other.trial_id == Assignment.trial_id,
        other.reading == Assignment.reading,
        other.state == "active",
    )
    later = select(Assignment.replaces_id).where(Assignment.replaces_id.is_not(None))
    query = (
        select(Assignment)
        .join(Sheet, Sheet.assignment_id == Assignment.id)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(
            Entry.event_id == event_id,
            Entry.is_admitted,
            Sheet.state == "annulled",
            Assignment.id.not_in(later),
            ~taken,
        )
        .order_by(Entry.code, Assignment.id)
        .options(
            joinedload(Assignment.juror).joinedload(Juror.person),
            joinedload(Assignment.entry),
            joinedload(Assignment.trial),
        )
    )
    if asks_for_thirds(event_id):
        query = query.where(Assignment.reading < 3)
    return db.session.scalars(query).all()


def asks_for_thirds(event_id: int) -> bool:
    """Whether the rules of the event ask for a third reading where two diverge."""
    event = db.session.get(Event, event_id)
    return event is not None and current_rules(event).aggregation == "two_plus_third"


def sheet_of(assignment_id: int) -> Sheet | None:
    """The sheet of a task with its marks, or None before it is begun."""
    query = (
        select(Sheet).where(Sheet.assignment_id == assignment_id).options(selectinload(Sheet.marks))
    )
    return db.session.scalars(query).first()


@dataclass(frozen=True)
class WorkRow:
    """A work with the tasks in force on it and the states of their sheets."""

    entry: Entry
    tasks: list[tuple[Assignment, Sheet | None]]


def works_query(event_id: int) -> Select[Any]:
    """The works that go to the jury, by code, for paging."""
    query = select(Entry).where(Entry.event_id == event_id, Entry.is_admitted)
    return query.order_by(Entry.code, Entry.id).options(joinedload(Entry.nomination))


def with_tasks(entries: Sequence[Entry]) -> list[WorkRow]:
    """The works of a page with their tasks, annulled ones too: one query more."""
    query = (
        select(Assignment, Sheet)
        .outerjoin(Sheet, Sheet.assignment_id == Assignment.id)
        .where(Assignment.entry_id.in_([entry.id for entry in entries]))
        .order_by(Assignment.reading, Assignment.id)
        .options(
            joinedload(Assignment.juror).joinedload(Juror.person), joinedload(Assignment.trial)
        )
    )
    tasks: dict[int, list[tuple[Assignment, Sheet | None]]] = {}
    for row in db.session.execute(query):
        tasks.setdefault(row[0].entry_id, []).append((row[0], row[1]))
    return [WorkRow(entry, tasks.get(entry.id, [])) for entry in entries]


def entry_by_code(event_id: int, code: str) -> Entry | None:
    """A work that goes to the jury, by its code in any case and with stray blanks."""
    wanted = "".join(code.split()).casefold()
    query = select(Entry).where(Entry.event_id == event_id, Entry.is_admitted)
    found = db.session.scalars(query.where(func.lower(Entry.code) == wanted)).first()
    if found is not None:
        return found
    rows = db.session.scalars(query)
    return next((e for e in rows if (e.code or "").casefold() == wanted), None)


def loaded_task(assignment_id: int) -> Assignment | None:
    """A task with its juror, event, stages and work, read at once."""
    query = (
        select(Assignment)
        .where(Assignment.id == assignment_id)
        .options(
            joinedload(Assignment.juror).joinedload(Juror.event).selectinload(Event.stages),
            joinedload(Assignment.juror).joinedload(Juror.person),
            joinedload(Assignment.entry).options(defer(Entry.text), joinedload(Entry.nomination)),
            joinedload(Assignment.trial).joinedload(Trial.round),
        )
    )
    return db.session.scalars(query).first()


def wanted_of_trials(rules: ScoringRules, trials: Sequence[Trial]) -> dict[int, int]:
    """How many sheets each work gets in each of the trials, by the trial's id."""
    usual = wanted_sheets(rules)
    return {trial.id: rules.trial_sheets.get(trial.code, usual) for trial in trials}


def wanted_sheets(rules: ScoringRules) -> int:
    """How many sheets each work gets by the rules; three where they leave it open."""
    if rules.sheets_per_entry is not None:
        return rules.sheets_per_entry
    return 2 if rules.aggregation == "two_plus_third" else 3
