"""What about conflicts of interest wants the staff's attention."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.scoring.conflicts.queries import clashes, waiting

NAMED = 5


def conflict_alarms(event_id: int, *, is_judging: bool) -> Iterator[tuple[str, str]]:
    """Facts with a sentence each: what waits for a decision, what is judged in spite of one."""
    asked = waiting((event_id,))
    if asked:
        codes = ", ".join(one.entry.code or "" for one in asked[:NAMED])
        yield (
            ngettext("%(num)d отвод ждёт решения.", "%(num)d отводов ждут решения.", len(asked)),
            _("Работы: %(codes)s.", codes=codes),
        )
    found = clashes(event_id) if is_judging else 0
    if found:
        yield (
            ngettext(
                "%(num)d работа у члена жюри с конфликтом интересов.",
                "%(num)d работ у членов жюри с конфликтом интересов.",
                found,
            ),
            _("Он нашёлся после назначения."),
        )
