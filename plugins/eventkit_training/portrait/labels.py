"""Words around the drawings of a portrait: headings, legends, why something is not there."""

from __future__ import annotations

from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.web.i18n import exact_words, number
from eventkit_training.portrait.contents import (
    MOST_CIRCLES,
    Line,
    Measured,
    Portrait,
    Priorities,
    Priority,
    Side,
)


def people_words(side: Side) -> str:
    """«10 анкет до, 9 после»."""
    if side.before is None or (side.waves > 1 and side.after is None):
        return ""
    sheets = str(ngettext("%(num)d анкета", "%(num)d анкет", side.before))
    if side.waves < 2:
        return sheets
    return str(_("%(sheets)s до, %(after)s после", sheets=sheets, after=side.after))


def live_words(portrait: Portrait) -> str:
    """Whose answers the screen shows while more arrive; empty when no wave is open."""
    if not any(side.is_open for side in portrait.sides):
        return ""
    shown = sum(side.shown for side in portrait.sides)
    waiting = sum(side.waiting for side in portrait.sides)
    on_screen = str(
        ngettext("На экране ответы %(num)d человека", "На экране ответы %(num)d человек", shown)
        if shown
        else _("На экране пока нет ответов")
    )
    if not waiting:
        return f"{on_screen}."
    more = ngettext("ещё %(num)d получен", "ещё %(num)d получено", waiting)
    when = (
        _("покажем, когда наберётся шаг")
        if any(side.is_live for side in portrait.sides)
        else _("покажем, когда замер закроется")
    )
    return f"{on_screen}, {more}: {when}."


def hidden_words(portrait: Portrait) -> str:
    """Why something is left out, or what would be."""
    if portrait.hidden:
        return str(
            ngettext(
                "Скрыто то, что выдало бы ответы группы меньше %(num)d человека.",
                "Скрыто то, что выдало бы ответы группы меньше %(num)d человек.",
                portrait.least,
            )
        )
    return str(
        ngettext(
            "Группы меньше %(num)d человека не показываем.",
            "Группы меньше %(num)d человек не показываем.",
            portrait.least,
        )
    )


def missing_words(*, hidden: bool) -> str:
    """What stands where a number is missing: it is hidden, or there is none."""
    return str(_("скрыто")) if hidden else "–"


def nothing_words(side: Side) -> str:
    """Why a group has no figures."""
    if side.hidden:
        return str(_("Ответы есть, но показать их, никого не выдав, нельзя."))
    if side.is_live:
        return str(_("Ждём ответов: покажем, когда их наберётся достаточно."))
    if side.is_open:
        return str(_("Замер идёт: ответы покажем, когда он закроется."))
    return str(_("Закрытых замеров с ответами пока нет."))


def signed(value: Fraction) -> str:
    """A shift with its sign: «+0,61», «−0,20», «0,00»."""
    text = number(value)
    return f"+{text}" if value > 0 and text.strip("0,.") else text


def shift_words(line: Line) -> str:
    """A scale's shift, or why there is none."""
    return signed(line.moved.mean) if line.moved else missing_words(hidden="moved" in line.hidden)


def counts_words(found: Priorities, row: Priority) -> list[str]:
    """How often each group gave an answer, or why that is not said."""
    return [
        missing_words(hidden=hidden) if count is None else str(count)
        for count, hidden in zip(row.counts, found.hidden, strict=True)
    ]


def levels_words(line: Line, measured: Measured) -> str:
    """«низкий 3, средний 6, высокий 0», for those who cannot see the dots."""
    return ", ".join(
        f"{title} {count}" for title, count in zip(line.levels, measured.levels, strict=True)
    )


def shape_words(side: Side) -> str:
    """What the drawing of a group says, for those who cannot see it."""
    parts = []
    for line in side.lines:
        if line.before and line.after:
            before, after = number(line.before.mean), number(line.after.mean)
            values = {"scale": line.title, "before": before, "after": after}
            parts.append(_("%(scale)s: до %(before)s, после %(after)s", **values))
        elif line.now:
            parts.append(f"{line.title}: {number(line.now.mean)}")
    return "; ".join(map(str, parts)) or side.title


def heads(side: Side) -> list[str]:
    """The heading of a group's table; words of their own, as «До» alone is that of a period."""
    if side.waves > 1:
        whens = [str(one).capitalize() for one in (_("до"), _("после"), _("сдвиг"))]
        return [str(_("Шкала")), *whens]
    return [str(_("Шкала")), str(_("Люди и среднее"))]


def person_words(portrait: Portrait) -> str:
    """What a circle is, or the part of a bar where people are too many for circles."""
    waves = (
        wave for side in portrait.sides for one in side.lines for wave in (one.before, one.after)
    )
    if any(wave and sum(wave.levels) > MOST_CIRCLES for wave in waves):
        return str(_("Доли людей по уровням:"))
    return str(_("Кружок – один человек:"))


def legend(portrait: Portrait) -> list[str]:
    """What the circles mean where all scales have the same levels: names with their limits."""
    kinds = {(line.levels, line.limits) for side in portrait.sides for line in side.lines}
    if len(kinds) != 1:
        return []
    ((titles, limits),) = kinds
    if len(limits) + 1 != len(titles):
        return list(titles)
    told = list(titles)
    for number_, title in enumerate(titles):
        if number_ == 0:
            told[0] = str(_("%(level)s, ниже %(limit)s", level=title, limit=exact_words(limits[0])))
        elif number_ == len(limits):
            told[-1] = str(_("%(level)s, от %(limit)s", level=title, limit=exact_words(limits[-1])))
    return told
