"""The published contest of an installation: two hundred works with a stored calculation.

It is as large in every installation, so that its pages tell what two hundred rows cost.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import insert, select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.juries.models import Juror
from eventkit.results.facts import to_json
from eventkit.results.models import Calculation, Standing
from eventkit.scoring.engine import (
    CalculationResult,
    EntryInput,
    NominationInput,
    SheetValues,
    calculate,
)
from eventkit.scoring.engine.codec import to_plain
from eventkit.scoring.engine.facts import Facts, in_order
from eventkit.scoring.models import Criterion, RulesVersion
from eventkit.scoring.setup_queries import criterion_specs, rules_of

SLUG_OF_RESULTS = "summit-results"
WORKS = 200
LEAST = 3


def publish(event_id: int, *, sheets: int, at: datetime, chance: random.Random) -> None:
    """Draw sheets for the event's works, count them and store the version as published."""
    event = db.session.get(Event, event_id)
    assert event is not None
    facts = _facts(event, sheets, chance)
    rules = rules_of(_rules_version(event_id))
    result = calculate(
        rules,
        facts.criteria,
        facts.entries,
        facts.sheets,
        facts.rulings,
        jurors=facts.jurors,
        nominations=facts.nominations,
    )
    made = Calculation(
        event_id=event_id,
        number=1,
        rules_version=_rules_version(event_id),
        inputs_hash=result.inputs_digest,
        inputs=to_json(facts),
        result=result.to_dict(),
        state="published",
        protocol_number="1",
        created_by="account:1",
        created_at=at,
        locked_at=at,
        published_at=at,
    )
    db.session.add(made)
    db.session.flush()
    db.session.execute(insert(Standing.__table__), list(_standings(event, made.id, result)))
    db.session.commit()


def _rules_version(event_id: int) -> RulesVersion:
    query = select(RulesVersion).where(RulesVersion.event_id == event_id)
    return db.session.scalars(query).one()


def _works(event_id: int) -> list[Entry]:
    query = select(Entry).where(Entry.event_id == event_id).order_by(Entry.id)
    return list(db.session.scalars(query))


def _facts(event: Event, sheets: int, chance: random.Random) -> Facts:
    trial = event.trials[0]
    query = select(Criterion).where(Criterion.trial_id == trial.id).order_by(Criterion.position)
    criteria = criterion_specs(db.session.scalars(query).all())
    jury = [
        str(number)
        for number in db.session.scalars(select(Juror.id).where(Juror.event_id == event.id))
    ]
    works = _works(event.id)
    drawn = [
        SheetValues(
            entry=work.code or "",
            juror=juror,
            position=position,
            marks={c.code: Fraction(chance.randint(LEAST, int(c.maximum))) for c in criteria},
        )
        for work in works
        for position, juror in enumerate(chance.sample(jury, sheets), start=1)
    ]
    return in_order(
        _rules_version(event.id).data,
        criteria,
        [EntryInput(work.code or "", work.nomination.code) for work in works],
        drawn,
        [],
        jury,
        [NominationInput(n.code, n.audience.code if n.audience else "") for n in event.nominations],
    )


def _standings(event: Event, made_id: int, result: CalculationResult) -> Iterator[dict[str, Any]]:
    ids = {work.code: work.id for work in _works(event.id)}
    lines = {nomination.code: nomination for nomination in event.nominations}
    ranked = sorted(result.entries, key=lambda given: lines[given.nomination].position)
    for position, given in enumerate(ranked, start=1):
        yield {
            "calculation_id": made_id,
            "entry_id": ids[given.entry],
            "nomination_id": lines[given.nomination].id,
            "position": position,
            "value": given.value,
            "percent": given.percent,
            "sort_value": position,
            "place": given.place,
            "place_shown": given.place_shown or "",
            "status": given.status,
            "degree": given.degree,
            "is_provisional": given.provisional,
            "details": to_plain(given),
        }
