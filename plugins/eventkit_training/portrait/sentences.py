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
    Line,
    Measured,
    Priorities,
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
