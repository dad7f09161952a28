"""The day on which age and experience are counted, beside the first day of applications."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from eventkit.events.days import first_day
from eventkit.events.models import Event
from eventkit.web.i18n import day


def opening_day(event: Event) -> date | None:
    """The first day of applications."""
    registration = event.stage("registration")
    return first_day(registration) if registration is not None else None


def kept_age_day(event: Event, before: date | None) -> str:
    """What is said when the first day moves and the day of age and experience stays behind."""
    if opening_day(event) == before or event.reference_date != before:
        return ""
    return str(
        _(
            "Возраст и стаж по-прежнему считают на %(day)s. Этот день меняют на вкладке «Главное».",
            day=day(event.reference_date),
        )
    )
