"""How to object to a result, as an explanation tells its author."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.events.models import Event
from eventkit.printing.explanations import Chapter, Link
from eventkit.web.i18n import moment
from eventkit.web.models import site


def appeal_words(event: Event, end: datetime | None) -> Chapter:
    """How to appeal and until when, and whom to ask; ``end`` is known after publication."""
    told = [words for words in (_how(event, end), _whom(event)) if words]
    address = _address(event)
    link = Link(address, f"mailto:{address}") if address else None
    return Chapter(_("Если вы не согласны с результатом"), (" ".join(told),), link=link)


def _how(event: Event, end: datetime | None) -> str:
    if end is not None:
        return str(
            _(
                "Апелляцию подают на странице своего результата до %(moment)s. Основания: описка в"
                " листе или нарушение порядка.",
                moment=moment(end, event.timezone),
            )
        )
    if event.appeal_days:
        return str(
            ngettext(
                "Апелляцию подают на странице своего результата в течение %(num)d дня после"
                " публикации. Основания: описка в листе или нарушение порядка.",
                "Апелляцию подают на странице своего результата в течение %(num)d дней после"
                " публикации. Основания: описка в листе или нарушение порядка.",
                event.appeal_days,
            )
        )
    return ""


def _whom(event: Event) -> str:
    if not _address(event):
        return str(_("Обратитесь к организатору конкурса и назовите номинацию и номер подсчёта."))
    if event.appeal_days:
        return str(_("С вопросом напишите организатору:"))
    return str(_("Напишите организатору и назовите номинацию и номер подсчёта:"))


def _address(event: Event) -> str:
    return event.contact_email or site().email
