"""Photos that teams sent as answers, for whoever checks them."""

from __future__ import annotations

from flask import Response, abort

from eventkit.files.operations import open_file
from eventkit.web.access import access, anyone
from eventkit_quest.play.queries import photo_of
from eventkit_quest.running.blueprint import bp
from eventkit_quest.running.models import QuestHost
from eventkit_quest.running.queries import OwnTeam, host_by_token, team_by_id
from eventkit_quest.running.rules import may_run_team


@bp.get("/<slug>/manage/teams/<int:entry_id>/photos/<int:number>")
@access(may_run_team, team_by_id)
def photo(own: OwnTeam, number: int) -> Response:
    """A photo of a team, for the office."""
    return _sent(own.entry.id, number)


@bp.get("/<slug>/host/<token>/photos/<int:entry_id>/<int:number>")
@access(anyone, host_by_token)
def host_photo(host: QuestHost, entry_id: int, number: int) -> Response:
    """The same for a host: photos of the host's own quest alone."""
    own = team_by_id(host.event.slug, entry_id)
    if own is None:
        abort(404)
    return _sent(own.entry.id, number)


def _sent(entry_id: int, number: int) -> Response:
    found = photo_of(entry_id, str(number))
    if found is None:
        abort(404)
    with open_file(found.file) as stream:
        answer = Response(stream.read(), mimetype=found.file.media_type)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
