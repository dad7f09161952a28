"""The pedagogical duet: a mentor and a young teacher perform together, on a stage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from eventkit.hooks import Contribution, Format, Panel, PortfolioItem, hookimpl
from eventkit_duet import answers
from eventkit_duet.cards.views import bp
from eventkit_duet.presets import PRESETS
from eventkit_duet.trials import OFFERED

DUET = Format(
    name="duet",
    title=_l("Педагогический дуэт"),
    description=_l("Наставник и молодой педагог выступают вместе перед жюри и залом."),
    entrant="pair",
    ornament="duet",
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
    return Contribution(formats=[DUET, DEBUT], presets=PRESETS, trials=OFFERED)


@hookimpl
def eventkit_blueprints() -> list[Blueprint]:
    """Bring the pages of cards and the templates."""
    return [bp]


@hookimpl
def eventkit_migrations() -> Path:
    """Bring the tables' revisions."""
    return Path(__file__).parent / "migrations"


@hookimpl
def eventkit_panels(place: str, subject: Any) -> list[Panel]:
    """Show cards: the own one, those that everybody may see, one at the ceremony."""
    return answers.panels(place, subject)


@hookimpl
def eventkit_portfolio_items(person: Any, event: Any) -> list[PortfolioItem]:
    """Give both members their published places."""
    return answers.portfolio_items(person, event)
