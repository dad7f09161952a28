"""Selects about materials."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.materials.models import Material, TrialWish
from eventkit.entries.models import Entry, EntryAuthor, EntryFile
from eventkit.events.models import Event, Trial


def wish_of(trial_id: int) -> TrialWish | None:
    """What a trial wants."""
    return db.session.scalars(select(TrialWish).where(TrialWish.trial_id == trial_id)).first()


def wishes_of(event: Event) -> dict[int, TrialWish]:
    """What the trials of an event want, by their ids; those that say nothing are absent."""
    query = select(TrialWish).join(Trial).where(Trial.event_id == event.id)
    return {wish.trial_id: wish for wish in db.session.scalars(query)}


def material_of(entry_id: int, trial_id: int) -> Material | None:
    """What an entry handed in for a trial."""
    query = select(Material).where(Material.entry_id == entry_id, Material.trial_id == trial_id)
    return db.session.scalars(query).first()


def materials_of(entry_ids: Collection[int]) -> dict[tuple[int, int], Material]:
    """What entries handed in, by entry and trial."""
    query = select(Material).where(Material.entry_id.in_(entry_ids))
    return {(row.entry_id, row.trial_id): row for row in db.session.scalars(query)}


def videos_of(entry_ids: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    """Trial and address of each link, by entry."""
    query = select(Material.entry_id, Material.trial_id, Material.videos).where(
        Material.entry_id.in_(entry_ids)
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for entry_id, trial_id, videos in db.session.execute(query.order_by(Material.trial_id)):
        found.setdefault(entry_id, []).extend((trial_id, video) for video in videos)
    return found


def admitted_with_files(event: Event) -> list[Entry]:
    """Admitted entries by code, with files, group and authors."""
    query = (
        select(Entry)
        .where(Entry.event_id == event.id, Entry.is_admitted)
        .order_by(Entry.code, Entry.id)
        .options(
            joinedload(Entry.group),
            selectinload(Entry.authors).joinedload(EntryAuthor.person),
            selectinload(Entry.files).joinedload(EntryFile.file),
        )
    )
    return list(db.session.scalars(query))


def has_materials(trial: Trial) -> bool:
    """Whether anybody has handed in anything for the trial."""
    rows = (
        select(func.count())
        .select_from(Material)
        .where(
            Material.trial_id == trial.id,
            or_(Material.handed_at.is_not(None), Material.late_until.is_not(None)),
        )
    )
    return bool(db.session.scalar(rows))
