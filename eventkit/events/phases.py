"""Where an event stands: its current phase from stages, deadlines and acts of people."""

from __future__ import annotations

from datetime import datetime

from eventkit.events.models import Event, Stage

PHASES = ("setup", "registration", "judging", "results", "awards", "archived")


def is_open(stage: Stage | None, at: datetime) -> bool:
    """Whether a stage runs at an instant: begun, not closed by hand, before its deadline."""
    if stage is None or (stage.closed_at is not None and stage.closed_at <= at):
        return False
    begun = stage.opened_at or stage.opens_at
    if begun is None or begun > at:
        return False
    return stage.closes_at is None or at < stage.closes_at


def has_closed(stage: Stage | None, at: datetime) -> bool:
    """Whether a stage is over: closed by hand or past its deadline."""
    if stage is None:
        return False
    if stage.closed_at is not None:
        return stage.closed_at <= at
    return stage.closes_at is not None and stage.closes_at <= at


def phase(event: Event, at: datetime) -> str:
    """One word for the state of an event.

    Registration ends by its deadline; judging lasts from the opening by hand until it is closed
    by hand; results are published by hand, which closes the stage «results». An event without that
    stage counts nothing and follows its days alone.
    """
    if event.archived_at is not None:
        return "archived"
    if event.published_at is None:
        return "setup"
    results, judging = event.stage("results"), event.stage("judging")
    if results is None and judging is not None:
        return _by_days(judging, at)
    if results is not None and results.closed_at is not None:
        return "awards"
    if judging is not None and judging.closed_at is not None:
        return "results"
    if judging is not None and judging.opened_at is not None:
        return "judging"
    return "registration"


def _by_days(judging: Stage, at: datetime) -> str:
    if has_closed(judging, at):
        return "awards"
    return "judging" if is_open(judging, at) else "registration"
