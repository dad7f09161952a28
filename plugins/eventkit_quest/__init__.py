"""The quest: teams go from station to station, points and time make the table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from eventkit.hooks import (
    Contribution,
    Format,
    Panel,
    PortfolioItem,
    Ranking,
    ScoreResult,
    hookimpl,
)
from eventkit_quest import answers, beginning, demo, demo_doors
from eventkit_quest.authoring import pages as authoring
from eventkit_quest.journal_words import ACTS, OF_THE_CORE
from eventkit_quest.outside.views import bp as outside
from eventkit_quest.play.views import bp as play
from eventkit_quest.play.worker_view import worker as _worker  # noqa: F401 - adds its page to play
from eventkit_quest.rehearsing.views import bp as rehearsing
from eventkit_quest.running.pages import running
from eventkit_quest.running.panels import run_panels

QUEST = Format(
    name="quest",
    title=_l("Образовательный квест"),
    description=_l("Команды проходят станции, решают задания и набирают баллы."),
    entrant="team",
    ornament="quest",
    hands_in=False,
    has_jury=False,
    acts=OF_THE_CORE,
    begin=beginning.begin,
    carry_over=beginning.carry_over,
)


@hookimpl
def eventkit_contribution() -> Contribution:
    """Bring the format «quest», a ready quest to begin with, and the demo's game."""
    ready = [beginning.READY]
    return Contribution(
        acts=ACTS,
        formats=[QUEST],
        presets=ready,
        demo_event=demo.play,
        demo_doors=demo_doors.doors,
    )


@hookimpl
def eventkit_blueprints() -> list[Blueprint]:
    """Bring the pages of authors, of rehearsals, of a team's game and of whoever runs it."""
    return [authoring.bp, rehearsing, play, running, outside]


@hookimpl
def eventkit_migrations() -> Path:
    """Bring the tables' revisions."""
    return Path(__file__).parent / "migrations"


@hookimpl
def eventkit_score(event: Any, entry: Any) -> ScoreResult:
    """Count a team from its events."""
    return answers.score(event, entry)


@hookimpl
def eventkit_rank(event: Any) -> Ranking:
    """Place the teams by points, then by the quest's tie-breakers."""
    return answers.ranking(event)


@hookimpl
def eventkit_panels(place: str, subject: Any, viewer: Any) -> list[Panel]:
    """Lead the organizer to the quest and to the running game; show a team's log afterwards."""
    return [
        *authoring.author_panels(place, subject, viewer),
        *run_panels(place, subject, viewer),
    ]


@hookimpl
def eventkit_portfolio_items(person: Any, event: Any) -> list[PortfolioItem]:
    """Give members the published places of their teams."""
    return answers.portfolio_items(person, event)
