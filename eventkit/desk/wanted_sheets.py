"""How many sheets an event needs: by its rules, its trials and the works of each round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import select

from eventkit.db import db
from eventkit.events.models import Event, Trial
from eventkit.hooks.manager import active_plugins
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.queries import wanted_sheets


def sheets_per_work(
    ids: Collection[int], rules: Mapping[int, ScoringRules]
) -> dict[int, dict[int | None, int]]:
    """Sheets that the rules want for each work of an event, in all trials of each round.

    An event whose format is counted without a jury wants none.
    """
    formats = (format_ for _owner, format_ in active_plugins().formats.values())
    without_jury = [format_.name for format_ in formats if not format_.has_jury]
    query = select(Trial).join(Trial.event)
    query = query.where(Trial.event_id.in_(ids), Event.format.not_in(without_jury))
    found: dict[int, dict[int | None, int]] = defaultdict(lambda: defaultdict(int))
    for trial in db.session.scalars(query):
        said = rules.get(trial.event_id)
        if said is not None:
            wanted = said.trial_sheets.get(trial.code, wanted_sheets(said))
            found[trial.event_id][trial.round_id] += wanted
    return found


def wanted_of(
    rounds: Mapping[int, int] | None, admitted: int, wanted: Mapping[int | None, int]
) -> int:
    """All sheets that are wanted; a round after selection wants them of those who went on."""
    return sum(
        sheets * (rounds or {}).get(round_id or 0, admitted) for round_id, sheets in wanted.items()
    )
