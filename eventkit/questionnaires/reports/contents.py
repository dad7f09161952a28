"""What a report on a questionnaire holds; everything that would give somebody away is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from eventkit.lazy import dataclass
from eventkit.people.models import Person
from eventkit.questionnaires.engine.change import Change
from eventkit.questionnaires.engine.choices import Chosen
from eventkit.questionnaires.engine.comparing import Difference, Gap
from eventkit.questionnaires.engine.descriptives import Described
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.items import Item, Option
from eventkit.questionnaires.engine.reliability import Reliability
from eventkit.questionnaires.engine.scales import Level, Scale
from eventkit.questionnaires.engine.suspicion import TELLING, Finding
from eventkit.questionnaires.models import Questionnaire, Wave


@dataclass(frozen=True)
class WaveFigures:
    """A scale in a wave; without ``described`` it is hidden, or nobody has a value (``nobody``)."""

    wave: Wave
    described: Described | None = None
    nobody: bool = False
    level: Level | None = None
    """The level of the mean."""
    levels: tuple[tuple[Level, int], ...] = ()
    reliability: Reliability | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether somebody has a value, and it would be given away."""
        return self.described is None and not self.nobody


@dataclass(frozen=True)
class GroupFigures:
    """A group of a split in a wave; ``people`` is how many it has, None where that is hidden."""

    option: Option
    people: int | None = None
    described: Described | None = None


@dataclass(frozen=True)
class SplitFigures:
    """A scale by the groups of an item; ``difference`` where just two groups are shown."""

    wave: Wave
    item: Item
    groups: tuple[GroupFigures, ...]
    difference: Difference | None = None


@dataclass(frozen=True)
class ChangeFigures:
    """A scale's change between waves; without ``change`` it is hidden, or nobody answered both."""

    before: Wave
    after: Wave
    change: Change | None = None
    nobody: bool = False

    @property
    def is_hidden(self) -> bool:
        """Whether somebody answered both, and it would be given away."""
        return self.change is None and not self.nobody


@dataclass(frozen=True)
class ScaleReport:
    """All about a scale."""

    scale: Scale
    waves: tuple[WaveFigures, ...]
    splits: tuple[SplitFigures, ...]
    changes: tuple[ChangeFigures, ...]


@dataclass(frozen=True)
class ChoiceReport:
    """How often each option was chosen in a wave; without ``chosen`` it is hidden."""

    item: Item
    wave: Wave
    chosen: Chosen | None


@dataclass(frozen=True)
class Text:
    """An open answer; ``quoted`` by permission of whoever wrote it."""

    response_id: int
    text: str
    quoted: bool


@dataclass(frozen=True)
class TextReport:
    """The open answers of a wave in the order of the alphabet; None where they are hidden."""

    item: Item
    wave: Wave
    texts: tuple[Text, ...] | None


@dataclass(frozen=True)
class Suspicious:
    """How many answers of a wave were noticed, and how many for what."""

    wave: Wave
    sheets: int
    by_kind: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class NamedGap:
    """The two sides of a pair by name, for the organizer of a questionnaire under names."""

    first: Person | None
    second: Person | None
    gap: Gap


@dataclass(frozen=True)
class PairsReport:
    """Two questionnaires' sides of pairs: how far the first is above the second.

    Without ``pairs`` it is hidden; ``rows`` in named mode alone.
    """

    first: Wave
    second: Wave
    pairs: int | None = None
    flagged: int = 0
    mean: Fraction | None = None
    rows: tuple[NamedGap, ...] = ()


@dataclass(frozen=True)
class PersonSheet:
    """What a person answered in a wave: the value of each scale, and what was noticed."""

    wave: Wave
    values: Mapping[str, Fraction | None]
    findings: tuple[Finding, ...]

    @property
    def suspicious(self) -> tuple[Finding, ...]:
        """What should be looked at; a gap is none."""
        return tuple(one for one in self.findings if one.kind in TELLING)


@dataclass(frozen=True)
class PersonReport:
    """A person's sheets, in named mode alone."""

    person: Person
    sheets: tuple[PersonSheet, ...]

    @property
    def suspicious(self) -> bool:
        """Whether something in the sheets should be looked at."""
        return any(sheet.suspicious for sheet in self.sheets)


@dataclass(frozen=True)
class LiveState:
    """How far an open wave has come onto the wall.

    The next step is looked for after ``until_next`` more answers; it waits longer where it would
    show a difference about fewer than ``least`` people.
    """

    is_live: bool
    answers: int
    on_wall: int
    until_next: int
    least: int


@dataclass(frozen=True)
class Report:
    """The results of a questionnaire over its closed waves, on the wall with open ones."""

    questionnaire: Questionnaire
    instrument: Instrument
    waves: tuple[tuple[Wave, int | None], ...]
    """Waves with the number of people, None where it is hidden."""
    scales: tuple[ScaleReport, ...] = ()
    choices: tuple[ChoiceReport, ...] = ()
    texts: tuple[TextReport, ...] = ()
    suspicious: tuple[Suspicious, ...] = ()
    pairs: tuple[PairsReport, ...] = ()
    persons: tuple[PersonReport, ...] = ()

    @property
    def least(self) -> int:
        """Groups of fewer people are hidden."""
        return self.questionnaire.small_group

    def scale(self, scale_id: str) -> ScaleReport:
        """The report on a scale; raises KeyError."""
        for one in self.scales:
            if one.scale.id == scale_id:
                return one
        raise KeyError(scale_id)

    @property
    def has_withheld(self) -> bool:
        """Whether answers were deleted since, so that something is not shown again."""
        return any(wave.withheld for wave, _people in self.waves)

    @property
    def has_hidden(self) -> bool:
        """Whether something is left out, so that the page says why."""
        return bool(self.waves) and any(self._hidden())

    def _hidden(self) -> Sequence[bool]:
        return [
            *(people is None for _wave, people in self.waves),
            *(one.is_hidden for scale in self.scales for one in scale.waves),
            *(one.is_hidden for scale in self.scales for one in scale.changes),
            *(g.people is None for s in self.scales for one in s.splits for g in one.groups),
            *(one.chosen is None for one in self.choices),
            *(one.texts is None for one in self.texts),
            *(one.pairs is None for one in self.pairs),
        ]
