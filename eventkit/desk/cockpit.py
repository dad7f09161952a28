"""The cockpit of one event: facts of all rooms, gathered in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from eventkit.db import db
from eventkit.desk.alarms import alarms
from eventkit.desk.facts import facts_of
from eventkit.desk.jury_board import JuryBoard, jury_board
from eventkit.desk.milestones import days_left
from eventkit.desk.numbers import Numbers, numbers_of
from eventkit.desk.seen import Alarm, Seen
from eventkit.desk.stage_words import Step, path_of
from eventkit.desk.steps import Facts, NextStep, next_step
from eventkit.events.days import last_moment
from eventkit.events.models import Event
from eventkit.events.phases import has_closed
from eventkit.events.words import entries_words
from eventkit.lazy import dataclass
from eventkit.registration.models import Registration
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.queries import need_replacement, progress
from eventkit.scoring.setup_queries import current_rules
from eventkit.scoring.third_queue import Third, running_thirds
from eventkit.web.i18n import short_day, short_moment

LATELY = timedelta(days=3)


@dataclass(frozen=True)
class Flow:
    """One number of the funnel as its macro takes it."""

    number: int
    of: str
    title: str
    note: str
    share: float


@dataclass(frozen=True)
class Cockpit:
    """Everything the page shows."""

    path: Sequence[Step]
    step: NextStep
    flow: Sequence[Flow]
    board: JuryBoard
    alarms: Sequence[Alarm]
    facts: Facts

    @property
    def open_alarms(self) -> int:
        """Those that are not solved yet."""
        return sum(alarm.kind != "ok" for alarm in self.alarms)


def cockpit(event: Event, at: datetime) -> Cockpit:
    """Gather the cockpit of an event."""
    numbers = numbers_of([event], at)[event.id]
    seen = seen_now(event, at, numbers)
    return Cockpit(
        path=_path(event, at, numbers),
        step=next_step(seen.facts),
        flow=flow(numbers, _lately(event, at), seen.rules, has_jury=seen.facts.has_jury),
        board=seen.board,
        alarms=alarms(seen),
        facts=seen.facts,
    )


def seen_now(event: Event, at: datetime, numbers: Numbers | None = None) -> Seen:
    """Gather what alarms are about."""
    rules, rows = current_rules(event), progress(event)
    numbers = numbers or numbers_of([event], at)[event.id]
    thirds = running_thirds(event, rules)
    facts = facts_of(event, numbers, at, is_close=True)
    until = _thirds_until(thirds, facts, at)
    if until is not None:
        facts = replace(facts, days_left=days_left(until, at, event.timezone))
    board = jury_board(event, rows, rules, at)
    return Seen(
        event,
        at,
        rules,
        board,
        annulled=need_replacement(event.id),
        facts=facts,
        uncountable=numbers.uncountable,
        short=numbers.short,
        thirds=thirds,
        thirds_until=until,
    )


def _thirds_until(thirds: Sequence[Third], facts: Facts, at: datetime) -> datetime | None:
    """The last deadline of third readings, where nothing else is left: the jury's term is theirs.

    A list of many events does not look so closely; it names the jury's own term.
    """
    ends = [row.until for row in thirds if row.until is not None and row.until > at]
    left = facts.sheets_assigned - facts.sheets_sent
    return max(ends) if facts.phase == "judging" and ends and left <= len(ends) else None


def _lately(event: Event, at: datetime) -> int:
    query = select(func.count()).where(
        Registration.event_id == event.id,
        Registration.number.is_not(None),
        Registration.submitted_at >= at - LATELY,
    )
    return db.session.scalar(query) or 0


def flow(
    counted: Numbers, lately: int, rules: ScoringRules, *, has_jury: bool = True
) -> list[Flow]:
    """From application to mark: four numbers, each a share of the one before; two without jury."""
    sent = counted.sent
    share = counted.admitted / sent if sent else 1.0
    needed = counted.sheets_needed
    done = counted.sheets_sent / needed if needed else 0.0
    numbers = [
        Flow(sent, "", ngettext("заявка", "заявок", sent), _lately_words(counted, lately), 1.0),
        Flow(
            counted.admitted,
            "",
            ngettext("допущена", "допущены", counted.admitted),
            _decided(counted),
            share,
        ),
        Flow(
            counted.admitted,
            "",
            ngettext("работа с шифром", "работ с шифром", counted.admitted),
            _per_work(rules),
            share,
        ),
        Flow(
            counted.sheets_sent,
            _("из %(all)s", all=needed) if needed else "",
            ngettext("лист отправлен", "листов отправлено", counted.sheets_sent),
            _sent_words(counted, done),
            share * done,
        ),
    ]
    return numbers if has_jury else numbers[:2]


def _lately_words(counted: Numbers, lately: int) -> str:
    if not lately:
        drafts = counted.states.get("draft", 0)
        return ngettext("%(num)d черновик", "%(num)d черновиков", drafts) if drafts else ""
    return str(ngettext("%(num)d за последние три дня", "%(num)d за последние три дня", lately))


def _decided(counted: Numbers) -> str:
    waiting = counted.waiting
    withdrawn, refused = (counted.states.get(state, 0) for state in ("withdrawn", "refused"))
    parts = [
        (waiting, ngettext("%(num)d ждёт решения", "%(num)d ждут решения", waiting)),
        (withdrawn, ngettext("%(num)d отозвана", "%(num)d отозвано", withdrawn)),
        (refused, ngettext("%(num)d отказ", "%(num)d отказов", refused)),
    ]
    return ", ".join(text for number, text in parts if number)


def _sent_words(counted: Numbers, done: float) -> str:
    """How much of what can be had is there; and what cannot, so that the numbers agree."""
    if not counted.sheets_needed:
        return ""
    parts = [_("%(percent)s %%", percent=round(100 * done))]
    lost = counted.sheets_lost
    if lost:
        parts.append(
            ngettext("ещё %(num)d лист дать некому", "ещё %(num)d листов дать некому", lost)
        )
    return ", ".join(parts)


def _per_work(rules: ScoringRules) -> str:
    each = rules.sheets_per_entry
    if not each:
        return ""
    return str(ngettext("по %(num)d листу на работу", "по %(num)d листа на работу", each))


def _path(event: Event, at: datetime, counted: Numbers) -> list[Step]:
    notes = {}
    registration, judging = event.stage("registration"), event.stage("judging")
    if registration is not None and has_closed(registration, at):
        applications = ngettext("%(num)d заявка", "%(num)d заявок", counted.sent)
        if not counted.sent and counted.admitted:
            # The organizers brought them themselves, as the teams of a quest.
            applications = entries_words(event, counted.admitted)
        end = registration.closed_at or last_moment(registration)
        notes["registration"] = str(
            _(
                "%(applications)s, до %(day)s",
                applications=applications,
                day=short_day(end, event.timezone),
            )
        )
    end = last_moment(judging) if judging is not None else None
    if end is not None:
        notes["judging"] = _("до %(moment)s", moment=short_moment(end, event.timezone))
    return path_of(event, at, with_setup=True, notes=notes)
