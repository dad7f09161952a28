"""Selects about cards, and the one place that decides which of them everybody sees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.events.models import Event
from eventkit.events.queries import event_by_slug
from eventkit.lazy import dataclass
from eventkit.people.models import Person
from eventkit.registration.models import Registration
from eventkit.registration.pairs.queries import find_partner
from eventkit.registration.queries import named_people, registration_by_id, registration_by_token
from eventkit.web.requests import row_id
from eventkit_duet.cards.models import CardConsent, DuetCard

OWN = "my-"


@dataclass(frozen=True)
class Own:
    """The application of a pair and how somebody came to it."""

    registration: Registration
    entry: Entry
    key: str
    by_secret: bool
    second_id: int | None = None
    """The person whose link it is, where it is the second's."""


@dataclass(frozen=True)
class Shown:
    """A card with its pair; ``is_public`` when both members agreed and it is ready."""

    entry: Entry
    card: DuetCard | None
    agreed: frozenset[int]
    """Persons who agreed to show it."""
    is_public: bool

    def member(self, role: str) -> Person | None:
        """The mentor or the young teacher."""
        return next((one.person for one in self.entry.authors if one.role == role), None)

    @property
    def title(self) -> str:
        """What the pair calls itself."""
        return self.entry.group.title if self.entry.group else ""

    @property
    def school(self) -> str:
        """The organizations of both, each once."""
        schools = (one.person.organization for one in self.entry.authors)
        return ", ".join(dict.fromkeys(one.short_name for one in schools if one))


def find_own(slug: str, token: str) -> Own | None:
    """The pair's application behind a secret, or behind ``my-<id>`` for a signed-in member.

    The link of the second, who has confirmed, is a secret too.
    """
    event = event_by_slug(slug)
    if event is None:
        return None
    number = row_id(token.removeprefix(OWN)) if token.startswith(OWN) else 0
    found = (
        registration_by_id(event.id, number) if number else registration_by_token(event.id, token)
    )
    partner = find_partner(slug, token) if found is None else None
    if partner is not None and partner.state == "confirmed":
        found = partner.registration
    if found is None or found.entry is None or found.group_id is None:
        return None
    second_id = partner.person_id if partner is not None else None
    return Own(found, found.entry, token, by_secret=not number, second_id=second_id)


def find_shown(slug: str, entry_id: int) -> Shown | None:
    """The card of a pair of this event."""
    event = event_by_slug(slug)
    rows = shown_cards(event, entry_id) if event is not None else []
    return rows[0] if rows else None


def shown_cards(event: Event, entry_id: int | None = None) -> list[Shown]:
    """The pairs of an event with their cards, by title; four queries for any number."""
    entries = db.session.scalars(_entries(event, entry_id)).unique().all()
    ids = [entry.id for entry in entries]
    cards = {row.entry_id: row for row in db.session.scalars(_cards(ids))}
    agreed: dict[int, set[int]] = {}
    for row in db.session.scalars(select(CardConsent).where(CardConsent.entry_id.in_(ids))):
        agreed.setdefault(row.entry_id, set()).add(row.person_id)
    people = {author.person_id for entry in entries for author in entry.authors}
    named = named_people(event.id, people)
    found = [
        _shown(entry, cards.get(entry.id), agreed.get(entry.id, set()), named) for entry in entries
    ]
    return sorted(found, key=lambda one: (one.title.casefold(), one.entry.id))


def _entries(event: Event, entry_id: int | None) -> Select[Any]:
    query = (
        select(Entry)
        .where(Entry.event_id == event.id, Entry.group_id.is_not(None))
        .options(
            joinedload(Entry.group),
            selectinload(Entry.authors)
            .joinedload(EntryAuthor.person)
            .joinedload(Person.organization),
        )
    )
    if entry_id is not None:
        return query.where(Entry.id == entry_id)
    return query.where(Entry.is_admitted)


def _cards(ids: Sequence[int]) -> Select[Any]:
    return select(DuetCard).where(DuetCard.entry_id.in_(ids)).options(joinedload(DuetCard.photo))


def _shown(entry: Entry, card: DuetCard | None, agreed: set[int], named: set[int]) -> Shown:
    members = {author.person_id for author in entry.authors}
    both = bool(members) and members <= agreed and members <= named
    is_public = both and card is not None and card.is_ready and entry.is_admitted
    return Shown(entry, card, frozenset(agreed), is_public)
