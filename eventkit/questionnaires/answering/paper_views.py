"""Paper: the printed sheet, and typing filled ones in one after another."""

from __future__ import annotations

from secrets import token_hex
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.files.answers import attachment
from eventkit.printing.file_names import windows_file_name
from eventkit.questionnaires.answering.doors import find_wave
from eventkit.questionnaires.answering.operations import keep_response
from eventkit.questionnaires.answering.page import Typed, read_typed
from eventkit.questionnaires.answering.paper import lines_of, sheet_pdf, typed_answers
from eventkit.questionnaires.answering.queries import answers_by_source, asked_digest
from eventkit.questionnaires.answering.views import SHUT, WRONG, bp
from eventkit.questionnaires.answering.words import mistake_words
from eventkit.questionnaires.engine.items import said
from eventkit.questionnaires.engine.validity import is_answered, kept, problems
from eventkit.questionnaires.models import Wave
from eventkit.questionnaires.queries import asked
from eventkit.questionnaires.rules import may_author, takes_answers
from eventkit.web.access import access
from eventkit.web.clock import now
from eventkit.web.requests import commit

HERE = "/manage/<slug>/waves/<int:wave_id>"


@bp.get(f"{HERE}/sheet.pdf")
@access(may_author, find_wave)
def sheet(wave: Wave) -> Response:
    """The questionnaire on paper, with the address for those who would rather use a phone."""
    answer = Response(sheet_pdf(wave, _language()), mimetype="application/pdf")
    title = said(asked(wave.questionnaire).title, _language())
    answer.headers["Content-Disposition"] = attachment(windows_file_name(f"{title}.pdf"))
    return answer


@bp.get(f"{HERE}/paper")
@access(may_author, find_wave)
def paper(wave: Wave) -> str:
    """An empty form for the next sheet."""
    return _page(wave, Typed(uid=token_hex(16)))


@bp.post(f"{HERE}/paper")
@access(may_author, find_wave)
def type_in(wave: Wave) -> Any:
    """Keep a sheet; what cannot be right is asked about once, then kept as it stands on paper."""
    instrument = asked(wave.questionnaire)
    typed = read_typed(instrument)
    answers = typed_answers(instrument, request.form)
    typed = Typed(uid=typed.uid, answers=answers, code=typed.code, pair=typed.pair)
    wrong = [one for one in problems(instrument, answers) if one.kind != "missing"]
    ignored = {one for one in answers if is_answered(answers[one])} - set(kept(instrument, answers))
    errors = mistake_words(instrument, wrong)
    errors |= dict.fromkeys(ignored, _("По прежним ответам этот вопрос не задают: не учтём."))
    if errors and request.form.get("anyway") != "1":
        return _page(wave, typed, errors), WRONG
    try:
        keep_response(
            wave,
            uid=typed.uid,
            answers=answers,
            source="paper",
            language=_language(),
            code=typed.code,
            pair=typed.pair,
            quoted=request.form.get("quoted") == "1",
            digest=request.form.get("digest", "")[:64],
        )
    except RefusalError as refusal:
        db.session.rollback()
        return _page(wave, typed, {refusal.field: refusal.message}), SHUT
    commit()
    flash(_("Лист внесён. Можно вводить следующий."), "ok")
    slug = wave.questionnaire.event.slug
    return redirect(url_for("answering.paper", slug=slug, wave_id=wave.id))


def _page(wave: Wave, typed: Typed, errors: dict[str, str] | None = None) -> str:
    instrument = asked(wave.questionnaire)
    return render_template(
        "questionnaires/answering/paper.html",
        event=wave.questionnaire.event,
        wave=wave,
        questionnaire=wave.questionnaire,
        title=said(instrument.title, _language()),
        lines=lines_of(instrument, _language(), request.form, errors or {}),
        quoted=instrument.quoted,
        typed=typed,
        errors=errors or {},
        count=answers_by_source(wave).get("paper", 0),
        digest=asked_digest(wave.questionnaire),
        is_open=takes_answers(wave, now()),
    )


def _language() -> str:
    locale = get_locale()
    return locale.language if locale else "ru"
