"""Verbs about materials: say what is wanted, hand in, take a file back, give a delay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from eventkit.db import db
from eventkit.entries.materials.models import Material, TrialWish
from eventkit.entries.materials.queries import material_of, wish_of
from eventkit.entries.models import Entry, EntryFile
from eventkit.entries.operations import attach, remove_file
from eventkit.entries.reading import Prepared
from eventkit.events.models import Trial
from eventkit.journal.operations import event_chain, record
from eventkit.web.clock import now


def set_wish(trial: Trial, *, actor: str = "system", **values: Any) -> TrialWish:
    """Say what a trial wants; ``values`` are columns of TrialWish."""
    db.session.execute(select(Trial.id).where(Trial.id == trial.id).with_for_update())
    wish = wish_of(trial.id)
    if wish is None:
        wish = TrialWish(trial_id=trial.id)
        db.session.add(wish)
    for name, value in values.items():
        setattr(wish, name, value)
    db.session.flush()
    kinds = {name: bool(getattr(wish, name)) for name in ("wants_files", "wants_video")}
    record(
        event_chain(trial.event_id),
        "materials.wanted",
        f"trial:{trial.id}",
        actor=actor,
        data={
            **kinds,
            "wants_text": wish.wants_text,
            "closes_at": wish.closes_at.isoformat() if wish.closes_at else "",
        },
    )
    return wish


def hand_in(
    entry: Entry,
    trial: Trial,
    *,
    text: str,
    videos: Sequence[str],
    text_file: Prepared | None,
    files: Sequence[Prepared] = (),
    actor: str = "system",
) -> Material:
    """Keep what came; files are added to those that are there.

    ``text_file`` is the prepared file of ``text``, None where the text is empty or as before.
    """
    material = _material(entry, trial)
    if text != material.text:
        if material.text_file is not None:
            old, material.text_file = material.text_file, None
            remove_file(old, actor=actor)
        material.text = text
    if text_file is not None and material.text_file is None:
        material.text_file = attach(entry, text_file, trial=trial, actor=actor)
    material.videos = list(videos)
    for file in files:
        attach(entry, file, trial=trial, actor=actor)
    material.handed_at = now()
    db.session.flush()
    data = {"trial": trial.id, "files": len(files), "videos": len(videos), "text": len(text)}
    record(
        event_chain(entry.event_id),
        "materials.handed_in",
        f"entry:{entry.id}",
        actor=actor,
        data=data,
    )
    return material


def take_back(file: EntryFile, *, actor: str = "system") -> None:
    """Take a file of a trial's materials off the entry."""
    remove_file(file, actor=actor)


def give_delay(
    entry: Entry, trial: Trial, until: datetime, reason: str, *, actor: str = "system"
) -> Material:
    """Let one entrant hand in until ``until``, the first instant that is too late."""
    material = _material(entry, trial)
    material.late_until, material.late_reason = until, reason
    db.session.flush()
    record(
        event_chain(entry.event_id),
        "materials.delayed",
        f"entry:{entry.id}",
        actor=actor,
        data={"trial": trial.id, "until": until.isoformat()},
        texts={"reason": reason},
    )
    return material


def forget_wish(trial: Trial) -> None:
    """A trial that is taken out wants nothing."""
    db.session.execute(delete(TrialWish).where(TrialWish.trial_id == trial.id))


def _material(entry: Entry, trial: Trial) -> Material:
    # The entrant and the organizer may begin it at the same moment.
    db.session.execute(select(Entry.id).where(Entry.id == entry.id).with_for_update())
    found = material_of(entry.id, trial.id)
    if found is None:
        found = Material(entry_id=entry.id, trial_id=trial.id, videos=[], text="")
        db.session.add(found)
        db.session.flush()
    return found
