"""Verbs about score sheets: marks, comments, and the states of a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.db.plain import keep
from eventkit.events.phases import phase
from eventkit.journal.operations import event_chain, record
from eventkit.juries.models import Assignment
from eventkit.juries.operations import annul_assignment, note_visit
from eventkit.scoring.calibration.required import samples_first
from eventkit.scoring.letters import tell_sheet_returned
from eventkit.scoring.marks import (
    MarkRefusedError,
    Value,
    mark_texts,
    marks_of,
    plain_criteria,
    steps_of,
    sum_of,
    unmarked,
)
from eventkit.scoring.models import Criterion, Mark, Sheet
from eventkit.scoring.queries import has_begun
from eventkit.scoring.readings import drop_third_reading, open_third_reading, readings_diverge
from eventkit.scoring.refusals import SheetIncompleteError, SheetRefusedError
from eventkit.scoring.running_total import refresh_running_total
from eventkit.scoring.sheet_rows import new_mark, open_sheet
from eventkit.scoring.sheet_versions import keep_version
from eventkit.web.clock import now

OPEN_STATES = ("draft", "returned")


def save_mark(
    sheet: Sheet,
    criterion: Criterion,
    value: Value,
    *,
    actor: str = "system",
    criteria: Sequence[Criterion] | None = None,
) -> Mark:
    """Keep one mark of a draft. ``criteria`` are the sheet's, from a caller that has read them.

    What two devices say is merged before (``eventkit.scoring.touches``). Raises MarkRefusedError
    for an impossible value and SheetRefusedError for a sheet that is sent or annulled.
    """
    _require_open(sheet)
    if criterion.trial_id != sheet.assignment.trial_id:
        raise MarkRefusedError(_("Этого критерия в листе нет."), criterion.code)
    steps = steps_of(criterion, value)
    marks = marks_of(sheet)
    mark = marks.get(criterion.id)
    if mark is None:
        mark = new_mark(sheet, criterion)
    before, changed = mark.steps, mark.steps != steps or mark.version == 0
    if changed:
        mark.steps, mark.version = steps, mark.version + 1
        criteria = criteria or plain_criteria(criterion.trial_id)
        _set_total(sheet, criteria, {**marks, criterion.id: mark})
        _set_progress(sheet)
    sheet.saved_at = now()
    note_visit(sheet.assignment.juror)
    keep(sheet, mark, sheet.assignment, sheet.assignment.juror)
    if changed:
        _note(sheet, "mark.saved", actor, criterion=criterion.code, steps=steps, before=before)
    return mark


def save_comment(sheet: Sheet, field: str | Criterion, text: str) -> None:
    """Keep a comment of a draft: on a criterion, «author» (for the author) or «note» (private)."""
    _require_open(sheet)
    text, mark = text.strip(), None
    if isinstance(field, Criterion):
        mark = marks_of(sheet).get(field.id) or new_mark(sheet, field)
        if mark.comment != text:
            mark.comment, mark.comment_version = text, mark.comment_version + 1
    elif field == "author":
        if sheet.comment_for_author != text:
            sheet.comment_for_author, sheet.author_version = text, sheet.author_version + 1
    elif field == "note":
        if sheet.private_note != text:
            sheet.private_note, sheet.note_version = text, sheet.note_version + 1
    else:
        raise ValueError(f"no such comment: {field!r}")
    sheet.saved_at = now()
    keep(sheet, *([mark] if mark else ()))


def submit_sheet(
    sheet: Sheet, *, actor: str = "system", open_third: bool = True
) -> Assignment | None:
    """Send the sheet; returns the task of a third reading if the rules ask for one now.

    Raises SheetIncompleteError, which names the criteria without a mark.
    """
    _require_open(sheet)
    if first := samples_first(sheet):
        raise SheetRefusedError(first)
    criteria = plain_criteria(sheet.assignment.trial_id)
    marks = marks_of(sheet)
    missing = unmarked(criteria, marks)
    if missing:
        names = "; ".join(c.title for c in missing)
        raise SheetIncompleteError(
            _("Лист не отправлен: нет баллов. %(names)s.", names=names), missing
        )
    _set_total(sheet, criteria, marks)
    sheet.submitted_at = now()
    sheet.returned_reason = ""
    note_visit(sheet.assignment.juror)
    _change(sheet, "submitted", actor)
    task = sheet.assignment
    return open_third_reading(task.entry, task.trial, actor=actor) if open_third else None


def reopen_sheet(sheet: Sheet, *, actor: str = "system") -> None:
    """Let the juror correct a sheet that was sent, while the round is open."""
    if sheet.state != "submitted":
        raise SheetRefusedError(_("Этот лист ещё не отправлен."))
    _require_running(sheet)
    _require_decided(sheet)
    _take_out(sheet, "draft", actor)


def return_sheet(sheet: Sheet, reason: str, *, actor: str = "system") -> None:
    """Give a sheet back to its juror with what is to be mended; the juror gets a letter."""
    if sheet.state != "submitted":
        raise SheetRefusedError(_("Вернуть можно только отправленный лист."))
    _require_running(sheet)
    sheet.returned_reason = reason
    _take_out(sheet, "returned", actor, reason)
    tell_sheet_returned(sheet.assignment, reason)


def annul_sheet(
    sheet: Sheet, reason: str, *, actor: str = "system", open_third: bool = True
) -> None:
    """Take a sheet out of the count for good; it stays in the log with its marks.

    While the jury works, a third reading that fell goes to the next free juror, unless
    ``open_third`` is False: then somebody is chosen by hand.
    """
    if sheet.state == "annulled":
        raise SheetRefusedError(_("Этот лист уже аннулирован."))
    sheet.annulled_reason = reason
    _take_out(sheet, "annulled", actor, reason)
    task = sheet.assignment
    if open_third and phase(task.juror.event, now()) == "judging":
        open_third_reading(task.entry, task.trial, actor=actor)


def enter_sheet(
    assignment: Assignment,
    marks: Mapping[str, Value],
    *,
    source: str = "paper",
    submitted: bool = True,
    comment: str = "",
    actor: str = "system",
) -> Sheet:
    """Enter a whole sheet at once, from paper or a table: criterion code → mark.

    Raises MarkRefusedError for an impossible mark or unknown criterion, SheetIncompleteError for
    gaps in a sheet that is to count. Only a sheet from paper opens a third reading by itself:
    an imported one brings its third readings along.
    """
    sheet = open_sheet(assignment, source=source)
    _require_open(sheet)
    sheet.source = source
    criteria = plain_criteria(assignment.trial_id)
    unknown = set(marks) - {c.code for c in criteria}
    if unknown:
        code = min(unknown)
        raise MarkRefusedError(_("Критерия „%(code)s“ нет.", code=code), code)
    kept = marks_of(sheet)
    for criterion in criteria:
        mark = kept.get(criterion.id)
        if mark is None:
            mark = kept[criterion.id] = new_mark(sheet, criterion)
        mark.steps = steps_of(criterion, marks.get(criterion.code))
        mark.version += 1
    if comment:
        save_comment(sheet, "author", comment)
    sheet.saved_at = now()
    _set_total(sheet, criteria, kept)
    _set_progress(sheet)
    db.session.flush()
    _note(sheet, "sheet.entered", actor, marks=mark_texts(criteria, kept), source=source)
    if submitted:
        submit_sheet(sheet, actor=actor, open_third=source != "import")
    return sheet


def _require_running(sheet: Sheet) -> None:
    judged_in = sheet.assignment.trial.round
    if judged_in is not None and judged_in.closed_at is not None:
        raise SheetRefusedError(
            _("Тур «%(title)s» закрыт, его листы больше не меняются.", title=judged_in.title)
        )


def _require_open(sheet: Sheet) -> None:
    _require_running(sheet)
    if sheet.state == "submitted":
        raise SheetRefusedError(
            _("Лист уже отправлен. Чтобы изменить баллы, верните его в черновик.")
        )
    if sheet.state == "annulled":
        raise SheetRefusedError(_("Лист аннулирован и больше не меняется."))
    _require_decided(sheet)


def _require_decided(sheet: Sheet) -> None:
    if sheet.assignment.is_held:
        raise SheetRefusedError(
            _("По этой работе заявлен отвод: пока его не решат, баллы не принимаются.")
        )


def _set_total(sheet: Sheet, criteria: Sequence[Criterion], marks: Mapping[int, Mark]) -> None:
    sheet.total = None if unmarked(criteria, marks) else sum_of(criteria, marks)


def _set_progress(sheet: Sheet) -> None:
    """Keep with the task how far it has come: lists and counts read it there."""
    sheet.assignment.progress = sheet.state if has_begun(sheet) else "untouched"


def _take_out(sheet: Sheet, state: str, actor: str, reason: str = "") -> None:
    """Move a sheet out of those that were sent; the third reading that it caused may go with it."""
    task = sheet.assignment
    work = (task.entry, task.trial)
    diverged = readings_diverge(*work)
    if state == "annulled":
        annul_assignment(task, actor=actor)
    _change(sheet, state, actor, reason)
    if diverged and not readings_diverge(*work):
        drop_third_reading(*work, actor=actor)


def _change(sheet: Sheet, state: str, actor: str, reason: str = "") -> None:
    """Move the sheet to a state, keep what it says now, journal it, refresh the list's number."""
    before, sheet.state = sheet.state, state
    _set_progress(sheet)
    keep_version(sheet, actor, reason)
    texts = {"reason": reason} if reason else None
    data = {"before": before, "version": sheet.version, "total": str(sheet.total)}
    record(
        event_chain(sheet.assignment.juror.event_id),
        f"sheet.{state}",
        f"sheet:{sheet.id}",
        actor=actor,
        data=data,
        texts=texts,
    )
    refresh_running_total(sheet.assignment.entry)


def _note(sheet: Sheet, act: str, actor: str, **data: object) -> None:
    chain = event_chain(sheet.assignment.juror.event_id)
    record(chain, act, f"sheet:{sheet.id}", actor=actor, data=data)
