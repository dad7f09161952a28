"""From reports, where everything that must is hidden, to the plain values of a portrait."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from eventkit.questionnaires.models import Wave
from eventkit.questionnaires.reports.contents import (
    ChangeFigures,
    ChoiceReport,
    Report,
    ScaleReport,
    WaveFigures,
)
from eventkit.questionnaires.titles import text_of, whom_it_asks
from eventkit_training.portrait.choosing import Chosen, ChosenSide, is_same
from eventkit_training.portrait.contents import (
    LONGEST_QUOTE,
    MOST_AXES,
    MOST_PRIORITIES,
    MOST_QUOTES,
    Line,
    Measured,
    Moved,
    Portrait,
    Priorities,
    Priority,
    Side,
)

if TYPE_CHECKING:
    from eventkit.questionnaires.engine.items import Item
    from eventkit.questionnaires.engine.scales import Scale

Picked = Collection[tuple[int, str]]
"""Open answers by the response's id and the item's."""


def portrait_of(
    chosen: Chosen, picked: Picked = (), answered: Mapping[int, int] | None = None
) -> Portrait:
    """The page; ``answered`` is how many answers each wave has by its id, shown or not."""
    reports = [report for report, _side in chosen.sides]
    return Portrait(
        sides=tuple(_side(report, side, answered or {}) for report, side in chosen.sides),
        priorities=_priorities(reports, chosen.priorities) if chosen.priorities else None,
        quotes=quotes_of(reports, chosen.words, picked),
        quotes_title=_title(reports, chosen.words),
        least=max([1, *(report.least for report in reports)]) if reports else 5,
    )


def scales_of(report: Report) -> list[ScaleReport]:
    """The scales of the questionnaire, else its numbered items."""
    own = {scale.id for scale in report.instrument.scales}
    return [one for one in report.scales if not own or one.scale.id in own]


def quotable(reports: Sequence[Report], item: str) -> list[tuple[int, str]]:
    """Answers to an open item that may be shown: by permission, and the group large enough."""
    return [
        (text.response_id, text.text)
        for report in reports
        for one in report.texts
        if one.item.id == item
        for text in one.texts or ()
        if text.quoted
    ]


def quotes_of(reports: Sequence[Report], item: str, picked: Picked) -> tuple[str, ...]:
    """The picked ones of them, as the wall shows them: one time each, none too long."""
    found = [text for number, text in quotable(reports, item) if (number, item) in picked]
    return tuple(dict.fromkeys(map(_short, found)))[:MOST_QUOTES]


def _short(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= LONGEST_QUOTE:
        return text
    return text[:LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(" ,.;:–-") + "…"


def _title(reports: Sequence[Report], item: str) -> str:
    found = (one for report in reports for one in report.instrument.items if one.id == item)
    return next((text_of(one.text) for one in found), "")


def _side(report: Report, chosen: ChosenSide, answered: Mapping[int, int]) -> Side:
    waves = [
        (wave, people)
        for wave, people in report.waves
        if people or (people is None and wave.state == "closed")
    ]
    under_way = _under_way(report, answered)
    first = waves[0] if waves else None
    last = waves[-1] if len(waves) > 1 else None
    wanted = [one for one in scales_of(report) if one.scale.id in chosen.scales]
    lines = tuple(
        _line(report, one, first[0], last[0] if last else None)
        for one in (wanted or scales_of(report))[:MOST_AXES]
        if first is not None
    )
    shown = {wave.id for wave, _people in (waves[:1] + waves[-1:])}
    return Side(
        title=chosen.title or group_title(report),
        waves=min(len(waves), 2),
        before=first[1] if first else None,
        after=last[1] if last else None,
        lines=tuple(line for line in lines if line.now or line.moved),
        hidden=any(people is None for _wave, people in waves)
        or any(
            figures.is_hidden
            for one in scales_of(report)
            for figures in one.waves
            if figures.wave.id in shown
        )
        or any(line.hidden for line in lines),
        waiting=_waiting(report, under_way, answered),
        is_open=bool(under_way),
        is_live=any(wave.is_live for wave in under_way),
    )


def group_title(report: Report) -> str:
    """What a questionnaire calls its people, else what it is called."""
    title = text_of(report.instrument.title)
    return whom_it_asks(title) or title


def _under_way(report: Report, answered: Mapping[int, int]) -> list[Wave]:
    """Waves that people answer now, opened by hand or by their times."""
    return [
        wave
        for wave in report.questionnaire.waves
        if wave.state == "open" or (wave.state == "planned" and answered.get(wave.id))
    ]


def _waiting(report: Report, waves: Sequence[Wave], answered: Mapping[int, int]) -> int:
    """Answers of these waves that have come and are not shown yet."""
    shown = {wave.id: people or 0 for wave, people in report.waves}
    return sum(max(answered.get(wave.id, 0) - shown.get(wave.id, 0), 0) for wave in waves)


def _line(report: Report, one: ScaleReport, first: Wave, last: Wave | None) -> Line:
    scale = one.scale
    low, high = ends(scale, report.instrument.items)
    waves = {figures.wave.id: figures for figures in one.waves}
    moved = next((c for c in one.changes if last is not None and c.after.id == last.id), None)
    before, after = waves.get(first.id), waves.get(last.id) if last is not None else None
    limits = () if scale.norms else tuple(level.below for level in scale.levels if level.below)
    return Line(
        title=text_of(scale.title),
        low=low,
        high=high,
        levels=tuple(text_of(level.title) for level in scale.levels),
        limits=limits,
        before=_measured(before),
        after=_measured(after),
        moved=_moved(moved),
        hidden=frozenset(
            name
            for name, one in (("before", before), ("after", after), ("moved", moved))
            if one is not None and one.is_hidden
        ),
    )


def _measured(figures: WaveFigures | None) -> Measured | None:
    if figures is None or figures.described is None:
        return None
    levels = tuple(count for _level, count in figures.levels)
    return Measured(figures.described.n, figures.described.mean, levels)


def _moved(figures: ChangeFigures | None) -> Moved | None:
    if figures is None or figures.change is None:
        return None
    change = figures.change
    return Moved(change.n, change.mean, change.up, change.down)


def ends(scale: Scale, items: Sequence[Item]) -> tuple[Fraction, Fraction]:
    """Where a scale's axis begins and ends: from zero, or from below where it goes there."""
    own = [item for item in items for one in item.scored if one in scale.items]
    low = min((item.minimum for item in own), default=Fraction(0))
    high = max((item.maximum for item in own), default=Fraction(1))
    times = len(scale.items) if scale.score == "sum" else 1
    return min(Fraction(0), low * times), high * times


def _priorities(reports: Sequence[Report], item_id: str) -> Priorities | None:
    """What was chosen in the latest wave where anybody chose, from the most to the least."""
    found = [_latest(report, item_id) for report in reports]
    asked = [one for one in found if one is not None]
    if not asked:
        return None
    first = asked[0].item
    columns = [one if one and is_same(first, one.item) else None for one in found]
    if not any(one and one.chosen for one in columns):
        return None
    rows = [
        Priority(text_of(option.text), tuple(_count(one, option.id) for one in columns))
        for option in first.options
    ]
    rows.sort(key=lambda row: -sum(count or 0 for count in row.counts))
    return Priorities(
        question=_question(text_of(first.text)),
        rows=tuple(row for row in rows if any(row.counts))[:MOST_PRIORITIES],
        valid=tuple(one.chosen.valid if one and one.chosen else None for one in columns),
        hidden=tuple(one is not None and one.chosen is None for one in columns),
        at_most=first.at_most,
    )


def _question(text: str) -> str:
    """A question as a heading: without the remark in brackets at its end, which says how many."""
    return re.sub(r"\s*\([^()]*\)\s*$", "", text) or text


def _count(asked: ChoiceReport | None, option: str) -> int | None:
    return asked.chosen.counts.get(option, 0) if asked and asked.chosen else None


def _latest(report: Report, item_id: str) -> ChoiceReport | None:
    asked = [one for one in report.choices if one.item.id == item_id]
    chosen = [one for one in asked if one.chosen and any(one.chosen.counts.values())]
    return next(iter(reversed(chosen or asked)), None)
