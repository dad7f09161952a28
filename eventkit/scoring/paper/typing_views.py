"""One paper sheet: typing it in, ending, looking again where two differ, deciding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.juries.models import Assignment
from eventkit.scoring.paper import operations
from eventkit.scoring.paper.finding import find_sheet
from eventkit.scoring.paper.forms import DecisionForm
from eventkit.scoring.paper.numbers import number_of
from eventkit.scoring.paper.page import sheet_page
from eventkit.scoring.paper.queries import paper_of
from eventkit.scoring.paper.rules import (
    may_correct_sheets,
    may_look_at_sheet,
    may_type_sheet,
    why_closed,
)
from eventkit.scoring.paper.settling import decide as decide_paper
from eventkit.scoring.paper.settling import question_of
from eventkit.scoring.paper.typed import Typed, read_form
from eventkit.scoring.paper.views import Page, bp
from eventkit.scoring.paper.words import saved_time
from eventkit.scoring.refusals import SheetIncompleteError
from eventkit.web.access import access
from eventkit.web.requests import commit
from eventkit.web.viewer import current_viewer

HERE = "/manage/<slug>/paper/<number>"


@bp.get(HERE)
@access(may_look_at_sheet, find_sheet)
def sheet(task: Assignment) -> Page:
    """The sheet of a number: to type in, or what may be done with it."""
    return sheet_page(task)


@bp.post(HERE)
@access(may_type_sheet, find_sheet)
def type_in(task: Assignment) -> Page:
    """Keep, end, take over or begin anew a typing; works without scripts."""
    act = request.form.get("act", "save")
    if act == "again":
        return _again(task)
    typed = read_form(task, request.form)
    verb = {"finish": _finish, "take": _take}.get(act, _keep)
    try:
        said = verb(task, typed)
    except SheetIncompleteError as refusal:
        db.session.rollback()
        words = _("Введите балл с бумаги.")
        gaps = {typed.field_of(c.code): words for c in refusal.missing}
        return _refused(task, typed, {"": refusal.message} | gaps, 422)
    except RefusalError as refusal:
        db.session.rollback()
        return _refused(task, typed, {"": refusal.message} | typed.errors, 409)
    commit()
    if typed.errors:
        return _refused(task, typed, typed.errors, 422)
    flash(said, "ok" if act != "finish" else _kind(task))
    return _back(task)


def _kind(task: Assignment) -> str:
    """How the end of a typing is told: as done, or as something that is left to do."""
    paper = paper_of(task.id)
    return "warn" if paper is not None and paper.state in ("differs", "asks") else "ok"


def _keep(task: Assignment, typed: Typed) -> str:
    operations.keep_typing(task, current_viewer(), typed.turn, typed.marks, typed.comment)
    return str(_("Черновик ввода сохранён."))


def _take(task: Assignment, typed: Typed) -> str:
    operations.take_over(
        task, current_viewer(), typed.turn, typed.marks, typed.comment, actor=_actor()
    )
    return str(_("Теперь этот лист вводите вы."))


def _finish(task: Assignment, typed: Typed) -> str:
    if typed.errors:
        return _keep(task, typed)
    paper = operations.finish_typing(
        task, current_viewer(), typed.turn, typed.marks, typed.comment, actor=_actor()
    )
    return _said(paper.state)


def _said(state: str) -> str:
    said: dict[str, str] = {
        "waiting": _("Первый ввод закончен. Теперь лист введёт другой человек."),
        "differs": _("Два ввода расходятся. Проверьте по бумаге отмеченные критерии."),
        "asks": _("Баллы введены. Чтобы они вошли в лист, нужно решение."),
        "once": _("Лист введён с бумаги и засчитан."),
        "confirmed": _("Два ввода совпали. Лист введён с бумаги и засчитан."),
    }
    return said[state]


def _again(task: Assignment) -> Page:
    paper = operations.hold_paper(task) or abort(404)
    try:
        operations.type_again(paper, actor=_actor())
    except RefusalError as refusal:
        flash(refusal.message, "bad")
    commit()
    return _back(task)


@bp.post(f"{HERE}/draft")
@access(may_type_sheet, find_sheet)
def draft(task: Assignment) -> tuple[Response, int]:
    """Keep what is typed while it is typed: {"saved_at"}, or 409 and 422 with "message"."""
    typed = read_form(task, request.form)
    try:
        typing = operations.keep_typing(
            task, current_viewer(), typed.turn, typed.marks, typed.comment
        )
    except RefusalError as refusal:
        db.session.rollback()
        return jsonify(message=refusal.message), 409
    saved_at = saved_time(typing, task.juror.event)
    commit()
    if typed.errors:
        return jsonify(message=" ".join(typed.errors.values()), saved_at=saved_at), 422
    return jsonify(saved_at=saved_at), 200


@bp.post(f"{HERE}/decide")
@access(may_look_at_sheet, find_sheet)
def decide(task: Assignment) -> Page:
    """Choose between the marks on paper and those on the screen, with the reason."""
    form, paper = DecisionForm(), operations.hold_paper(task)
    if paper is None or not form.validate():
        return sheet_page(task, decision=form), 422
    try:
        _require_decider(task, paper.typing(1))
        decide_paper(paper, form.choice.data, form.reason.data, actor=_actor())
    except RefusalError as refusal:
        db.session.rollback()
        form.reason.errors = [refusal.message]
        return sheet_page(task, decision=form), 409
    commit()
    if form.choice.data == "paper":
        flash(_("Баллы с бумаги внесены в лист."), "ok")
    else:
        flash(_("Лист оставлен как есть. Причина записана в журнал."), "ok")
    return _back(task)


def _require_decider(task: Assignment, first: Any) -> None:
    """Sheets that were sent and closed rounds are corrected by who may correct sheets."""
    viewer, event = current_viewer(), task.juror.event
    if why_closed(task):
        raise RefusalError(why_closed(task))
    question = question_of(task, first.marks) if first else None
    if may_correct_sheets(viewer, event):
        return
    if not may_type_sheet(viewer, task) or (question and question.is_correction):
        raise RefusalError(_("Это исправление записывает организатор или председатель."))


def _refused(task: Assignment, typed: Typed, errors: Mapping[str, str], status: int) -> Page:
    return sheet_page(task, typed=typed.values, errors=errors), status


def _back(task: Assignment) -> Response:
    slug = task.juror.event.slug
    return redirect(url_for("paper.sheet", slug=slug, number=number_of(task.id)))


def _actor() -> str:
    return actor_of(current_viewer())
