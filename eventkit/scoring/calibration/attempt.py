"""A sample as a juror's page shows it: the cells of the sheet, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _

from eventkit.juries.models import Juror
from eventkit.lazy import dataclass
from eventkit.scoring.calibration.comparison import (
    Comparison,
    compare,
    difference_words,
    tendency_words,
)
from eventkit.scoring.calibration.models import Sample, SampleSheet
from eventkit.scoring.calibration.queries import (
    reference_of,
    samples_of,
    sheets_of,
    values_of,
)
from eventkit.scoring.calibration.rules import takes_attempts
from eventkit.scoring.cells import Cell, cells, field_name
from eventkit.scoring.marks import shown
from eventkit.scoring.models import Criterion
from eventkit.scoring.setup_queries import criteria_of_event, plain


@dataclass(frozen=True)
class Tried:
    """A sample in a juror's list. ``difference`` of the totals once the sheet is sent."""

    sample: Sample
    state: str
    """untouched, draft or sent."""
    marked: int
    criteria: int
    difference: Fraction | None = None

    @property
    def words(self) -> str:
        """How far the own total is from the reference."""
        return "" if self.difference is None else difference_words(self.difference)


def tried(juror: Juror) -> list[Tried]:
    """The samples that a juror sees: the open ones, and those that were sent; four queries."""
    sheets = sheets_of(juror.id)
    found = [
        sample
        for sample in samples_of(juror.event_id)
        if sample.state == "open"
        or (sample.id in sheets and sheets[sample.id].submitted_at is not None)
    ]
    if not found:
        return []
    criteria = criteria_of_event(juror.event)
    return [_tried(sample, sheets.get(sample.id), criteria) for sample in found]


def _tried(sample: Sample, sheet: SampleSheet | None, all_of: Sequence[Criterion]) -> Tried:
    criteria = [criterion for criterion in all_of if criterion.trial_id == sample.trial_id]
    marked = len(values_of(sheet))
    if sheet is None or sheet.submitted_at is None:
        return Tried(sample, "draft" if marked else "untouched", marked, len(criteria))
    difference = comparison_of(sample, sheet, criteria).difference
    return Tried(sample, "sent", marked, len(criteria), difference)


def comparison_of(sample: Sample, sheet: SampleSheet, criteria: Sequence[Criterion]) -> Comparison:
    """A sheet beside the reference."""
    return compare(criteria, values_of(sheet), *reference_of(sample))


def list_panel(juror: Juror) -> dict[str, Any] | None:
    """What the juror's list says of samples; None where there are none to be seen."""
    rows = tried(juror)
    takes = takes_attempts(juror.event)
    if not rows or not (takes or any(row.state == "sent" for row in rows)):
        return None
    rows = rows if takes else [row for row in rows if row.state == "sent"]
    left = [row for row in rows if row.state != "sent"]
    return {
        "juror": juror,
        "rows": rows,
        "left": len(left),
        "required": any(row.sample.is_required for row in left),
        "tendency": tendency_words([r.difference for r in rows if r.difference is not None]),
    }


def sample_cells(
    criteria: Sequence[Criterion],
    values: Mapping[int, Decimal],
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> list[Cell]:
    """The cells of a sheet for a sample; what was typed and refused stays, with its error."""
    kept = {field_name(c): plain(values[c.id]) for c in criteria if c.id in values}
    drawn = cells(criteria, None, {**kept, **(typed or {})}, errors)
    return [replace(cell, shown=_shown(cell, values)) for cell in drawn]


def _shown(cell: Cell, values: Mapping[int, Decimal]) -> str:
    value = values.get(cell.criterion.id)
    return shown(value) if value is not None and plain(value) == cell.value else ""


def sample_name(sample: Sample) -> str:
    """«Проба 2»: what stands in the place of a code."""
    return str(_("Проба %(number)d", number=sample.number))
