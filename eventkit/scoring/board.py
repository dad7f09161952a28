"""The board of assignments: a column for each juror, a card for each work that he or she has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event, Nomination
from eventkit.juries.expertise import outside_expertise
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.panels.queries import barred_by_panels
from eventkit.juries.planning import code_key
from eventkit.juries.queries import barred_pairs, jurors_of
from eventkit.juries.rounds.queries import trials_now
from eventkit.lazy import dataclass
from eventkit.scoring.models import Sheet
from eventkit.scoring.queries import asks_for_thirds
from eventkit.scoring.readings import THIRD


@dataclass(frozen=True)
class Card:
    """A work at a juror. ``state``: free (may move), held, third, or that of its sheet.

    A held one waits until the challenge of its juror is decided.
    """

    task_id: int
    entry_id: int
    code: str
    nomination: str
    state: str
    is_off: bool
    """Outside the juror's expertise."""


@dataclass(frozen=True)
class Column:
    """A juror with the cards, and which works must not come here because of a conflict."""

    juror: Juror
    cards: Sequence[Card]
    barred: Sequence[int]

    @property
    def is_full(self) -> bool:
        """Whether the limit is reached."""
        limit = self.juror.load_limit
        return limit is not None and len(self.cards) >= limit


def board_of(event: Event) -> list[Column]:
    """The columns of the round now, in the order of the jury.

    As many queries whatever their length.
    """
    cards, barred = _cards(event), _barred(event)
    return [
        Column(juror, sorted(cards[juror.id], key=lambda c: code_key(c.code)), barred[juror.id])
        for juror in jurors_of(event.id)
    ]


def _cards(event: Event) -> dict[int, list[Card]]:
    query = (
        select(
            Assignment.id,
            Assignment.juror_id,
            Assignment.reading,
            Assignment.is_held,
            Entry.id,
            Entry.code,
            Nomination.title,
            Sheet.state,
        )
        .join(Entry, Assignment.entry_id == Entry.id)
        .join(Nomination, Entry.nomination_id == Nomination.id)
        .outerjoin(Sheet, Sheet.assignment_id == Assignment.id)
        .where(
            Entry.event_id == event.id,
            Entry.is_admitted,
            Assignment.state == "active",
            Assignment.trial_id.in_(trials_now(event)),
        )
        .order_by(Assignment.id)
    )
    off, thirds = outside_expertise(event.id), asks_for_thirds(event.id)
    several = len(event.nominations) > 1
    found: dict[tuple[int, int], Card] = {}
    for task, juror, reading, is_held, entry, code, nomination, sheet in db.session.execute(query):
        unread = "third" if thirds and reading >= THIRD else "free"
        state = sheet or ("held" if is_held else unread)
        known = found.get((juror, entry))
        # In several trials a work moves as a whole, so one begun sheet holds it.
        if known is None or known.state == "free":
            title = nomination if several else ""
            is_off = (entry, juror) in off
            found[juror, entry] = Card(task, entry, code or "", title, state, is_off)
    columns: dict[int, list[Card]] = defaultdict(list)
    for (juror, _entry), card in found.items():
        columns[juror].append(card)
    return columns


def _barred(event: Event) -> dict[int, list[int]]:
    """Works by the jurors who must not read them: conflicts, and those of another panel."""
    barred: dict[int, list[int]] = defaultdict(list)
    for entry, juror in sorted(barred_pairs(event.id) | barred_by_panels(event)):
        barred[juror].append(entry)
    return barred
