"""Portfolios hear of publications, of papers, and of what people choose to show."""

from __future__ import annotations

from collections.abc import Sequence

from eventkit.events.models import Event
from eventkit.hooks import active_plugins, hookimpl
from eventkit.portfolio.operations import refresh_after, refresh_portfolio
from eventkit.results.queries import published_calculation


@hookimpl
def eventkit_stage_changed(event: Event, before: str, after: str) -> None:
    """Refresh in the same transaction; a contest only after its results are published."""
    if published_calculation(event) is not None or not active_plugins().format_of(event).has_jury:
        refresh_after(event)


@hookimpl
def eventkit_facts_changed(event: Event, person_ids: Sequence[int]) -> None:
    """Refresh these people's lines of the event at once: somebody took something back."""
    refresh_portfolio(person_ids=person_ids, event=event)
