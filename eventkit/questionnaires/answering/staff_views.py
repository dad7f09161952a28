"""How a wave is answered, for its organizer: addresses, personal links, deletion."""

from __future__ import annotations

import re
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.people.models import Person
from eventkit.questionnaires.answering.deleting import empty_wave
from eventkit.questionnaires.answering.doors import find_wave
from eventkit.questionnaires.answering.forms import EmptyForm, InviteForm
from eventkit.questionnaires.answering.inviting import invite, invite_again
from eventkit.questionnaires.answering.queries import answers_by_source, invitations_of
from eventkit.questionnaires.answering.views import WRONG, bp
from eventkit.questionnaires.models import Wave
from eventkit.questionnaires.rules import may_author
from eventkit.web.access import access
from eventkit.web.requests import commit
from eventkit.web.urls import full_url
from eventkit.web.viewer import current_viewer

HERE = "/manage/<slug>/waves/<int:wave_id>"
BETWEEN = re.compile(r"[\s,;]+")
MOST_PEOPLE = 500


@bp.get(HERE)
@access(may_author, find_wave)
def wave(wave: Wave) -> str:
    """Where people answer, who was asked, how many answers there are."""
    return _page(wave, InviteForm(None), EmptyForm(None))


@bp.post(f"{HERE}/invite")
@access(may_author, find_wave)
def ask_people(wave: Wave) -> Any:
    """Give personal links to people by their addresses; unknown ones stay in the field."""
    form = InviteForm()
    if not form.validate():
        return _page(wave, form, EmptyForm(None)), WRONG
    wanted = [one.casefold() for one in BETWEEN.split(form.addresses.data or "") if one]
    people = _people(wanted[:MOST_PEOPLE])
    unknown = sorted(set(wanted) - {one.email.casefold() for one in people})
    if unknown:
        form.addresses.errors = [
            _("Этих адресов нет в справочнике людей: %(addresses)s.", addresses=_some(unknown))
        ]
        return _page(wave, form, EmptyForm(None)), WRONG
    count = invite(wave, people, actor=actor_of(current_viewer()))
    commit()
    flash(ngettext("Отправлено %(num)d письмо.", "Отправлено писем: %(num)d.", count), "ok")
    return _back(wave)


@bp.post(f"{HERE}/remind")
@access(may_author, find_wave)
def ask_again(wave: Wave) -> Any:
    """Write again to those who have not answered."""
    try:
        count = invite_again(wave, actor=actor_of(current_viewer()))
    except RefusalError as refusal:
        db.session.rollback()
        flash(refusal.message, "bad")
        return _back(wave)
    commit()
    flash(ngettext("Отправлено %(num)d письмо.", "Отправлено писем: %(num)d.", count), "ok")
    return _back(wave)


@bp.post(f"{HERE}/empty")
@access(may_author, find_wave)
def empty(wave: Wave) -> Any:
    """Delete all answers of the wave."""
    form = EmptyForm()
    if not form.validate():
        return _page(wave, InviteForm(None), form), WRONG
    count = empty_wave(wave, actor=actor_of(current_viewer()))
    commit()
    flash(ngettext("Удалён %(num)d ответ.", "Удалено ответов: %(num)d.", count), "ok")
    return _back(wave)


def _page(wave: Wave, invite_form: InviteForm, empty_form: EmptyForm) -> str:
    invitations = invitations_of(wave)
    by_source = answers_by_source(wave)
    show = url_for("answering.show", code=wave.code)
    shared = url_for("answering.show", code=wave.code, device="shared")
    return render_template(
        "questionnaires/answering/wave.html",
        event=wave.questionnaire.event,
        wave=wave,
        questionnaire=wave.questionnaire,
        link=full_url(show),
        shared_link=full_url(shared),
        invitations=invitations,
        waiting=sum(not one.used for one in invitations),
        by_source=by_source,
        total=sum(by_source.values()),
        invite_form=invite_form,
        empty_form=empty_form,
    )


def _people(addresses: list[str]) -> list[Person]:
    query = select(Person).where(func.lower(Person.email).in_(addresses))
    return list(db.session.scalars(query.where(Person.erased_at.is_(None))))


def _some(names: list[str]) -> str:
    return ", ".join(names[:10])


def _back(wave: Wave) -> Any:
    slug = wave.questionnaire.event.slug
    return redirect(url_for("answering.wave", slug=slug, wave_id=wave.id))
