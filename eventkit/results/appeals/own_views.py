"""The author's pages: file an appeal, take it back."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from eventkit.db import db
from eventkit.events.pages import Page, actor, put_refusal
from eventkit.events.refusals import RefusalError
from eventkit.registration.doors import find_door
from eventkit.registration.rules import Door, may_open
from eventkit.results.appeals.forms import AppealForm
from eventkit.results.appeals.models import Appeal
from eventkit.results.appeals.operations import file_appeal, withdraw_appeal
from eventkit.results.appeals.own import own_appeals
from eventkit.results.appeals.queries import appeals_of
from eventkit.results.appeals.words import about_words, late_words
from eventkit.results.models import Standing
from eventkit.results.queries import published_standing
from eventkit.results.views import bp
from eventkit.scoring.setup_queries import criteria_of_event, current_rules
from eventkit.web.access import access
from eventkit.web.requests import commit
from eventkit.web.security import limiter
from eventkit.web.urls import full_url

OWN = "/events/<slug>/register/<token>/appeals"
SENDS = "60 per hour"


@bp.get(f"{OWN}/new")
@access(may_open, find=find_door)
def new_appeal(door: Door) -> Page:
    """The form, or in words why an appeal cannot be filed now."""
    return _page(door, _form(door))


@bp.post(f"{OWN}/new")
@access(may_open, find=find_door)
@limiter.limit(SENDS)
def send_appeal(door: Door) -> Page:
    """File the appeal; whatever is refused, what was typed stays."""
    form = _form(door)
    if not form.validate_on_submit():
        return _page(door, form), 422
    link = full_url(_own_url(door)) if door.by_secret else ""
    try:
        made = file_appeal(
            door.registration,
            form.kind.data,
            form.ground.data,
            form.chosen(),
            link=link,
            actor=actor(),
        )
    except RefusalError as refusal:
        put_refusal(form, refusal)
        return _page(door, form), 422
    number = made.number
    commit()
    flash(_("Апелляция № %(number)s подана. Ответ придёт письмом.", number=number), "ok")
    return redirect(_own_url(door))


@bp.get(f"{OWN}/<int:appeal_number>/withdraw")
@access(may_open, find=find_door)
def ask_to_withdraw_appeal(door: Door, appeal_number: int) -> Page:
    """The question before an appeal is taken back."""
    found = _own_appeal(door, appeal_number)
    if not found.is_waiting:
        return redirect(_own_url(door))
    return render_template(
        "results/appeals/withdraw.html",
        event=door.registration.event,
        door=door,
        appeal=found,
        about=about_words(found),
        own=_own_url(door),
    )


@bp.post(f"{OWN}/<int:appeal_number>/withdraw")
@access(may_open, find=find_door)
@limiter.limit(SENDS)
def withdraw_own_appeal(door: Door, appeal_number: int) -> Page:
    """Take the appeal back."""
    found, own = _own_appeal(door, appeal_number), _own_url(door)
    try:
        withdraw_appeal(found, actor=actor())
    except RefusalError as refusal:
        db.session.rollback()
        flash(refusal.message, "bad")
        return redirect(own)
    commit()
    flash(_("Апелляция отозвана."), "ok")
    return redirect(own)


def _form(door: Door) -> AppealForm:
    event = door.registration.event
    is_timed = bool(current_rules(event).time_limits)
    return AppealForm(criteria_of_event(event), is_timed=is_timed)


def _page(door: Door, form: AppealForm) -> str:
    event = door.registration.event
    standing = _standing(door)
    own = own_appeals(standing)
    return render_template(
        "results/appeals/file.html",
        event=event,
        door=door,
        form=form,
        appeals=own,
        late="" if own.is_open else late_words(event, own.end),
        texts=_texts(),
        own=_own_url(door),
    )


def _texts() -> dict[str, str]:
    """What each ground means, under its name."""
    return {
        "mark": _("В программе стоит не тот балл, который жюри поставило на бумажном листе."),
        "time": _("Секундомер показал не то: выступление было короче, чем записано."),
        "procedure": _(
            "Работу оценивали не по положению: не те критерии, не тот срок, судил тот, кто не"
            " должен был."
        ),
        "disagreement": _(
            "Это не основание: баллы жюри не пересматривают, и подать такую апелляцию нельзя."
        ),
    }


def _standing(door: Door) -> Standing:
    found = published_standing(door.registration.entry_id or 0)
    return found if found is not None else abort(404)


def _own_appeal(door: Door, number: int) -> Appeal:
    rows = appeals_of(door.registration.entry_id or 0)
    return next((row for row in rows if row.number == number), None) or abort(404)


def _own_url(door: Door) -> str:
    slug = door.registration.event.slug
    return url_for("results.own", slug=slug, token=door.key)
