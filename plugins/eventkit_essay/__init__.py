"""The essay contest: letters of teachers, read blind by a jury."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from eventkit.hooks import (
    Contribution,
    Export,
    Format,
    Panel,
    PortfolioItem,
    Problem,
    hookimpl,
)
from eventkit_essay import answers, checking, demo, forms, operations, queries
from eventkit_essay.presets import SUMMIT

if TYPE_CHECKING:
    import click

ESSAY = Format(
    name="essay",
    title=_l("Конкурс эссе"),
    description=_l("Авторы присылают тексты, жюри читает их без имён и ставит баллы."),
    entrant="person",
    ornament="essay",
)
PLACES = ("event.public", "event.regulation")


@hookimpl
def eventkit_contribution() -> Contribution:
    """Bring the format «essay», its preset and letters for the demo."""
    return Contribution(formats=[ESSAY], presets=[SUMMIT], demo=demo.fill)


@hookimpl
def eventkit_blueprints() -> list[Blueprint]:
    """Bring templates; the essay has no pages of its own."""
    return [Blueprint("essay", __name__, template_folder="templates")]


@hookimpl
def eventkit_migrations() -> Path:
    """Bring the tables' revisions."""
    return Path(__file__).parent / "migrations"


@hookimpl
def eventkit_commands() -> list[click.Command]:
    """Bring ``eventkit essay words``."""
    from eventkit_essay.commands import words

    return [words]


@hookimpl
def eventkit_event_form() -> type[forms.SettingsForm]:
    """Ask how long works may be and how they come."""
    return forms.SettingsForm


@hookimpl
def eventkit_entry_form(event: Any) -> type[forms.EssayForm]:
    """Ask for a title, and the text or a file, as the event accepts."""
    return forms.entry_form(queries.settings_of(event))


@hookimpl
def eventkit_check_entry(event: Any, entry: Any) -> list[Problem]:
    """Count the words."""
    return checking.problems_of(entry, queries.settings_of(event))


@hookimpl
def eventkit_portfolio_items(person: Any, event: Any) -> list[PortfolioItem]:
    """Give authors their published places."""
    return answers.portfolio_items(person, event)


@hookimpl
def eventkit_exports(event: Any) -> list[Export]:
    """Add the lengths of the works to the event's workbook."""
    return [answers.lengths_table(event)] if event.format == ESSAY.name else []


@hookimpl
def eventkit_panels(place: str, subject: Any) -> list[Panel]:
    """Say on the event's page and in its regulation what a work must be."""
    if place not in PLACES or subject.format != ESSAY.name:
        return []
    return answers.requirements(subject)


@hookimpl
def eventkit_stage_changed(event: Any, after: str) -> None:
    """Keep the lengths of the works when the jury begins to read."""
    if after == "judging" and event.format == ESSAY.name:
        operations.keep_lengths(event)
