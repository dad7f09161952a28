"""Portfolios hear of publications, of papers, and of what people choose to show."""

from __future__ import annotations

from collections.abc import Sequence

from eventkit.events.models import Event
from eventkit.hooks import Contribution, active_plugins, hookimpl
from eventkit.portfolio.operations import refresh_after, refresh_portfolio
from eventkit.results.queries import published_calculation


@hookimpl
def eventkit_contribution() -> Contribution:
    """Hear at once what people show of themselves."""
    return Contribution(facts_changed=[_renew])


@hookimpl
def eventkit_stage_changed(event: Event, before: str, after: str) -> None:
    """Refresh in the same transaction; a contest only after its results are published."""
    if published_calculation(event) is not None or not active_plugins().format_of(event).has_jury:
        refresh_after(event)


def _renew(event: Event, person_ids: Sequence[int]) -> None:
    # At once, and for whoever is named alone: somebody may have taken something back.
    refresh_portfolio(person_ids=person_ids, event=event)
