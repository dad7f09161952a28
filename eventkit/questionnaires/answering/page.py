"""The page with the form of a questionnaire, and what a form has sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from secrets import token_hex
from typing import Any

from flask import render_template, request, url_for
from flask_babel import get_locale

from eventkit.lazy import dataclass
from eventkit.questionnaires.answering.doors import Door, person_of
from eventkit.questionnaires.answering.own import OwnScale
from eventkit.questionnaires.answering.queries import asked_digest
from eventkit.questionnaires.answering.reading import answers_of
from eventkit.questionnaires.answering.showing import NOTHING, extent_of
from eventkit.questionnaires.answering.shown import Filled, leaves_of
from eventkit.questionnaires.answering.words import minutes_of, promises_of
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.items import said
from eventkit.questionnaires.engine.own import shows_own
from eventkit.questionnaires.queries import asked
from eventkit.web.urls import pages_work_offline

UID = re.compile(r"^[0-9a-f]{32}$")
LONGEST_CODE = 80


@dataclass(frozen=True)
class Typed:
    """What a form has sent beside its session."""

    uid: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    seconds: int | None = None
    quoted: bool = False
    code: str = ""
    pair: str = ""
    digest: str = ""
    is_shared: bool = False
    is_script: bool = False


def read_typed(instrument: Instrument) -> Typed:
    """The form of this request; a device's name that is none becomes a new one."""
    form = request.form
    uid, seconds = form.get("uid", ""), form.get("seconds", "")
    return Typed(
        uid=uid if UID.match(uid) else token_hex(16),
        answers=answers_of(instrument, form),
        seconds=int(seconds) if re.fullmatch(r"[0-9]{1,6}", seconds) else None,
        quoted=form.get("quoted") == "1",
        code=form.get("own-code", "")[:LONGEST_CODE],
        pair=form.get("pair-code", "")[:LONGEST_CODE],
        digest=form.get("digest", "")[:64],
        is_shared=form.get("device") == "shared",
        is_script=request.accept_mimetypes.best == "application/json",
    )


def form_page(
    door: Door,
    typed: Typed,
    errors: Mapping[str, str] | None = None,
    *,
    instrument: Instrument | None = None,
    here: str = "",
    template: str = "questionnaires/answering/page.html",
) -> str:
    """The questionnaire with what was typed so far; ``errors`` by item, "" for the whole.

    A test run gives its ``instrument``, where it is sent, and the page that says so.
    """
    locale = get_locale()
    language = locale.language if locale else "ru"
    questionnaire, wrong = door.questionnaire, dict(errors or {})
    instrument, person = instrument or asked(questionnaire), person_of(door)
    leaves = leaves_of(instrument, language, typed.uid, Filled(typed.answers, wrong))
    sees_own = shows_own(instrument)
    works_offline = pages_work_offline() and not here
    return render_template(
        template,
        event=door.event,
        door=door,
        here=here or _own_address(door),
        title=said(instrument.title, language),
        intro=said(instrument.intro, language),
        thanks=said(instrument.thanks, language),
        promises=promises_of(
            questionnaire,
            person.full_name if person else "",
            own=sees_own,
            is_live=door.wave.is_live,
        ),
        shows_own=sees_own,
        minutes=minutes_of(instrument),
        leaves=leaves,
        count=sum(len(leaf.questions) for leaf in leaves),
        instrument=instrument,
        typed=typed,
        errors=wrong,
        digest=asked_digest(questionnaire),
        is_shared=typed.is_shared or request.args.get("device") == "shared",
        works_offline=works_offline,
        is_trial=bool(here),
    )


def own_part(door: Door, scales: tuple[OwnScale, ...]) -> str:
    """One's own result as a part of the page, for scripts; empty where there is none."""
    if not scales:
        return ""
    return render_template(
        "questionnaires/answering/_own.html",
        event=door.event,
        door=door,
        scales=scales,
        is_shown=is_shown(door),
    )


def is_shown(door: Door) -> bool:
    """Whether whoever has answered shows the result in the portfolio."""
    person = person_of(door)
    return person is not None and extent_of(door.questionnaire, person) != NOTHING


def _own_address(door: Door) -> str:
    """Where the form of a wave is sent."""
    if door.invitation is not None:
        return url_for("answering.send_personal", code=door.wave.code, token=door.token)
    return url_for("answering.send", code=door.wave.code)
