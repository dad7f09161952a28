"""Personal links: each of the people asked gets one by mail and answers once."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for
from flask_babel import gettext as _

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.mail.operations import enqueue
from eventkit.people.models import Person
from eventkit.people.passwords import new_token, token_hash
from eventkit.questionnaires.answering.queries import invitations_of
from eventkit.questionnaires.answering.secrecy import CHANCE, shuffle
from eventkit.questionnaires.models import Invitation, Wave
from eventkit.questionnaires.versions import hold, note
from eventkit.web.urls import full_url

KIND = "questionnaire.invitation"


def invite(wave: Wave, people: Iterable[Person], *, actor: str) -> int:
    """Give people personal links and write to those with an address; returns how many are new.

    Whoever has a link keeps it.
    """
    hold(wave.questionnaire)
    known = {one.person_id for one in invitations_of(wave)}
    fresh = [one for one in dict.fromkeys(people) if one.id not in known]
    CHANCE.shuffle(fresh)
    for person in fresh:
        token = new_token()
        db.session.add(Invitation(wave=wave, person=person, token_hash=token_hash(token)))
        _write(wave, person, token)
    shuffle(wave.id)
    _note(wave, "wave.invited", len(fresh), actor)
    return len(fresh)


def invite_again(wave: Wave, *, actor: str) -> int:
    """Write once more to all who have not answered; their old links end. Returns how many."""
    hold(wave.questionnaire)
    if wave.state == "closed":
        raise RefusalError(_("Замер закрыт: писать уже незачем."))
    waiting = [one for one in invitations_of(wave) if not one.used]
    for one in waiting:
        token = new_token()
        one.token_hash = token_hash(token)
        _write(wave, one.person, token)
    shuffle(wave.id)
    _note(wave, "wave.reminded", len(waiting), actor)
    return len(waiting)


def _write(wave: Wave, person: Person, token: str) -> None:
    event = wave.questionnaire.event
    link = full_url(url_for("answering.personal", code=wave.code, token=token))
    title = wave.questionnaire.draft["title"]["ru"]
    if wave.questionnaire.mode == "named":
        promise = _("Ответы сохраняются под вашим именем.")
    else:
        promise = _("Ссылка нужна, чтобы каждый ответил один раз. С ответами её не связывают.")
    lines = [
        _("Здравствуйте."),
        _("Ответьте, пожалуйста, на опросник «%(title)s».", title=title),
        event.title,
        link,
        promise,
        _("Не пересылайте это письмо: ссылка только для вас."),
    ]
    subject = _("Опросник: %(title)s", title=title)
    enqueue(person.email, subject, "\n\n".join(lines), kind=KIND, event_id=event.id)


def _note(wave: Wave, act: str, count: int, actor: str) -> None:
    note(wave.questionnaire, act, actor, {"wave": wave.id, "people": count})
