"""How acts on many papers stand in the event's journal."""

from __future__ import annotations

from collections.abc import Sequence

from eventkit.documents.models import Award
from eventkit.events.models import Event
from eventkit.journal.operations import event_chain, record


def record_papers(event: Event, act: str, awards: Sequence[Award], actor: str, **data: str) -> None:
    """One line for the act, with the papers' ids and numbers."""
    facts = {"documents": [award.id for award in awards], "numbers": [a.number for a in awards]}
    record(event_chain(event.id), act, f"event:{event.id}", actor=actor, data=facts | data)
