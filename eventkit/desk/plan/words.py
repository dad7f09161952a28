"""Proposals for the plan in words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

STATES = {
    "proposed": _l("предложено"),
    "taken": _l("взято в план"),
    "declined": _l("отклонено"),
}
BADGES = {"proposed": "plain", "taken": "ok", "declined": "bad"}


def share_words(named: int | None, asked: int | None) -> str:
    """«назвали 8 из 19»; empty where nobody was counted."""
    if named is None or asked is None:
        return ""
    return str(_("назвали %(named)d из %(asked)d", named=named, asked=asked))
