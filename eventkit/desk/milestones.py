"""Which day of an event matters next, in words: for the playbill, the agenda and the feed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import format_date
from flask_babel import gettext as _

from eventkit.events.days import last_moment
from eventkit.events.models import Event, Stage
from eventkit.events.phases import has_closed, is_open, phase
from eventkit.lazy import dataclass


@dataclass(frozen=True)
class Milestone:
    """A day of an event. ``kind``: opens, deadline, held, judging, results or awards."""

    event: Event
    kind: str
    at: datetime
    """The instant itself; of a deadline the last second that counts."""

    @property
    def day(self) -> date:
        """The day in the event's own zone."""
        return self.at.astimezone(ZoneInfo(self.event.timezone)).date()

    @property
    def title(self) -> str:
        """What happens on the day."""
        if self.event.stage("results") is None and self.kind in ("opens", "awards"):
            return str(_("запись открывается") if self.kind == "opens" else _("сертификаты"))
        words = {
            "opens": _("приём открывается"),
            "deadline": _("последний день"),
            "held": _("начало"),
            "judging": _("жюри заканчивает"),
            "results": _("итоги"),
            "awards": _("награждение"),
        }
        return str(words[self.kind])

    @property
    def sentence(self) -> str:
        """The same with the event's title, for lists and calendars."""
        title = self.event.title
        if self.event.stage("results") is None:
            own = {
                "opens": _("%(title)s: открывается запись", title=title),
                "deadline": _("%(title)s: последний день записи", title=title),
                "held": _("%(title)s: начало", title=title),
                "awards": _("%(title)s: сертификаты", title=title),
            }
            return str(own[self.kind])
        words = {
            "opens": _("%(title)s: открывается приём работ", title=title),
            "deadline": _("%(title)s: последний день приёма", title=title),
            "judging": _("%(title)s: жюри заканчивает оценивать", title=title),
            "results": _("%(title)s: итоги", title=title),
            "awards": _("%(title)s: награждение", title=title),
        }
        return str(words[self.kind])

    @property
    def month_and_weekday(self) -> str:
        """«октября, пятница»."""
        return str(format_date(self.day, "MMMM, EEEE", rebase=False))

    @property
    def month(self) -> str:
        """«октября,» above the weekday on the card of the nearest deadline."""
        return str(format_date(self.day, "MMMM", rebase=False))

    @property
    def weekday(self) -> str:
        """«пятница»."""
        return str(format_date(self.day, "EEEE", rebase=False))

    @property
    def short(self) -> str:
        """«31 окт.»."""
        return str(format_date(self.day, "d MMM", rebase=False)).rstrip(".")


def milestones(event: Event) -> list[Milestone]:
    """All days of an event that visitors may care for, in order."""
    found = []
    for stage in event.stages:
        found += _of_stage(event, stage)
    return sorted(found, key=lambda one: one.at)


def _of_stage(event: Event, stage: Stage) -> list[Milestone]:
    end = last_moment(stage)
    if stage.kind == "registration":
        opens = [Milestone(event, "opens", stage.opens_at)] if stage.opens_at else []
        return opens + ([Milestone(event, "deadline", end)] if end else [])
    if stage.kind == "judging" and event.stage("results") is None:
        return [Milestone(event, "held", stage.opens_at)] if stage.opens_at else []
    if stage.kind == "judging":
        return [Milestone(event, "judging", end)] if end else []
    if stage.kind in ("results", "awards"):
        return [Milestone(event, stage.kind, stage.opens_at)] if stage.opens_at else []
    return []


def next_milestone(event: Event, at: datetime) -> Milestone | None:
    """The day that stands first on the playbill: what visitors wait for now."""
    days = {one.kind: one for one in milestones(event)}
    registration = event.stage("registration")
    now_in = phase(event, at)
    if now_in == "registration":
        if is_open(registration, at):
            return days.get("deadline")
        if not has_closed(registration, at):
            return days.get("opens")
        return days.get("results") or days.get("held")
    if now_in in ("judging", "results"):
        return days.get("results") or days.get("held")
    return days.get("awards")


def nearest_deadline(events: Iterable[Event], at: datetime) -> Milestone | None:
    """The first deadline of all that take applications now."""
    open_ones = [e for e in events if is_taking(e, at)]
    days = [d for e in open_ones for d in milestones(e) if d.kind == "deadline" and d.at >= at]
    return min(days, key=lambda one: one.at, default=None)


def is_taking(event: Event, at: datetime) -> bool:
    """Whether applications may be sent now."""
    return phase(event, at) == "registration" and is_open(event.stage("registration"), at)


def days_left(end: datetime, at: datetime, zone: str) -> int:
    """How many days of the zone lie between; 0 on the last day itself."""
    own = ZoneInfo(zone)
    return (end.astimezone(own).date() - at.astimezone(own).date()).days


def coming(events: Sequence[Event], at: datetime) -> list[Milestone]:
    """Days of all events that are still ahead, in order; the jury's own is left out."""
    days = [one for event in events for one in milestones(event) if one.at >= at]
    return sorted((d for d in days if d.kind != "judging"), key=lambda one: one.at)
