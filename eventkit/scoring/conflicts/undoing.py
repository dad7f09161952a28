"""A recusal taken back in the same moment: a finger slipped, and nobody has the work yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, hold, record
from eventkit.juries.models import Assignment, Challenge, Conflict
from eventkit.juries.operations import assign, lift_conflict
from eventkit.juries.queries import conflict_of
from eventkit.juries.task_lists import place_tasks
from eventkit.scoring.conflicts.letters import tell_it_was_undone
from eventkit.scoring.models import Sheet
from eventkit.scoring.queries import has_begun
from eventkit.scoring.readings import open_third_reading
from eventkit.scoring.rules import judging_is_open
from eventkit.scoring.running_total import refresh_running_total
from eventkit.scoring.sheet_versions import keep_version
from eventkit.web.clock import now

WHILE = timedelta(minutes=15)


def undo_until(challenges: Sequence[Challenge]) -> dict[int, datetime | None]:
    """Until when each may be undone, by id, None for the others; two queries for all.

    Only what the juror alone has decided, while judging is open and nobody has got the work.
    """
    moment = now()
    fresh = [
        one
        for one in challenges
        if one.state == "accepted"
        and one.raised_by == "juror"
        and one.decided_at is not None
        and one.decided_by == one.actor
        and moment < one.decided_at + WHILE
        and judging_is_open(one.juror.event)
    ]
    pairs = select(Conflict.juror_id, Conflict.entry_id).where(
        Conflict.entry_id.in_([one.entry_id for one in fresh]), Conflict.kind == "declared"
    )
    declared = {(row[0], row[1]) for row in db.session.execute(pairs)}
    taken = _taken([one.entry_id for one in fresh])
    free = {
        one.id
        for one in fresh
        if (one.juror_id, one.entry_id) in declared
        and not any((one.entry_id, was["trial"], was["reading"]) in taken for was in one.effect)
    }
    return {
        one.id: one.decided_at + WHILE if one.id in free and one.decided_at else None
        for one in challenges
    }


def _taken(entry_ids: Sequence[int]) -> set[tuple[int, int, int]]:
    """The readings of these works that somebody has."""
    query = select(Assignment.entry_id, Assignment.trial_id, Assignment.reading).where(
        Assignment.entry_id.in_(entry_ids), Assignment.state == "active"
    )
    return {(row[0], row[1], row[2]) for row in db.session.execute(query)}


def undo(challenge: Challenge, *, actor: str = "system") -> None:
    """Give the juror the work back as it was, marks and sent sheet too.

    Raises RefusalError when it is too late for that.
    """
    juror, entry = challenge.juror, challenge.entry
    hold(event_chain(juror.event_id))
    db.session.refresh(challenge)
    if undo_until([challenge])[challenge.id] is None:
        raise RefusalError(
            _("Самоотвод уже не отменить: прошло больше 15 минут или работу передали другому.")
        )
    challenge.state, challenge.decided_at = "withdrawn", now()
    conflict = conflict_of(juror.id, entry.id)
    if conflict is not None:
        lift_conflict(conflict, actor=actor)
    chain, subject = event_chain(juror.event_id), f"challenge:{challenge.id}"
    data = {"juror": juror.id, "entry": entry.id}
    record(chain, "challenge.undone", subject, actor=actor, data=data)
    for was in challenge.effect:
        _give_back(challenge, was, actor)
    if any(was["sheet"] not in (None, "draft") for was in challenge.effect):
        tell_it_was_undone(challenge)


def _give_back(challenge: Challenge, was: dict[str, Any], actor: str) -> None:
    juror, entry = challenge.juror, challenge.entry
    task = db.session.get(Assignment, was["task"])
    if task is None or task.juror_id != juror.id or task.entry_id != entry.id:
        trial = next(one for one in entry.event.trials if one.id == was["trial"])
        replaces = db.session.get(Assignment, was["replaces"]) if was["replaces"] else None
        due_at = datetime.fromisoformat(was["due_at"]) if was["due_at"] else None
        assign(
            juror,
            entry,
            trial,
            reading=was["reading"],
            replaces=replaces,
            due_at=due_at,
            actor=actor,
        )
        return
    task.state = "active"
    sheet = db.session.scalars(select(Sheet).where(Sheet.assignment_id == task.id)).first()
    if sheet is not None:
        _restore(sheet, was["sheet"] or "draft", actor)
    db.session.flush()
    place_tasks(Assignment.id == task.id)


def _restore(sheet: Sheet, state: str, actor: str) -> None:
    """Let the sheet count again as it did; it gets a version more, none is taken away."""
    task = sheet.assignment
    sheet.annulled_reason = ""
    sheet.state = state
    task.progress = state if has_begun(sheet) else "untouched"
    keep_version(sheet, actor, "")
    chain = event_chain(task.juror.event_id)
    data = {"state": state, "version": sheet.version, "total": str(sheet.total)}
    record(chain, "sheet.restored", f"sheet:{sheet.id}", actor=actor, data=data)
    refresh_running_total(task.entry)
    if state == "submitted":
        open_third_reading(task.entry, task.trial, actor=actor)
