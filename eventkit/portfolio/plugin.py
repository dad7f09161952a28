"""Portfolios hear of publications and of papers that came into force or ceased."""

from __future__ import annotations

from eventkit.events.models import Event
from eventkit.hooks import active_plugins, hookimpl
from eventkit.portfolio.operations import refresh_after
from eventkit.results.queries import published_calculation


@hookimpl
def eventkit_stage_changed(event: Event, before: str, after: str) -> None:
    """Refresh in the same transaction; a contest only after its results are published."""
    if published_calculation(event) is not None or not active_plugins().format_of(event).has_jury:
        refresh_after(event)
