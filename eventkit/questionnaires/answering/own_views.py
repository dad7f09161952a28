"""Pages of one's own result: by a self-made code, by the account, by a personal link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.hooks import PortfolioItem
from eventkit.journal.operations import actor_of
from eventkit.lazy import dataclass
from eventkit.people.models import Person
from eventkit.questionnaires.answering.doors import (
    Door,
    find_door,
    find_personal,
    owns_answers,
    person_of,
)
from eventkit.questionnaires.answering.forms import CodeForm, ShownForm
from eventkit.questionnaires.answering.own import OwnScale, own_by_code, own_of_person
from eventkit.questionnaires.answering.showing import NOTHING, choose, extent_of, offers
from eventkit.questionnaires.answering.views import GUESSES, WRONG, bp
from eventkit.questionnaires.engine.own import shows_own
from eventkit.questionnaires.queries import asked
from eventkit.questionnaires.titles import text_of
from eventkit.web.access import access, anyone
from eventkit.web.requests import commit
from eventkit.web.security import limiter
from eventkit.web.urls import safe_next
from eventkit.web.viewer import current_viewer

SEE_OTHER = 303


@bp.get("/q/<code>/own")
@access(anyone, find_door)
def own(door: Door) -> str:
    """One's own result, or the form for the self-made code."""
    return _page(door, CodeForm(None), choice=_choice_of(door))


@bp.get("/q/<code>/p/<token>/own")
@access(anyone, find_personal)
def own_personal(door: Door) -> str:
    """The same by a personal link."""
    return _page(door, CodeForm(None), choice=_choice_of(door))


@bp.post("/q/<code>/own")
@access(anyone, find_door)
@limiter.limit(GUESSES)
def own_of_code(door: Door) -> Any:
    """What was answered under the typed code, in all waves; it stays in no address."""
    form = CodeForm()
    found = own_by_code(door.questionnaire, form.code.data or "") if form.validate() else ()
    if not found and not form.errors:
        form.code.errors = [_("Ответов с таким кодом нет. Проверьте, как вы его составили.")]
    page = _page(door, form, found)
    return page if found else (page, WRONG)


@bp.post("/q/<code>/own/portfolio")
@access(owns_answers, find_door)
def choose_shown(door: Door) -> Any:
    """Say how much of the own result stands in the portfolio."""
    return _choose(door)


@bp.post("/q/<code>/p/<token>/own/portfolio")
@access(owns_answers, find_personal)
def choose_shown_personal(door: Door) -> Any:
    """The same by a personal link."""
    return _choose(door)


def _choose(door: Door) -> Any:
    choice = _choice_of(door)
    if choice is None:
        raise NotFound
    field = choice.form.extent
    if not choice.form.validate():
        return _page(door, CodeForm(None), choice=choice), WRONG
    try:
        choose(door.questionnaire, choice.person, field.data, actor=actor_of(current_viewer()))
    except RefusalError as refusal:
        db.session.rollback()
        field.errors = [refusal.message]
        return _page(door, CodeForm(None), choice=choice), WRONG
    commit()
    if field.data == NOTHING:
        flash(_("Этого результата в портфолио нет."), "ok")
    else:
        flash(_("Сохранено: запись стоит в портфолио."), "ok")
    return redirect(safe_next(request.form.get("next"), choice.page), SEE_OTHER)


@dataclass(frozen=True)
class Choice:
    """What a person may show in the portfolio, and where they say so."""

    person: Person
    form: ShownForm
    lines: Mapping[str, PortfolioItem]
    """By extent, as they would stand."""
    page: str
    address: str


def _choice_of(door: Door) -> Choice | None:
    person = person_of(door)
    if person is None:
        return None
    lines = offers(door.questionnaire, person)
    form = ShownForm(lines, extent_of(door.questionnaire, person))
    code, token, ending = door.wave.code, None, ""
    if door.invitation is not None:
        token, ending = door.token, "_personal"
    page, address = (
        url_for(f"answering.{name}{ending}", code=code, token=token)
        for name in ("own", "choose_shown")
    )
    return Choice(person, form, lines, page, address)


def _page(
    door: Door,
    form: CodeForm,
    found: tuple[OwnScale, ...] = (),
    choice: Choice | None = None,
) -> str:
    instrument = asked(door.questionnaire)
    if choice is not None:
        found = own_of_person(door.questionnaire, choice.person)
    return render_template(
        "questionnaires/answering/own.html",
        event=door.event,
        door=door,
        title=text_of(instrument.title),
        scales=found,
        form=form,
        choice=choice,
        without_levels=[text_of(one.title) for one in instrument.scales if not one.levels],
        shows_own=shows_own(instrument),
    )
