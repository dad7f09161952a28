"""The log of a team for the team itself, once the results are published."""

from __future__ import annotations

from flask import abort, render_template

from eventkit.web.access import access
from eventkit.web.viewer import Viewer
from eventkit_quest.play.doors import Door, find_game
from eventkit_quest.queries import definitions_of, result_of_team
from eventkit_quest.running.blueprint import bp
from eventkit_quest.running.rules import has_results
from eventkit_quest.running.words import line_words


def may_read_log(viewer: Viewer, door: Door) -> bool:
    """The team of this phone, when there are published results."""
    return door.entry is not None and has_results(door.event)


@bp.get("/<slug>/log")
@access(may_read_log, find_game)
def own_log(door: Door) -> str:
    """Everything that happened to the team, in words, with its points."""
    if door.entry is None:
        abort(404)
    return render_template(
        "quest/running/own_log.html",
        event=door.event,
        entry=door.entry,
        result=result_of_team(door.event, door.entry),
        titles={station.code: station.title for station in definitions_of(door.event)},
        line_words=line_words,
    )
