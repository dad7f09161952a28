"""The times of a work's performances, as an appeal about a stopwatch sees and corrects them."""

from __future__ import annotations

from eventkit.entries.models import Entry
from eventkit.events.models import Trial
from eventkit.lazy import dataclass
from eventkit.scoring.setup_queries import criteria_of_event, current_rules
from eventkit.scoring.timing.queries import limited_trials, times_of


@dataclass(frozen=True)
class TrialTime:
    """A trial with a limit, and how long the performance in it took; None where nobody noted it."""

    trial: Trial
    limit: int
    seconds: int | None


def trial_times(entry: Entry) -> list[TrialTime]:
    """The trials whose time is limited, in the order of the event."""
    rules, criteria = current_rules(entry.event), criteria_of_event(entry.event)
    kept = times_of([entry.id])
    return [
        TrialTime(trial, limit, kept.get((entry.id, trial.id)))
        for trial, limit in limited_trials(rules, criteria)
    ]
