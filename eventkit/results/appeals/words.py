"""Words about appeals that pages, letters and refusals share."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.events.models import Event
from eventkit.results.appeals.models import Appeal
from eventkit.web.i18n import moment


def kind_words(kind: str) -> str:
    """What an appeal is about."""
    words = {
        "mark": _("Описка в листе"),
        "time": _("Время выступления"),
        "procedure": _("Нарушение порядка"),
    }
    return str(words[kind])


def state_words(appeal: Appeal) -> tuple[str, str]:
    """Its state and the badge's kind."""
    words = {
        "filed": (_("ждёт решения"), "warn"),
        "withdrawn": (_("отозвана"), ""),
        "accepted": (_("удовлетворена"), "ok"),
        "partly": (_("удовлетворена частично"), "ok"),
        "rejected": (_("отклонена"), "bad"),
    }
    text, kind = words[appeal.state]
    return str(text), kind


def about_words(appeal: Appeal) -> str:
    """«Описка в листе, критерий «Стиль»»."""
    kind = kind_words(appeal.kind)
    if appeal.criterion is None:
        return kind
    return str(_("%(kind)s, критерий «%(title)s»", kind=kind, title=appeal.criterion.title))


def days_words(event: Event) -> str:
    """The rule in one sentence; empty where appeals are not accepted."""
    if not event.appeal_days:
        return ""
    return str(
        ngettext(
            "Апелляции принимают %(num)d день после публикации итогов.",
            "Апелляции принимают %(num)d дней после публикации итогов.",
            event.appeal_days,
        )
    )


def late_words(event: Event, end: datetime | None) -> str:
    """Why an appeal cannot be filed now."""
    if end is None:
        return str(_("В этом конкурсе апелляции не принимают."))
    return str(
        _(
            "Апелляции принимали до %(moment)s. Срок прошёл.",
            moment=moment(end, event.timezone),
        )
    )
