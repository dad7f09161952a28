"""Which papers the official results ask for, and which of those in force they contradict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from eventkit.db import db
from eventkit.documents.models import WORK_KINDS, Award
from eventkit.documents.queries import awards_of, official_calculation
from eventkit.events.models import Event
from eventkit.people.models import Person
from eventkit.registration.models import Registration
from eventkit.results.models import Calculation, Standing
from eventkit.results.queries import standings

Key = tuple[int, int]
"""A work and an author of it."""
LAST = 10**9


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that an author should have."""

    standing: Standing
    person: Person
    post: str
    school: str

    @property
    def key(self) -> Key:
        """Whose paper it is."""
        return self.standing.entry_id, self.person.id

    @property
    def kind(self) -> str:
        """A diploma with a degree, a certificate without."""
        return "diploma" if self.standing.degree else "certificate"

    def order(self, nominations: dict[int, int]) -> tuple[int, int, str, int]:
        """Numbers go by nomination, place, surname in Russian order."""
        place = self.standing.place or LAST
        position = nominations[self.standing.nomination_id]
        return position, place, self.person.sort_key, self.standing.entry_id

    def is_met_by(self, award: Award) -> bool:
        """Whether a paper says what the results say now."""
        return (
            award.kind == self.kind
            and award.degree == self.standing.degree
            and award.standing is not None
            and award.standing.nomination_id == self.standing.nomination_id
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """What preparing would change: papers to add, to void, and all that stay."""

    missing: tuple[Wanted, ...]
    contradicted: tuple[Award, ...]
    kept: tuple[tuple[Award, Wanted], ...]

    @property
    def is_empty(self) -> bool:
        """Whether the papers agree with the results."""
        return not self.missing and not self.contradicted


def difference(event: Event) -> Difference:
    """Compare the papers in force with the official results."""
    made = official_calculation(event)
    live = {_key(award): award for award in awards_of(event, kind="works")}
    wanted = wanted_papers(event, made) if made else []
    missing, contradicted, kept = [], [], []
    for one in wanted:
        award = live.pop(one.key, None)
        if award is not None and one.is_met_by(award):
            kept.append((award, one))
            continue
        missing.append(one)
        if award is not None:
            contradicted.append(award)
    return Difference(tuple(missing), (*contradicted, *live.values()), tuple(kept))


def wanted_papers(event: Event, made: Calculation) -> list[Wanted]:
    """A paper for each author of each ranked work, in the order of numbers."""
    applications = _applications(event)
    found = [
        _wanted(row, author.person, applications.get(row.entry_id))
        for row in standings(made)
        for author in row.entry.authors
    ]
    nominations = {nomination.id: place for place, nomination in enumerate(event.nominations)}
    return sorted(found, key=lambda one: one.order(nominations))


def _wanted(row: Standing, person: Person, registration: Registration | None) -> Wanted:
    """Post and school as they were sent; a co-author's are those of the directory."""
    if registration is not None and registration.person_id == person.id:
        return Wanted(row, person, registration.position, registration.organization_name)
    school = person.organization.short_name if person.organization else ""
    return Wanted(row, person, person.position, school)


def _applications(event: Event) -> dict[int | None, Registration]:
    query = select(Registration).where(
        Registration.event_id == event.id, Registration.entry_id.is_not(None)
    )
    return {row.entry_id: row for row in db.session.scalars(query)}


def _key(award: Award) -> Key:
    entry_id = award.standing.entry_id if award.standing else 0
    return entry_id, award.person_id or 0


def last_voided(event: Event) -> dict[Key, Award]:
    """The newest voided paper of each author and work, which a new one replaces."""
    voided: Sequence[Award] = awards_of(event, state="voided")
    return {_key(award): award for award in voided if award.kind in WORK_KINDS}
