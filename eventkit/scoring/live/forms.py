"""Reading what a device says of a press: a form with and without a script."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from eventkit.events.refusals import RefusalError
from eventkit.scoring.live.clock import LONGEST_MS
from eventkit.scoring.live.moves import VERBS
from eventkit.scoring.live.operations import Press
from eventkit.web.fields import read_duration

LONGEST_KEY = 48
"""Of a device's; what follows from it adds the number of a performance."""
LONGEST_REASON = 500


def press_of(data: Mapping[str, str]) -> Press:
    """The press that a form describes. Raises RefusalError, in words, for one that is none."""
    key, verb = data.get("key", ""), data.get("verb", "")
    if verb not in VERBS or not 0 < len(key) <= LONGEST_KEY:
        raise RefusalError(_("Страница устарела. Откройте её ещё раз."))
    reason = data.get("reason", "").strip()
    if len(reason) > LONGEST_REASON:
        raise RefusalError(
            _("Причина длиннее %(most)d знаков. Сократите её.", most=LONGEST_REASON), "reason"
        )
    return Press(
        key=key,
        verb=verb,
        seen=data.get("seen", "")[:LONGEST_KEY],
        age_ms=_milliseconds(data.get("age_ms")),
        own_ms=_typed(data) if verb == "correct" else _milliseconds(data.get("own_ms")),
        reason=reason,
    )


def _typed(data: Mapping[str, str]) -> int | None:
    text = "".join(data.get("time", "").split())
    try:
        return read_duration(text) * 1000 if text else None
    except ValueError as mistake:
        raise RefusalError(str(mistake), "time") from mistake


def _milliseconds(text: str | None) -> int | None:
    """A count of the device; None for anything that no stopwatch says."""
    digits = (text or "").partition(".")[0]
    if not digits.isdecimal() or len(digits) > len(str(LONGEST_MS)):
        return None
    return int(digits)
