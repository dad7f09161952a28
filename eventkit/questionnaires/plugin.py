"""The room's answers to hooks: the questionnaires on the organizer's page of an event."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from eventkit.hooks import Panel, hookimpl
from eventkit.questionnaires.queries import answered_by_wave, questionnaires_of
from eventkit.questionnaires.rules import may_author


@hookimpl
def eventkit_panels(place: str, subject: Any, viewer: Any) -> list[Panel]:
    """What is asked, which waves are open, and the way to more."""
    if place != "event.cockpit" or not may_author(viewer, subject):
        return []
    about = {
        "event": subject,
        "rows": questionnaires_of(subject),
        "answered": answered_by_wave(subject),
    }
    return [Panel(_("Опросники"), "questionnaires/authoring/_cockpit.html", about)]
