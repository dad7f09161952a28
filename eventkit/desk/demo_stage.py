"""The demo's contest of pairs: before the draw, on its day, before the ceremony."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from eventkit.desk.demo_clock import DemoClock
from eventkit.desk.demo_contest import announce
from eventkit.desk.demo_district import Cast, load_district
from eventkit.desk.demo_marks import Judge, marks_for
from eventkit.entries.models import Entry
from eventkit.entries.performances.queries import performances_of
from eventkit.events.models import Event, Trial
from eventkit.events.round_operations import change_trial
from eventkit.hooks import EventPreset
from eventkit.juries.draw.operations import draw_by_seed
from eventkit.juries.models import Assignment
from eventkit.juries.operations import add_juror, assign, derive_conflicts
from eventkit.juries.queries import active_assignments, barred_pairs
from eventkit.juries.timetable.operations import lay_out, show
from eventkit.juries.timetable.slots import Layout
from eventkit.people.models import Person
from eventkit.registration.operations import admit, submit_application
from eventkit.registration.pairs.members import form_pair
from eventkit.registration.pairs.operations import confirm, invite
from eventkit.results.ceremony.planning import prepare
from eventkit.results.operations import calculate
from eventkit.scoring.operations import enter_sheet
from eventkit.scoring.rules_operations import close_judging, open_judging
from eventkit.scoring.setup_queries import current_rules
from eventkit.scoring.timing.operations import note_time

JUDGES = (
    Judge("0", 0, 1.0, 0),
    Judge("1", 2, 1.0, 0),
    Judge("2", -2, 1.0, 0),
    Judge("3", 1, 1.0, 0),
    Judge("4", -1, 1.0, 0),
)
A_WHILE = timedelta(minutes=7)
SEED = "5 2 6 1 4"
"""What five dice showed when the order was drawn."""
TIMES = ((time(9), 10), (time(10), 45), (time(13, 30), 15), (time(14, 40), 40))
"""When each trial begins, and minutes from start to start; at the last all sit at one table."""
BEYOND = (-40, 0, 80, 25)
"""By how many seconds performances miss their limit, in turn."""


def play_stages(cast: Cast, preset: EventPreset, clock: DemoClock) -> None:
    """Three contests of the same preset, each at another moment."""
    titles = load_district()["stages"]
    _to_the_draw(cast, preset, clock, titles["drawing"], (-40, -5, 1, 2, 2))
    on_stage = _to_the_draw(cast, preset, clock, titles["on_stage"], (-50, -12, 0, 1, 1))
    clock.go(-0.3)
    draw_by_seed(on_stage, SEED)
    _lay_out(on_stage, clock.day(0, on_stage.timezone))
    clock.go(-0.2)
    open_judging(on_stage)
    first, second = on_stage.trials[:2]
    _perform(on_stage, first, clock)
    _perform(on_stage, second, clock, most=1)
    ahead = _to_the_draw(cast, preset, clock, titles["ceremony"], (-60, -25, -2, 0, 0))
    clock.go(-3)
    draw_by_seed(ahead, SEED)
    open_judging(ahead)
    for trial in ahead.trials:
        _perform(ahead, trial, clock)
    clock.go(-1)
    close_judging(ahead)
    calculate(ahead, "system")
    prepare(ahead)


def _lay_out(event: Event, day: date) -> None:
    """The times of a day, which everybody may see."""
    for trial, (clock, minutes) in zip(event.trials, TIMES, strict=False):
        start = datetime.combine(day, clock, ZoneInfo(event.timezone)).astimezone(UTC)
        together = clock == TIMES[-1][0]
        lay_out(trial, Layout(start, minutes, together=together), "Актовый зал")
    show(event, True)


def _to_the_draw(
    cast: Cast,
    preset: EventPreset,
    clock: DemoClock,
    title: str,
    days: tuple[int, int, int, int, int],
) -> Event:
    """Announced, pairs admitted, the jury named and every juror's tasks given out."""
    event = announce(cast, preset, clock, title, days)
    held = clock.day(days[2], event.timezone)
    for trial in event.trials:
        change_trial(trial, title=trial.title, mode=trial.mode, first=held, last=held)
    entries = [
        _enter(event, *pair, clock, days[0] + 3 + number)
        for number, pair in enumerate(_pairs(cast))
    ]
    clock.go(days[1] + 1)
    jurors = [add_juror(event, person, is_chair=n == 0) for n, person in enumerate(cast.jury)]
    derive_conflicts(event)
    barred = barred_pairs(event.id)
    for trial in event.trials:
        for entry in entries:
            for juror in jurors:
                if (entry.id, juror.id) not in barred:
                    assign(juror, entry, trial)
    return event


def _pairs(cast: Cast) -> Iterator[tuple[Person, Person, str]]:
    """Mentors and young teachers of the district whose mentor sits in no jury."""
    titles = iter(load_district()["stages"]["pairs"])
    for row in load_district()["mentoring"]:
        mentor, young = cast.people[row["mentor"]], cast.people[row["mentee"]]
        title = next(titles, "") if mentor not in cast.jury else ""
        if title:
            yield mentor, young, title


def _enter(
    event: Event, mentor: Person, young: Person, title: str, clock: DemoClock, day: float
) -> Entry:
    """An application of a pair, admitted a day later."""
    clock.go(day)
    application = submit_application(
        event, mentor, mentor.organization, event.nominations[0], {"title": title}, clock.at
    )
    asked = {"title": title, "role": "mentor"}
    application.draft = {"pair": asked}
    form_pair(application, mentor)
    partner, _token = invite(application, young.full_name, young.email)
    clock.go(day + 0.5)
    confirm(partner, _own_words(young), at=clock.at)
    clock.go(day + 1)
    admit(application, at=clock.at)
    entry = application.entry
    assert entry is not None
    return entry


def _own_words(young: Person) -> dict[str, Any]:
    """What the second of a pair types to confirm."""
    school = young.organization
    assert school is not None
    days = {name: getattr(young, name) for name in ("birth_date", "teaching_since")}
    return {
        "last_name": young.last_name,
        "first_name": young.first_name,
        "patronymic": young.patronymic,
        "position": young.position,
        "email": young.email,
        "organization": school.short_name,
        "organization_id": str(school.id),
        "processing": True,
        "publication": True,
        **{name: f"{day:%d.%m.%Y}" for name, day in days.items() if day},
    }


def _perform(event: Event, trial: Trial, clock: DemoClock, most: int | None = None) -> None:
    """The performances of a trial one after another: time and sheets; ``most``: only so many."""
    limit = current_rules(event).time_limits.get(trial.code)
    for number, (entry, tasks) in enumerate(list(_tasks(event, trial).items())[:most]):
        clock.at += A_WHILE
        if limit:
            note_time(entry, trial, limit + BEYOND[number % len(BEYOND)])
        for task in tasks:
            judge = JUDGES[task.juror_id % len(JUDGES)]
            enter_sheet(task, marks_for(event, task, judge), source="screen")


def _tasks(event: Event, trial: Trial) -> dict[Entry, list[Assignment]]:
    """Of each pair the tasks in a trial, in the order of its performances."""
    found: dict[Entry, list[Assignment]] = {row.entry: [] for row in performances_of(trial)}
    for task in active_assignments(event.id):
        if task.trial_id == trial.id:
            found[task.entry].append(task)
    return found
