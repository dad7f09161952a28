"""A contest of pairs for tests: from the preset to a jury with sheets, by public operations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from eventkit.db import db
from eventkit.desk.setup_operations import create_event_from_preset, proposed_schedule
from eventkit.entries.models import Entry
from eventkit.entries.operations import admit_entry, create_entry
from eventkit.events.models import Event, Trial
from eventkit.events.operations import publish_event
from eventkit.hooks import active_plugins
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.operations import add_juror, assign
from eventkit.people.models import Group, GroupMember, Organization, Person
from eventkit.registration.models import Registration
from eventkit.scoring.operations import enter_sheet
from eventkit.scoring.rules_operations import open_judging
from eventkit.scoring.setup_queries import criteria_of
from eventkit.testing.factories import create_organization, create_person
from eventkit.web.clock import now

STARTS = date(2026, 2, 2)
"""The day from which the preset's stages are counted."""
TITLES = ("Камертон", "Компас", "Два крыла", "Вектор", "Созвучие", "Маяк", "Ёлочка", "Вместе")


@dataclass
class Duet:
    """The contest with its parts in the order they were made."""

    event: Event
    entries: list[Entry] = field(default_factory=list)
    jurors: list[Juror] = field(default_factory=list)
    tasks: dict[tuple[int, int, int], Assignment] = field(default_factory=dict)
    """By the ids of juror, entry and trial."""

    @property
    def pairs(self) -> list[Group]:
        """The groups of the entries."""
        return [entry.group for entry in self.entries if entry.group]

    @property
    def trials(self) -> list[Trial]:
        """T1, T2, …"""
        return self.event.trials

    def task(self, juror: int, entry: int, trial: int) -> Assignment:
        """The task of the juror, entry and trial of these numbers, each from 0."""
        key = (self.jurors[juror].id, self.entries[entry].id, self.trials[trial].id)
        return self.tasks[key]


def create_duet(pairs: int = 4, jurors: int = 5, *, preset: str = "duet", **texts: Any) -> Duet:
    """A published contest by the preset with admitted pairs and a jury; nobody has a task yet.

    Codes are Д-1, Д-2, …; each pair and each juror has a school of its own; the first juror is
    the chair. ``texts`` are columns of Event.
    """
    schedule = proposed_schedule(active_plugins().presets[preset], STARTS)
    event = create_event_from_preset(preset, schedule=schedule, **texts)
    publish_event(event)
    duet = Duet(event)
    for number in range(pairs):
        duet.entries.append(create_pair_entry(event, number))
    for number in range(jurors):
        person = create_person(email=f"juror{event.id}-{number}@example.org")
        duet.jurors.append(add_juror(event, person, is_chair=number == 0))
    db.session.flush()
    return duet


def judged_duet(
    pairs: int = 4,
    jurors: int = 5,
    *,
    marks: Callable[[int, int, int], Any] | None = None,
    trials: int | None = None,
    **texts: Any,
) -> Duet:
    """The contest in the middle of judging: every juror has a task for every pair and trial.

    ``marks`` gives, by the numbers of juror, entry and trial (each from 0), how many steps below
    the maximum each mark of the sheet stands; its sheets are sent. None: no sheet is begun. With
    ``trials`` only the first so many have sheets.
    """
    duet = create_duet(pairs, jurors, **texts)
    open_judging(duet.event)
    for one in duet.jurors:
        for entry in duet.entries:
            for trial in duet.trials:
                duet.tasks[one.id, entry.id, trial.id] = assign(one, entry, trial)
    if marks is not None:
        judged = duet.trials[:trials]
        for t, trial in enumerate(judged):
            criteria = criteria_of(trial)
            for j in range(jurors):
                for e in range(pairs):
                    below = marks(j, e, t)
                    values = {c.code: c.maximum - c.step * below for c in criteria}
                    enter_sheet(duet.task(j, e, t), values, source="screen")
    db.session.flush()
    return duet


def create_pair(number: int = 0, *, schools: Sequence[Organization] = (), title: str = "") -> Group:
    """A mentor and a young teacher of one school, or of the two given."""
    first = schools[0] if schools else create_organization()
    second = schools[-1] if schools else first
    mentor = create_person(
        last_name=f"Наставникова{number + 1}",
        first_name="Ольга",
        patronymic="Петровна",
        birth_date=date(1975, 3, 8),
        teaching_since=date(1998, 9, 1),
        organization=first,
        email=f"mentor{number + 1}@example.org",
    )
    young = create_person(
        last_name=f"Начинаева{number + 1}",
        first_name="Алина",
        patronymic="Руслановна",
        organization=second,
        email=f"young{number + 1}@example.org",
    )
    return pair_of(mentor, young, title or TITLES[number % len(TITLES)], first)


def pair_of(
    mentor: Person, young: Person, title: str, organization: Organization | None = None
) -> Group:
    """A pair of two persons; without a school of its own it is the mentor's."""
    pair = Group(
        kind="pair",
        title=title,
        organization=organization or mentor.organization,
        created_at=now(),
        members=[
            GroupMember(person=mentor, role="mentor", position=0),
            GroupMember(person=young, role="young", position=1),
        ],
    )
    db.session.add(pair)
    db.session.flush()
    return pair


def create_pair_entry(
    event: Event, number: int = 0, pair: Group | None = None, *, code: str = ""
) -> Entry:
    """An admitted performance of a pair, with its application and its code."""
    pair = pair or create_pair(number)
    members = [(one.person, one.role) for one in pair.members if one.left_at is None]
    entry = create_entry(event, event.nominations[0], group=pair, authors=members)
    admit_entry(entry, code or f"{event.code_prefix}{number + 1}")
    applicant = members[0][0]
    school = pair.organization
    db.session.add(
        Registration(
            event=event,
            number=number + 1,
            state="admitted",
            person=applicant,
            organization=school,
            organization_name=school.short_name if school else "",
            nomination=entry.nomination,
            entry=entry,
            group=pair,
            token_hash=f"pair-{event.id}-{number}",
            email=applicant.email,
            position=applicant.position,
            created_at=now(),
            submitted_at=now(),
        )
    )
    db.session.flush()
    return entry
