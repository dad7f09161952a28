"""What an author sees of appeals: own ones with answers, and whether another may be filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.lazy import dataclass
from eventkit.registration.rules import Door
from eventkit.results.appeals.models import Appeal
from eventkit.results.appeals.queries import appeals_of
from eventkit.results.appeals.window import in_time, own_end
from eventkit.results.appeals.words import about_words, state_words
from eventkit.results.models import Standing
from eventkit.results.publication.change_words import change_lines
from eventkit.results.publication.differences import Change
from eventkit.web.clock import now

SHOWN = ("published", "superseded")
"""States of a calculation whose numbers the public has seen."""


@dataclass(frozen=True)
class OwnAppeal:
    """One appeal as its author may see it: no juror is named, nor any member."""

    appeal: Appeal
    about: str
    badge: tuple[str, str]
    members: int
    changes: tuple[str, ...]
    """What the calculation it caused changed; empty until that one was published."""
    is_counting: bool
    """Whether the results were counted anew and are not published yet."""


@dataclass(frozen=True)
class OwnAppeals:
    """All appeals about a work, and until when another may be filed (None: not at all)."""

    rows: Sequence[OwnAppeal]
    end: datetime | None
    is_open: bool
    is_own: bool = True
    """Whether whoever looks may file and take back: a pair does so by the one who applied."""


def own_appeals(standing: Standing) -> OwnAppeals:
    """The author's view; its number of queries does not depend on how many there are."""
    event = standing.calculation.event
    rows = appeals_of(standing.entry_id)
    end = own_end(event, standing.entry_id)
    seen = _standings(standing.entry_id, rows)
    return OwnAppeals([_own(row, seen) for row in rows], end, in_time(end, now()))


def appeals_at(door: Door, standing: Standing) -> OwnAppeals:
    """The same for whoever came by this way."""
    found = own_appeals(standing)
    return found if door.second_id is None else replace(found, is_open=False, is_own=False)


def _own(appeal: Appeal, seen: dict[int, Standing]) -> OwnAppeal:
    made = appeal.outcome
    is_shown = made is not None and made.state in SHOWN
    lines: list[str] = []
    if made is not None and is_shown:
        lines = change_lines(Change(seen.get(appeal.calculation_id), seen.get(made.id)))
    return OwnAppeal(
        appeal=appeal,
        about=about_words(appeal),
        badge=state_words(appeal),
        members=len(appeal.members),
        changes=tuple(lines),
        is_counting=made is not None and not is_shown,
    )


def _standings(entry_id: int, rows: Sequence[Appeal]) -> dict[int, Standing]:
    """The work's rows in the calculations that the appeals name, by calculation."""
    wanted = {row.calculation_id for row in rows} | {row.outcome_id for row in rows}
    query = select(Standing).where(
        Standing.entry_id == entry_id, Standing.calculation_id.in_(wanted - {None})
    )
    found = db.session.scalars(query.options(joinedload(Standing.nomination)))
    return {row.calculation_id: row for row in found}
