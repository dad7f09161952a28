"""The pedagogical duet: a mentor and a young teacher perform together, on a stage."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from eventkit.hooks import Contribution, Format, hookimpl
from eventkit_duet.presets import PRESETS
from eventkit_duet.trials import OFFERED

DUET = Format(
    name="duet",
    title=_l("Педагогический дуэт"),
    description=_l("Наставник и молодой педагог выступают вместе перед жюри и залом."),
    entrant="pair",
    ornament="duet",
)
DEBUT = Format(
    name="debut",
    title=_l("Педагогический дебют"),
    description=_l("Молодые педагоги пишут, выступают и дают уроки перед жюри."),
    entrant="person",
    ornament="debut",
)


@hookimpl
def eventkit_contribution() -> Contribution:
    """Bring the formats «duet» and «debut», their presets and trials for any contest."""
    return Contribution(formats=[DUET, DEBUT], presets=PRESETS, trials=OFFERED)


@hookimpl
def eventkit_blueprints() -> list[Blueprint]:
    """Bring the templates."""
    return [Blueprint("duet", __name__, template_folder="templates")]
