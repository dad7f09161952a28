"""Verbs about cards: keep, show the photograph, agree, take the agreement back."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.files.operations import Received, keep
from eventkit.journal.operations import event_chain, record
from eventkit.web.clock import now
from eventkit_duet.cards.models import CardConsent, DuetCard


def save_card(
    entry: Entry,
    values: Mapping[str, str],
    *,
    is_ready: bool,
    photo: Received | None = None,
    drop_photo: bool = False,
    actor: str = "system",
) -> DuetCard:
    """Keep what the pair wrote; ``values`` are texts of DuetCard by column.

    A new photograph asks for new consents: those before were about another picture.
    """
    _hold(entry)
    card = db.session.get(DuetCard, entry.id)
    if card is None:
        card = DuetCard(entry_id=entry.id, saved_at=now())
        db.session.add(card)
    for name, value in values.items():
        setattr(card, name, value)
    if drop_photo:
        card.photo = None
    if photo is not None:
        card.photo = keep(photo)
        for row in db.session.query(CardConsent).filter_by(entry_id=entry.id):
            db.session.delete(row)
    card.is_ready, card.saved_at = is_ready, now()
    db.session.flush()
    data = {"ready": is_ready, "photo": card.photo.sha256 if card.photo else ""}
    _journal(entry, "duet.card_saved", actor, data)
    return card


def agree(entry: Entry, person_id: int, *, actor: str = "system") -> None:
    """A member agrees to show the card with its photograph."""
    _hold(entry)
    if db.session.get(CardConsent, (entry.id, person_id)) is None:
        db.session.add(CardConsent(entry_id=entry.id, person_id=person_id, given_at=now()))
        db.session.flush()
        _journal(entry, "duet.card_agreed", actor, {"person": person_id})


def take_back(entry: Entry, person_id: int, *, actor: str = "system") -> None:
    """A member does not want the card to be seen any more; it works at once."""
    found = db.session.get(CardConsent, (entry.id, person_id))
    if found is not None:
        db.session.delete(found)
        db.session.flush()
        _journal(entry, "duet.card_hidden", actor, {"person": person_id})


def _hold(entry: Entry) -> None:
    """Both members may press at the same moment."""
    db.session.execute(select(Entry.id).where(Entry.id == entry.id).with_for_update())


def _journal(entry: Entry, act: str, actor: str, data: dict[str, object]) -> None:
    record(event_chain(entry.event_id), act, f"entry:{entry.id}", actor=actor, data=data)
