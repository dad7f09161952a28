"""What an entrant sees of trials: when and where, what to hand in, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from eventkit.entries.materials.models import Material, TrialWish
from eventkit.entries.materials.queries import materials_of, wishes_of
from eventkit.entries.materials.rules import (
    FILES,
    TEXT,
    VIDEO,
    deadline_of,
    may_hand_in,
    missing_parts,
)
from eventkit.entries.models import Entry, EntryFile
from eventkit.entries.performances.models import Performance
from eventkit.entries.performances.queries import performances_of_entry
from eventkit.events.days import SECOND
from eventkit.events.models import Event, Trial
from eventkit.lazy import dataclass
from eventkit.web.clock import now


@dataclass(frozen=True)
class Handed:
    """The materials of one entry for one trial."""

    trial: Trial
    wish: TrialWish
    material: Material | None
    files: Sequence[EntryFile]
    missing: Sequence[str]
    """In words: «видео»."""
    last: datetime | None
    """The last second that counts."""
    is_open: bool

    @property
    def badge(self) -> tuple[str, str]:
        """The state in a word, and its colour."""
        if not self.missing:
            return str(_("всё есть")), "ok"
        if self.is_open:
            return str(_("ждём")), "warn"
        return str(_("не прислано")), "bad"

    @property
    def shown_files(self) -> list[EntryFile]:
        """Files without the one that was made of the text."""
        made = self.material.text_file_id if self.material else None
        return [file for file in self.files if file.id != made]


@dataclass(frozen=True)
class Own:
    """What the own page shows of performances and materials."""

    performances: Sequence[Performance]
    wishes: dict[int, TrialWish]
    handed: Sequence[Handed]
    is_over: bool = False
    """Whether the jury has finished: a time that was never named is not waited for."""


def own_of(entry: Entry | None) -> Own:
    """Of an admitted entry; nothing before."""
    if entry is None or not entry.is_admitted:
        return Own([], {}, [])
    wishes = wishes_of(entry.event)
    materials = materials_of([entry.id])
    judging = entry.event.stage("judging")
    return Own(
        performances_of_entry(entry.id),
        wishes,
        handed_of(entry, wishes, materials),
        is_over=judging is not None and judging.closed_at is not None,
    )


def handed_of(
    entry: Entry,
    wishes: dict[int, TrialWish],
    materials: dict[tuple[int, int], Material],
) -> list[Handed]:
    """One row for each trial that wants something, in the order of trials."""
    return [
        handed(entry, trial, wishes[trial.id], materials.get((entry.id, trial.id)))
        for trial in wanting(entry.event, wishes)
    ]


def wanting(event: Event, wishes: dict[int, TrialWish]) -> list[Trial]:
    """Trials for which something is handed in."""
    return [t for t in event.trials if t.id in wishes and wishes[t.id].wants_something]


def handed(entry: Entry, trial: Trial, wish: TrialWish, material: Material | None) -> Handed:
    """What there is for one trial."""
    files = [file for file in entry.files if file.trial_id == trial.id]
    end = deadline_of(trial, wish, material)
    return Handed(
        trial=trial,
        wish=wish,
        material=material,
        files=files,
        missing=[part_word(part) for part in missing_parts(wish, material, files)],
        last=end - SECOND if end else None,
        is_open=may_hand_in(trial, wish, material, now()),
    )


def part_word(part: str) -> str:
    """What is missing: «файлы»."""
    return {FILES: str(_("файлы")), VIDEO: str(_("видео")), TEXT: str(_("текст"))}[part]
