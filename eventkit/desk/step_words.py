"""Numbers and names of the next step as Russian says them."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

SHOWN_NAMES = 3


def behind_words(behind: Sequence[tuple[str, int]]) -> str:
    """«Не закончили двое: Добронравов Н. И. (6 листов) и Взвешенный О. М. (2 листа).»"""
    if not behind:
        return ""
    rows = [
        ngettext("%(name)s (%(num)d лист)", "%(name)s (%(num)d листов)", left, name=name)
        for name, left in behind[:SHOWN_NAMES]
    ]
    more, names = len(behind) - len(rows), ", ".join(rows)
    if more:
        names = f"{names} {ngettext('и ещё %(num)d', 'и ещё %(num)d', more)}"
    words = {
        1: _("Не закончил один: %(names)s.", names=names),
        2: _("Не закончили двое: %(names)s.", names=names),
        3: _("Не закончили трое: %(names)s.", names=names),
    }
    return str(words.get(len(behind)) or _("Не закончили: %(names)s.", names=names))


def remind_label(number: int) -> str:
    """«Напомнить двоим»."""
    words = {1: _("Напомнить одному"), 2: _("Напомнить двоим"), 3: _("Напомнить троим")}
    return str(words.get(number) or ngettext("Напомнить %(num)d", "Напомнить %(num)d", number))


def term_words(days: int) -> str:
    """«До срока 2 дня.»"""
    if days < 0:
        return str(_("Срок прошёл."))
    if days == 0:
        return str(_("Сегодня последний день."))
    return str(ngettext("До срока %(num)d день.", "До срока %(num)d дней.", days))
