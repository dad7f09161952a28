"""What those who run a jury and its members are told while the jury may not mark yet."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.events.days import first_day
from eventkit.events.models import Event
from eventkit.events.phases import phase
from eventkit.web.clock import now
from eventkit.web.i18n import short_day


def is_ahead(event: Event) -> bool:
    """Whether the work of the jury has not been opened yet."""
    return phase(event, now()) in ("setup", "registration")


def day_words(event: Event) -> str:
    """The day on which the jury is to begin by the terms of the event."""
    judging = event.stage("judging")
    day = first_day(judging) if judging is not None else None
    return str(_("По срокам жюри начинает %(day)s.", day=short_day(day))) if day else ""


def letter_words() -> str:
    """What a juror reads in the letter with the link, so that a closed sheet does not surprise."""
    return str(_("Оценивание ещё не открыто: когда можно будет начинать, придёт ещё одно письмо."))
