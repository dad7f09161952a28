"""Pages of the waves: their times, links and the sheet for the wall."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for

from eventkit.questionnaires import operations
from eventkit.questionnaires.authoring.blueprint import (
    ROOT,
    Page,
    actor,
    bp,
    done,
    find_questionnaire,
    find_wave,
    tried,
)
from eventkit.questionnaires.authoring.forms import WaveForm, last_minute
from eventkit.questionnaires.authoring.views import about, page
from eventkit.questionnaires.authoring.words import STATES
from eventkit.questionnaires.models import Questionnaire, Wave
from eventkit.questionnaires.queries import answered_by_wave, is_wave_answered
from eventkit.questionnaires.reports.queries import live_state
from eventkit.questionnaires.reports.words import live_words
from eventkit.questionnaires.rules import may_author
from eventkit.web.access import access
from eventkit.web.urls import full_url


@bp.get(f"{ROOT}/waves")
@access(may_author, find=find_questionnaire)
def waves(questionnaire: Questionnaire) -> Page:
    """The waves with their links, and how many have answered."""
    return _waves_page(questionnaire, WaveForm(formdata=None))


@bp.post(f"{ROOT}/waves")
@access(may_author, find=find_questionnaire)
def add_wave(questionnaire: Questionnaire) -> Page:
    """Plan a wave."""
    form = WaveForm()
    zone = questionnaire.event.timezone
    if form.validate_on_submit() and tried(
        lambda: operations.add_wave(
            questionnaire,
            form.title.data or "",
            opens_at=form.moment("opens", zone),
            closes_at=form.moment("closes", zone),
            actor=actor(),
        ),
        form,
        {"closes_at": "closes_day"},
    ):
        return done("waves", questionnaire)
    return _waves_page(questionnaire, form), 422


@bp.route(f"{ROOT}/waves/<int:wave_id>", methods=["GET", "POST"])
@access(may_author, find=find_wave)
def edit_wave(wave: Wave) -> Page:
    """One wave: its title and times."""
    questionnaire = wave.questionnaire
    form = WaveForm(data={"title": wave.title})
    if not form.is_submitted():
        form.load(wave)
    zone = questionnaire.event.timezone
    if form.validate_on_submit() and tried(
        lambda: operations.change_wave(
            wave,
            form.title.data or "",
            opens_at=form.moment("opens", zone),
            closes_at=form.moment("closes", zone),
            actor=actor(),
        ),
        form,
        {"closes_at": "closes_day"},
    ):
        return done("waves", questionnaire)
    return page(
        "wave",
        questionnaire,
        form,
        wave=wave,
        can_remove=not is_wave_answered(wave),
        live=live_state(wave),
        live_words=live_words,
    )


@bp.post(f"{ROOT}/waves/<int:wave_id>/<any(open,close,remove,show,hide):act>")
@access(may_author, find=find_wave)
def act_on_wave(wave: Wave, act: str) -> Page:
    """Open a wave, close it, take it out; let it grow on the wall, or not."""
    questionnaire = wave.questionnaire
    slug, own = questionnaire.event.slug, questionnaire.id
    verbs = {
        "open": operations.open_wave,
        "close": operations.close_wave,
        "remove": operations.remove_wave,
        "show": operations.show_live,
        "hide": operations.hide_live,
    }
    where = "edit_wave" if act in ("show", "hide") else "waves"
    more: dict[str, Any] = {"wave_id": wave.id} if where == "edit_wave" else {}
    if tried(lambda: verbs[act](wave, actor=actor())):
        return done(where, questionnaire, **more)
    return redirect(url_for(f"questionnaires.{where}", slug=slug, questionnaire_id=own, **more))


@bp.get(f"{ROOT}/waves/<int:wave_id>/close")
@access(may_author, find=find_wave)
def ask_to_close(wave: Wave) -> Page:
    """The question before a wave is closed, for browsers without dialogs."""
    return render_template(
        "questionnaires/authoring/close.html", **about(wave.questionnaire), wave=wave
    )


@bp.get(f"{ROOT}/waves/<int:wave_id>/sheet")
@access(may_author, find=find_wave)
def wave_sheet(wave: Wave) -> Page:
    """A sheet for the wall: what to answer, and the code that leads there."""
    return render_template(
        "questionnaires/authoring/sheet.html",
        **about(wave.questionnaire),
        wave=wave,
        link=link_of(wave),
    )


def link_of(wave: Wave) -> str:
    """The address that people open or scan."""
    return full_url(f"/q/{wave.code}")


def _waves_page(questionnaire: Questionnaire, form: WaveForm) -> str:
    return render_template(
        "questionnaires/authoring/waves.html",
        **about(questionnaire),
        form=form,
        answered=answered_by_wave(questionnaire.event),
        states=STATES,
        links={wave.id: link_of(wave) for wave in questionnaire.waves},
        last_minute=last_minute,
    )
