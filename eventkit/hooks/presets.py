"""Ready events as plugins offer them: what an organizer would otherwise type. Frozen, as types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class LevelPreset:
    """What a range of marks of a criterion means, in words."""

    lowest: Decimal = Decimal(0)
    highest: Decimal = Decimal(0)
    text: str = ""


@dataclass(frozen=True)
class CriterionPreset:
    """A criterion as a preset proposes it: largest mark, step, weight and level descriptors."""

    code: str = ""
    title: str = ""
    maximum: Decimal = Decimal(5)
    step: Decimal = Decimal(1)
    weight: Decimal = Decimal(1)
    description: str = ""
    levels: Sequence[LevelPreset] = ()


@dataclass(frozen=True)
class NominationPreset:
    """A nomination with the code of the audience that may enter it."""

    code: str = ""
    title: str = ""
    genre: str = ""
    audience: str = ""


@dataclass(frozen=True)
class AudiencePreset:
    """Who may enter: limits in full years, None where there is no limit."""

    code: str = ""
    title: str = ""
    max_age: int | None = None
    min_experience: int | None = None
    max_experience: int | None = None


@dataclass(frozen=True)
class TrialPreset:
    """A trial as a preset proposes it, or one that is offered by itself on the set-up page."""

    name: str = ""
    """Names an offered trial among those of all plugins; a trial of a preset needs none."""
    code: str = ""
    """What rules call it, e.g. "T2" in the tie-breaker "T2_mean"; empty: the next free one."""
    title: str = ""
    mode: str = "remote"
    """"remote": read or watched at home; "live": seen in a hall."""
    round: int = 0
    """The number of the preset's round in which it is judged; 0 where there are no rounds."""
    limit_minutes: int | None = None
    """How long a performance may take; None: no limit."""
    sheets: int | None = None
    """How many sheets an entry gets, where that is another number than the rules say."""
    weight: Decimal = Decimal(1)
    """How many times the trial counts in the total."""
    criteria: Sequence[CriterionPreset] = ()
    """Without codes they become "T2.1", "T2.2", … after the code of the trial."""


@dataclass(frozen=True)
class RoundPreset:
    """A round of trials; one after the first says who goes on to it."""

    title: str = ""
    promotes_by: str = ""
    """"places" up to one, so many best "works", from a "percent", from a "value"."""
    promotes_from: Decimal | None = None


@dataclass(frozen=True)
class EventPreset:
    """A ready event of a format: what an organizer would otherwise type."""

    name: str = ""
    format: str = ""
    title: str = ""
    subtitle: str = ""
    description: str = ""
    accent: str = "chernila"
    document_prefix: str = ""
    """Start of document numbers; the year is added. Empty: initials of the title."""
    code_prefix: str = ""
    """Start of the codes of works in blind reading."""
    is_blind: bool = True
    """Whether jurors see codes instead of names; those who stand on a stage are seen."""
    trial_title: str = ""
    """Name of the one trial that is judged, where there are no `trials`; empty: the title."""
    audiences: Sequence[AudiencePreset] = ()
    nominations: Sequence[NominationPreset] = ()
    criteria: Sequence[CriterionPreset] = ()
    """Of the one trial; a preset with `trials` has them there."""
    trials: Sequence[TrialPreset] = ()
    rounds: Sequence[RoundPreset] = ()
    rules: Mapping[str, Any] = field(default_factory=dict)
    """Limits of time, numbers of sheets and weights of `trials` come into the rules by themselves.
    """
    stage_days: Mapping[str, int] = field(default_factory=dict)
    """Length of each stage in days, by its kind, from the day the event is created."""
