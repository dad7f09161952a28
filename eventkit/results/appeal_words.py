"""How to object to a result: one place to say it, whatever way an event offers."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.printing.explanations import Chapter, Link
from eventkit.web.models import site


def appeal_words(event: Event) -> Chapter:
    """Whom to write to and what to name, with the organizer's address where there is one."""
    address = event.contact_email or site().email
    if not address:
        words = _("Обратитесь к организатору конкурса и назовите номинацию и номер подсчёта.")
    else:
        words = _("Напишите организатору и назовите номинацию и номер подсчёта:")
    link = Link(address, f"mailto:{address}") if address else None
    return Chapter(_("Если вы не согласны с результатом"), (str(words),), link=link)
