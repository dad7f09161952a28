"""Files of entries for the organizer."""

from __future__ import annotations

from flask import Blueprint, Response

from eventkit.entries.downloads import send_original
from eventkit.entries.models import EntryFile
from eventkit.entries.queries import entry_file
from eventkit.entries.rules import may_fetch_original
from eventkit.web.access import access

bp = Blueprint("entries", __name__)


def find_file(slug: str, file_id: int) -> EntryFile | None:
    """The file, if it belongs to an entry of this event."""
    found = entry_file(file_id)
    return found if found and found.entry.event.slug == slug else None


@bp.get("/manage/<slug>/files/<int:file_id>")
@access(may_fetch_original, find_file)
def original(file: EntryFile) -> Response:
    """The file as its author sent it, to be saved."""
    return send_original(file)
