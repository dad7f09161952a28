"""What pages call whoever is placed: a work where a jury judges, else whoever enters."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.events.models import Event
from eventkit.hooks import active_plugins

WORK = "work"


def entry_kind(event: Event) -> str:
    """``work``, or ``person``, ``pair``, ``team`` where nobody judges works."""
    format_ = active_plugins().format_of(event)
    return WORK if format_.has_jury else format_.entrant


def entry_word(event: Event) -> str:
    """«работа», «команда»: before a code in the journal, as the head of a column."""
    return str(
        {"work": _("работа"), "person": _("участник"), "pair": _("пара"), "team": _("команда")}[
            entry_kind(event)
        ]
    )


def entries_words(event: Event, count: int) -> str:
    """«24 работы», «7 команд»."""
    kind = entry_kind(event)
    if kind == "person":
        return str(ngettext("%(num)d участник", "%(num)d участников", count))
    if kind == "pair":
        return str(ngettext("%(num)d пара", "%(num)d пар", count))
    if kind == "team":
        return str(ngettext("%(num)d команда", "%(num)d команд", count))
    return str(ngettext("%(num)d работа", "%(num)d работ", count))
