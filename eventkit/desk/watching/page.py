"""What the page of watching shows, gathered in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.desk.alarms import deadline_alarm
from eventkit.desk.cockpit import seen_now
from eventkit.desk.jury_alarms import jury_alarms
from eventkit.desk.seen import Alarm
from eventkit.desk.watching.jurors import JurorRow, juror_rows
from eventkit.events.days import last_moment
from eventkit.events.models import Event
from eventkit.lazy import dataclass
from eventkit.scoring.reminding.by_hand import REST
from eventkit.scoring.reminding.models import ReminderPlan
from eventkit.scoring.reminding.queries import plan_of
from eventkit.scoring.reminding.schedule import next_moment
from eventkit.scoring.rules import judging_is_open
from eventkit.web.i18n import short_moment


@dataclass(frozen=True)
class Watching:
    """The jury at an instant. ``next_at`` is the next moment of the schedule of reminders."""

    rows: Sequence[JurorRow]
    alarms: Sequence[Alarm]
    is_open: bool
    last: datetime | None
    plan: ReminderPlan | None
    next_at: datetime | None
    at: datetime

    @property
    def owing(self) -> list[JurorRow]:
        """Who has sheets that are neither sent nor given in on paper."""
        return [row for row in self.rows if row.progress.owed > 0]

    @property
    def to_remind(self) -> list[JurorRow]:
        """Whom a click on «remind all» writes to: who owe, have an address and no letter lately."""
        return [row for row in self.owing if row.juror.person.email and not self.is_recent(row)]

    def due_at(self, moment: datetime) -> list[JurorRow]:
        """Whom the schedule would write to at a moment if nothing changed by then."""
        return [
            row
            for row in self.owing
            if row.juror.person.email
            and (row.reminded_at is None or moment - row.reminded_at >= REST)
        ]

    @property
    def sent(self) -> int:
        """Sheets sent."""
        return sum(row.progress.submitted for row in self.rows)

    @property
    def assigned(self) -> int:
        """Sheets given to jurors."""
        return sum(row.progress.assigned for row in self.rows)

    def is_recent(self, row: JurorRow) -> bool:
        """Whether the juror had a reminder a short while ago."""
        return row.reminded_at is not None and self.at - row.reminded_at < REST

    def count(self, wanted: str) -> int:
        """How many jurors a filter shows."""
        return sum(row.fits(wanted) for row in self.rows)


def watching(event: Event, at: datetime) -> Watching:
    """Gather the jury of an event."""
    seen = seen_now(event, at)
    judging = event.stage("judging")
    progress = [line.progress for line in seen.board.lines]
    is_open = judging_is_open(event)
    found = [*jury_alarms(seen), *(deadline_alarm(seen) if is_open else ())]
    rows = juror_rows(event, progress, at)
    return Watching(
        rows=rows,
        alarms=[*found, *_unopened(event, rows)] if is_open else found,
        is_open=is_open,
        last=last_moment(judging) if judging is not None else None,
        plan=plan_of(event),
        next_at=next_moment(event) if is_open else None,
        at=at,
    )


def _unopened(event: Event, rows: Sequence[JurorRow]) -> list[Alarm]:
    """Who has works and never came: perhaps the letter was lost."""
    found = [row for row in rows if row.is_unopened]
    if not found:
        return []
    fact = ngettext(
        "%(num)d член жюри ещё не открыл ссылку.",
        "%(num)d членов жюри ещё не открыли ссылку.",
        len(found),
    )
    works = sum(row.progress.owed for row in found)
    text = ngettext("Их ждёт %(num)d работа.", "Их ждут %(num)d работ.", works)

    url = url_for("juries.jury", slug=event.slug)
    return [Alarm("warn", fact, text, _("Выдать ссылки заново"), url)]


def schedule_words(event: Event, page: Watching) -> str:
    """What the schedule does next, in one sentence."""
    plan = page.plan
    if plan is None or not plan.is_on:
        return str(_("Расписание выключено: напоминания уходят только по кнопке."))
    if not page.is_open:
        return str(_("Расписание ждёт: письма уходят, пока оценивание открыто."))
    if page.next_at is None:
        return str(_("По расписанию писем больше не будет."))
    when = short_moment(page.next_at, event.timezone)
    people = len(page.due_at(page.next_at))
    letters = ngettext("%(num)d письмо", "%(num)d писем", people)
    return str(
        _("Следующее напоминание %(when)s: сейчас это %(letters)s.", when=when, letters=letters)
    )
