"""What a correction changed for one author, in sentences: letters and the own page say the same."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.results.models import Standing
from eventkit.results.publication.differences import Change
from eventkit.web.i18n import exact_words, number


def change_lines(change: Change) -> list[str]:
    """«Место: было 3, стало 2.» and the like; empty texts and gaps are told in words."""
    was, now = change.before, change.after
    if was is None or now is None:
        return [str(_("Работа вошла в итоги.") if now else _("Работы больше нет в итогах."))]
    lines = [_moved(was, now), _valued(was, now), _awarded(was, now), _settled(was, now)]
    return [line for line in lines if line]


def award_words(row: Standing) -> str:
    """«диплом II степени», with the grand prix beside."""
    words = {
        1: _("диплом I степени"),
        2: _("диплом II степени"),
        3: _("диплом III степени"),
    }
    text = str(words.get(row.degree or 0) or _("сертификат участника"))
    return f"{text}, {_('гран-при')}" if row.is_grand_prix else text


def _moved(was: Standing, now: Standing) -> str:
    if was.place_shown == now.place_shown:
        return ""
    none = _("без места")
    return str(
        _(
            "Место: было %(before)s, стало %(after)s.",
            before=was.place_shown or none,
            after=now.place_shown or none,
        )
    )


def _valued(was: Standing, now: Standing) -> str:
    if was.value == now.value:
        return ""
    before, after = number(was.value), number(now.value)
    if before == after and was.value is not None and now.value is not None:
        # The difference lies beyond the digits that are shown.
        before, after = exact_words(was.value), exact_words(now.value)
    return str(_("Балл: был %(before)s, стал %(after)s.", before=before, after=after))


def _awarded(was: Standing, now: Standing) -> str:
    before, after = award_words(was), award_words(now)
    if before == after:
        return ""
    return str(_("Награда: %(after)s (раньше – %(before)s).", before=before, after=after))


def _settled(was: Standing, now: Standing) -> str:
    if was.is_provisional == now.is_provisional:
        return ""
    if now.is_provisional:
        return str(_("Место стало предварительным: не хватает решения или третьего чтения."))
    return str(_("Место больше не предварительное."))
