"""The pedagogical duet: a mentor and a young teacher perform together, on a stage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from eventkit.hooks import Contribution, Format, Panel, PortfolioItem, Problem, hookimpl
from eventkit_duet import answers, conditions, forms
from eventkit_duet.cards.views import bp as cards
from eventkit_duet.cases.panels import case_panels
from eventkit_duet.cases.table_views import table as _table  # noqa: F401 - adds its pages to cases
from eventkit_duet.cases.views import bp as cases
from eventkit_duet.journal_words import ACTS
from eventkit_duet.presets import PRESETS
from eventkit_duet.trials import OFFERED

DUET = Format(
    name="duet",
    title=_l("Педагогический дуэт"),
    description=_l("Наставник и молодой педагог выступают вместе перед жюри и залом."),
    entrant="pair",
    ornament="duet",
    hands_in=False,
)
DEBUT = Format(
    name="debut",
    title=_l("Педагогический дебют"),
    description=_l("Молодые педагоги пишут, выступают и дают уроки перед жюри."),
    entrant="person",
    ornament="debut",
)


@hookimpl
def eventkit_contribution() -> Contribution:
    """Bring the formats «duet» and «debut», their presets and trials for any contest."""
    return Contribution(acts=ACTS, formats=[DUET, DEBUT], presets=PRESETS, trials=OFFERED)


@hookimpl
def eventkit_blueprints() -> list[Blueprint]:
    """Bring the templates and the pages of cards and of improvisation."""
    return [cards, cases]


@hookimpl
def eventkit_migrations() -> Path:
    """Bring the tables' revisions."""
    return Path(__file__).parent / "migrations"


@hookimpl
def eventkit_event_form(event: Any) -> type[forms.ConditionsForm] | None:
    """Ask which pairs may take part."""
    return forms.ConditionsForm if event.format == DUET.name else None


@hookimpl
def eventkit_check_entry(event: Any, entry: Any) -> list[Problem]:
    """Name the conditions that a pair does not meet, once both are there."""
    return conditions.problems_of(entry) if event.format == DUET.name else []


@hookimpl
def eventkit_panels(place: str, subject: Any, viewer: Any) -> list[Panel]:
    """Show cards of pairs, and the situation that was drawn with the way to the tickets."""
    return [*answers.panels(place, subject, viewer), *case_panels(place, subject, viewer)]


@hookimpl
def eventkit_portfolio_items(person: Any, event: Any) -> list[PortfolioItem]:
    """Give both members their published places."""
    return answers.portfolio_items(person, event)
