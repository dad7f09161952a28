"""Who may fetch what of an entry."""

from __future__ import annotations

from eventkit.entries.models import EntryFile
from eventkit.events.rules import may_manage
from eventkit.web.viewer import Viewer


def may_fetch_original(viewer: Viewer, file: EntryFile) -> bool:
    """Originals carry names: they are for the organizer, not for whoever judges.

    The secretary prints works for the jury and gets the nameless copies.
    """
    return may_manage(viewer, file.entry.event)
