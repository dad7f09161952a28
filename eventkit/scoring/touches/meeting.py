"""What touches meet, read as plain rows: a juror's phone sends every mark by itself.

The objects belong to no session (see ``eventkit.db.plain``); whoever needs more of a task than is
read here loads the task itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm.attributes import set_committed_value

from eventkit.db import db
from eventkit.db.plain import Columns
from eventkit.events.models import Event, Round, Stage, Trial
from eventkit.juries.models import Assignment, Juror
from eventkit.scoring.models import Criterion, Mark, Sheet

_TASK = Columns(
    Assignment,
    ("id", "juror_id", "entry_id", "trial_id", "state", "is_held", "list_place", "progress"),
)
_JUROR = Columns(
    Juror, ("id", "event_id", "person_id", "token_hash", "last_seen_at", "left_at", "left_key")
)
_EVENT = Columns(Event, ("id", "format", "timezone", "published_at", "archived_at"))
_STAGE = Columns(
    Stage, ("id", "event_id", "kind", "opens_at", "closes_at", "opened_at", "closed_at")
)
_TRIAL = Columns(Trial, ("id", "round_id"))
_ROUND = Columns(Round, ("id", "title", "opened_at", "closed_at"))
_SHEET = Columns(
    Sheet,
    (
        "id",
        "assignment_id",
        "state",
        "version",
        "total",
        "comment_for_author",
        "private_note",
        "author_version",
        "note_version",
        "saved_at",
    ),
)
_MARK = Columns(
    Mark, ("id", "sheet_id", "criterion_id", "steps", "version", "comment", "comment_version")
)
_CRITERION = Columns(
    Criterion, ("id", "trial_id", "code", "title", "maximum", "step", "weight", "position")
)


def tasks_to_touch(ids: Collection[int]) -> list[Assignment]:
    """Tasks with what merging asks for, held until the transaction ends.

    Two batches about one task wait for each other; SQLite has one writer at a time anyway.
    """
    db.session.flush()  # plain columns do not see what the session has not written
    tasks: dict[int, Assignment] = {}
    jurors: dict[int, Juror] = {}
    trials: dict[int, Trial] = {}
    events: dict[int, Event] = {}
    stages: dict[int, dict[int, Stage]] = defaultdict(dict)
    for row in db.session.execute(_tasks(), {"ids": list(ids)}):
        task, juror, event, trial, judged_in, stage = _parts(row)
        if stage[0] is not None and stage[0] not in stages[event[0]]:
            stages[event[0]][stage[0]] = _STAGE.row(stage)
        if task[0] in tasks:
            continue
        if event[0] not in events:
            events[event[0]] = _EVENT.row(event)
        if juror[0] not in jurors:
            jurors[juror[0]] = _JUROR.row(juror, event=events[event[0]])
        if trial[0] not in trials:
            of_trial = _ROUND.row(judged_in) if judged_in[0] is not None else None
            trials[trial[0]] = _TRIAL.row(trial, round=of_trial)
        tasks[task[0]] = _TASK.row(task, juror=jurors[juror[0]], trial=trials[trial[0]])
    for id_, found in events.items():
        set_committed_value(found, "stages", list(stages[id_].values()))
    return list(tasks.values())


def _parts(row: Iterable[Any]) -> list[tuple[Any, ...]]:
    values = iter(row)
    parts = (_TASK, _JUROR, _EVENT, _TRIAL, _ROUND, _STAGE)
    return [tuple(islice(values, len(part))) for part in parts]


@cache
def _tasks() -> Select[Any]:
    tables = db.metadata.tables
    tasks, jurors, events = tables["assignment"], tables["juror"], tables["event"]
    trials, rounds, stages = tables["trial"], tables["judging_round"], tables["stage"]
    return (
        select(*_TASK, *_JUROR, *_EVENT, *_TRIAL, *_ROUND, *_STAGE)
        .join_from(tasks, jurors, tasks.c.juror_id == jurors.c.id)
        .join(events, jurors.c.event_id == events.c.id)
        .join(trials, tasks.c.trial_id == trials.c.id)
        .outerjoin(rounds, trials.c.round_id == rounds.c.id)
        .outerjoin(stages, stages.c.event_id == events.c.id)
        .where(tasks.c.id.in_(bindparam("ids", expanding=True)))
        .order_by(tasks.c.id, stages.c.position)
        .with_for_update(of=tasks)
    )


def sheets_to_touch(tasks: Collection[Assignment]) -> dict[int, Sheet]:
    """The sheets of tasks with their marks, by task, held until the transaction ends."""
    by_id = {task.id: task for task in tasks}
    sheets: dict[int, Sheet] = {}
    marks: dict[int, list[Mark]] = defaultdict(list)
    for row in db.session.execute(_sheets(), {"ids": list(by_id)}):
        sheet, mark = row[: len(_SHEET)], row[len(_SHEET) :]
        task = by_id[sheet[1]]
        if task.id not in sheets:
            sheets[task.id] = _SHEET.row(sheet, assignment=task)
        if mark[0] is not None:
            marks[task.id].append(_MARK.row(mark))
    for task_id, found in sheets.items():
        set_committed_value(found, "marks", marks[task_id])
    return sheets


@cache
def _sheets() -> Select[Any]:
    sheets, marks = db.metadata.tables["sheet"], db.metadata.tables["mark"]
    return (
        select(*_SHEET, *_MARK)
        .outerjoin_from(sheets, marks, marks.c.sheet_id == sheets.c.id)
        .where(sheets.c.assignment_id.in_(bindparam("ids", expanding=True)))
        .order_by(sheets.c.id)
        .with_for_update(of=sheets)
    )


def criteria_to_touch(trial_ids: Collection[int]) -> dict[int, list[Criterion]]:
    """The criteria of trials in their order, without description and descriptors."""
    found: dict[int, list[Criterion]] = defaultdict(list)
    for row in db.session.execute(_criteria(), {"ids": list(trial_ids)}):
        found[row.trial_id].append(_CRITERION.row(row))
    return found


@cache
def _criteria() -> Select[Any]:
    criteria = db.metadata.tables["criterion"].c
    ours = criteria.trial_id.in_(bindparam("ids", expanding=True))
    return select(*_CRITERION).where(ours).order_by(criteria.position, criteria.id)
