"""Reports on the questionnaires of an event, with everything hidden that must be."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from sqlalchemy import case, func, select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.questionnaires.engine.change import SMALLEST_CHANGE
from eventkit.questionnaires.engine.comparing import SMALLEST_GAP, Gap, gaps
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.live import until_due
from eventkit.questionnaires.engine.showing import Showing, decide
from eventkit.questionnaires.models import Questionnaire, Response, Wave
from eventkit.questionnaires.queries import questionnaires_of
from eventkit.questionnaires.reports.contents import LiveState, NamedGap, PairsReport, Report
from eventkit.questionnaires.reports.figures import Figures
from eventkit.questionnaires.reports.sheets import (
    ClosedWave,
    Sheet,
    closed_waves,
    measured,
    taken,
)


def report_of(
    questionnaire: Questionnaire,
    *,
    smallest_change: Fraction = SMALLEST_CHANGE,
    smallest_gap: Fraction = SMALLEST_GAP,
) -> Report:
    """The results of a questionnaire over its closed waves.

    From ``smallest_change`` on a change counts as one, from ``smallest_gap`` on a pair's two sides
    count as apart. What is hidden is decided for all questionnaires of the event together.
    """
    for report in reports_of(
        questionnaire.event, smallest_change=smallest_change, smallest_gap=smallest_gap
    ):
        if report.questionnaire.id == questionnaire.id:
            return report
    raise LookupError(f"questionnaire {questionnaire.id} is not of its event")


def reports_of(
    event: Event,
    *,
    smallest_change: Fraction = SMALLEST_CHANGE,
    smallest_gap: Fraction = SMALLEST_GAP,
) -> list[Report]:
    """The reports on all questionnaires of an event, in their order."""
    questionnaires = questionnaires_of(event)
    return _reports(questionnaires, closed_waves(questionnaires), smallest_change, smallest_gap)


def reports_for_all_of(event: Event, *, live: bool = False) -> list[Report]:
    """The reports as others than the organizer may read them: nobody's answer is known to them.

    With ``live`` they tell of open waves what has come onto the wall: the number of people, means,
    levels and choices; all else waits for closing.
    """
    questionnaires = questionnaires_of(event)
    waves = closed_waves(questionnaires, with_walls=live)
    return _reports(questionnaires, waves, SMALLEST_CHANGE, SMALLEST_GAP, for_all=True)


def live_state(wave: Wave) -> LiveState:
    """How many have answered a wave, and how many of them are on the wall."""
    on_wall = func.count(case((Response.step > 0, 1)))
    query = select(func.count(), on_wall).where(
        Response.wave_id == wave.id, Response.state == "sent"
    )
    answers, shown = db.session.execute(query).one()
    least = wave.questionnaire.small_group
    return LiveState(wave.is_live, answers, shown, until_due(answers - shown, least), least)


def _reports(
    questionnaires: Sequence[Questionnaire],
    by_questionnaire: Mapping[int, Sequence[ClosedWave]],
    smallest_change: Fraction,
    smallest_gap: Fraction,
    *,
    for_all: bool = False,
) -> list[Report]:
    waves = [wave for waves in by_questionnaire.values() for wave in waves]
    showing = showing_of([one for one in waves if not one.is_wall], for_all=for_all)
    for one in waves:
        if one.is_wall:
            showing.totals |= on_wall(one)
    named = {one.id for one in questionnaires if one.mode == "named" and not for_all}
    reports = [
        _report(one, by_questionnaire[one.id], showing, smallest_change, named=one.id in named)
        for one in questionnaires
    ]
    pairs = list(pairs_of(questionnaires, by_questionnaire, showing, smallest_gap, named))
    return [
        replace(
            report,
            pairs=tuple(
                one
                for one in pairs
                if report.questionnaire in (one.first.questionnaire, one.second.questionnaire)
            ),
        )
        for report in reports
    ]


def showing_of(waves: Sequence[ClosedWave], *, for_all: bool = False) -> Showing:
    """What may be shown, decided in the order of closing: today's report holds yesterday's.

    Waves that are withheld take no part: nothing is shown of them, or compared with them. For
    all people answers under names are as secret as others.
    """
    ordered = sorted(
        waves, key=lambda one: (str(one.wave.closed_at or one.wave.closes_at or ""), one.wave.id)
    )
    positions = {one.key: one.wave.position for one in waves}
    told = [one for one in ordered if one.sheets and one.wave.withheld != "all"]
    known = [taken(one) for one in told]
    return decide([replace(one, named=False) for one in known] if for_all else known, positions)


def on_wall(wall: ClosedWave) -> set[tuple[str, str]]:
    """The totals of an open wave that the wall shows: no step brought fewer than a small group."""
    known = taken(wall)
    return {
        (wall.key, variable)
        for variable, people in known.values.items()
        if len(people) >= known.least
    }


def _report(
    questionnaire: Questionnaire,
    waves: Sequence[ClosedWave],
    showing: Showing,
    smallest_change: Fraction,
    *,
    named: bool,
) -> Report:
    instrument = _instrument(questionnaire)
    figures = Figures(
        waves,
        showing,
        named=named,
        least=questionnaire.small_group,
        smallest_change=smallest_change,
    )
    return Report(
        questionnaire=questionnaire,
        instrument=instrument,
        waves=tuple(
            (one.wave, len(one.sheets) if not one.sheets or _is_told(one, showing) else None)
            for one in waves
        ),
        scales=tuple(figures.scale(scale) for scale in measured(instrument)) if waves else (),
        choices=tuple(figures.choices()),
        texts=tuple(figures.texts()),
        suspicious=tuple(figures.suspicious()),
        persons=tuple(figures.persons()),
    )


def _is_told(closed: ClosedWave, showing: Showing) -> bool:
    return (closed.key, "") in showing.totals


def _instrument(questionnaire: Questionnaire) -> Instrument:
    """What was frozen last, else the draft."""
    versions = questionnaire.versions
    return Instrument.from_dict(versions[-1].document if versions else questionnaire.draft)


def pairs_of(
    questionnaires: Sequence[Questionnaire],
    by_questionnaire: Mapping[int, Sequence[ClosedWave]],
    showing: Showing,
    smallest_gap: Fraction,
    named: Collection[int] = (),
) -> Iterator[PairsReport]:
    """Waves of two questionnaires at one position whose scales are compared within pairs.

    ``named`` holds the ids of those whose answers are told by name.
    """
    sided = [one for one in questionnaires if one.pair_scale]
    for number, one in enumerate(sided):
        for other in sided[number + 1 :]:
            for first in by_questionnaire[one.id]:
                for second in by_questionnaire[other.id]:
                    if first.is_wall or second.is_wall:
                        continue
                    if first.wave.position == second.wave.position:
                        names = one.id in named and other.id in named
                        yield _pair(first, second, showing, smallest_gap, named=names)


def _pair(
    first: ClosedWave,
    second: ClosedWave,
    showing: Showing,
    smallest_gap: Fraction,
    *,
    named: bool,
) -> PairsReport:
    keys = {(first.key, second.key), (second.key, first.key)}
    if not keys & showing.pairs:
        return PairsReport(first.wave, second.wave)
    one, other = _side(first), _side(second)
    found = gaps(_values(one, first), _values(other, second), smallest_gap)
    whole = [gap.gap for gap in found if gap.gap is not None]
    return PairsReport(
        first.wave,
        second.wave,
        pairs=len(whole),
        flagged=sum(gap.flagged for gap in found),
        mean=sum(whole, Fraction(0)) / len(whole) if whole else None,
        rows=tuple(_named(gap, one, other) for gap in found) if named else (),
    )


def _side(closed: ClosedWave) -> dict[str, Sheet]:
    """Who stands for each pair; a pair that two name is left out."""
    found: dict[str, list[Sheet]] = {}
    for sheet in closed.sheets:
        if sheet.response.pair:
            found.setdefault(sheet.response.pair, []).append(sheet)
    return {pair: sheets[0] for pair, sheets in found.items() if len(sheets) == 1}


def _values(side: Mapping[str, Sheet], closed: ClosedWave) -> dict[str, Fraction | None]:
    scale = closed.wave.questionnaire.pair_scale
    return {pair: sheet.values.get(scale) for pair, sheet in side.items()}


def _named(gap: Gap, first: Mapping[str, Sheet], second: Mapping[str, Sheet]) -> NamedGap:
    one, other = first.get(gap.pair), second.get(gap.pair)
    return NamedGap(
        one.response.person if one else None, other.response.person if other else None, gap
    )
