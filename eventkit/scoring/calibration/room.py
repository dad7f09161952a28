"""The organizer's page of samples: who has tried which, and how far from the reference."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from eventkit.events.models import Event
from eventkit.juries.models import Juror
from eventkit.juries.queries import jurors_of
from eventkit.lazy import dataclass
from eventkit.scoring.calibration.attempt import comparison_of
from eventkit.scoring.calibration.comparison import tendency, weighted_total
from eventkit.scoring.calibration.models import Sample, SampleSheet
from eventkit.scoring.calibration.queries import reference_of, samples_of, sheets_of_event
from eventkit.scoring.calibration.rules import lacking
from eventkit.scoring.models import Criterion
from eventkit.scoring.setup_queries import criteria_of_event


@dataclass(frozen=True)
class SampleLine:
    """A sample: the reference total, criteria still without a reference, jurors who sent it."""

    sample: Sample
    total: Fraction
    lacking: int
    sent: int


@dataclass(frozen=True)
class JurorLine:
    """A juror: a cell for each sample (untouched, draft or the difference), and the mean."""

    juror: Juror
    cells: Sequence[Fraction | str]
    mean: Fraction | None


@dataclass(frozen=True)
class Room:
    """All samples and all jurors."""

    samples: Sequence[SampleLine]
    jurors: Sequence[JurorLine]

    @property
    def shown(self) -> list[Sample]:
        """Samples that jurors see or have seen: the columns of the table."""
        return [line.sample for line in self.samples if line.sample.state != "draft" or line.sent]


def room_of(event: Event) -> Room:
    """Gather the samples of an event: six queries however many there are."""
    samples, sheets = samples_of(event.id), sheets_of_event(event.id)
    by_trial: dict[int, list[Criterion]] = {}
    for criterion in criteria_of_event(event):
        by_trial.setdefault(criterion.trial_id, []).append(criterion)
    lines = [_sample(one, by_trial.get(one.trial_id, []), sheets) for one in samples]
    columns = Room(lines, ()).shown
    return Room(
        lines,
        [_juror(juror, columns, sheets, by_trial) for juror in jurors_of(event.id)],
    )


def _sample(
    sample: Sample,
    criteria: Sequence[Criterion],
    sheets: dict[tuple[int, int], SampleSheet],
) -> SampleLine:
    sent = [s for (_j, id_), s in sheets.items() if id_ == sample.id and s.submitted_at is not None]
    values, _reasons = reference_of(sample)
    return SampleLine(
        sample, weighted_total(criteria, values), len(lacking(sample, criteria)), len(sent)
    )


def _juror(
    juror: Juror,
    columns: Sequence[Sample],
    sheets: dict[tuple[int, int], SampleSheet],
    by_trial: dict[int, list[Criterion]],
) -> JurorLine:
    found: list[Fraction | str] = []
    for sample in columns:
        sheet = sheets.get((juror.id, sample.id))
        if sheet is None or sheet.submitted_at is None:
            found.append("draft" if sheet is not None and sheet.marks else "untouched")
        else:
            criteria = by_trial.get(sample.trial_id, [])
            found.append(comparison_of(sample, sheet, criteria).difference)
    return JurorLine(juror, found, tendency([one for one in found if isinstance(one, Fraction)]))
