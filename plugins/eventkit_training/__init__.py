"""The training: a programme with sign-up, questionnaires before and after, portraits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from eventkit.hooks import Contribution, Format, Panel, PortfolioItem, hookimpl
from eventkit_training import answers, beginning, demo
from eventkit_training.journal_words import ACTS, OF_THE_CORE
from eventkit_training.portrait import views as _portrait  # noqa: F401 - adds pages too
from eventkit_training.priorities import plan_items
from eventkit_training.programme.blueprint import bp as programme
from eventkit_training.programme.forms import SettingsForm, settings_form
from eventkit_training.signup import views as _signup  # noqa: F401 - adds pages to the blueprint
from eventkit_training.signup.forms import PartForm
from eventkit_training.signup.operations import leave_all

TRAINING = Format(
    name="training",
    title=_l("Тренинг с анкетами"),
    description=_l("Программа занятий, анкеты до и после, групповой портрет."),
    ornament="training",
    hands_in=False,
    has_jury=False,
    is_counted=False,
    acts=OF_THE_CORE,
    begin=beginning.begin,
    ceased=leave_all,
    carry_over=beginning.carry_over,
)


@hookimpl
def eventkit_contribution() -> Contribution:
    """Bring the format «training», a ready one to begin with, and the demo's training."""
    return Contribution(
        acts=ACTS,
        formats=[TRAINING],
        presets=[beginning.READY],
        plan_items=[plan_items],
        demo_event=demo.play,
    )


@hookimpl
def eventkit_blueprints() -> list[Blueprint]:
    """Bring the pages of programme and sign-up."""
    return [programme]


@hookimpl
def eventkit_migrations() -> Path:
    """Bring the tables' revisions."""
    return Path(__file__).parent / "migrations"


@hookimpl
def eventkit_event_form(event: Any) -> type[SettingsForm] | None:
    """Ask which questionnaire closes the training."""
    return settings_form(event) if event.format == TRAINING.name else None


@hookimpl
def eventkit_registration_form(event: Any) -> type[PartForm] | None:
    """Ask who one is and who is the pair."""
    return PartForm if event.format == TRAINING.name else None


@hookimpl
def eventkit_panels(place: str, subject: Any, viewer: Any) -> list[Panel]:
    """Show the programme, the own sessions, and the way to attendance."""
    return answers.panels(place, subject, viewer)


@hookimpl
def eventkit_portfolio_items(person: Any, event: Any) -> list[PortfolioItem]:
    """Give whoever was there the participation and its hours."""
    return answers.portfolio_items(person, event)
