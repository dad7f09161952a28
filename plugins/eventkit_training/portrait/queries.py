"""The portrait of an event with all that belongs to it."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.lazy import dataclass
from eventkit.questionnaires.queries import answered_by_wave
from eventkit.questionnaires.reports.queries import reports_for_all_of
from eventkit_training.portrait.choosing import Choice, Chosen, complete
from eventkit_training.portrait.contents import Portrait
from eventkit_training.portrait.figures import portrait_of
from eventkit_training.portrait.models import TrainingPortrait, TrainingQuote
from eventkit_training.queries import feedback_of


def kept_portrait(event: Event) -> TrainingPortrait | None:
    """What the organizer has kept of it."""
    return db.session.get(TrainingPortrait, event.id)


def is_published(event: Event) -> bool:
    """Whether everybody may see it."""
    kept = kept_portrait(event)
    return kept is not None and kept.published_at is not None


def picked_of(event: Event) -> set[tuple[int, str]]:
    """The words picked for it: ids of responses and of items."""
    query = select(TrainingQuote.response_id, TrainingQuote.item)
    rows = db.session.execute(query.where(TrainingQuote.event_id == event.id))
    return {(row.response_id, row.item) for row in rows}


@dataclass(frozen=True)
class Drawn:
    """A portrait that is worked out once for a page: what is chosen, and the values."""

    event: Event
    choice: Choice
    chosen: Chosen
    picked: set[tuple[int, str]]

    @cached_property
    def portrait(self) -> Portrait:
        """The values of the page."""
        return portrait_of(self.chosen, self.picked, answered_by_wave(self.event))


def drawn_of(event: Event) -> Drawn:
    """The portrait of an event as it stands now."""
    kept = kept_portrait(event)
    choice = Choice.from_dict(kept.choice if kept else {})
    wave = feedback_of(event)
    chosen = complete(
        choice, reports_for_all_of(event, live=True), wave.questionnaire_id if wave else None
    )
    return Drawn(event, choice, chosen, picked_of(event))
