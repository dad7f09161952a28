"""What a paper says, in the language of whoever reads the page; papers themselves are Russian."""

from __future__ import annotations

import re

from flask_babel import gettext as _

from eventkit.documents.models import Award
from eventkit.documents.wording import WINNER, place_in_pair
from eventkit.printing.words import roman

_QUOTED = re.compile("«(.+)»")
_NUMBER = re.compile(r"\d+(?:,\d+)?")


def document_shown(kind: str, degree: int | None = None) -> str:
    """«диплом I степени», «сертификат участника», «благодарность»."""
    if kind == "diploma":
        return str(_("диплом %(degree)s степени", degree=roman(degree)) if degree else _("диплом"))
    return str(_("благодарность") if kind == "thanks" else _("сертификат участника"))


def status_shown(award: Award) -> str:
    """«победитель», «призёр» of a diploma; nothing of other papers."""
    if award.kind != "diploma":
        return ""
    return str(_("победитель") if award.degree == WINNER else _("призёр"))


def place_shown(award: Award) -> str:
    """«молодой педагог в паре «Вектор»», «в составе команды …», of their own paper «пара …».

    The title is the one that the paper bears, whatever the pair calls itself now.
    """
    said = place_in_pair(award)
    quoted = _QUOTED.search(said)
    if quoted is None:
        return said
    title = quoted[1]
    for beginning, words in (
        ("наставник", _("наставник в паре «%(title)s»", title=title)),
        ("молод", _("молодой педагог в паре «%(title)s»", title=title)),
        ("в составе", _("в составе команды «%(title)s»", title=title)),
        ("команд", _("команда «%(title)s»", title=title)),
        ("пар", _("пара «%(title)s»", title=title)),
    ):
        if said.startswith(beginning):
            return str(words)
    return said


def hours_shown(award: Award) -> str:
    """«6» of «в объёме 6 часов»."""
    found = _NUMBER.search(award.reason) if award.kind == "hours" else None
    return found[0] if found else ""
