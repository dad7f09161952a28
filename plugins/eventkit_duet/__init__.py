"""The pedagogical duet: a mentor and a young teacher perform together, on a stage."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from eventkit.hooks import Contribution, Format, hookimpl

DUET = Format(
    name="duet",
    title=_l("Педагогический дуэт"),
    description=_l("Наставник и молодой педагог выступают вместе перед жюри и залом."),
    entrant="pair",
    ornament="duet",
)


@hookimpl
def eventkit_contribution() -> Contribution:
    """Bring the format «duet»."""
    return Contribution(formats=[DUET])


@hookimpl
def eventkit_blueprints() -> list[Blueprint]:
    """Bring the templates."""
    return [Blueprint("duet", __name__, template_folder="templates")]
