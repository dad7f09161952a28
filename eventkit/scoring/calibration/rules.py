"""Who may do what with samples, and when."""

from __future__ import annotations

from collections.abc import Sequence

from eventkit.events.models import Event
from eventkit.events.phases import phase
from eventkit.events.rules import is_read_only
from eventkit.juries.models import Juror
from eventkit.juries.rules import is_juror
from eventkit.lazy import dataclass
from eventkit.scoring.calibration.models import Sample, SampleSheet
from eventkit.scoring.calibration.queries import reference_of
from eventkit.scoring.marks import MarkRefusedError, steps_of
from eventkit.scoring.models import Criterion
from eventkit.web.clock import now
from eventkit.web.viewer import Viewer


@dataclass(frozen=True)
class Place:
    """A juror before a sample, with the sheet if it is begun."""

    juror: Juror
    sample: Sample
    sheet: SampleSheet | None

    @property
    def is_sent(self) -> bool:
        """Whether the juror has sent the sheet and sees the reference."""
        return self.sheet is not None and self.sheet.submitted_at is not None


def may_try(viewer: Viewer, place: Place) -> bool:
    """A juror's own attempt is the juror's alone."""
    return is_juror(viewer, place.juror)


def takes_attempts(event: Event) -> bool:
    """Whether jurors may try now: before judging and while it runs, never after its end."""
    return phase(event, now()) in ("registration", "judging") and not is_read_only(event)


def can_mark(place: Place) -> bool:
    """Whether marks are taken: the sample is shown and the sheet is not sent."""
    return place.sample.state == "open" and not place.is_sent and takes_attempts(place.juror.event)


def lacking(sample: Sample, criteria: Sequence[Criterion]) -> list[Criterion]:
    """Criteria without a reference mark that they allow."""
    values, _reasons = reference_of(sample)

    def fits(criterion: Criterion) -> bool:
        try:
            return steps_of(criterion, values.get(criterion.id)) is not None
        except MarkRefusedError:
            return False

    return [criterion for criterion in criteria if not fits(criterion)]
