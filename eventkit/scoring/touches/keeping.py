"""Taking a batch of touches: each is answered by itself, all are kept in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, record
from eventkit.juries.models import Juror
from eventkit.scoring.touches import merging
from eventkit.scoring.touches.lateness import ANNULLED, kept_words, late_kind, late_words
from eventkit.scoring.touches.meeting import criteria_to_touch, sheets_to_touch, tasks_to_touch
from eventkit.scoring.touches.merging import Cell, Kept, Touch
from eventkit.scoring.touches.models import TouchRow
from eventkit.scoring.touches.places import Place
from eventkit.scoring.touches.queries import history, withdrawn_task
from eventkit.scoring.touches.reading import LONGEST, instant
from eventkit.scoring.touches.standing import SUBMIT, cells_of, criterion_of, is_field, normalised
from eventkit.web.clock import now

FIELD = 20
"""Characters of a field's name that are kept; no field that exists has more."""


@dataclass(frozen=True)
class Bearer:
    """Who brings touches: whose they may be, how they come, and who acts in the journal."""

    owns: Callable[[Juror], bool]
    seats: Callable[[], Sequence[Juror]]
    """The juries the touches may be of; asked for those of unknown tasks alone."""
    via: str
    actor: str


@dataclass(frozen=True)
class Answer:
    """What became of one touch."""

    touch: Touch
    outcome: str
    kind: str = ""
    message: str = ""
    cell: Cell | None = None
    conflict: Kept | None = None
    is_known: bool = False
    """Whether it had come before."""


@dataclass
class Batch:
    """What a batch has read, and what it is going to write."""

    bearer: Bearer
    places: dict[int, Place]
    known: dict[tuple[int, str], Any] = field(default_factory=dict)
    """Answers of touches that came before, by task and key."""
    rows: dict[tuple[int, str], dict[str, Any]] = field(default_factory=dict)
    settled: list[tuple[int, str, str]] = field(default_factory=list)
    """Of earlier touches: task, key and how."""
    moment: datetime = field(default_factory=now)


def take(touches: Sequence[Touch], bearer: Bearer) -> tuple[list[Answer], list[Place]]:
    """Merge touches into the sheets they are about, and keep each of them.

    Returns an answer to each in their order, and the tasks that were touched. A touch that came
    before changes nothing and is answered as it was then.
    """
    batch = _read(touches, bearer)
    answers = [_meet(touch, batch) for touch in touches]
    _write(batch)
    return answers, list(batch.places.values())


def _read(touches: Sequence[Touch], bearer: Bearer) -> Batch:
    ids = {touch.task for touch in touches}
    tasks = [task for task in tasks_to_touch(ids) if bearer.owns(task.juror)]
    sheets = sheets_to_touch(tasks)
    criteria = criteria_to_touch({task.trial_id for task in tasks})
    places = {
        task.id: Place(task, sheets.get(task.id), criteria.get(task.trial_id, [])) for task in tasks
    }
    fields = {touch.field[:FIELD] for touch in touches}
    if SUBMIT in fields:
        # Whether something waits to be chosen is asked of the whole sheet.
        fields |= {name for place in places.values() for name in cells_of(None, place.criteria)}
    batch = Batch(bearer, places)
    for row in history(ids, fields, {touch.key for touch in touches}):
        place = places.get(row.assignment_id)
        if place is None or row.juror_id == place.task.juror_id:
            batch.known[row.assignment_id, row.key] = row
        if place is not None and row.juror_id == place.task.juror_id:
            kept = (row.key, row.device, row.counter, row.version, row.value, row.outcome)
            place.said.setdefault(row.field, []).append(Kept(*kept, row.is_open, row.made_at))
    return batch


def _meet(touch: Touch, batch: Batch) -> Answer:
    place = batch.places.get(touch.task)
    if place is None:
        return _meet_homeless(touch, batch)
    known = _known(touch, batch)
    if known is not None:
        return _answer(touch, place, *known, is_known=True)
    try:
        touch = _required(touch, place)
        outcome = place.outcome(touch)
        if outcome in (merging.APPLIED, merging.CONFLICT):
            kind = late_kind(place.task, place.sheet)
            if kind:
                return _keep(touch, batch, place, merging.LATE, kind, late_words(kind, place.task))
        if outcome == merging.APPLIED:
            place.apply(touch, batch.bearer.actor)
    except RefusalError as refusal:
        return _keep(touch, batch, place, merging.REFUSED, "", refusal.message)
    return _keep(touch, batch, place, outcome, "", _words(outcome, touch))


def _known(touch: Touch, batch: Batch) -> tuple[str, str, str] | None:
    row = batch.rows.get((touch.task, touch.key))
    if row is not None:
        return row["outcome"], row["kind"], row["message"]
    found = batch.known.get((touch.task, touch.key))
    return (found.outcome, found.kind, found.message) if found is not None else None


def _required(touch: Touch, place: Place) -> Touch:
    """The touch with its value as a cell would say it. Raises RefusalError."""
    if not is_field(place.criteria, touch.field):
        raise RefusalError(_("Такого поля в листе нет."))
    criterion = criterion_of(place.criteria, touch.field)
    return replace(touch, value=normalised(touch.field, touch.value, criterion))


def _words(outcome: str, touch: Touch) -> str:
    if outcome == merging.SUPERSEDED:
        return str(_("На этом устройстве уже есть более поздний ответ."))
    if outcome != merging.CONFLICT:
        return ""
    if touch.field.startswith("c"):
        return str(_("Этот критерий уже изменён на другом устройстве. Выберите верный балл."))
    return str(_("Этот текст уже изменён на другом устройстве. Выберите верный."))


def _meet_homeless(touch: Touch, batch: Batch) -> Answer:
    """A touch of a task that is not the bearer's: perhaps it was, until it was taken back."""
    seats = batch.bearer.seats()
    nobody = _("Такой работы у вас нет.")
    if not seats:
        return Answer(touch, merging.REFUSED, "", nobody)
    row = batch.known.get((touch.task, touch.key))
    if (touch.task, touch.key) in batch.rows or (
        row is not None and row.juror_id in {seat.id for seat in seats}
    ):
        outcome, kind, message = _known(touch, batch) or (merging.REFUSED, "", nobody)
        return Answer(touch, outcome, kind, message, is_known=True)
    was = withdrawn_task(touch.task, seats)
    if was is None:
        _note(touch, batch, seats[0], None, 0, (merging.REFUSED, "", nobody))
        return Answer(touch, merging.REFUSED, "", nobody)
    juror, entry_id = was
    words = _("Пришло, когда работу у вас уже забрали. %(kept)s", kept=kept_words())
    _note(touch, batch, juror, entry_id, 0, (merging.LATE, ANNULLED, words))
    return Answer(touch, merging.LATE, ANNULLED, words)


def _keep(
    touch: Touch, batch: Batch, place: Place, outcome: str, kind: str, message: str
) -> Answer:
    """Put a touch into the history of its cell and close what it settles."""
    cell, task = place.cell(touch.field), place.task
    said = place.said.setdefault(touch.field[:FIELD], [])
    for kept in merging.settled_by(touch, outcome, cell, said):
        kept.is_open = False
        how = "chosen" if kept.key == touch.resolves else "replaced"
        _settle(batch, touch.task, kept.key, how)
    told = (outcome, kind, message)
    is_open = _note(touch, batch, task.juror, task.entry_id, cell.version, told)
    mine = (touch.key, touch.device, touch.counter, cell.version, touch.value, outcome)
    said.append(Kept(*mine, is_open, instant(touch.made_at)))
    return _answer(touch, place, *told)


def _answer(
    touch: Touch, place: Place, outcome: str, kind: str, message: str, *, is_known: bool = False
) -> Answer:
    if touch.field == SUBMIT or not is_field(place.criteria, touch.field):
        return Answer(touch, outcome, kind, message, is_known=is_known)
    cell, conflict = place.cell(touch.field), place.conflict(touch.field)
    return Answer(touch, outcome, kind, message, cell, conflict, is_known)


def _settle(batch: Batch, task: int, key: str, how: str) -> None:
    row = batch.rows.get((task, key))
    if row is None:
        batch.settled.append((task, key, how))
    else:
        row |= {"is_open": False, "settled_at": batch.moment, "settled_how": how}


def _note(
    touch: Touch,
    batch: Batch,
    juror: Juror,
    entry_id: int | None,
    version: int,
    told: tuple[str, str, str],
) -> bool:
    """Lay a row ready for the table; returns whether it waits to be chosen or looked at."""
    outcome, kind, message = told
    is_open = outcome in merging.OPEN
    batch.rows[touch.task, touch.key] = {
        "assignment_id": touch.task,
        "juror_id": juror.id,
        "entry_id": entry_id,
        "key": touch.key,
        "field": touch.field[:FIELD],
        "value": touch.value[:LONGEST],
        "base": touch.base,
        "version": version,
        "device": touch.device,
        "counter": touch.counter,
        "made_at": instant(touch.made_at),
        "received_at": batch.moment,
        "outcome": outcome,
        "kind": kind,
        "message": message,
        "via": batch.bearer.via,
        "actor": batch.bearer.actor,
        "is_open": is_open,
        "settled_at": None,
        "settled_how": "",
    }
    if is_open:
        data = {"field": touch.field, "kind": kind, "via": batch.bearer.via, "version": version}
        record(
            event_chain(juror.event_id),
            f"touch.{outcome}",
            f"assignment:{touch.task}",
            actor=batch.bearer.actor,
            data=data,
        )
    return is_open


def _write(batch: Batch) -> None:
    if batch.rows:
        db.session.execute(_insert(db.engine.dialect.name), list(batch.rows.values()))
    for task, key, how in batch.settled:
        values = {"is_open": False, "settled_at": batch.moment, "settled_how": how}
        ours = (TouchRow.assignment_id == task, TouchRow.key == key)
        db.session.execute(update(TouchRow).where(*ours).values(values))


@cache
def _insert(dialect: str) -> Any:
    # The same touch of an unknown task in two batches at once: no row is there to wait for.
    # Only the dialect in use is loaded: PostgreSQL's brings all its drivers' modules.
    spoken = import_module(f"sqlalchemy.dialects.{dialect}")
    return spoken.insert(db.metadata.tables[TouchRow.__tablename__]).on_conflict_do_nothing()
