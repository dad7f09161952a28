"""Tables of a portrait: what the organizer chose for it, and the words picked by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.events.models import Event
from eventkit.questionnaires.models import Response


class TrainingPortrait(Model):
    """The portrait of an event; no row before the organizer has touched it.

    ``choice`` is the document of ``choosing.Choice``, empty while the page chooses by itself.
    """

    __tablename__ = "training_portrait"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    choice: Mapped[dict[str, Any]] = mapped_column(default=dict)
    published_at: Mapped[datetime | None]
    """Since when everybody may see it."""
    event: Mapped[Event] = relationship()


class TrainingQuote(Model):
    """An open answer that the organizer picked for the portrait; it goes when its answer goes."""

    __tablename__ = "training_quote"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    response_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire_response.id", ondelete="CASCADE"), primary_key=True
    )
    item: Mapped[str] = mapped_column(String(20), primary_key=True)
    response: Mapped[Response] = relationship()
