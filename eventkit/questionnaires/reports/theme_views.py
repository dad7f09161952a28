"""Open answers of one item: words they have in common, and themes made by hand."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.questionnaires.authoring.blueprint import (
    ROOT,
    Page,
    actor,
    bp,
    find_questionnaire,
)
from eventkit.questionnaires.authoring.views import about
from eventkit.questionnaires.engine.items import WRITTEN
from eventkit.questionnaires.models import Questionnaire, Theme
from eventkit.questionnaires.reports import themes, words
from eventkit.questionnaires.reports.forms import ThemeForm
from eventkit.questionnaires.reports.queries import report_of
from eventkit.questionnaires.reports.roots import common
from eventkit.questionnaires.rules import may_author
from eventkit.web.access import access
from eventkit.web.requests import commit

HERE = f"{ROOT}/results/words/<item_id>"
LARGEST_ANSWER = 2**63 - 1


def find_theme(slug: str, questionnaire_id: int, theme_id: int) -> Theme:
    """A theme of this questionnaire; 404 without one."""
    questionnaire = find_questionnaire(slug, questionnaire_id)
    theme = db.session.get(Theme, theme_id)
    if theme is None or theme.questionnaire_id != questionnaire.id:
        abort(404)
    return theme


@bp.get(HERE)
@access(may_author, find=find_questionnaire)
def open_answers(questionnaire: Questionnaire, item_id: str) -> Page:
    """The answers to an item with their themes; ``word`` ticks those that have it."""
    return _page(questionnaire, item_id, ThemeForm(themes.themes_of(questionnaire, item_id)))


@bp.post(HERE)
@access(may_author, find=find_questionnaire)
def put_into_theme(questionnaire: Questionnaire, item_id: str) -> Page:
    """Put the ticked answers into a theme."""
    form = ThemeForm(themes.themes_of(questionnaire, item_id))
    _item(questionnaire, item_id)
    if not form.validate_on_submit():
        return _page(questionnaire, item_id, form), 422
    ticked = {_answer_id(one) for one in request.form.getlist("answers")}
    try:
        themes.put_into_theme(questionnaire, item_id, form.wanted(), ticked, actor=actor())
    except RefusalError as refusal:
        db.session.rollback()
        if refusal.field in form:
            form[refusal.field].errors = [refusal.message]
        else:
            form.form_errors.append(refusal.message)
        return _page(questionnaire, item_id, form), 422
    return _back(questionnaire, item_id, _("Ответы в теме."))


@bp.post(f"{ROOT}/results/themes/<int:theme_id>/out")
@access(may_author, find=find_theme)
def take_out_of_theme(theme: Theme) -> Page:
    """Take one answer out."""
    themes.take_out(theme, _answer_id(request.form.get("answer", "")), actor=actor())
    return _back(theme.questionnaire, theme.item)


@bp.post(f"{ROOT}/results/themes/<int:theme_id>/remove")
@access(may_author, find=find_theme)
def remove_theme(theme: Theme) -> Page:
    """Take a theme away."""
    questionnaire, item = theme.questionnaire, theme.item
    themes.remove_theme(theme, actor=actor())
    return _back(questionnaire, item, _("Тема убрана, ответы на месте."))


def _page(questionnaire: Questionnaire, item_id: str, form: ThemeForm) -> str:
    item = _item(questionnaire, item_id)
    texts = themes.texts_of(questionnaire, item_id)
    shared = common(texts)
    word = request.args.get("word", "")
    ticked = next((one.answers for one in shared if one.word == word), frozenset())
    if form.is_submitted():
        ticked = frozenset(_answer_id(one) for one in request.form.getlist("answers"))
    return render_template(
        "questionnaires/reports/words.html",
        **about(questionnaire),
        item=item,
        texts=sorted(texts, key=lambda one: one.response_id not in ticked),
        common=shared,
        word=word,
        ticked=ticked,
        themes=themes.themes_of(questionnaire, item_id),
        inside=themes.answers_by_theme(questionnaire),
        form=form,
        words=words,
    )


def _item(questionnaire: Questionnaire, item_id: str) -> object:
    """An open question that the report tells of; 404 for anything else."""
    for one in report_of(questionnaire).texts:
        if one.item.id == item_id and one.item.kind in WRITTEN:
            return one.item
    return abort(404)


def _answer_id(text: str) -> int:
    """The id of an answer that a form names, longer than other ids; 0 for anything else."""
    number = int(text) if text.isdecimal() and len(text) <= len(str(LARGEST_ANSWER)) else 0
    return number if number <= LARGEST_ANSWER else 0


def _back(questionnaire: Questionnaire, item_id: str, message: str = "") -> Response:
    slug, own = questionnaire.event.slug, questionnaire.id
    commit()
    if message:
        flash(message, "ok")
    return redirect(
        url_for("questionnaires.open_answers", slug=slug, questionnaire_id=own, item_id=item_id)
    )
