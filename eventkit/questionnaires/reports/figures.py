"""From scored answers to the figures of a report, as far as they are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from eventkit.lazy import dataclass
from eventkit.people.models import Person
from eventkit.questionnaires.engine.change import SMALLEST_CHANGE, Change, both, change
from eventkit.questionnaires.engine.choices import counted
from eventkit.questionnaires.engine.comparing import difference
from eventkit.questionnaires.engine.descriptives import describe
from eventkit.questionnaires.engine.items import WRITTEN, Item
from eventkit.questionnaires.engine.reliability import reliability
from eventkit.questionnaires.engine.scales import Scale
from eventkit.questionnaires.engine.scoring import level_of
from eventkit.questionnaires.engine.showing import PEOPLE, Showing
from eventkit.questionnaires.engine.suspicion import TELLING
from eventkit.questionnaires.reports.contents import (
    ChangeFigures,
    ChoiceReport,
    GroupFigures,
    PersonReport,
    PersonSheet,
    ScaleReport,
    SplitFigures,
    Suspicious,
    Text,
    TextReport,
    WaveFigures,
)
from eventkit.questionnaires.reports.sheets import (
    ClosedWave,
    Sheet,
    asked_items,
    chosen_items,
    variable,
)


@dataclass(frozen=True)
class Figures:
    """The waves of one questionnaire, and what may be shown of them.

    Of an open one the wall tells means, levels and choices alone.
    """

    waves: Sequence[ClosedWave]
    showing: Showing
    named: bool
    least: int
    smallest_change: Fraction = SMALLEST_CHANGE

    @property
    def closed(self) -> list[ClosedWave]:
        """Those that are shown whole."""
        return [one for one in self.waves if not one.is_wall]

    def scale(self, scale: Scale) -> ScaleReport:
        """All about a scale."""
        closed = self.closed
        return ScaleReport(
            scale=scale,
            waves=tuple(self._in_wave(scale, wave) for wave in self.waves),
            splits=tuple(
                self._split(scale, wave, split)
                for wave in closed
                for split in wave.splits
                if any(sheet.group(split) for sheet in wave.sheets)
            ),
            changes=tuple(
                self._change(scale, before, after)
                for before, after in combinations(closed, 2)
                if before is closed[0]
            ),
        )

    def _in_wave(self, scale: Scale, closed: ClosedWave) -> WaveFigures:
        known = _values(scale, closed.sheets)
        described = describe(list(known.values()))
        if described is None:
            return WaveFigures(closed.wave, nobody=True)
        if (closed.key, scale.id) not in self.showing.totals:
            return WaveFigures(closed.wave)
        group = {sheet.name: _first_group(sheet) for sheet in closed.sheets}
        reached = [level_of(scale, value, group[name]) for name, value in known.items()]
        rows = [sheet.rows.get(scale.id, []) for sheet in closed.sheets]
        judged = None if closed.is_wall else reliability(scale.items, rows)
        if judged is not None and not self.named and judged.n_complete < self.least:
            judged = None
        return WaveFigures(
            closed.wave,
            described=described,
            level=None if scale.norms else level_of(scale, described.mean),
            levels=tuple((level, reached.count(level)) for level in scale.levels),
            reliability=judged,
        )

    def _split(self, scale: Scale, closed: ClosedWave, split: str) -> SplitFigures:
        item = asked_items(closed.sheets)[split]
        shown = self.showing.groups.get((closed.key, scale.id, split), frozenset())
        counted = self.showing.groups.get((closed.key, PEOPLE, split), frozenset())
        groups = []
        for option in item.options:
            sheets = [sheet for sheet in closed.sheets if sheet.group(split) == option.id]
            values = list(_values(scale, sheets).values())
            groups.append(
                GroupFigures(
                    option,
                    len(sheets) if option.id in counted or not sheets else None,
                    describe(values) if option.id in shown else None,
                )
            )
        compared = [
            list(_values(scale, [s for s in closed.sheets if s.group(split) == option.id]).values())
            for option in item.options
            if option.id in shown
        ]
        return SplitFigures(
            closed.wave,
            item,
            tuple(groups),
            difference(*compared) if len(compared) == 2 else None,
        )

    def _change(self, scale: Scale, before: ClosedWave, after: ClosedWave) -> ChangeFigures:
        differences = both(_values(scale, before.sheets), _values(scale, after.sheets))
        found: Change | None = change(differences, self.smallest_change)
        shown = (before.key, after.key, scale.id) in self.showing.changes
        return ChangeFigures(
            before.wave, after.wave, found if shown else None, nobody=found is None
        )

    def choices(self) -> Iterator[ChoiceReport]:
        """What was chosen of each item that is no grouping one, wave by wave."""
        for closed in self.waves:
            for item in chosen_items(closed.sheets):
                if item.id not in closed.splits:
                    shown = (closed.key, variable(item)) in self.showing.totals
                    found = counted(item, _marked(item, closed.sheets)) if shown else None
                    yield ChoiceReport(item, closed.wave, found)

    def texts(self) -> Iterator[TextReport]:
        """The open answers of each item, wave by wave."""
        for closed in self.closed:
            for item in asked_items(closed.sheets).values():
                if item.kind in WRITTEN:
                    shown = (closed.key, PEOPLE) in self.showing.totals
                    texts = tuple(_texts(item, closed.sheets)) if shown else None
                    yield TextReport(item, closed.wave, texts)

    def suspicious(self) -> Iterator[Suspicious]:
        """Answers to look at, wave by wave; nothing is said of a wave that is hidden."""
        for closed in self.closed:
            if (closed.key, PEOPLE) not in self.showing.totals:
                continue
            noticed = [
                {one.kind for one in sheet.findings if one.kind in TELLING}
                for sheet in closed.sheets
            ]
            kinds = Counter(kind for found in noticed for kind in found)
            by_kind = tuple((kind, kinds[kind]) for kind in TELLING if kinds[kind])
            yield Suspicious(closed.wave, sum(map(bool, noticed)), by_kind)

    def persons(self) -> Iterator[PersonReport]:
        """Each person's own sheets, by name, where people answer under their names."""
        found: dict[int, tuple[Person, list[PersonSheet]]] = {}
        for closed in self.closed if self.named else ():
            for sheet in closed.sheets:
                person = sheet.response.person
                if person is not None:
                    own = PersonSheet(closed.wave, sheet.values, sheet.findings)
                    found.setdefault(person.id, (person, []))[1].append(own)
        for person, sheets in sorted(found.values(), key=lambda one: one[0].full_name):
            yield PersonReport(person, tuple(sheets))


def _values(scale: Scale, sheets: Sequence[Sheet]) -> dict[str, Fraction]:
    found = ((sheet.name, sheet.values.get(scale.id)) for sheet in sheets)
    return {name: value for name, value in found if value is not None}


def _first_group(sheet: Sheet) -> str:
    """The group whose norm applies."""
    groups = sheet.instrument.groups
    return sheet.group(groups[0]) if groups else ""


def _marked(item: Item, sheets: Sequence[Sheet]) -> list[tuple[str, ...] | None]:
    """What each answer to an item marks, as its version counts it."""
    return [sheet.marked(item.id) for sheet in sheets if sheet.answer(item.id) is not None]


def _texts(item: Item, sheets: Sequence[Sheet]) -> Iterator[Text]:
    found = []
    for sheet in sheets:
        text = sheet.response.answers.get(item.id)
        if isinstance(text, str) and text.strip():
            found.append(Text(sheet.response.id, text.strip(), sheet.response.quoted))
    yield from sorted(found, key=lambda one: (one.text.casefold(), one.response_id))
