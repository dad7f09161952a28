"""Where a game shows on the core's pages."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import exists, select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.hooks import Panel
from eventkit.web.viewer import Viewer
from eventkit_quest.models import QuestHappening, QuestStation
from eventkit_quest.running.queries import run_of
from eventkit_quest.running.rules import may_organize, may_run


def run_panels(place: str, subject: Any, viewer: Viewer) -> list[Panel]:
    """The way into the game for teams, to the desk, hosts and sheets for whoever runs it."""
    if not isinstance(subject, Event) or subject.format != "quest":
        return []
    if place == "event.door" and _has(QuestStation, subject):
        return [Panel(_state(subject), "quest/running/_door.html", {"event": subject})]
    if place == "event.cockpit" and may_run(viewer, subject):
        about = {"event": subject, "may_organize": may_organize(viewer, subject)}
        return [Panel(_("Проведение квеста"), "quest/running/_panel.html", about)]
    return []


def _state(event: Event) -> str:
    run = run_of(event.id)
    if run is not None and run.ended_at is not None:
        return str(_("Игра окончена"))
    if run is not None and run.paused_at is not None:
        return str(_("Пауза"))
    return str(_("Игра идёт") if _has(QuestHappening, event) else _("Команды входят в игру"))


def _has(table: type[QuestStation] | type[QuestHappening], event: Event) -> bool:
    return bool(db.session.scalar(select(exists().where(table.event_id == event.id))))
