"""What a portrait says in words. The rules are plain functions of plain values.

Titles of scales are anybody's words, so no sentence makes a verb agree with one.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    Side,
)

MOST_SENTENCES = 2
FAR_APART = Fraction(1, 5)
"""From this difference of shares on two groups are said to want different things."""


def sentences(lines: Sequence[Line]) -> list[str]:
    """What stands out in a group, the most telling first."""
    found = [strong_already(lines), movement(lines), weakest(lines)]
    return [one for one in found if one][:MOST_SENTENCES]


def movement(lines: Sequence[Line]) -> str:
    """Where most of those have moved who filled in both sheets; the greatest share counts."""
    moved = [(line, line.moved) for line in lines if line.moved]
    if not moved:
        return ""
    line, most = max(moved, key=lambda one: (Fraction(one[1].up, one[1].n), one[1].mean))
    if most.up * 2 > most.n:
        if most.up == most.n:
            return str(
                _(
                    "Рост по шкале «%(scale)s» – у всех %(all)s, кто заполнил обе анкеты.",
                    scale=line.title,
                    all=most.n,
                )
            )
        return str(
            _(
                "Рост по шкале «%(scale)s» – у %(up)s из %(all)s, кто заполнил обе анкеты.",
                scale=line.title,
                up=most.up,
                all=most.n,
            )
        )
    line, least = max(moved, key=lambda one: (Fraction(one[1].down, one[1].n), -one[1].mean))
    if least.down * 2 > least.n:
        return str(
            _(
                "Снижение по шкале «%(scale)s» – у %(down)s из %(all)s, кто заполнил обе анкеты.",
                scale=line.title,
                down=least.down,
                all=least.n,
            )
        )
    return str(_("Общего сдвига нет: больше половины не выросло и не снизилось ни по одной шкале."))


def strong_already(lines: Sequence[Line]) -> str:
    """A scale on which more than half had the highest level from the start, or have it now."""
    high = [
        (line, line.before)
        for line in lines
        if line.before and line.before.levels and line.before.levels[-1] * 2 > line.before.n
    ]
    if not high:
        return ""
    line, start = max(high, key=lambda one: Fraction(one[1].levels[-1], one[1].n))
    values = {
        "scale": line.title,
        "level": line.levels[-1],
        "number": start.levels[-1],
        "all": start.n,
    }
    if line.after or line.moved:
        return str(
            _("«%(scale)s»: уровень «%(level)s» уже в начале у %(number)s из %(all)s.", **values)
        )
    return str(_("«%(scale)s»: уровень «%(level)s» у %(number)s из %(all)s.", **values))


def weakest(lines: Sequence[Line]) -> str:
    """The scale whose mean lies lowest between its ends, and how many have the lowest level."""
    known = [(line, line.now) for line in lines if line.now]
    if len(known) < 2:
        return ""
    line, now = min(known, key=lambda one: one[0].place(one[1].mean))
    if line.levels and line.before and line.before.levels[:1] > (0,):
        return _lowest(line, line.before)
    return str(
        _(
            "Слабее всего «%(scale)s»: в среднем %(mean)s из %(high)s.",
            scale=line.title,
            mean=number(now.mean),
            high=exact_words(line.high),
        )
    )


def _lowest(line: Line, before: Measured) -> str:
    values = {
        "scale": line.title,
        "level": line.levels[0],
        "number": before.levels[0],
        "all": before.n,
    }
    if line.after is None:
        if line.moved:
            return str(
                _(
                    "Слабее всего «%(scale)s»: уровень «%(level)s» в начале у %(number)s"
                    " из %(all)s.",
                    **values,
                )
            )
        return str(
            _("Слабее всего «%(scale)s»: уровень «%(level)s» у %(number)s из %(all)s.", **values)
        )
    if not line.after.levels[0]:
        return str(
            _(
                "Слабее всего «%(scale)s»: уровень «%(level)s» был у %(number)s из %(all)s, теперь"
                " ни у кого.",
                **values,
            )
        )
    return str(
        _(
            "Слабее всего «%(scale)s»: уровень «%(level)s» был у %(number)s из %(all)s, теперь у"
            " %(now)s из %(after)s.",
            **values,
            now=line.after.levels[0],
            after=line.after.n,
        )
    )


def people_words(side: Side) -> str:
    """«10 анкет до, 9 после»."""
    if side.before is None or (side.waves > 1 and side.after is None):
        return ""
    sheets = str(ngettext("%(num)d анкета", "%(num)d анкет", side.before))
    if side.waves < 2:
        return sheets
    return str(_("%(sheets)s до, %(after)s после", sheets=sheets, after=side.after))


def priorities_words(found: Priorities) -> str:
    """Where two groups differ most, and how many answers each could give."""
    said = [_difference(found)]
    if found.at_most:
        said.append(
            ngettext(
                "Каждый мог выбрать %(num)d ответ.",
                "Каждый мог выбрать до %(num)d ответов.",
                found.at_most,
            )
        )
    return " ".join(str(one) for one in said if one)


def _difference(found: Priorities) -> str:
    if len(found.valid) != 2 or not all(found.valid):
        return ""
    one, other = (valid or 1 for valid in found.valid)

    def apart(counts: Sequence[int | None]) -> Fraction:
        return Fraction(counts[0] or 0, one) - Fraction(counts[1] or 0, other)

    row = max(found.rows, key=lambda row: abs(apart(row.counts)), default=None)
    if row is None or abs(apart(row.counts)) < FAR_APART:
        return ""
    return str(
        _(
            "Больше всего группы расходятся в ответе «%(title)s»: %(one)s из %(all_one)s и"
            " %(other)s из %(all_other)s.",
            title=row.title,
            one=row.counts[0],
            all_one=one,
            other=row.counts[1],
            all_other=other,
        )
    )


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


def nothing_words(side: Side) -> str:
    """Why a group has no figures."""
    if side.hidden:
        return str(_("Анкет слишком мало, чтобы показать их и никого не выдать."))
    if side.is_live:
        return str(_("Ждём ответов: покажем, когда их наберётся достаточно."))
    if side.is_open:
        return str(_("Замер идёт: ответы покажем, когда он закроется."))
    return str(_("Закрытых замеров с ответами пока нет."))


def signed(value: Fraction) -> str:
    """A shift with its sign: «+0,61», «−0,20», «0,00»."""
    text = number(value)
    return f"+{text}" if value > 0 and text.strip("0,.") else text


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
