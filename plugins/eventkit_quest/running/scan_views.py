"""A photograph of a team's code, which finds the team for its host."""

from __future__ import annotations

from flask import jsonify, redirect, url_for

from eventkit.events.refusals import RefusalError
from eventkit.web.access import access, anyone
from eventkit.web.codes import PhotoError, codes_in_photo
from eventkit.web.requests import slow_first
from eventkit_quest.running.blueprint import bp
from eventkit_quest.running.host_views import Page, host_page, is_script, place
from eventkit_quest.running.models import QuestHost
from eventkit_quest.running.queries import host_by_token
from eventkit_quest.running.scanning import team_in


@bp.post("/<slug>/host/<token>/scan")
@slow_first
@access(anyone, host_by_token)
def host_scan(host: QuestHost) -> Page:
    """The form with the team that was photographed; scripts are told its number."""
    try:
        team = team_in(host.event, codes_in_photo())
    except (PhotoError, RefusalError) as problem:
        if is_script():
            return jsonify(message=problem.message)
        return host_page(host, {"scan": problem.message}), 422
    if is_script():
        return jsonify(team=team.id)
    return redirect(url_for("quest_running.host", team=team.id, **place()))
