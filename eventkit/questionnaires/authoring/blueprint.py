"""The blueprint of the authoring pages, and what they share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import Form

from eventkit.db import db
from eventkit.events.pages import Page, actor, find_event
from eventkit.events.refusals import RefusalError
from eventkit.questionnaires.authoring.words import place_of, refused, sentence
from eventkit.questionnaires.models import Questionnaire, Wave
from eventkit.questionnaires.queries import questionnaire_of, wave_of
from eventkit.web.plain_data import DefinitionError
from eventkit.web.requests import commit

__all__ = [
    "ROOT",
    "Page",
    "actor",
    "bp",
    "done",
    "find_event",
    "find_questionnaire",
    "find_wave",
    "tried",
]

bp = Blueprint("questionnaires", __name__)
ROOT = "/manage/<slug>/questionnaires/<int:questionnaire_id>"
"""The beginning of the addresses of one questionnaire's pages."""


def find_questionnaire(slug: str, questionnaire_id: int) -> Questionnaire:
    """The questionnaire of an address; 404 without one."""
    return questionnaire_of(find_event(slug), questionnaire_id) or abort(404)


def find_wave(slug: str, questionnaire_id: int, wave_id: int) -> Wave:
    """The wave of an address; 404 without one."""
    return wave_of(find_questionnaire(slug, questionnaire_id), wave_id) or abort(404)


def done(endpoint: str, questionnaire: Questionnaire, text: str = "", **more: Any) -> Response:
    """Commit, say so, and go to a page of the questionnaire."""
    slug, own = questionnaire.event.slug, questionnaire.id
    commit()
    flash(text or _("Сохранено."), "ok")
    return redirect(url_for(f"questionnaires.{endpoint}", slug=slug, questionnaire_id=own, **more))


def tried(
    act: Callable[[], object],
    form: Form | None = None,
    fields: Mapping[str, str] | None = None,
    at: str = "",
) -> bool:
    """Whether a verb was possible; otherwise what stands in its way stands in the form.

    ``at`` is the path of what the form shows («items[3]»); ``fields`` says which field shows which
    part of it. Without a form the reasons are flashed.
    """
    try:
        act()
    except RefusalError as refusal:
        db.session.rollback()
        _say(form, refusal.field, refusal.message)
        return False
    except DefinitionError as refusal:
        db.session.rollback()
        for problem in refusal.problems:
            own = problem.path.removeprefix(f"{at}.") if at else problem.path
            name = own.partition("[")[0]
            field = (fields or {}).get(name, name)
            if form is not None and field in form and (not at or own != problem.path):
                place = place_of(own)
                said = sentence(problem)
                _say(form, field, f"{place}: {said}" if place else said)
            else:
                _say(form, "", refused(problem))
        return False
    return True


def _say(form: Form | None, name: str, message: str) -> None:
    if form is None:
        flash(message, "bad")
    elif name and name in form and form[name].type != "FieldList":
        form[name].errors = [*form[name].errors, message]
    else:
        form.form_errors.append(message)
