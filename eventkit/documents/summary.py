"""What is to be done with the papers of an event now, in numbers."""

from __future__ import annotations

from eventkit.documents.queries import awards_of
from eventkit.documents.wanted import difference
from eventkit.events.models import Event
from eventkit.lazy import dataclass


@dataclass(frozen=True)
class Summary:
    """Counts of papers in force, and how far they are from the official results."""

    prepared: int
    issued: int
    unchecked: int
    unsure: int
    provisional: int
    missing: int
    """Papers of works that the results ask for and nobody has prepared."""
    contradicted: int
    """Papers in force that say what the results do not say any more."""

    @property
    def total(self) -> int:
        """All in force."""
        return self.prepared + self.issued

    @property
    def ready(self) -> int:
        """Prepared papers that may be issued once all names are checked."""
        return self.prepared - self.provisional

    @property
    def step(self) -> str:
        """What the organizer should do now: prepare, repair, check, issue, decide, done."""
        if self.contradicted or (self.missing and self.total):
            return "repair"
        if self.missing or not self.total:
            return "prepare"
        if self.unchecked:
            return "check"
        if self.ready:
            return "issue"
        return "decide" if self.provisional else "done"


def summary_of(event: Event) -> Summary:
    """Count; the same number of queries for any number of papers."""
    live = awards_of(event)
    prepared = [award for award in live if award.state == "prepared"]
    found = difference(event)
    return Summary(
        prepared=len(prepared),
        issued=len(live) - len(prepared),
        unchecked=len([a for a in prepared if not a.is_checked and not a.is_provisional]),
        unsure=len([a for a in prepared if not a.is_sure and not a.is_checked]),
        provisional=len([a for a in prepared if a.is_provisional]),
        missing=len(found.missing),
        contradicted=len(found.contradicted),
    )
