"""Words for the states of an application."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

STATES = {
    "draft": _l("черновик"),
    "submitted": _l("ждёт решения"),
    "admitted": _l("допущена"),
    "refused": _l("отклонена"),
    "withdrawn": _l("отозвана"),
    "waitlisted": _l("в листе ожидания"),
}
KINDS = {
    "draft": "open",
    "submitted": "info",
    "admitted": "ok",
    "refused": "bad",
    "withdrawn": "plain",
    "waitlisted": "warn",
}


def state_word(state: str) -> str:
    """The state in one word."""
    return str(STATES[state])


def state_kind(state: str) -> str:
    """Which badge shows the state."""
    return KINDS[state]
