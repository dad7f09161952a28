"""Questionnaires of an event, their frozen versions, waves, responses and who was asked."""

from __future__ import annotations

from datetime import date, datetime
from secrets import randbits, token_hex
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, SmallInteger, String, Text, UniqueConstraint, false
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.events.models import Event
from eventkit.people.models import Person

MODES = ("anonymous", "code", "named")
"""anonymous: nobody can tell who answered what; code: a self-made code links waves and pairs;
named: the answers are a person's."""
WAVE_STATES = ("planned", "open", "closed")
LIVE_STATES = ("off", "on", "ended")
"""Whether an open wave grows on the wall; ended for good once an answer of it was deleted."""
WITHHELD = ("", "pairs", "all")
"""What of a closed wave is never shown again: nothing, what pairs are compared by, or all of it."""
RESPONSE_STATES = ("draft", "sent", "trial")
"""A trial response is made in a test run; no report counts it."""
SOURCES = ("phone", "shared", "paper", "import")
EXTENTS = ("levels", "changes")
"""What a person may show of the own result: the levels, or also how they changed."""


def random_id() -> int:
    """An id that says nothing of when a row was written."""
    return randbits(62)


class Questionnaire(Model):
    """A questionnaire of an event; ``draft`` is the document of ``engine.Instrument`` being edited.

    Reports hide groups of fewer than ``small_group`` people.
    """

    __tablename__ = "questionnaire"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0, server_default=sql("0"))
    mode: Mapped[str] = mapped_column(String(10), default="anonymous")
    once: Mapped[bool] = mapped_column(default=False, server_default=false())
    """One answer per person: each gets a personal link."""
    draft: Mapped[dict[str, Any]]
    small_group: Mapped[int] = mapped_column(default=5, server_default=sql("5"))
    pair_scale: Mapped[str] = mapped_column(String(20), default="", server_default=sql("''"))
    """The scale whose values are compared within pairs; empty: none."""
    keep_until: Mapped[date | None]
    """Answers are deleted after this day."""
    salt: Mapped[str] = mapped_column(String(64), default=lambda: token_hex(32))
    """Self-made codes are kept as digests with it."""
    event: Mapped[Event] = relationship()
    versions: Mapped[list[QuestionnaireVersion]] = relationship(
        back_populates="questionnaire", order_by="QuestionnaireVersion.number"
    )
    waves: Mapped[list[Wave]] = relationship(
        back_populates="questionnaire", order_by="Wave.position"
    )


class QuestionnaireVersion(Model):
    """What was asked, unchangeable since the first answer arrived; a change makes a new version."""

    __tablename__ = "questionnaire_version"
    __table_args__ = (UniqueConstraint("questionnaire_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE")
    )
    number: Mapped[int]
    document: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    frozen_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text, default="", server_default=sql("''"))
    questionnaire: Mapped[Questionnaire] = relationship(back_populates="versions")


class Wave(Model):
    """A time at which people answer: before, after, a year later. ``code`` stands in /q/<code>.

    Waves of several questionnaires of one event that have the same position are shown together.
    """

    __tablename__ = "questionnaire_wave"
    __table_args__ = (UniqueConstraint("questionnaire_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE")
    )
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(100))
    code: Mapped[str] = mapped_column(String(20), unique=True)
    state: Mapped[str] = mapped_column(String(10), default="planned")
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    """Opened and closed by these times as well as by hand; None: by hand alone."""
    closed_at: Mapped[datetime | None]
    live: Mapped[str] = mapped_column(String(5), default="off", server_default=sql("'off'"))
    withheld: Mapped[str] = mapped_column(String(5), default="", server_default=sql("''"))
    """Since answers were deleted that its reports, or those beside it, were made of."""
    questionnaire: Mapped[Questionnaire] = relationship(back_populates="waves")

    @property
    def is_live(self) -> bool:
        """Whether it grows on the wall while people answer."""
        return self.live == "on" and self.state != "closed"


class Response(Model):
    """One respondent's answers in a wave.

    In anonymous mode nothing here leads to a person: the id is random, there is no account, no
    address, and no time finer than the day. ``respondent`` is the digest of a self-made code,
    ``pair`` that of a pair's; both are empty where the mode has none.
    """

    __tablename__ = "questionnaire_response"
    __table_args__ = (UniqueConstraint("wave_id", "uid"),)

    id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, default=random_id
    )
    wave_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire_wave.id", ondelete="CASCADE"), index=True
    )
    version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    uid: Mapped[str] = mapped_column(String(40))
    """Made by the device, so that an answer sent twice counts once."""
    state: Mapped[str] = mapped_column(String(10), default="sent")
    source: Mapped[str] = mapped_column(String(10), default="phone")
    language: Mapped[str] = mapped_column(String(2), default="ru", server_default=sql("'ru'"))
    answers: Mapped[dict[str, Any]]
    """By item id, as ``engine.Item`` says."""
    day: Mapped[date]
    seconds: Mapped[int | None]
    """How long it took, rounded to tens; None where unknown, as on paper."""
    quoted: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The respondent allows own words to be shown."""
    respondent: Mapped[str] = mapped_column(String(64), default="", server_default=sql("''"))
    pair: Mapped[str] = mapped_column(String(64), default="", server_default=sql("''"))
    step: Mapped[int] = mapped_column(SmallInteger, default=0, server_default=sql("0"))
    """With which step of a live wave it came onto the wall; 0: not before the wave was closed."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """In named mode alone."""
    wave: Mapped[Wave] = relationship()
    version: Mapped[QuestionnaireVersion] = relationship()
    person: Mapped[Person | None] = relationship()


class Invitation(Model):
    """A personal link to a wave; says that it was used, never when and with what."""

    __tablename__ = "questionnaire_invitation"
    __table_args__ = (UniqueConstraint("wave_id", "person_id"),)

    id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, default=random_id
    )
    wave_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_wave.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    used: Mapped[bool] = mapped_column(default=False, server_default=false())
    wave: Mapped[Wave] = relationship()
    person: Mapped[Person] = relationship()


class ShownResult(Model):
    """How much of the own named result a person shows in the portfolio; without a row nothing."""

    __tablename__ = "questionnaire_shown_result"

    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    extent: Mapped[str] = mapped_column(String(10))
    """One of ``EXTENTS``."""
    questionnaire: Mapped[Questionnaire] = relationship()
    person: Mapped[Person] = relationship()


class Theme(Model):
    """A group of open answers that people have put together by hand."""

    __tablename__ = "questionnaire_theme"
    __table_args__ = (UniqueConstraint("questionnaire_id", "item", "title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE")
    )
    item: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    questionnaire: Mapped[Questionnaire] = relationship()


class ThemedAnswer(Model):
    """An open answer in a theme."""

    __tablename__ = "questionnaire_themed_answer"

    theme_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire_theme.id", ondelete="CASCADE"), primary_key=True
    )
    response_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire_response.id", ondelete="CASCADE"), primary_key=True
    )
    theme: Mapped[Theme] = relationship()
    response: Mapped[Response] = relationship()
