"""A team's own code: what its phone shows and a host scans."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _

from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.web.requests import row_id
from eventkit.web.urls import full_url
from eventkit_quest.queries import teams_of


def code_mark(event: Event) -> str:
    """What stands in the codes of this game's teams and in no others."""
    return url_for("play.game", slug=event.slug) + "#team-"


def code_text(entry: Entry) -> str:
    """What a team's code says: whoever scans it by chance comes to the game's door, no further."""
    return f"{full_url(code_mark(entry.event))}{entry.id}"


def team_in(event: Event, texts: Sequence[str]) -> Entry:
    """The one team whose code is among ``texts``. Raises RefusalError at ``scan``."""
    mark = code_mark(event)
    wanted = {row_id(text.rpartition(mark)[2]) for text in texts if mark in text}
    found = [entry for entry in teams_of(event) if entry.id in wanted]
    if not found:
        raise RefusalError(_("Это код не команды этой игры."), "scan")
    if len(found) > 1:
        raise RefusalError(_("На снимке несколько команд. Снимите одну."), "scan")
    return found[0]
