"""Where situations show on the core's pages: beside a sheet, and a way to them on the cockpit."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from eventkit.hooks import Panel
from eventkit_duet.cases.queries import drawn_for
from eventkit_duet.cases.rules import may_draw


def case_panels(place: str, subject: Any, viewer: Any) -> list[Panel]:
    """The drawn situation for a juror's task; trials that draw for the office."""
    if place == "scoring.sheet":
        drawn = drawn_for(subject)
        return [Panel(_("Кейс"), "duet/_cases_sheet.html", {"drawn": drawn})] if drawn else []
    if place == "event.cockpit" and may_draw(viewer, subject):
        trials = [trial for trial in subject.trials if trial.mode == "live"]
        about = {"event": subject, "trials": trials}
        title = _("Кейсы для импровизации")
        return [Panel(title, "duet/_cases_panel.html", about)] if trials else []
    return []
