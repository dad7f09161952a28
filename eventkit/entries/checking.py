"""What is wrong with an entry before it is sent: the core's checks, then the format's own."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from eventkit.entries.models import Entry
from eventkit.files.kinds import DOCUMENTS
from eventkit.hooks import Problem, active_plugins

_READABLE = {kind.media_type for kind in DOCUMENTS}


def problems_of(entry: Entry) -> Sequence[Problem]:
    """Problems in the order in which a person would mend them."""
    found: list[Problem] = []
    hands_in = active_plugins().format_of(entry.event).hands_in
    if hands_in and not entry.text.strip() and not entry.files:
        found.append(Problem(_("Напишите текст здесь или приложите файл."), "text"))
    for file in entry.files:
        if file.reading_text is None and file.file.media_type in _READABLE:
            unread = _(
                "Прочитать текст из файла не получилось. Проверьте, открывается ли он у вас."
            )
            found.append(Problem(unread, "file", blocking=False))
        elif file.reading_text == "":
            empty = _("В файле нет текста, только картинки. Если это скан, приложите Word или PDF.")
            found.append(Problem(empty, "file", blocking=False))
    asked = active_plugins().ask_owner("eventkit_check_entry", entry.event, entry=entry)
    return [*found, *(asked or [])]
