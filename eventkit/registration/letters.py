"""Letters to the applicant: received, late, admitted, refused, withdrawn."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.hooks import active_plugins
from eventkit.mail.operations import enqueue
from eventkit.registration.models import Registration
from eventkit.registration.pairs.queries import asked_first, partner_of
from eventkit.web.models import site


def send_received(registration: Registration, link: str) -> None:
    """The number and the way back to the own page."""
    event = registration.event
    said = {"number": registration.number, "where": _where(event), "link": link}
    if active_plugins().format_of(event).is_counted:
        body = _(
            "Здравствуйте.\n\nЗаявка № %(number)s %(where)s получена.\n"
            "Номинация: «%(nomination)s».\n\n"
            "Страница вашей заявки, где виден её статус: %(link)s\n"
            "Не передавайте ссылку другим: по ней заявку можно изменить.",
            nomination=registration.nomination.title if registration.nomination else "",
            **said,
        )
    else:
        body = _(
            "Здравствуйте.\n\nЗаявка № %(number)s %(where)s получена.\n\n"
            "Страница вашей заявки с программой и записью на занятия: %(link)s\n"
            "Не передавайте ссылку другим: по ней заявку можно изменить.",
            **said,
        )
    _send(registration, _("Заявка № %(number)s получена", number=registration.number), body)


def send_refused(registration: Registration, link: str = "") -> None:
    """The reason, in the words that the own page shows."""
    body = _(
        "Здравствуйте.\n\nЗаявка № %(number)s %(where)s отклонена.\n"
        "Причина: %(reason)s\n\n"
        "Если вы не согласны, ответьте организатору: %(contact)s",
        number=registration.number,
        where=_where(registration.event),
        reason=registration.reason_text,
        contact=link or registration.event.contact_email or site().email or "–",
    )
    _send(registration, _("Заявка № %(number)s отклонена", number=registration.number), body)


def send_admitted(registration: Registration) -> None:
    """The work goes to the jury."""
    said = {"number": registration.number, "where": _where(registration.event)}
    if not active_plugins().format_of(registration.event).is_counted:
        body = _(
            "Здравствуйте.\n\nЗаявка № %(number)s %(where)s допущена. Ждём вас.\n\n"
            "Программа, запись на занятия и код, который показывают у входа, – на странице заявки. "
            "Ссылка на неё в письме «Заявка № %(number)s получена».",
            **said,
        )
    elif registration.group is not None:
        body = _(
            "Здравствуйте.\n\nЗаявка № %(number)s %(where)s допущена. "
            "Когда и где выступать, появится на её странице.",
            **said,
        )
    elif registration.event.is_blind:
        body = _(
            "Здравствуйте.\n\nЗаявка № %(number)s %(where)s допущена. "
            "Работу прочитает жюри, имя автора ему не показывают.",
            **said,
        )
    else:
        body = _(
            "Здравствуйте.\n\nЗаявка № %(number)s %(where)s допущена. Работу прочитает жюри.",
            **said,
        )
    _send(registration, _("Заявка № %(number)s допущена", number=registration.number), body)


def send_reopened(registration: Registration) -> None:
    """A decision was taken back."""
    body = _(
        "Здравствуйте.\n\nРешение по заявке № %(number)s %(where)s отменено, "
        "её рассматривают снова. О новом решении напишем.",
        number=registration.number,
        where=_where(registration.event),
    )
    subject = _("Заявку № %(number)s рассматривают снова", number=registration.number)
    _send(registration, subject, body)


def send_withdrawn(registration: Registration) -> None:
    """The application was taken back: to the applicant, and to whoever is or was asked to join."""
    if registration.group is not None:
        _send_pair_withdrawn(registration)
        return
    said = {"number": registration.number, "where": _where(registration.event)}
    body = _("Здравствуйте.\n\nВы отозвали заявку № %(number)s %(where)s.", **said)
    if active_plugins().format_of(registration.event).hands_in:
        body = _(
            "Здравствуйте.\n\nВы отозвали заявку № %(number)s %(where)s. Работа не участвует.",
            **said,
        )
    _send(registration, _("Заявка № %(number)s отозвана", number=registration.number), body)


def _send_pair_withdrawn(registration: Registration) -> None:
    """Either of the two may have done it, so both read the same."""
    about = {
        "number": registration.number,
        "where": _where(registration.event),
        "title": registration.group.title if registration.group else "",
    }
    subject = _("Заявка № %(number)s отозвана", **about)
    body = _(
        "Здравствуйте.\n\nЗаявка № %(number)s дуэта «%(title)s» %(where)s отозвана. "
        "Дуэт не участвует.",
        **about,
    )
    letters = {registration.email: body}
    for partner in (partner_of(registration), asked_first(registration)):
        if partner is not None and partner.state == "confirmed":
            letters.setdefault(partner.email, body)
        elif partner is not None and partner.state == "invited":
            text = _("%(body)s Отвечать на приглашение не нужно.", body=body)
            letters.setdefault(partner.email, text)
    for address, text in letters.items():
        enqueue(address, subject, text, kind="registration", event_id=registration.event_id)


def _send(registration: Registration, subject: str, body: str) -> None:
    partner = partner_of(registration)
    addresses = [registration.email]
    if partner is not None and partner.state == "confirmed":
        addresses.append(partner.email)
    for address in addresses:
        enqueue(address, subject, body, kind="registration", event_id=registration.event_id)


def _where(event: Event) -> str:
    """«на конкурс „Слово наставника“»."""
    if active_plugins().format_of(event).is_counted:
        return str(_("на конкурс «%(event)s»", event=event.title))
    return str(_("на мероприятие «%(event)s»", event=event.title))
