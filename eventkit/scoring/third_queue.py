"""The queue of third readings: which works diverge, who reads them third, what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.juries.models import Assignment, Juror
from eventkit.lazy import dataclass
from eventkit.scoring.deadlines import deadline
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.engine.aggregate import Reading, aggregate
from eventkit.scoring.models import Sheet
from eventkit.scoring.readings import THIRD, diverges, third_reading_limit

STATES = ("waiting", "given", "reading", "idle", "read", "spare")


@dataclass(frozen=True)
class Third:
    """A work in a trial whose two readings diverge, or that has a third reading.

    ``task_id`` is of its first reading. ``state``: waiting (nobody has it), given (not begun),
    reading, read; idle (there is a third reader, one of the two sheets is not sent), spare (a third
    sheet that the two, agreeing now, do not need). ``until`` is the last moment; ``value`` what the
    sheets come to now, None without the first two of them or where the rules count by steps.
    """

    task_id: int
    trial_id: int
    code: str
    totals: tuple[Fraction, ...]
    state: str
    third_id: int | None = None
    reader: str = ""
    until: datetime | None = None
    value: Fraction | None = None

    @property
    def difference(self) -> Fraction | None:
        """Of the two first totals; None while one of them is not sent."""
        return abs(self.totals[0] - self.totals[1]) if len(self.totals) == 2 else None

    @property
    def is_open(self) -> bool:
        """Whether a third sheet is due and not there yet."""
        return self.state in ("waiting", "given", "reading")


@dataclass(frozen=True)
class _Task:
    id: int
    juror_id: int
    reading: int
    progress: str
    total: Fraction | None

    @property
    def is_sent(self) -> bool:
        return self.progress == "submitted" and self.total is not None


def third_queue(event: Event, rules: ScoringRules) -> list[Third]:
    """All third readings, those without a reader first; one query however many there are.

    Readers and terms are not read yet: `with_readers` adds them for the rows of a page.
    """
    limit = third_reading_limit(rules)
    if limit is None:
        return []
    found = [
        _third(code, trial_id, tasks, limit, rules)
        for (code, trial_id), tasks in _tasks(event.id).items()
    ]
    shown = [third for third in found if third is not None]
    return sorted(shown, key=lambda one: (STATES.index(one.state), one.code, one.trial_id))


def with_readers(event: Event, rows: Sequence[Third]) -> list[Third]:
    """The rows with who reads third and until when; one query more."""
    query = (
        select(Assignment)
        .where(Assignment.id.in_([row.third_id for row in rows if row.third_id is not None]))
        .options(joinedload(Assignment.juror).joinedload(Juror.person))
    )
    tasks = {task.id: task for task in db.session.scalars(query)}
    return [_read_by(event, row, tasks.get(row.third_id or 0)) for row in rows]


def running_thirds(event: Event, rules: ScoringRules) -> list[Third]:
    """Third readings that are due and not sent, with their readers."""
    return with_readers(event, [row for row in third_queue(event, rules) if row.is_open])


def _read_by(event: Event, row: Third, task: Assignment | None) -> Third:
    if task is None:
        return row
    until = deadline(event, task.due_at)
    return replace(row, reader=task.juror.person.short_name, until=until)


def _tasks(event_id: int) -> Mapping[tuple[str, int], list[_Task]]:
    """The tasks in force of each work, by its code and trial."""
    query = (
        select(
            Entry.code,
            Assignment.trial_id,
            Assignment.id,
            Assignment.juror_id,
            Assignment.reading,
            Assignment.progress,
            Sheet.total,
        )
        .join(Entry, Assignment.entry_id == Entry.id)
        .outerjoin(Sheet, Sheet.assignment_id == Assignment.id)
        .where(Entry.event_id == event_id, Entry.is_admitted, Assignment.state == "active")
        .order_by(Entry.code, Assignment.trial_id, Assignment.reading, Assignment.id)
    )
    works: dict[tuple[str, int], list[_Task]] = defaultdict(list)
    for row in db.session.execute(query):
        task = _Task(row.id, row.juror_id, row.reading, row.progress, row.total)
        works[row.code or "", row.trial_id].append(task)
    return works


def _third(
    code: str, trial_id: int, tasks: Sequence[_Task], limit: Fraction, rules: ScoringRules
) -> Third | None:
    first_two = {t.reading: t.total for t in tasks if t.reading < THIRD and t.is_sent}
    sent = {reading: total for reading, total in first_two.items() if total is not None}
    third = next((task for task in tasks if task.reading >= THIRD), None)
    is_due = diverges(sent, limit)
    if third is None and not is_due:
        return None
    return Third(
        task_id=tasks[0].id,
        trial_id=trial_id,
        code=code,
        totals=tuple(sent[reading] for reading in sorted(sent)),
        state=_state(third, is_due=is_due, has_both=len(sent) == 2),
        third_id=third.id if third is not None else None,
        value=_value(tasks, rules) if len(sent) == 2 else None,
    )


def _state(third: _Task | None, *, is_due: bool, has_both: bool) -> str:
    if third is None:
        return "waiting"
    if not has_both:
        return "idle"
    if not is_due:
        return "spare"
    if third.is_sent:
        return "read"
    return "given" if third.progress == "untouched" else "reading"


def _value(tasks: Collection[_Task], rules: ScoringRules) -> Fraction | None:
    if rules.steps:
        return None
    readings = [
        Reading(str(task.juror_id), task.reading, task.total)
        for task in tasks
        if task.is_sent and task.total is not None
    ]
    return aggregate(readings, rules).value
