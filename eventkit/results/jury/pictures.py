"""What is said about a jury, as pictures: on the page and as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from eventkit.printing.jury_charts import (
    PlaceSpan,
    Slope,
    Strip,
    WorkDots,
    juror_strips,
    place_spans,
    slopes,
    work_dots,
)
from eventkit.printing.palette import SCREEN, Palette
from eventkit.results.jury.places import AdjustedLine, PlaceLine
from eventkit.results.jury.report import JurorLine
from eventkit.results.jury.sheets import Work
from eventkit.results.jury.words import span_words
from eventkit.web.i18n import number

MOST_TOLD = 12
"""Rows that the text alternative names one by one."""
MOST_SLOPES = 50
"""Works whose two orders still read as lines."""


def places_picture(
    lines: Sequence[PlaceLine], count: int, palette: Palette = SCREEN
) -> Markup | None:
    """Intervals of places of some works of a nomination with `count` works."""
    rows = [
        PlaceSpan(line.work.code, line.work.rank, *line.span)
        for line in lines
        if line.span is not None
    ]
    if not rows or count < 2:
        return None
    said = [
        _(
            "%(code)s: место %(place)s, вероятные места %(span)s",
            code=line.work.code,
            place=line.work.rank or "–",
            span=span_words(line),
        )
        for line in lines
        if line.span is not None
    ]
    return place_spans(
        rows,
        count,
        prefix="jury-places",
        title=_("Вероятные места работ"),
        description=_told(said),
        palette=palette,
    )


def strips_picture(
    lines: Sequence[JurorLine],
    totals: Mapping[str, Mapping[str, Fraction]],
    names: Mapping[str, str],
    palette: Palette = SCREEN,
) -> Markup | None:
    """Each juror's marks on one scale."""
    marks: dict[str, list[Fraction]] = {}
    for sheets in totals.values():
        for juror, total in sheets.items():
            marks.setdefault(juror, []).append(total)
    rows = [
        Strip(
            names[line.juror],
            marks[line.juror],
            line.mean,
            _("среднее %(mean)s", mean=number(line.mean)),
        )
        for line in lines
        if line.juror in marks
    ]
    if not rows:
        return None
    said = [
        _(
            "%(name)s: от %(low)s до %(high)s, среднее %(mean)s",
            name=row.label,
            low=number(Fraction(min(row.values))),
            high=number(Fraction(max(row.values))),
            mean=number(Fraction(row.mean or 0)),
        )
        for row in rows
    ]
    return juror_strips(
        rows,
        prefix="jury-strips",
        title=_("Баллы каждого члена жюри"),
        description=_told(said),
        point=_point(),
        palette=palette,
    )


def works_picture(
    works: Sequence[Work],
    totals: Mapping[str, Mapping[str, Fraction]],
    *,
    with_official: bool,
    palette: Palette = SCREEN,
) -> Markup | None:
    """How far the sheets of each work agree."""
    rows = [
        WorkDots(
            work.code,
            list(totals[work.code].values()),
            sum(totals[work.code].values(), Fraction(0)) / len(totals[work.code]),
            work.value if with_official else None,
        )
        for work in works
        if totals.get(work.code)
    ]
    if not rows:
        return None
    said = [
        _(
            "%(code)s: листы от %(low)s до %(high)s, среднее %(mean)s",
            code=row.label,
            low=number(Fraction(min(row.values))),
            high=number(Fraction(max(row.values))),
            mean=number(Fraction(row.mean or 0)),
        )
        for row in rows
    ]
    return work_dots(
        rows,
        prefix="jury-works",
        title=_("Листы каждой работы"),
        description=_told(said),
        point=_point(),
        palette=palette,
    )


def order_picture(lines: Sequence[AdjustedLine], palette: Palette = SCREEN) -> Markup | None:
    """The official order beside the adjusted one; none for so many works that lines are a mesh."""
    rows = [
        Slope(line.work.code, line.work.rank, line.rank)
        for line in lines
        if line.work.rank is not None
    ]
    if len(rows) < 2 or len(rows) > MOST_SLOPES:
        return None
    said = [
        _(
            "%(code)s: официально %(before)d, с поправкой %(after)d",
            code=row.label,
            before=row.before,
            after=row.after,
        )
        for row in rows
    ]
    return slopes(
        rows,
        heads=(_("официально"), _("с поправкой")),
        prefix="jury-order",
        title=_("Порядок работ официально и с поправкой на строгость"),
        description=_told(said),
        palette=palette,
    )


def _told(said: Sequence[str]) -> str:
    """The rows in words; of many only the first, for a table stands beside."""
    text = "; ".join(said[:MOST_TOLD])
    more = len(said) - MOST_TOLD
    if more <= 0:
        return f"{text}."
    rest = ngettext(
        "Ещё %(num)d строка – в таблице рядом.", "Ещё %(num)d строк – в таблице рядом.", more
    )
    return f"{text}. {rest}"


def _point() -> str:
    """What divides a number's parts in the reader's language."""
    return number(Fraction(1, 2), 1)[1]
