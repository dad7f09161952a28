"""Pages of a test run: the draft as respondents see it, and what was tried out."""

from __future__ import annotations

from secrets import token_hex
from typing import Any

from flask import jsonify, redirect, render_template, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from eventkit.questionnaires.answering.own import own_of_sent
from eventkit.questionnaires.answering.page import Typed, form_page, own_part, read_typed
from eventkit.questionnaires.answering.words import mistake_words
from eventkit.questionnaires.authoring.blueprint import ROOT, Page, bp, done, find_questionnaire
from eventkit.questionnaires.authoring.trial import (
    keep_trial,
    remove_trials,
    trial_door,
    tried_answers,
)
from eventkit.questionnaires.authoring.views import about
from eventkit.questionnaires.engine.validity import problems
from eventkit.questionnaires.models import Questionnaire
from eventkit.questionnaires.queries import draft_of, is_answered
from eventkit.questionnaires.rules import may_author
from eventkit.web.access import access
from eventkit.web.requests import commit


@bp.get(f"{ROOT}/trial")
@access(may_author, find=find_questionnaire)
def trial(questionnaire: Questionnaire) -> Page:
    """The way into a test run, and what was answered there."""
    locale = get_locale()
    count, tried = tried_answers(questionnaire, locale.language if locale else "ru")
    return render_template(
        "questionnaires/authoring/trial.html",
        **about(questionnaire),
        count=count,
        tried=tried,
        answered=is_answered(questionnaire),
    )


@bp.get(f"{ROOT}/preview")
@access(may_author, find=find_questionnaire)
def preview(questionnaire: Questionnaire) -> Page:
    """The draft as a respondent sees it."""
    return _form(questionnaire, Typed(uid=token_hex(16)))


@bp.post(f"{ROOT}/preview")
@access(may_author, find=find_questionnaire)
def try_out(questionnaire: Questionnaire) -> Any:
    """Answer as a respondent does; no report counts it."""
    instrument = draft_of(questionnaire)
    typed = read_typed(instrument)
    mistakes = problems(instrument, typed.answers)
    if mistakes:
        errors = mistake_words(instrument, mistakes)
        if typed.is_script:
            return jsonify(kind="wrong", errors=errors, csrf=generate_csrf()), 422
        return _form(questionnaire, typed, errors), 422
    is_kept = bool(instrument.items) and keep_trial(questionnaire, typed.uid, typed.answers)
    if typed.is_script:
        commit()
        own = own_of_sent(instrument, typed.answers)
        part = own_part(trial_door(questionnaire), own)
        return jsonify(kind="kept", **({"own": part} if part else {}))
    text = _("Пробный ответ сохранён.") if is_kept else _("Пробный ответ прошёл проверку.")
    return done("trial", questionnaire, text)


@bp.post(f"{ROOT}/trial/remove")
@access(may_author, find=find_questionnaire)
def forget_trials(questionnaire: Questionnaire) -> Page:
    """Forget what was tried out."""
    remove_trials(questionnaire)
    return done("trial", questionnaire, _("Пробные ответы удалены."))


def _form(questionnaire: Questionnaire, typed: Typed, errors: dict[str, str] | None = None) -> Page:
    slug, own = questionnaire.event.slug, questionnaire.id
    if not questionnaire.draft["items"]:
        return redirect(url_for("questionnaires.items", slug=slug, questionnaire_id=own))
    return form_page(
        trial_door(questionnaire),
        typed,
        errors,
        instrument=draft_of(questionnaire),
        here=url_for("questionnaires.try_out", slug=slug, questionnaire_id=own),
        template="questionnaires/authoring/preview.html",
    )
