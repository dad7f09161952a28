"""Tables of the quest: rules of a game, its stations, its teams' routes, everything that came."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit_quest.door_secrets import new_pin, new_secret


class QuestGame(Model):
    """One event's game: the document of ``engine.Quest`` without its stations and pictures.

    The title is the event's; the map's picture is a stored file.
    """

    __tablename__ = "quest_game"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    document: Mapped[dict[str, Any]]
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))


class QuestStation(Model):
    """A station of a game: its definition as ``engine.StationDefinition`` reads it."""

    __tablename__ = "quest_station"
    __table_args__ = (UniqueConstraint("event_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(100))
    position: Mapped[int]
    definition: Mapped[dict[str, Any]]


class QuestTeam(Model):
    """A team's way, codes of stations in the order in which it visits them, and its door.

    ``secret`` stands in the team's link, ``pin`` is what it types on a phone.
    """

    __tablename__ = "quest_team"

    entry_id: Mapped[int] = mapped_column(
        ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True
    )
    route: Mapped[list[Any]]
    secret: Mapped[str] = mapped_column(String(40), unique=True, default=new_secret)
    pin: Mapped[str] = mapped_column(String(8), default=new_pin)


class QuestHappening(Model):
    """An event of the quest as a device sent it: never changed, never counted twice.

    ``uid`` is the device's own id, ``at`` the instant by its clock. The columns mean what the
    fields of ``engine.QuestEvent`` do; ``marks`` are those of a host by criteria.
    """

    __tablename__ = "quest_happening"
    __table_args__ = (
        UniqueConstraint("event_id", "uid"),
        Index("ix_quest_happening_entry", "entry_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    station_id: Mapped[int | None] = mapped_column(
        ForeignKey("quest_station.id", ondelete="RESTRICT")
    )
    uid: Mapped[str] = mapped_column(String(100))
    device: Mapped[str] = mapped_column(String(100))
    type: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text)
    amount: Mapped[Fraction]
    number: Mapped[int]
    about: Mapped[str] = mapped_column(String(100), default="", server_default=sql("''"))
    marks: Mapped[dict[str, Any] | None]
    station: Mapped[QuestStation | None] = relationship()
