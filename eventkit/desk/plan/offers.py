"""What the plugins of an event offer for the plan."""

from __future__ import annotations

from eventkit.events.models import Event
from eventkit.hooks import PlanItem, active_plugins


def offered(event: Event) -> list[tuple[str, PlanItem]]:
    """Each with the name of the plugin, as ``Contribution.plan_items`` answers now."""
    return [
        (name, item)
        for name, brought in active_plugins().contributions_for(event)
        for ask in brought.plan_items
        for item in ask(event)
    ]
