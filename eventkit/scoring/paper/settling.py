"""What happens to typed marks at the end: they count, or somebody decides and says why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, record
from eventkit.juries.models import Assignment
from eventkit.lazy import dataclass
from eventkit.scoring.corrections import correct_sheet
from eventkit.scoring.marks import mark_texts, marks_of, plain_criteria
from eventkit.scoring.models import Sheet
from eventkit.scoring.paper.models import PaperSheet
from eventkit.scoring.paper.rules import is_late
from eventkit.scoring.queries import sheet_of
from eventkit.scoring.readings import drop_third_reading, open_third_reading, readings_diverge
from eventkit.scoring.sheets import enter_sheet, submit_sheet
from eventkit.web.clock import now

Typed = Mapping[str, Any]


@dataclass(frozen=True)
class Question:
    """What must be decided before a paper counts."""

    is_sent: bool
    """The juror has sent the sheet: the paper corrects it."""
    is_late: bool
    """The jury's work is over."""
    screen: Mapping[str, str | None]
    """Criterion code → the mark that stands in the sheet now."""
    differing: Sequence[str]
    """Codes of the criteria in which paper and sheet differ."""

    @property
    def is_correction(self) -> bool:
        """Whether only those decide who may correct sheets."""
        return self.is_sent or self.is_late


def question_of(task: Assignment, typed: Typed) -> Question | None:
    """What must be decided before these marks count; None when nothing stands against them."""
    sheet = sheet_of(task.id)
    screen = mark_texts(plain_criteria(task.trial_id), marks_of(sheet)) if sheet else {}
    differing = [code for code, mark in screen.items() if mark is not None and mark != typed[code]]
    is_sent = sheet is not None and sheet.state == "submitted"
    late = is_late(task.juror.event)
    if differing or (late and not is_sent):
        return Question(is_sent, late, screen, differing)
    return None


def settle(paper: PaperSheet, typed: Typed, *, actor: str) -> None:
    """Let marks count on which the typing has ended, or ask for a decision."""
    task = paper.assignment
    paper.changed_at = now()
    if question_of(task, typed) is not None:
        paper.state = "asks"
        return
    _end(paper)
    sheet = sheet_of(task.id)
    if sheet is not None and sheet.state == "submitted":
        _note(paper, "same", actor)  # the paper says what the sheet says already
        return
    enter_sheet(task, typed, source="paper", comment=_comment(paper), actor=actor)


def decide(paper: PaperSheet, choice: str, reason: str, *, actor: str) -> None:
    """Decide which marks are right: «paper» or «screen». The caller has asked who may.

    Raises RefusalError when there is nothing to decide any more, or the sheet takes no marks.
    """
    first = paper.typing(1)
    if paper.state != "asks" or first is None:
        raise RefusalError(_("По этому листу решать больше нечего."))
    task, typed = paper.assignment, first.marks
    question = question_of(task, typed)
    before = dict(question.screen) if question else {}
    if choice == "screen":
        paper.state = "kept"
    else:
        _end(paper)
    _note(paper, "decided", actor, reason, choice=choice, screen=before, typed=dict(typed))
    if choice == "screen":
        return
    sheet = sheet_of(task.id)
    if sheet is not None and sheet.state == "submitted":
        _correct(sheet, typed, reason, paper, actor)
    else:
        sheet = enter_sheet(
            task, typed, source="paper", submitted=False, comment=_comment(paper), actor=actor
        )
        submit_sheet(sheet, actor=actor, open_third=not is_late(task.juror.event))


def _correct(sheet: Sheet, typed: Typed, reason: str, paper: PaperSheet, actor: str) -> None:
    """Put the marks of a sent sheet right; a third reading may become due, or needless."""
    task = sheet.assignment
    work = (task.entry, task.trial)
    diverged = readings_diverge(*work)
    correct_sheet(sheet, typed, reason, source=f"paper:{paper.id}", actor=actor)
    if diverged and not readings_diverge(*work):
        drop_third_reading(*work, actor=actor)
    elif not is_late(task.juror.event):
        open_third_reading(*work, actor=actor)


def _end(paper: PaperSheet) -> None:
    paper.state = "confirmed" if paper.typing(2) is not None else "once"


def _comment(paper: PaperSheet) -> str:
    return next((typing.comment for typing in paper.typings if typing.comment), "")


def _note(paper: PaperSheet, act: str, actor: str, reason: str = "", **data: Any) -> None:
    task = paper.assignment
    record(
        event_chain(task.juror.event_id),
        f"paper.{act}",
        f"paper:{paper.id}",
        actor=actor,
        data={"task": task.id, "code": task.entry.code} | data,
        texts={"reason": reason} if reason else None,
    )
