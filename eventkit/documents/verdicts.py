"""What anybody may learn about a paper: that it is real, and the name only with consent."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.documents.models import Award
from eventkit.documents.queries import replacement_of
from eventkit.documents.readers_words import (
    document_shown,
    hours_shown,
    place_shown,
    status_shown,
)
from eventkit.events.models import Event
from eventkit.lazy import dataclass
from eventkit.people.keys import search_key
from eventkit.registration.models import Registration
from eventkit.registration.queries import may_be_named, named_people, public_authors


@dataclass(frozen=True)
class Verdict:
    """A paper as the page of verification shows it."""

    number: str
    code: str
    document: str
    status: str
    """«победитель», «призёр» of a diploma."""
    name: str
    is_named: bool
    line: str
    """Post and school; empty where they would tell the name."""
    place: str
    """«молодой педагог в паре «Вектор»» of a member who is named."""
    nomination: str
    hours: str
    protocol: str
    event: Event
    issued_at: datetime | None
    is_voided: bool
    voided_at: datetime | None
    void_reason: str
    newer_number: str
    newer_code: str


def verdict(award: Award) -> Verdict:
    """Look at consents now: a name disappears as soon as its owner withdraws the agreement."""
    is_named = _may_be_named(award)
    newer = replacement_of(award) if award.state == "voided" else None
    return Verdict(
        number=award.number,
        code=award.code,
        document=document_shown(award.kind, award.degree),
        status=status_shown(award),
        name=_shown(award) if is_named else _masked(award),
        is_named=is_named,
        line=award.line if is_named else "",
        place=place_shown(award) if is_named and not award.is_of_pair else "",
        nomination=award.standing.nomination.title if award.standing else "",
        hours=hours_shown(award),
        protocol=award.standing.calculation.protocol_number if award.standing else "",
        event=award.event,
        issued_at=award.issued_at,
        is_voided=award.state == "voided",
        voided_at=award.voided_at,
        void_reason=award.void_reason,
        newer_number=newer.number if newer else "",
        newer_code=newer.code if newer else "",
    )


def _shown(award: Award) -> str:
    """The name; a pair's with its title before the names."""
    return f"{place_shown(award)}: {award.shown_name}" if award.is_of_pair else award.shown_name


def _may_be_named(award: Award) -> bool:
    if award.is_of_pair:
        return set(award.named_ids) <= named_people(award.event_id, award.named_ids)
    person = award.person
    if person is None or person.erased_at is not None:
        return False
    return may_be_named(person.id, award.event_id)


def _masked(award: Award) -> str:
    """«участник № 7»; a juror has no number; a head is named by the post alone."""
    if award.organization_id is not None:
        return award.post
    if award.kind == "hours":
        return _numbered(award)
    if award.standing is None:
        return str(_("член жюри"))
    entry_id = award.standing.entry_id
    author = public_authors(award.event_id, [entry_id])[entry_id]
    # A pair whose other member agreed may carry names; this author's must not stand there.
    return str(_("участник")) if author.is_named else author.name


def _numbered(award: Award) -> str:
    """Whoever was there, by the number of the application."""
    query = select(Registration.number).where(
        Registration.event_id == award.event_id,
        Registration.person_id == award.person_id,
        Registration.number.is_not(None),
    )
    number = db.session.scalars(query.order_by(Registration.number.desc())).first()
    return str(_("участник № %(number)s", number=number) if number else _("участник"))


def has_surname(award: Award, surname: str) -> bool:
    """Whether the surname typed stands on the paper, in either case."""
    typed = search_key(surname)
    written = (award.name_nominative, award.name_dative)
    names = {search_key(name) for both in written for name in both.split("\n")}
    if not typed:
        return False
    return any(name == typed or name.startswith(f"{typed} ") for name in names)
