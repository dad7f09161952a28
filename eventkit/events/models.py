"""Series and their editions (events) with stages, trials, audiences and nominations."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.people.models import Organization

TRIAL_MODES = ("remote", "live")
PROMOTES_BY = ("places", "works", "percent", "value")
"""Who goes on to a round: up to a place, so many works, from a percent, from a value."""
STAGE_KINDS = ("setup", "registration", "judging", "results", "awards")
AUTHOR_SEES = ("means", "totals", "marks", "names")
"""What an author sees of the sheets, from the least: means by criterion, totals of sheets too,
each mark too, each mark with its juror's name."""

PAIR_PAPERS = ("both", "pair", "members")
"""Who of a pair receives papers: the pair and each member, only the pair, only its members."""
RECUSAL_DECIDERS = ("juror", "chair")


class Series(Model):
    """A contest that is held again and again: «Педагогический дуэт»."""

    __tablename__ = "series"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    events: Mapped[list[Event]] = relationship(back_populates="series")


class Event(Model):
    """One edition of a series, in one format."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    subtitle: Mapped[str] = mapped_column(String(300), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    """Markdown, shown sanitised."""
    regulation: Mapped[str] = mapped_column(Text, default="")
    """The text of the положение, Markdown; empty means: made from the settings."""
    format: Mapped[str] = mapped_column(String(40))
    accent: Mapped[str] = mapped_column(String(20), default="chernila")
    timezone: Mapped[str] = mapped_column(String(60))
    reference_date: Mapped[date]
    """The day on which age and experience are counted."""
    organizer_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    document_prefix: Mapped[str] = mapped_column(String(40), default="")
    code_prefix: Mapped[str] = mapped_column(String(10), default="Э-")
    plugins: Mapped[list[Any]] = mapped_column(default=list)
    """Names of further plugins switched on, besides the format's owner."""
    is_blind: Mapped[bool] = mapped_column(default=True)
    author_sees: Mapped[str] = mapped_column(String(20), default="totals", server_default="totals")
    """One of AUTHOR_SEES."""
    recusal_decider: Mapped[str] = mapped_column(
        String(10), default="juror", server_default="juror"
    )
    """One of RECUSAL_DECIDERS: whose word is enough for a juror's recusal."""
    appeal_days: Mapped[int] = mapped_column(default=0, server_default="0")
    """For how many days after a publication appeals are accepted; 0: not at all."""
    paper_twice: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether sheets from paper are typed in by two people."""
    pair_papers: Mapped[str] = mapped_column(String(10), default="both", server_default="both")
    """One of PAIR_PAPERS."""
    published_at: Mapped[datetime | None]
    """When visitors may see the event; None while it is being set up."""
    archived_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    series: Mapped[Series] = relationship(back_populates="events")
    organizer: Mapped[Organization | None] = relationship()
    stages: Mapped[list[Stage]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="Stage.position"
    )
    trials: Mapped[list[Trial]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="Trial.position"
    )
    rounds: Mapped[list[Round]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="Round.number"
    )
    """Empty where all trials are judged together, as in most contests."""
    audiences: Mapped[list[Audience]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="Audience.position"
    )
    nominations: Mapped[list[Nomination]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="Nomination.position"
    )

    def stage(self, kind: str) -> Stage | None:
        """The stage of a kind, if the event has one."""
        return next((stage for stage in self.stages if stage.kind == kind), None)


class Stage(Model):
    """A period with its own rules. ``closes_at`` is the first instant that is too late."""

    __tablename__ = "stage"
    __table_args__ = (UniqueConstraint("event_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(100))
    position: Mapped[int]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    """When a person opened the stage (judging is opened by hand)."""
    closed_at: Mapped[datetime | None]
    """When a person closed it, before or after its deadline."""
    event: Mapped[Event] = relationship(back_populates="stages")


class Round(Model):
    """Trials that are judged at the same time; a round after the first takes those who went on."""

    __tablename__ = "judging_round"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    number: Mapped[int]
    """1, 2, …, in the order in which they are judged."""
    title: Mapped[str] = mapped_column(String(100))
    promotes_by: Mapped[str | None] = mapped_column(String(10))
    """One of PROMOTES_BY: who goes on to this round; None for the first."""
    promotes_from: Mapped[Decimal | None]
    """The last place, the number of works, the least percent or the least value."""
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    event: Mapped[Event] = relationship(back_populates="rounds")

    @property
    def is_open(self) -> bool:
        """Whether its sheets take marks while the jury works."""
        return self.opened_at is not None and self.closed_at is None


class Trial(Model):
    """What is judged on its own; an essay contest has one."""

    __tablename__ = "trial"
    __table_args__ = (UniqueConstraint("event_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    position: Mapped[int] = mapped_column(default=0)
    mode: Mapped[str] = mapped_column(String(10), default="remote", server_default="remote")
    """One of TRIAL_MODES: entries are read at home, or seen in a hall."""
    round_id: Mapped[int | None] = mapped_column(ForeignKey("judging_round.id"), index=True)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    """The first instant that is too late, where the trial has days of its own."""
    event: Mapped[Event] = relationship(back_populates="trials")
    round: Mapped[Round | None] = relationship()


class Audience(Model):
    """Who may enter; limits in full years on the reference date, None where there is none."""

    __tablename__ = "audience"
    __table_args__ = (UniqueConstraint("event_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    position: Mapped[int] = mapped_column(default=0)
    max_age: Mapped[int | None]
    min_experience: Mapped[int | None]
    max_experience: Mapped[int | None]
    event: Mapped[Event] = relationship(back_populates="audiences")


class Nomination(Model):
    """The line in which places are given."""

    __tablename__ = "nomination"
    __table_args__ = (UniqueConstraint("event_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    audience_id: Mapped[int | None] = mapped_column(ForeignKey("audience.id"), index=True)
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(300))
    genre: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[int] = mapped_column(default=0)
    event: Mapped[Event] = relationship(back_populates="nominations")
    audience: Mapped[Audience | None] = relationship()
