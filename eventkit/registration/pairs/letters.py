"""Letters between the two of a pair, to those who join and leave it, and to the organizer."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.mail.operations import enqueue
from eventkit.registration.models import Registration
from eventkit.registration.pairs.models import Partner
from eventkit.registration.pairs.queries import partner_of
from eventkit.registration.verdicts import last_second
from eventkit.web.i18n import moment
from eventkit.web.models import site


def send_invitation(partner: Partner, link: str) -> None:
    """The link by which the one who is asked confirms."""
    registration, event = partner.registration, partner.registration.event
    end = None if partner.may_be_late else last_second(event)
    words = {"name": partner.name, "title": _title(registration), "event": event.title}
    if partner.seat == "second":
        asks = _(
            "Здравствуйте, %(name)s.\n\n%(who)s приглашает вас выступить вместе в дуэте"
            " «%(title)s» на конкурсе «%(event)s».",
            who=registration.person.full_name if registration.person else "–",
            **words,
        )
    else:
        asks = _(
            "Здравствуйте, %(name)s.\n\nОрганизатор конкурса «%(event)s» приглашает вас выступить"
            " в дуэте «%(title)s» вместо участника, который выбывает. Ваша пара: %(who)s.",
            who=_other_name(registration),
            **words,
        )
    body = _(
        "%(asks)s\n\nОткройте ссылку, проверьте свои данные и подтвердите участие"
        " или откажитесь: %(link)s\n\n%(until)sНе передавайте ссылку другим.",
        asks=asks,
        link=link,
        until=_("Ответить нужно до %(end)s.\n\n", end=moment(end, event.timezone)) if end else "",
    )
    subject = _("Приглашение в дуэт «%(title)s»", title=_title(registration))
    enqueue(partner.email, subject, body, kind="pair", event_id=event.id)


def send_answer(partner: Partner) -> None:
    """To the one who applied: the other has confirmed or declined."""
    registration = partner.registration
    words = {"name": partner.name, "title": _title(registration)}
    if partner.state == "confirmed":
        subject = _("%(name)s – с вами в дуэте «%(title)s»", **words)
        body = _("Здравствуйте.\n\n%(name)s подтверждает участие в дуэте «%(title)s».", **words)
        if registration.state == "submitted":
            body += " " + _("Заявка ждёт решения организатора.")
    else:
        subject = _("%(name)s не сможет выступить с вами", **words)
        body = _(
            "Здравствуйте.\n\n%(name)s отказывается от участия в дуэте «%(title)s».%(reason)s\n\n"
            "На странице заявки можно пригласить другого человека.",
            reason=_quoted(partner.reason),
            **words,
        )
    enqueue(registration.email, subject, body, kind="pair", event_id=registration.event_id)


def send_left(partner: Partner) -> None:
    """To the one who applied and to the organizer: the other, who had confirmed, has left."""
    registration = partner.registration
    words = {"name": partner.name, "title": _title(registration), **_about(registration)}
    subject = _("%(name)s выходит из дуэта «%(title)s»", **words)
    body = _(
        "Здравствуйте.\n\n%(name)s больше не участвует в дуэте «%(title)s» (заявка № %(number)s на"
        " конкурс «%(event)s»).%(reason)s\n\nПара выступит, если на это место пригласить другого"
        " человека и он подтвердит участие. Это делают на странице заявки; после начала работы жюри"
        " – организатор.",
        reason=_quoted(partner.reason),
        **words,
    )
    for address in (registration.email, _office(registration)):
        enqueue(address, subject, body, kind="pair", event_id=registration.event_id)


def send_declined(partner: Partner) -> None:
    """To the organizer: the one who was asked for the applicant's place says no."""
    registration = partner.registration
    words = {"name": partner.name, "title": _title(registration), **_about(registration)}
    subject = _("%(name)s не войдёт в дуэт «%(title)s»", **words)
    body = _(
        "Здравствуйте.\n\n%(name)s отказывается от замены в дуэте «%(title)s» (заявка № %(number)s"
        " на конкурс «%(event)s»).%(reason)s\n\nСостав пары остаётся прежним.",
        reason=_quoted(partner.reason),
        **words,
    )
    enqueue(_office(registration), subject, body, kind="pair", event_id=registration.event_id)


def send_replaced(partner: Partner, link: str) -> None:
    """To the one who is in the pair no longer; the link leads to what was agreed to."""
    registration = partner.registration
    subject = _("Состав дуэта «%(title)s» изменился", title=_title(registration))
    body = _(
        "Здравствуйте, %(name)s.\n\nВместо вас в дуэте «%(title)s» на конкурсе «%(event)s» выступит"
        " другой человек. Причина: %(reason)s\n\nСогласия, которые вы дали, можно отозвать здесь:"
        " %(link)s",
        name=partner.name,
        title=_title(registration),
        event=registration.event.title,
        reason=partner.reason,
        link=link,
    )
    enqueue(partner.email, subject, body, kind="pair", event_id=registration.event_id)


def send_changing(partner: Partner) -> None:
    """To the one who applied: the organizer has put somebody else into the other's place."""
    registration = partner.registration
    subject = _("Состав дуэта «%(title)s» изменился", title=_title(registration))
    body = _(
        "Здравствуйте.\n\nОрганизатор заменяет вашего партнёра в дуэте «%(title)s»: вместо"
        " участника %(name)s приглашён другой человек. Причина: %(reason)s\n\nКогда он подтвердит"
        " участие, мы напишем.",
        name=partner.name,
        title=_title(registration),
        reason=partner.reason,
    )
    enqueue(registration.email, subject, body, kind="pair", event_id=registration.event_id)


def send_own_page(partner: Partner, link: str) -> None:
    """To the one who took the applicant's place: the way to the application's page."""
    registration = partner.registration
    subject = _("Вы в дуэте «%(title)s»", title=_title(registration))
    body = _(
        "Здравствуйте, %(name)s.\n\nВы вошли в дуэт «%(title)s» на конкурсе «%(event)s». Ваша пара:"
        " %(other)s.\n\nСтраница заявки № %(number)s теперь ваша: %(link)s\nНе передавайте ссылку"
        " другим: по ней заявку можно изменить.",
        name=partner.name,
        title=_title(registration),
        other=_other_name(registration),
        link=link,
        **_about(registration),
    )
    enqueue(partner.email, subject, body, kind="pair", event_id=registration.event_id)


def send_new_first(partner: Partner, former: Partner) -> None:
    """To the second of the pair: somebody else has taken the place of the one who applied."""
    second = partner_of(partner.registration)
    if second is None or second.state != "confirmed":
        return
    subject = _("Состав дуэта «%(title)s» изменился", title=_title(partner.registration))
    body = _(
        "Здравствуйте, %(second)s.\n\nВ дуэте «%(title)s» с вами выступит %(name)s вместо участника"
        " %(former)s. Причина: %(reason)s",
        second=second.name,
        title=_title(partner.registration),
        name=partner.name,
        former=former.name,
        reason=former.reason,
    )
    enqueue(second.email, subject, body, kind="pair", event_id=partner.registration.event_id)


def send_joined(registration: Registration, problems: str) -> None:
    """To the organizer: an admitted pair is whole again, and which conditions it does not meet."""
    title = _title(registration)
    body = _(
        "Здравствуйте.\n\nВ допущенном дуэте «%(title)s» (заявка № %(number)s на конкурс"
        " «%(event)s») новый участник подтвердил участие.\n\n%(problems)s",
        title=title,
        problems=_("Не сходится с условиями: %(problems)s", problems=problems)
        if problems
        else _("Условия конкурса пара выполняет."),
        **_about(registration),
    )
    subject = _("Дуэт «%(title)s» снова в полном составе", title=title)
    enqueue(_office(registration), subject, body, kind="pair", event_id=registration.event_id)


def send_processing_withdrawn(partner: Partner) -> None:
    """To the organizer: a former member wants the own data to be processed no longer."""
    registration = partner.registration
    words = {"name": partner.name, "title": _title(registration), **_about(registration)}
    body = _(
        "Здравствуйте.\n\n%(name)s, прежде в дуэте «%(title)s» (заявка № %(number)s на конкурс"
        " «%(event)s»), отзывает согласие на обработку персональных данных. Удалите данные,"
        " которые больше не нужны.",
        **words,
    )
    subject = _("%(name)s отзывает согласие на обработку данных", **words)
    enqueue(_office(registration), subject, body, kind="pair", event_id=registration.event_id)


def _office(registration: Registration) -> str:
    return registration.event.contact_email or site().email or ""


def _about(registration: Registration) -> dict[str, object]:
    return {"number": registration.number, "event": registration.event.title}


def _quoted(reason: str) -> str:
    return f" «{reason}»" if reason else ""


def _other_name(registration: Registration) -> str:
    second = partner_of(registration)
    return second.name if second is not None else "–"


def _title(registration: Registration) -> str:
    return registration.group.title if registration.group else ""
