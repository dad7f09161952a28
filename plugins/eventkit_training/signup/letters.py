"""The letter to whoever waited for a place."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.mail.operations import enqueue
from eventkit.registration.models import Registration
from eventkit.web.i18n import moment
from eventkit_training.models import TrainingSession


def send_let_in(session: TrainingSession, registration: Registration) -> None:
    """A place has become free."""
    event = session.event
    body = _(
        "Здравствуйте.\n\nНа занятии «%(session)s» освободилось место, и оно ваше.\n"
        "Начало: %(begins)s.\n\n"
        "Если вы не придёте, отмените запись на странице своей заявки: место получит следующий. "
        "Ссылка на неё в письме «Заявка № %(number)s получена».",
        number=registration.number,
        session=session.title,
        begins=moment(session.point.begins_at, event.timezone),
    )
    subject = _("Вы записаны: %(session)s", session=session.title)
    enqueue(registration.email, subject, body, kind="training", event_id=event.id)
