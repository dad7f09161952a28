"""Pages of one's own result: by a self-made code, by the account, by a personal link."""

from __future__ import annotations

from typing import Any

from flask import render_template
from flask_babel import gettext as _

from eventkit.questionnaires.answering.doors import Door, find_door, find_personal, person_of
from eventkit.questionnaires.answering.forms import CodeForm
from eventkit.questionnaires.answering.own import OwnScale, own_by_code, own_of_person
from eventkit.questionnaires.answering.views import GUESSES, WRONG, bp
from eventkit.questionnaires.engine.own import shows_own
from eventkit.questionnaires.queries import asked
from eventkit.questionnaires.titles import text_of
from eventkit.web.access import access, anyone
from eventkit.web.security import limiter


@bp.get("/q/<code>/own")
@access(anyone, find_door)
def own(door: Door) -> str:
    """One's own result, or the form for the self-made code."""
    return _of_person(door)


@bp.get("/q/<code>/p/<token>/own")
@access(anyone, find_personal)
def own_personal(door: Door) -> str:
    """The same by a personal link."""
    return _of_person(door)


@bp.post("/q/<code>/own")
@access(anyone, find_door)
@limiter.limit(GUESSES)
def own_of_code(door: Door) -> Any:
    """What was answered under the typed code, in all waves; it stays in no address."""
    form = CodeForm()
    found = own_by_code(door.questionnaire, form.code.data or "") if form.validate() else ()
    if not found and not form.errors:
        form.code.errors = [_("Ответов с таким кодом нет. Проверьте, как вы его составили.")]
    page = _page(door, found, form)
    return page if found else (page, WRONG)


def _of_person(door: Door) -> str:
    person = person_of(door)
    found = own_of_person(door.questionnaire, person) if person else ()
    return _page(door, found, CodeForm(None), is_known=person is not None)


def _page(
    door: Door, found: tuple[OwnScale, ...], form: CodeForm, *, is_known: bool = False
) -> str:
    instrument = asked(door.questionnaire)
    return render_template(
        "questionnaires/answering/own.html",
        event=door.event,
        door=door,
        title=text_of(instrument.title),
        scales=found,
        form=form,
        is_known=is_known,
        shows_own=shows_own(instrument),
    )
