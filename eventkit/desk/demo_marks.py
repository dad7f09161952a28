"""Invented marks: the same for the same work and juror, so that every demo is alike."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from eventkit.events.models import Event
from eventkit.juries.models import Assignment
from eventkit.lazy import dataclass
from eventkit.scoring.models import Criterion
from eventkit.scoring.setup_queries import criteria_of

BEST, SPREAD = 92, 30
"""Quality of works in percent: from BEST − SPREAD to BEST."""


@dataclass(frozen=True)
class Judge:
    """How a juror marks: ``bias`` in points of the whole sheet, ``share`` of the works done."""

    key: str
    bias: int
    share: float
    pace: float
    """Days between two sheets."""

    def fairer(self) -> Judge:
        """The same juror in a calm year."""
        return replace(self, bias=self.bias // 3, share=1.0)


def marks_for(event: Event, task: Assignment, judge: Judge) -> dict[str, Decimal]:
    """A mark for each criterion, between nothing and its maximum, in whole steps."""
    criteria = criteria_of(task.trial)
    quality = BEST - _chance(f"{event.slug}/{task.entry.title}/{task.entry_id}", SPREAD + 1)
    marks = {c.code: _mark(c, quality, f"{task.entry_id}/{judge.key}/{c.code}") for c in criteria}
    return _shifted(marks, criteria, judge.bias)


def _mark(criterion: Criterion, quality: int, seed: str) -> Decimal:
    steps = int(criterion.maximum / criterion.step)
    near = (steps * quality + 50) // 100 + _chance(seed, 3) - 1
    return criterion.step * min(steps, max(0, near))


def _shifted(
    marks: dict[str, Decimal], criteria: Sequence[Criterion], bias: int
) -> dict[str, Decimal]:
    """Move single marks by a step, in turn, until the sheet has moved by ``bias``."""
    left, turn = abs(bias), 0
    while left and turn < 4 * len(criteria):
        criterion = criteria[turn % len(criteria)]
        wanted = marks[criterion.code] + (criterion.step if bias > 0 else -criterion.step)
        if 0 <= wanted <= criterion.maximum:
            marks[criterion.code] = wanted
            left -= 1
        turn += 1
    return marks


def _chance(seed: str, size: int) -> int:
    return int(hashlib.sha256(seed.encode()).hexdigest(), 16) % size
