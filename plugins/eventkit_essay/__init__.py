"""The essay contest: letters of teachers, read blind by a jury."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from eventkit.hooks import Contribution, Format, hookimpl
from eventkit_essay.presets import SUMMIT

ESSAY = Format(
    name="essay",
    title=_l("Конкурс эссе"),
    description=_l("Авторы присылают тексты, жюри читает их без имён и ставит баллы."),
    entrant="person",
    ornament="essay",
)


@hookimpl
def eventkit_contribution() -> Contribution:
    """Bring the format «essay» and its preset."""
    return Contribution(formats=[ESSAY], presets=[SUMMIT])
