"""What came of one's own applications: the place, the paper, which year it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from eventkit.documents.keys import paper_path
from eventkit.documents.queries import issued_awards_of
from eventkit.lazy import dataclass
from eventkit.registration.models import Registration
from eventkit.results.models import Standing
from eventkit.results.queries import published_standings


@dataclass(frozen=True)
class Outcome:
    """How one application ended, as far as everybody may know."""

    standing: Standing | None
    """The published row of the work."""
    paper: str
    """Where the applicant's own paper is fetched; empty before it is issued."""
    is_diploma: bool
    year: int | None
    """Only where two applications went to events of one title."""


def outcomes_of(registrations: Sequence[Registration]) -> dict[int, Outcome]:
    """By application id; the same number of queries for any number of one person's works."""
    works = [one.entry_id for one in registrations if one.entry_id is not None]
    rows = published_standings(works) if works else {}
    people = {one.person_id for one in registrations if one.number and one.person_id}
    issued = [(one, award) for one in people for award in issued_awards_of(person_id=one)]
    papers = {(a.standing.entry_id, one): a for one, a in issued if a.standing is not None}
    hours = {(a.event_id, one): a for one, a in issued if a.kind == "hours"}
    events = {one.event_id: one.event.title for one in registrations}
    titles = Counter(events.values())
    found = {}
    for one in registrations:
        person = one.person_id or 0
        award = papers.get((one.entry_id or 0, person)) or hours.get((one.event_id, person))
        found[one.id] = Outcome(
            standing=rows.get(one.entry_id or 0),
            paper=paper_path(award) if award else "",
            is_diploma=award is not None and award.kind == "diploma",
            year=one.event.reference_date.year if titles[one.event.title] > 1 else None,
        )
    return found
