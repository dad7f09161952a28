"""Which papers the official results ask for, and which of those in force they contradict."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from eventkit.db import db
from eventkit.documents.models import TOGETHER, WORK_KINDS, Award
from eventkit.documents.queries import awards_of, official_calculation
from eventkit.entries.models import EntryAuthor
from eventkit.events.models import Event
from eventkit.lazy import dataclass
from eventkit.people.keys import sort_key
from eventkit.people.models import Group, Person
from eventkit.registration.models import Registration
from eventkit.results.models import Calculation, Standing
from eventkit.results.queries import standings

Key = tuple[int, int]
"""A work and an author of it; 0 for the pair as a whole."""
PAIR = 0
LAST = 10**9


@dataclass(frozen=True)
class Recipient:
    """A person whom a paper names, with post and school as they were sent."""

    person: Person
    post: str
    school: str
    role: str
    """Of the author in the work: author, mentor, young."""


@dataclass(frozen=True)
class Wanted:
    """A paper that an author or a pair as a whole should have."""

    standing: Standing
    recipients: tuple[Recipient, ...]
    """One person, or all of a pair."""
    pair: Group | None = None
    """The pair or team of the work, for its own paper and for those of its members."""

    @property
    def is_of_pair(self) -> bool:
        """Whether it is the paper of the pair as a whole."""
        return len(self.recipients) > 1

    @property
    def person(self) -> Person | None:
        """Whose own paper it is; None for a pair's."""
        return None if self.is_of_pair else self.recipients[0].person

    @property
    def named_ids(self) -> list[int]:
        """The persons whom a pair's own paper names."""
        return [one.person.id for one in self.recipients] if self.is_of_pair else []

    @property
    def key(self) -> Key:
        """Whose paper it is."""
        return self.standing.entry_id, self.person.id if self.person else PAIR

    @property
    def kind(self) -> str:
        """A diploma with a degree, a certificate without."""
        return "diploma" if self.standing.degree else "certificate"

    def order(self, nominations: dict[int, int]) -> tuple[int, int, str, int, str]:
        """Numbers go by nomination, place, surname in Russian order.

        Papers of a pair stand together where its title stands: its own, then its members'.
        """
        place = self.standing.place or LAST
        position = nominations[self.standing.nomination_id]
        surname = "" if self.is_of_pair else self.recipients[0].person.sort_key
        first = sort_key(self.pair.title) if self.pair else surname
        return position, place, first, self.standing.entry_id, surname

    def is_met_by(self, award: Award) -> bool:
        """Whether a paper says what the results say now."""
        return (
            award.kind == self.kind
            and award.degree == self.standing.degree
            and award.named_ids == self.named_ids
            and award.standing is not None
            and award.standing.nomination_id == self.standing.nomination_id
        )


@dataclass(frozen=True)
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
    missing, contradicted, kept = [], [], []
    for one in _earned(event, made) if made else []:
        award = live.pop(one.key, None)
        if award is not None and one.is_met_by(award):
            kept.append((award, one))
            continue
        if _is_given(event, one):
            missing.append(one)
        if award is not None:
            contradicted.append(award)
    return Difference(tuple(missing), (*contradicted, *live.values()), tuple(kept))


def _earned(event: Event, made: Calculation) -> list[Wanted]:
    """The papers of each ranked work, in the order of numbers, whichever of them the event gives.

    One for each author; for a pair or a team one of its own besides.
    """
    applications = _applications(event)
    found = []
    for row in standings(made):
        application = applications.get(row.entry_id)
        pair = row.entry.group
        pair = pair if pair is not None and pair.kind in TOGETHER else None
        authors = [_recipient(author, application) for author in row.entry.authors]
        if pair is not None and len(authors) > 1:
            found.append(Wanted(row, tuple(authors), pair))
        found += [Wanted(row, (one,), pair) for one in authors]
    nominations = {nomination.id: place for place, nomination in enumerate(event.nominations)}
    return sorted(found, key=lambda one: one.order(nominations))


def _is_given(event: Event, one: Wanted) -> bool:
    """Whether the event gives a new paper of this kind; those in force stay."""
    if one.pair is None or event.pair_papers == "both":
        return True
    return one.is_of_pair == (event.pair_papers == "pair")


def _recipient(author: EntryAuthor, registration: Registration | None) -> Recipient:
    """Post and school as they were sent; a co-author's are those of the directory."""
    person = author.person
    if registration is not None and registration.person_id == person.id:
        post, school = registration.position, registration.organization_name
    else:
        post = person.position
        school = person.organization.short_name if person.organization else ""
    return Recipient(person, post, school, author.role)


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
