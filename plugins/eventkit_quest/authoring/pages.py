"""All pages of an author on their one blueprint, and the way to them from the overview."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from eventkit.hooks import Panel
from eventkit_quest.authoring import file_views, map_views, team_views, views
from eventkit_quest.authoring.blueprint import bp
from eventkit_quest.authoring.rules import may_author
from eventkit_quest.queries import definitions_of, teams_of

__all__ = ["author_panels", "bp", "file_views", "map_views", "team_views", "views"]


def author_panels(place: str, subject: Any, viewer: Any) -> list[Panel]:
    """How far the quest is written, for its organizer."""
    if place != "event.cockpit" or not may_author(viewer, subject):
        return []
    about = {
        "event": subject,
        "stations": len(definitions_of(subject)),
        "teams": len(teams_of(subject)),
    }
    return [Panel(_("Квест"), "quest/authoring/_cockpit.html", about)]
