"""States of watching in words, as pages and workbooks say them."""

from __future__ import annotations

from flask_babel import gettext as _


def door_words(door: str) -> str:
    """Where a juror's personal link stands."""
    return {
        "opened": str(_("открыта")),
        "came": str(_("вход без ссылки")),
        "waiting": str(_("не открыта")),
        "none": str(_("не выдана")),
    }[door]


def pace_words(pace: str) -> str:
    """Whether a juror will be through in time; «» while nothing speaks against it."""
    return {
        "ok": "",
        "behind": str(_("может не успеть")),
        "late": str(_("срок прошёл")),
    }[pace]
