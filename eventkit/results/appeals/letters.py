"""Letters about appeals: to the author and to the organizer."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.mail.operations import enqueue
from eventkit.registration.models import Registration
from eventkit.results.appeals.models import Appeal
from eventkit.results.appeals.queries import application_of
from eventkit.results.appeals.words import about_words
from eventkit.web.models import site
from eventkit.web.urls import full_url


def tell_filed(appeal: Appeal, registration: Registration, link: str) -> None:
    """The author has it in writing that the appeal has come; the organizer hears of it."""
    said = _said(appeal)
    body = _(
        "Здравствуйте.\n\nАпелляция № %(number)s на результат конкурса «%(title)s» получена.\n"
        "%(about)s.\n\nВы написали:\n%(ground)s\n\n"
        "Её рассмотрит комиссия, в которую не входят те, кто оценивал вашу работу. Ответ придёт "
        "письмом и появится на странице вашего результата: %(link)s",
        ground=appeal.ground,
        link=link or _("войдите по этой почте, %(door)s", door=full_url("/login")),
        **said,
    )
    subject = _("Апелляция № %(number)s получена", **said)
    _send(appeal, registration.email, subject, body)
    body = _(
        "Здравствуйте.\n\nПодана апелляция № %(number)s, «%(title)s», работа %(code)s.\n"
        "%(about)s.\n\nНазовите комиссию и запишите решение: %(page)s",
        code=appeal.entry.code,
        page=_page(appeal),
        **said,
    )
    subject = _("Подана апелляция № %(number)s: %(title)s", **said)
    _send(appeal, _organizer(appeal), subject, body)


def tell_withdrawn(appeal: Appeal) -> None:
    """Nothing is left to decide."""
    said = _said(appeal)
    body = _(
        "Здравствуйте.\n\nАвтор отозвал апелляцию № %(number)s, «%(title)s». "
        "Рассматривать её не нужно.",
        **said,
    )
    subject = _("Апелляция № %(number)s отозвана: %(title)s", **said)
    _send(appeal, _organizer(appeal), subject, body)


def tell_answered(appeal: Appeal) -> None:
    """The answer in the commission's words; a new result comes with a letter of its own."""
    registration = application_of(appeal.entry_id)
    said = _said(appeal)
    decided = {
        "accepted": _("Апелляция удовлетворена."),
        "partly": _("Апелляция удовлетворена частично."),
        "rejected": _("Апелляция отклонена."),
    }
    after = ""
    if appeal.outcome is not None:
        after = _(
            "Итоги подсчитаны заново. Когда их опубликуют, новый результат появится на странице "
            "вашей заявки.\n\n"
        )
    body = _(
        "Здравствуйте.\n\nКомиссия рассмотрела апелляцию № %(number)s на результат конкурса "
        "«%(title)s». %(decided)s\n\n%(answer)s\n\n%(after)s"
        "Всё о ней смотрите на странице своей заявки. Если ссылка потерялась, войдите по этой "
        "почте: %(door)s",
        decided=decided[appeal.state],
        answer=appeal.answer,
        after=after,
        door=full_url("/login"),
        **said,
    )
    subject = _("Ответ на апелляцию № %(number)s", **said)
    _send(appeal, registration.email if registration else "", subject, body)


def _said(appeal: Appeal) -> dict[str, object]:
    return {
        "number": appeal.number,
        "title": appeal.event.title,
        "about": about_words(appeal),
    }


def _organizer(appeal: Appeal) -> str:
    return appeal.event.contact_email or site().email or ""


def _page(appeal: Appeal) -> str:
    return full_url(f"/manage/{appeal.event.slug}/results/appeals/{appeal.number}")


def _send(appeal: Appeal, address: str, subject: str, body: str) -> None:
    enqueue(address, subject, body, kind="results.appeal", event_id=appeal.event_id)
