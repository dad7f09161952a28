"""What the office sees of the pair behind an application."""

from __future__ import annotations

from typing import Any

from eventkit.registration.models import Registration
from eventkit.registration.pairs.doubles import pairs_in_common
from eventkit.registration.pairs.queries import (
    asked_first,
    former_partners,
    has_performed,
    objecting,
    partner_of,
)


def pair_shown(registration: Registration) -> dict[str, Any]:
    """Who is in the pair of an application, who is asked, who has left; nothing for one person."""
    if registration.group_id is None:
        return dict.fromkeys(("partner", "asked", "former", "performed", "objecting", "doubles"))
    common = pairs_in_common(registration.event_id)
    return {
        "partner": partner_of(registration),
        "asked": asked_first(registration),
        "former": former_partners(registration),
        "performed": has_performed(registration),
        "objecting": objecting(registration),
        "doubles": common.get(registration.number or 0, []),
    }
