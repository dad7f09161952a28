"""One contest of the demo played through the rooms' own verbs, to the state wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.desk.demo_applications import apply_all, apply_unfit, fill_works, leave_draft
from eventkit.desk.demo_clock import DemoClock
from eventkit.desk.demo_district import Cast, load_district
from eventkit.desk.demo_marks import Judge, marks_for
from eventkit.desk.demo_samples import play_samples
from eventkit.desk.setup_operations import create_event_from_preset
from eventkit.documents.name_operations import check_all
from eventkit.documents.operations import issue_awards, prepare_awards, prepare_thanks
from eventkit.events.models import Event
from eventkit.events.operations import archive_event, change_event, publish_event
from eventkit.events.stage_operations import set_stage_times
from eventkit.hooks import EventPreset
from eventkit.juries.applying import apply_plan
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.operations import add_juror
from eventkit.juries.planning import preview
from eventkit.juries.queries import active_assignments
from eventkit.registration.operations import (
    admit,
    refuse,
    withdraw,
)
from eventkit.results.decision_operations import record_decision
from eventkit.results.operations import calculate, lock, publish
from eventkit.results.queries import result_of
from eventkit.scoring.operations import declare_conflict, enter_sheet, open_sheet, remind, save_mark
from eventkit.scoring.operations import replace as hand_over
from eventkit.scoring.queries import touched_assignments, wanted_sheets
from eventkit.scoring.rules_operations import close_judging, open_judging
from eventkit.scoring.setup_queries import criteria_of_event, current_rules

ALL_WORKS = 24
OPEN_SENT = 18
CEREMONY = time(15)
APPEAL_DAYS = 7
"""The results are six days old: an appeal can still be filed."""
ACCENTS = {"judging": "surguch", "published": "bor", "archived": "voda"}


def play_open(cast: Cast, preset: EventPreset, clock: DemoClock, title: str) -> Event:
    """Registration is open for two weeks more; applications stand in every state."""
    event = announce(cast, preset, clock, title, (-17, 14, 24, 28, 35))
    sent = apply_all(event, cast.authors[: OPEN_SENT - 1], clock, -16, -0.2)
    sent.append(apply_unfit(event, cast, clock))
    fill_works()
    clock.go(-0.1)
    waiting = [one for one in sent if one.state == "submitted"]
    for one in waiting[:9]:
        admit(one, at=clock.at)
    refuse(waiting[9], _("В файле только титульный лист. Пришлите письмо целиком."), at=clock.at)
    withdraw(waiting[10], at=clock.at)
    for person in cast.authors[OPEN_SENT : OPEN_SENT + 3]:
        leave_draft(event, person, clock)
    for number, person in enumerate(cast.jury[:3]):
        add_juror(event, person, is_chair=number == 0)
    return event


def play_judging(cast: Cast, preset: EventPreset, clock: DemoClock, title: str) -> Event:
    """Two days before the jury's deadline: some are done, one half, one is strict, one recused."""
    event = announce(cast, preset, clock, title, (-45, -15, 2, 6, 13), accent="judging")
    jurors = _to_the_jury(cast, event, clock, ALL_WORKS, -45, -15)
    play_samples(event, jurors, clock)
    clock.go(-14)
    open_judging(event)
    works = _by_juror(event)
    for juror, judge in zip(jurors, _judges(), strict=True):
        own = works[juror.id]
        for number, task in enumerate(own[: round(len(own) * judge.share)]):
            clock.go(-12 + number * judge.pace)
            enter_sheet(task, marks_for(event, task, judge), source="screen")
    _begin(event, [t for t in works[jurors[2].id] if not _is_sent(t)][:1], clock)
    _recuse(event, jurors, works, clock)
    clock.go(-0.4)
    remind(event, [jurors[-1].id])
    return event


def play_published(cast: Cast, preset: EventPreset, clock: DemoClock, title: str) -> Event:
    """Results, diplomas and portfolios are there; the ceremony is ahead."""
    event = announce(cast, preset, clock, title, (-60, -30, -10, -6, 3), accent="published")
    change_event(event, appeal_days=APPEAL_DAYS)
    _judge_all(cast, event, clock, ALL_WORKS, (-60, -30, -10, -6))
    return event


def play_archived(cast: Cast, preset: EventPreset, clock: DemoClock, title: str) -> Event:
    """Last year's edition, put away."""
    days = (-382, -351, -341, -337, -330)
    event = announce(cast, preset, clock, title, days, accent="archived")
    _judge_all(cast, event, clock, ALL_WORKS // 2, days[:4])
    clock.go(-300)
    archive_event(event)
    return event


def announce(
    cast: Cast,
    preset: EventPreset,
    clock: DemoClock,
    title: str,
    days: tuple[int, int, int, int, int],
    accent: str = "",
) -> Event:
    """Set the event up ten days before its registration; days count from the present.

    ``days``: first and last of registration, last of the jury, results, ceremony.
    """
    zone = load_district()["timezone"]
    clock.go(days[0] - 10)
    first, last, judged, results, awards = (clock.day(number, zone) for number in days)
    event = create_event_from_preset(
        preset.name,
        title=title,
        organizer=cast.organizations["O00"],
        schedule={
            "registration": (first, last),
            "judging": (last + timedelta(days=1), judged),
            "results": (results, None),
            "awards": (awards, None),
        },
        reference_date=first,
        timezone=zone,
    )
    values = {"contact_email": load_district()["site"]["email"]}
    change_event(event, **values | ({"accent": ACCENTS[accent]} if accent else {}))
    ceremony = event.stage("awards")
    assert ceremony is not None
    set_stage_times(ceremony, datetime.combine(awards, CEREMONY, ZoneInfo(zone)), None)
    publish_event(event)
    cast.events.append(event)
    return event


def _to_the_jury(
    cast: Cast, event: Event, clock: DemoClock, works: int, first: float, last: float
) -> list[Juror]:
    """Applications, decisions, a late one, the jury and who reads what."""
    sent = apply_all(event, cast.authors[:works], clock, first + 0.5, last - 0.1)
    late = cast.authors[works : works + 1]
    apply_all(event, late, clock, last + 1.3, last + 1.3)
    fill_works()
    clock.go(last + 1.5)
    for one in sent:
        if one.state == "submitted":
            admit(one, at=clock.at)
    jurors = [
        add_juror(event, person, is_chair=number == 0) for number, person in enumerate(cast.jury)
    ]
    wanted = wanted_sheets(current_rules(event))
    apply_plan(event, preview(event, wanted, touched_assignments(event.id)))
    return jurors


def _judges() -> list[Judge]:
    """How the five members of the jury mark and how far they have come."""
    return [
        Judge("0", 0, 1.0, 0.5),
        Judge("1", 0, 1.0, 0.78),
        Judge("2", 1, 0.86, 0.7),
        Judge("3", -5, 1.0, 0.6),
        Judge("4", 2, 0.57, 0.55),
    ]


def _by_juror(event: Event) -> Mapping[int, list[Assignment]]:
    found: dict[int, list[Assignment]] = {}
    for task in active_assignments(event.id):
        found.setdefault(task.juror_id, []).append(task)
    return found


def _is_sent(task: Assignment) -> bool:
    return open_sheet(task).state == "submitted"


def _begin(event: Event, tasks: Sequence[Assignment], clock: DemoClock) -> None:
    """A sheet that was begun and left."""
    for task in tasks:
        clock.go(-1.1)
        sheet = open_sheet(task)
        for criterion in criteria_of_event(event)[:3]:
            save_mark(sheet, criterion, criterion.maximum - criterion.step)


def _recuse(
    event: Event,
    jurors: Sequence[Juror],
    works: Mapping[int, Sequence[Assignment]],
    clock: DemoClock,
) -> None:
    """A member steps back after scoring; the sheet is annulled and the work handed over."""
    clock.go(-2)
    task = works[jurors[2].id][1]
    made = declare_conflict(jurors[2], task.entry, _("Бывшая ученица."))
    for annulled in made.annulled:
        given = hand_over(annulled)
        if given is not None:
            enter_sheet(given, marks_for(event, given, Judge("5", 1, 1.0, 0)), source="screen")


def _judge_all(
    cast: Cast, event: Event, clock: DemoClock, works: int, days: tuple[int, int, int, int]
) -> None:
    """The whole way to issued papers; the ties that the rules leave open are shared places."""
    first, last, judged, results = days
    jurors = _to_the_jury(cast, event, clock, works, first, last)
    clock.go(last + 2)
    open_judging(event)
    own = _by_juror(event)
    for juror, judge in zip(jurors, _judges(), strict=True):
        tasks = own.get(juror.id, [])
        step = (judged - last - 4) / max(1, len(tasks))
        for number, task in enumerate(tasks):
            clock.go(last + 3 + step * number)
            marks = marks_for(event, task, judge.fairer())
            enter_sheet(task, marks, source="screen")
    clock.go(judged + 0.6)
    close_judging(event)
    clock.go(results - 0.4)
    _publish(cast, event, clock)
    clock.go(results + 1.5)
    prepare_awards(event, "system")
    prepare_thanks(event, "system")
    check_all(event, actor="system")
    issue_awards(event, "system")


def _publish(cast: Cast, event: Event, clock: DemoClock) -> None:
    made = calculate(event, "system")
    codes = {nomination.code: nomination for nomination in event.nominations}
    for nomination in result_of(made).nominations:
        if any(t.resolved_by == "chair_decision_needed" for t in nomination.ties):
            record_decision(
                event,
                codes[nomination.nomination],
                "shared_place",
                [],
                _("Протокол № 1: место разделить."),
                "1",
                clock.at.date(),
                actor=f"account:{cast.accounts['chair'].id}",
            )
            db.session.flush()
    made = calculate(event, "system")
    lock(made, actor="system")
    publish(made, actor="system", protocol_number="1")
