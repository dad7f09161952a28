"""The secretary's page: what a device hands over is looked at, then loaded."""

from __future__ import annotations

import io
from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.db import restart_as_writer, set_mode
from eventkit.events.models import Event
from eventkit.events.pages import find_judged
from eventkit.journal.operations import actor_of
from eventkit.scoring.rules import may_hand_over
from eventkit.scoring.touches.handover import (
    LARGEST_TEXT,
    Handover,
    HandoverError,
    load,
    opened,
    text_of_upload,
)
from eventkit.scoring.touches.keeping import Answer
from eventkit.scoring.touches.shown import last_of_each_cell, names_for
from eventkit.scoring.touches.standing import SUBMIT
from eventkit.web.access import access
from eventkit.web.requests import slow_first
from eventkit.web.security import limiter
from eventkit.web.viewer import current_viewer

bp = Blueprint("handover", __name__)
Page = str | Response | tuple[str, int]
LARGEST_PICTURE = 20 * 1024 * 1024


@bp.get("/manage/<slug>/handover")
@access(may_hand_over, find=find_judged)
def page(event: Event) -> str:
    """The form: a file, a photograph of a code, or the link that a phone has read from it."""
    return render_template("scoring/handover.html", event=event, text="", error="")


@bp.post("/manage/<slug>/handover")
@limiter.limit("60 per minute")
@slow_first
@access(may_hand_over, find=find_judged)
def receive(event: Event) -> Page:
    """Show what was handed over; with ``act=load`` load it and tell what became of each touch."""
    typed = request.form.get("handover", "")
    try:
        text = typed or _uploaded()
        handover = opened(event, text)
        if request.form.get("act") != "load":
            return _preview(event, handover)
        restart_as_writer()
        answers = load(opened(event, text), actor_of(current_viewer()))
    except HandoverError as refusal:
        shown = typed if len(typed) < 2000 else ""
        return render_template(
            "scoring/handover.html", event=event, text=shown, error=refusal.message
        ), 422
    set_mode("read")
    return _loaded(event, opened(event, text), answers)


def _uploaded() -> str:
    """The text of what was uploaded. Raises HandoverError."""
    upload = request.files.get("file")
    content = upload.stream.read(LARGEST_PICTURE + 1) if upload else b""
    if not content:
        raise HandoverError(_("Выберите файл или снимок, или вставьте ссылку из кода."))
    if len(content) > LARGEST_PICTURE:
        raise HandoverError(_("Файл больше 20 МБ. Снимите код с обычным качеством."))
    if content.lstrip()[:1] == b"{" and len(content) > LARGEST_TEXT:
        raise HandoverError(_("Файл слишком большой. Передайте его администратору сайта."))
    return text_of_upload(content, io.BytesIO(content))


def _preview(event: Event, handover: Handover) -> str:
    last = last_of_each_cell(handover.touches)
    names = names_for({touch.task for touch in last}, [handover.juror.id])
    return render_template(
        "scoring/handover_preview.html",
        event=event,
        handover=handover,
        rows=[names.of(touch.task, touch.field, touch.value) for touch in last],
        marks=sum(touch.field.startswith("c") for touch in last),
        texts=sum(not touch.field.startswith("c") and touch.field != SUBMIT for touch in last),
        sent=sum(touch.field == SUBMIT for touch in last),
        works=len({touch.task for touch in last}),
    )


def _loaded(event: Event, handover: Handover, answers: list[Answer]) -> str:
    names = names_for({answer.touch.task for answer in answers}, [handover.juror.id])
    rows = [(names.of(a.touch.task, a.touch.field, a.touch.value), _words(a), a) for a in answers]
    return render_template(
        "scoring/handover_loaded.html",
        event=event,
        handover=handover,
        rows=rows,
        fresh=sum(not answer.is_known for answer in answers),
        taken=sum(a.outcome in ("applied", "same") for a in answers),
        waiting=sum(a.outcome in ("conflict", "late") for a in answers),
    )


def _words(answer: Answer) -> str:
    """What became of a touch, in words for the secretary."""
    words: dict[str, Any] = {
        "applied": _("Внесено"),
        "same": _("Так уже стоит"),
        "superseded": _("Есть более поздний ответ с этого же устройства"),
        "conflict": _("На другом устройстве стоит другое: выберет член жюри"),
    }
    return str(words.get(answer.outcome, answer.message))
