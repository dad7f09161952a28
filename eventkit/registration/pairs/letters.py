"""Letters between the two of a pair."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.mail.operations import enqueue
from eventkit.registration.models import Registration
from eventkit.registration.pairs.models import Partner
from eventkit.registration.verdicts import last_second
from eventkit.web.i18n import moment


def send_invitation(partner: Partner, link: str) -> None:
    """The link by which the second person confirms."""
    registration, event = partner.registration, partner.registration.event
    end = None if partner.may_be_late else last_second(event)
    body = _(
        "Здравствуйте, %(name)s.\n\n%(who)s приглашает вас выступить вместе в дуэте «%(title)s» на"
        " конкурсе «%(event)s».\n\nОткройте ссылку, проверьте свои данные и подтвердите участие"
        " или откажитесь: %(link)s\n\n%(until)sНе передавайте ссылку другим.",
        name=partner.name,
        who=registration.person.full_name if registration.person else "–",
        title=registration.group.title if registration.group else "",
        event=event.title,
        link=link,
        until=_("Ответить нужно до %(end)s.\n\n", end=moment(end, event.timezone)) if end else "",
    )
    subject = _("Приглашение в дуэт «%(title)s»", title=_title(registration))
    enqueue(partner.email, subject, body, kind="pair", event_id=event.id)


def send_answer(partner: Partner) -> None:
    """To the one who invited: the other has confirmed or declined."""
    registration = partner.registration
    words = {"name": partner.name, "title": _title(registration)}
    if partner.state == "confirmed":
        subject = _("%(name)s – с вами в дуэте «%(title)s»", **words)
        body = _(
            "Здравствуйте.\n\n%(name)s подтверждает участие в дуэте «%(title)s». Заявка ждёт"
            " решения организатора.",
            **words,
        )
    else:
        subject = _("%(name)s не сможет выступить с вами", **words)
        body = _(
            "Здравствуйте.\n\n%(name)s отказывается от участия в дуэте «%(title)s».%(reason)s\n\n"
            "На странице заявки можно пригласить другого человека.",
            reason=f" «{partner.reason}»" if partner.reason else "",
            **words,
        )
    enqueue(registration.email, subject, body, kind="pair", event_id=registration.event_id)


def send_replaced(partner: Partner) -> None:
    """To the one who is in the pair no longer."""
    registration = partner.registration
    subject = _("Состав дуэта «%(title)s» изменился", title=_title(registration))
    body = _(
        "Здравствуйте, %(name)s.\n\nВместо вас в дуэте «%(title)s» на конкурсе «%(event)s» выступит"
        " другой человек. Причина: %(reason)s",
        name=partner.name,
        title=_title(registration),
        event=registration.event.title,
        reason=partner.reason,
    )
    enqueue(partner.email, subject, body, kind="pair", event_id=registration.event_id)


def _title(registration: Registration) -> str:
    return registration.group.title if registration.group else ""
