"""The blueprint of the authoring pages; it brings the plugin's templates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import Form

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.web.requests import commit
from eventkit.web.viewer import current_viewer
from eventkit_quest.authoring.words import refused, sentence
from eventkit_quest.engine import DefinitionError

bp = Blueprint("quest_authoring", "eventkit_quest", template_folder="templates")
Page = str | Response | tuple[str, int]


def actor() -> str:
    """Who acts, for the journal."""
    return actor_of(current_viewer())


def done(endpoint: str, slug: str, text: str = "", **more: Any) -> Response:
    """Commit, say so, and go to a page of the quest."""
    commit()
    flash(text or _("Сохранено."), "ok")
    return redirect(url_for(endpoint, slug=slug, **more))


def tried(form: Form, act: Callable[[], object]) -> bool:
    """Whether a verb was possible; otherwise what stands in its way stands in the form."""
    try:
        act()
    except RefusalError as refusal:
        db.session.rollback()
        _say(form, refusal.field or "", refusal.message)
        return False
    except DefinitionError as refusal:
        db.session.rollback()
        for problem in refusal.problems:
            # «opens.needed» stands at the field of that name
            _say(form, problem.path.rpartition(".")[2], sentence(problem), refused(problem))
        return False
    return True


def _say(form: Form, name: str, message: str, with_place: str = "") -> None:
    if name in form:
        form[name].errors = [*form[name].errors, message]
    else:
        form.form_errors.append(with_place or message)
