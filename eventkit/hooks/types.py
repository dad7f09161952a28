"""Values that plugins return. Frozen, every field with a default, so that a field may be added."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from eventkit.hooks.presets import EventPreset, TrialPreset


@dataclass(frozen=True)
class Format:
    """A kind of event that a plugin implements, e.g. an essay contest."""

    name: str = ""
    title: str = ""
    description: str = ""
    entrant: str = "person"
    """Who enters: "person", "pair" or "team"."""
    ornament: str = "essay"
    """Which rosette marks the events of this format: "essay", "duet", "lesson", "quest",
    "training", "debut" or "person"."""
    hands_in: bool = True
    """Whether a work is handed in with the application; a stage needs none."""
    has_jury: bool = True
    """Whether a jury's sheets give the values; a quest is counted from its own events."""
    is_counted: bool = True
    """Whether places are counted and published; a training has none and ends with its papers."""
    acts: Mapping[str, Any] = field(default_factory=dict)
    """What the journal of this format's events calls acts of the core, where the usual words do
    not fit: ``{"entry.created": _l("Добавлена команда")}``."""
    is_offered: bool = True
    """Whether organizers may choose it for a new event; what is still being built may not."""
    begin: Any = None
    """A callable that gives a new event what the format's pages stand on:
    (event, name of the preset or "", actor)."""
    ceased: Any = None
    """A callable that hears that an application takes part no more, withdrawn or refused:
    (registration, actor)."""
    carry_over: Any = None
    """A callable that gives next year's edition what the format's pages stand on, without what
    happened: (event, its edition, actor)."""


@dataclass(frozen=True)
class DocumentKind:
    """A kind of document that a plugin's events may issue."""

    name: str = ""
    title: str = ""
    template: str = ""


@dataclass(frozen=True)
class Method:
    """A way to count as steps of scoring rules, offered beside the core's own.

    `steps` are objects as docs/commands.md describes them, e.g. {"step": "drop", "over": "juror"}.
    Arithmetic that steps cannot say belongs into the hooks `eventkit_score` and `eventkit_rank`.
    """

    name: str = ""
    title: str = ""
    steps: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class DemoGround:
    """What the demo site lends a plugin for an event of its own.

    ``go`` moves the demo's clock to so many days from the present and returns the moment.
    """

    organizer: Any = None
    people: Sequence[Any] = ()
    go: Any = None


@dataclass(frozen=True)
class PlanItem:
    """What an event proposes for the next year's plan.

    ``source`` names it within the event for good, so that it is put down once and its numbers are
    renewed. ``named`` of ``asked`` people wished it; None where nobody was counted.
    """

    source: str = ""
    title: str = ""
    audience: str = ""
    about: str = ""
    """Where it comes from, e.g. a questionnaire's title and its wave."""
    named: int | None = None
    asked: int | None = None


@dataclass(frozen=True)
class DemoDoor:
    """Somebody whom a visitor of the demo site may be without an account, e.g. a team.

    ``open`` is a callable without arguments that lets whoever pressed in, in the request's
    transaction, and returns the address to go to. ``link`` does the same on another device.
    """

    key: str = ""
    role: str = ""
    name: str = ""
    text: str = ""
    link: str = ""
    open: Any = None


@dataclass(frozen=True)
class Contribution:
    """All that a plugin brings, asked once at start."""

    formats: Sequence[Format] = ()
    methods: Sequence[Method] = ()
    presets: Sequence[EventPreset] = ()
    trials: Sequence[TrialPreset] = ()
    """Trials that any event may take, each under a name of its own."""
    import_kinds: Sequence[str] = ()
    document_kinds: Sequence[DocumentKind] = ()
    acts: Mapping[str, Any] = field(default_factory=dict)
    """What the plugin writes into the journal, in words: ``{"quest.started": _l("…")}``."""
    roles: Sequence[str] = ()
    permissions: Sequence[str] = ()
    indicators: Sequence[str] = ()
    plan_items: Sequence[Callable[[Any], Sequence[PlanItem]]] = ()
    """Callables: Event → what it proposes for the next year's plan."""
    facts_changed: Sequence[Callable[[Any, Sequence[int]], None]] = ()
    """Callables: an event and ids of people; they hear that what portfolio lines of these people
    rest on has changed, in the caller's transaction."""
    demo: Any = None
    """A callable without arguments that fills the demo site with the plugin's own data."""
    demo_event: Any = None
    """A callable that plays an event of its own on the demo site: ``DemoGround`` → Event."""
    demo_doors: Any = None
    """A callable without arguments that lists the ``DemoDoor``s of the demo site's page «Кем
    войти»; it is asked at each look, so that nobody is shown a place that is taken."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with an entry, shown to the participant at the field named."""

    message: str = ""
    field: str = ""
    blocking: bool = True
    code: str = ""
    """Of a condition that is not met, e.g. "mentoring_short": the application is refused by it."""


@dataclass(frozen=True)
class ScoreResult:
    """The value of one entry; missing says which sheets are not there yet."""

    value: Fraction | None = None
    parts: Mapping[str, Any] = field(default_factory=dict)
    missing: Sequence[str] = ()


@dataclass(frozen=True)
class Ranking:
    """Places by entry id, with their texts."""

    places: Mapping[int, int | None] = field(default_factory=dict)
    shown: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PortfolioItem:
    """One line of a person's portfolio; source names the fact it comes from, for refreshing."""

    source: str = ""
    kind: str = "participation"
    title: str = ""
    detail: str = ""
    role: str = ""
    on: date | None = None
    event_id: int | None = None
    level: str = ""
    result: str = ""
    place: int | None = None
    """The awarded place, which a portfolio counts; None without one."""
    document_number: str = ""
    document_code: str = ""


@dataclass(frozen=True)
class Column:
    """A column of an export: its head and the kind of its cells."""

    title: str = ""
    kind: str = "text"
    width: int = 16


@dataclass(frozen=True)
class Export:
    """A table that the core writes as a worksheet."""

    title: str = ""
    columns: Sequence[Column] = ()
    rows: Sequence[Sequence[Any]] = ()


@dataclass(frozen=True)
class Panel:
    """A block that a plugin adds to a page of the core."""

    title: str = ""
    template: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
