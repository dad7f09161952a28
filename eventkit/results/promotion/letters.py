"""Letters about who went on to a round."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from eventkit.juries.rounds.models import Promotion, PromotionRow
from eventkit.mail.operations import enqueue
from eventkit.results.publication.letters import admitted_of, letter_address, letter_name
from eventkit.web.urls import full_url

KIND = "round.announced"


def tell_entrants(made: Promotion, rows: Sequence[PromotionRow]) -> int:
    """Put a letter to each applicant of these works into the outbox; returns how many."""
    event, answers = made.round.event, {row.entry_id: row.goes_on for row in rows}
    written = 0
    for registration in admitted_of(event):
        address = letter_address(registration)
        if registration.entry_id not in answers or not address:
            continue
        name = letter_name(registration)
        words = {
            "greeting": _("Здравствуйте, %(name)s.", name=name) if name else _("Здравствуйте."),
            "title": event.title,
            "round": made.round.title,
            "door": full_url("/login"),
        }
        if answers[registration.entry_id]:
            subject = _("Ваша работа прошла дальше: %(title)s", title=event.title)
            body = _(
                "%(greeting)s\n\n"
                "Ваша работа прошла в тур «%(round)s» конкурса «%(title)s».\n\n"
                "Когда и где он пройдёт, смотрите на странице своей заявки. Ссылка на неё была в"
                " письме о заявке. Если оно потерялось, войдите по этой почте: %(door)s",
                **words,
            )
        else:
            subject = _("Итоги отбора: %(title)s", title=event.title)
            body = _(
                "%(greeting)s\n\n"
                "Отбор в тур «%(round)s» конкурса «%(title)s» закончен. Ваша работа в него не"
                " прошла. Спасибо, что участвовали.\n\n"
                "Баллы появятся на странице вашей заявки, когда итоги опубликуют: %(door)s",
                **words,
            )
        enqueue(address, subject, body, kind=KIND, event_id=event.id)
        written += 1
    return written
