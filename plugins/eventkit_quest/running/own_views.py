"""The log of a team for the team itself, once the results are published."""

from __future__ import annotations

from flask import abort, render_template

from eventkit.web.access import access
from eventkit.web.viewer import Viewer
from eventkit_quest.play.doors import Door, find_game
from eventkit_quest.queries import definitions_of, result_of_team
from eventkit_quest.running.blueprint import bp
from eventkit_quest.running.log import log_of, stand_of
from eventkit_quest.running.queries import run_of, window_of
from eventkit_quest.running.rules import has_results


def may_read_log(viewer: Viewer, door: Door) -> bool:
    """The team of this phone, when there are published results."""
    return door.entry is not None and has_results(door.event)


@bp.get("/<slug>/log")
@access(may_read_log, find_game)
def own_log(door: Door) -> str:
    """Everything that happened to the team, in words, with its points."""
    if door.entry is None:
        abort(404)
    result, window = result_of_team(door.event, door.entry), window_of(door.entry.id)
    stand = stand_of(result, run_of(door.event.id), window, is_counted=True)
    return render_template(
        "quest/running/own_log.html",
        event=door.event,
        entry=door.entry,
        result=result,
        log=log_of(result, definitions_of(door.event), stand),
    )
