"""Declared conflicts of interest: before scoring the work is taken back, later the sheet falls."""

from __future__ import annotations

from dataclasses import field

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.juries.models import Assignment, Conflict, Juror
from eventkit.juries.operations import add_conflict, annul_assignment, withdraw
from eventkit.lazy import dataclass
from eventkit.mail.operations import enqueue
from eventkit.scoring.models import Sheet
from eventkit.scoring.paper.queries import has_paper
from eventkit.scoring.queries import has_begun, has_comments, need_replacement
from eventkit.scoring.readings import THIRD, open_third_reading, third_reading_due
from eventkit.scoring.sheets import annul_sheet


@dataclass(frozen=True)
class Recusal:
    """What a declared conflict did: tasks taken back, and those whose sheets were annulled."""

    conflict: Conflict
    withdrawn: int = 0
    annulled: list[Assignment] = field(default_factory=list)

    @property
    def is_late(self) -> bool:
        """Whether scores had been given already, so that a replacement is needed."""
        return bool(self.annulled)


def declare_conflict(
    juror: Juror, entry: Entry, reason: str, *, kind: str = "declared", actor: str = "system"
) -> Recusal:
    """Record that a juror must not judge a work; ``kind``: declared, or challenged by others.

    Before the juror has begun to score it the task is taken back. Afterwards the declaration is
    late: the sheet is annulled and stays in the log, and the organizer is asked for a replacement.
    """
    tasks = tasks_with_sheets(juror, entry)
    thirds = [task.trial for task, _sheet in tasks if task.reading >= THIRD]
    begun = [task for task, sheet in tasks if sheet is not None and has_begun(sheet)]
    conflict = add_conflict(juror, entry, reason, is_late=bool(begun), kind=kind, actor=actor)
    withdrawn, annulled = 0, []
    for task, sheet in tasks:
        if sheet is not None and has_begun(sheet):
            annul_sheet(sheet, _why(kind, reason), actor=actor)
            annulled.append(task)
        else:
            _drop(task, sheet, actor)
            withdrawn += 1
    for trial in thirds:
        open_third_reading(entry, trial, actor=actor)
    waiting = {task.id for task in need_replacement(juror.event_id)}
    if any(task.id in waiting or _waits_for_third(task) for task in annulled):
        _ask_for_replacement(juror, entry)
    return Recusal(conflict, withdrawn, annulled)


def release_task(assignment: Assignment, reason: str, *, actor: str = "system") -> None:
    """Take a work from a juror by hand: an untouched one silently, a begun sheet is annulled."""
    sheet = db.session.scalars(select(Sheet).where(Sheet.assignment_id == assignment.id)).first()
    if sheet is not None and has_begun(sheet):
        annul_sheet(sheet, reason, actor=actor, open_third=False)
    else:
        _drop(assignment, sheet, actor)


def _waits_for_third(task: Assignment) -> bool:
    return task.reading >= THIRD and third_reading_due(task.entry, task.trial)


def _why(kind: str, reason: str) -> str:
    """Why the sheet falls, as the juror reads it: another's reason could name the author."""
    if kind == "challenged":
        return str(_("Принят отвод по этой работе."))
    return str(_("Самоотвод после начала оценивания: %(reason)s", reason=reason))


def tasks_with_sheets(juror: Juror, entry: Entry) -> list[tuple[Assignment, Sheet | None]]:
    """The juror's tasks in force on a work, in each trial, with what was written in them."""
    query = (
        select(Assignment, Sheet)
        .outerjoin(Sheet, Sheet.assignment_id == Assignment.id)
        .where(
            Assignment.juror_id == juror.id,
            Assignment.entry_id == entry.id,
            Assignment.state == "active",
        )
        .options(joinedload(Assignment.juror).joinedload(Juror.person))
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def _drop(task: Assignment, sheet: Sheet | None, actor: str) -> None:
    if sheet is not None and (sheet.version or has_comments(sheet) or has_paper(task.id)):
        # It was sent or returned once, something was written, or typed in from paper: that stays.
        annul_assignment(task, actor=actor)
        return
    if sheet is not None:
        db.session.delete(sheet)
        db.session.flush()
    withdraw(task, actor=actor)


def _ask_for_replacement(juror: Juror, entry: Entry) -> None:
    event = juror.event
    body = _(
        "Работе %(code)s нужна замена члена жюри: %(name)s взял самоотвод после начала "
        "оценивания. Его лист аннулирован и хранится в журнале.\n\n"
        "Откройте назначения мероприятия и выберите, кому передать работу.",
        code=entry.code,
        name=juror.person.short_name,
    )
    subject = _("Нужна замена в жюри: работа %(code)s", code=entry.code)
    enqueue(event.contact_email, subject, body, kind="jury_replacement", event_id=event.id)
