"""A respondent's pages: the questionnaire, sending the answers, thanks, taking them back."""

from __future__ import annotations

from secrets import token_hex
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.questionnaires.answering.deleting import withdraw_by_code
from eventkit.questionnaires.answering.doors import (
    Door,
    find_door,
    find_personal,
    person_of,
    why_shut,
)
from eventkit.questionnaires.answering.forms import CodeForm
from eventkit.questionnaires.answering.operations import AnswersError, keep_response
from eventkit.questionnaires.answering.own import OwnScale, own_of_sent
from eventkit.questionnaires.answering.page import Typed, form_page, is_shown, own_part, read_typed
from eventkit.questionnaires.answering.queries import response_by_uid
from eventkit.questionnaires.answering.words import mistake_words
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.items import said
from eventkit.questionnaires.engine.own import shows_own
from eventkit.questionnaires.models import QuestionnaireVersion
from eventkit.questionnaires.queries import asked
from eventkit.web.access import access, anyone
from eventkit.web.requests import commit
from eventkit.web.security import limiter

bp = Blueprint("answering", __name__)
SENDS = "600 per minute"
"""A whole hall may stand behind one address."""
GUESSES = "10 per minute"
WRONG = 422
SHUT = 409


@bp.get("/q/<code>")
@access(anyone, find_door)
def show(door: Door) -> Any:
    """The questionnaire, or why it cannot be answered now."""
    return _show(door)


@bp.get("/q/<code>/p/<token>")
@access(anyone, find_personal)
def personal(door: Door) -> Any:
    """The same by a personal link."""
    return _show(door)


@bp.post("/q/<code>")
@access(anyone, find_door)
@limiter.limit(SENDS)
def send(door: Door) -> Any:
    """Keep the answers; scripts get JSON, others a page."""
    return _send(door)


@bp.post("/q/<code>/p/<token>")
@access(anyone, find_personal)
@limiter.limit(SENDS)
def send_personal(door: Door) -> Any:
    """The same by a personal link."""
    return _send(door)


@bp.get("/q/<code>/state")
@access(anyone, find_door)
def state(door: Door) -> Any:
    """A fresh token for a page that was opened long ago."""
    return jsonify(csrf=generate_csrf())


@bp.get("/q/<code>/thanks")
@access(anyone, find_door)
def thanks(door: Door) -> str:
    """What is said when the answers are kept."""
    return _thanks_page(door, (), is_shared=request.args.get("device") == "shared")


@bp.route("/q/<code>/withdraw", methods=["GET", "POST"])
@access(anyone, find_door)
@limiter.limit(GUESSES, methods=["POST"])
def withdraw(door: Door) -> Any:
    """Delete one's own answers by typing the self-made code."""
    form = CodeForm()
    if form.validate_on_submit():
        count = withdraw_by_code(door.questionnaire, form.code.data or "")
        if count:
            commit()
            flash(ngettext("Удалён %(num)d ответ.", "Удалено ответов: %(num)d.", count), "ok")
            return redirect(url_for("answering.withdraw", code=door.wave.code))
        db.session.rollback()
        form.code.errors = [_("Ответов с таким кодом нет. Проверьте, как вы его составили.")]
    page = render_template(
        "questionnaires/answering/withdraw.html", event=door.event, door=door, form=form
    )
    return (page, WRONG) if form.errors else page


def _show(door: Door) -> Any:
    shut = why_shut(door)
    if shut:
        return _shut_page(door, shut)
    return form_page(door, Typed(uid=token_hex(16)))


def _send(door: Door) -> Any:
    typed = read_typed(asked(door.questionnaire))
    known = response_by_uid(door.wave, typed.uid)
    if known is not None:
        return _kept(door, typed, known.version, is_again=True)
    shut = why_shut(door)
    if shut:
        return (jsonify(kind="shut"), SHUT) if typed.is_script else (_shut_page(door, shut), SHUT)
    try:
        response = keep_response(
            door.wave,
            uid=typed.uid,
            answers=typed.answers,
            source="shared" if typed.is_shared else "phone",
            language=_language(),
            seconds=typed.seconds,
            quoted=typed.quoted,
            code=typed.code,
            pair=typed.pair,
            person=person_of(door),
            invitation=door.invitation,
            digest=typed.digest,
        )
    except AnswersError as refusal:
        db.session.rollback()
        return _refused(door, typed, mistake_words(asked(door.questionnaire), refusal.mistakes))
    except RefusalError as refusal:
        db.session.rollback()
        return _refused(door, typed, {refusal.field: refusal.message})
    commit()
    return _kept(door, typed, response.version)


def _refused(door: Door, typed: Typed, errors: dict[str, str]) -> Any:
    if typed.is_script:
        return jsonify(kind="wrong", errors=errors, csrf=generate_csrf()), WRONG
    return form_page(door, typed, errors), WRONG


def _kept(
    door: Door, typed: Typed, version: QuestionnaireVersion, *, is_again: bool = False
) -> Any:
    """Say that the answers are kept, with what they say of their respondent.

    The result is counted of what was just sent: no address shows it. On a shared PC without scripts
    the next respondent could send the form again by going back, so there it is shown once.
    """
    own = own_of_sent(Instrument.from_dict(version.document), typed.answers)
    if typed.is_script:
        return jsonify(kind="kept", **({"own": own_part(door, own)} if own else {}))
    if own and not (is_again and typed.is_shared):
        return _thanks_page(door, own, is_shared=typed.is_shared)
    device = "shared" if typed.is_shared else None
    return redirect(url_for("answering.thanks", code=door.wave.code, device=device), 303)


def _shut_page(door: Door, why: str) -> str:
    instrument = asked(door.questionnaire)
    return render_template(
        "questionnaires/answering/shut.html",
        event=door.event,
        door=door,
        why=why,
        title=said(instrument.title, _language()),
        shows_own=shows_own(instrument),
    )


def _thanks_page(door: Door, own: tuple[OwnScale, ...], *, is_shared: bool) -> str:
    return render_template(
        "questionnaires/answering/thanks.html",
        event=door.event,
        door=door,
        thanks=said(asked(door.questionnaire).thanks, _language()),
        scales=own,
        is_shown=is_shown(door),
        is_shared=is_shared,
    )


def _language() -> str:
    locale = get_locale()
    return locale.language if locale else "ru"
