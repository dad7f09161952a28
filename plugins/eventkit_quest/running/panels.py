"""Where a game shows on the core's pages."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.hooks import Panel
from eventkit.web.viewer import Viewer
from eventkit_quest.running.rules import may_organize, may_run


def run_panels(place: str, subject: Any, viewer: Viewer) -> list[Panel]:
    """The way to the desk, hosts and sheets on the cockpit of a quest."""
    if place != "event.cockpit" or not isinstance(subject, Event) or subject.format != "quest":
        return []
    if not may_run(viewer, subject):
        return []
    about = {"event": subject, "may_organize": may_organize(viewer, subject)}
    return [Panel(_("Проведение квеста"), "quest/running/_panel.html", about)]
