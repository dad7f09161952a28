"""What alarms are made of: an alarm itself, and what a page has gathered already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from eventkit.desk.jury_board import JuryBoard
from eventkit.desk.steps import Facts
from eventkit.events.models import Event
from eventkit.juries.models import Assignment
from eventkit.lazy import dataclass
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.third_queue import Third


@dataclass(frozen=True)
class Alarm:
    """``kind``: bad, warn, info or ok (solved, shown pale)."""

    kind: str
    fact: str
    text: str = ""
    link: str = ""
    url: str = ""
    is_act: bool = False
    """Whether the link leads to an act of the organizer, which others may not open."""
    for_office: bool = False
    """Whether the secretary may open the link too."""


@dataclass(frozen=True)
class Seen:
    """What the cockpit has gathered already."""

    event: Event
    at: datetime
    rules: ScoringRules
    board: JuryBoard
    annulled: Sequence[Assignment]
    facts: Facts
    uncountable: int = 0
    """Works for which conflicts leave fewer jurors than the rules can do with."""
    short: int = 0
    """Works that conflicts leave fewer sheets than the rules want, yet enough to be counted."""
    thirds: Sequence[Third] = ()
    """Third readings that are due and not sent."""
    thirds_until: datetime | None = None
    """The last of their deadlines, where they alone are left."""
