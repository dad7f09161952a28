"""The demo's training: held yesterday, ten pairs, answers before and after, papers issued."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from eventkit.desk.plan.operations import decline, propose, take
from eventkit.desk.plan.queries import proposals_of
from eventkit.documents.name_operations import check_all
from eventkit.documents.operations import issue_awards, prepare_hours
from eventkit.events.models import Event
from eventkit.events.operations import create_event, publish_event
from eventkit.events.stage_operations import set_stage_days
from eventkit.hooks import DemoGround
from eventkit.lazy import dataclass
from eventkit.people.models import Person
from eventkit.questionnaires.answering.operations import keep_response
from eventkit.questionnaires.models import Wave
from eventkit.questionnaires.operations import close_wave, open_wave
from eventkit.registration.checkin.operations import add_helper, hold_arrival, mark
from eventkit.registration.models import Registration
from eventkit.registration.operations import admit, submit_application, withdraw
from eventkit_training.beginning import READY, ask_before_and_after, begin, plan_day
from eventkit_training.demo_answers import FEEDBACK, MENTORS, PAIRS, YOUNG, Answered
from eventkit_training.models import TrainingSession
from eventkit_training.operations import Plan, add_link, add_session, change_session
from eventkit_training.portrait.choosing import Choice
from eventkit_training.portrait.operations import change_portrait, publish_portrait
from eventkit_training.signup.operations import sign_up

ROOMS = ("Актовый зал", "Актовый зал", "Кабинет 12", "Кабинет психолога", "Актовый зал", "Холл")
LEADERS = ("Мария Камертонова, педагог-психолог", "Олег Рассветов, методист")
TALKS, STRENGTH = 2, 3
"""The two sessions at one time to which people sign up, by their places in the day."""
ABSENT = 9
"""The pair of which the mentor did not come."""
CHANGED_MIND = 8
"""The pair of which the young teacher does not come to the meeting a week later."""


@dataclass(frozen=True)
class Members:
    """The applications of a pair."""

    young: Registration
    mentor: Registration


def play(ground: DemoGround) -> Event:
    """Announce the training, hold it yesterday, and let people tell how it was."""
    ground.go(-30)
    event = create_event(
        str(READY.title),
        READY.format,
        organizer=ground.organizer,
        accent=READY.accent,
        subtitle=str(READY.subtitle),
        description=str(READY.description),
    )
    begin(event, "", "system")
    held = _day(ground, event, -1)
    for kind, first, last in (
        ("registration", _day(ground, event, -28), _day(ground, event, -4)),
        ("judging", held, held),
        ("awards", _day(ground, event, 2), None),
    ):
        stage = event.stage(kind)
        assert stage is not None
        set_stage_days(stage, first, last)
    later = _day(ground, event, 6)
    ground.go(-29)
    sessions = _programme(event, held, later)
    young, mentor, feedback = ask_before_and_after(event)
    publish_event(event)
    pairs = _apply(ground, event)
    _sign_up(ground, sessions, pairs)
    words = _answer(ground, (young.waves[0], mentor.waves[0]), first=True, days=-3)
    _attend(ground, event, sessions, pairs)
    evening = _since(ground, datetime.combine(held, time(20), ZoneInfo(event.timezone)))
    _answer(ground, (young.waves[1], mentor.waves[1]), first=False, days=evening)
    change_portrait(event, Choice(), [(number, "q14") for number in words])
    publish_portrait(event)
    _plan(event)
    _tell(ground, feedback.waves[0], evening)
    ground.go(0)
    prepare_hours(event, "system")
    check_all(event, actor="system")
    issue_awards(event, "system")
    return event


def _day(ground: DemoGround, event: Event, days: int) -> date:
    today: datetime = ground.go(0)
    return today.astimezone(ZoneInfo(event.timezone)).date() + timedelta(days=days)


def _since(ground: DemoGround, moment: datetime) -> float:
    """The days from the present to a moment, as the ground's clock counts them."""
    return float((moment - ground.go(0)) / timedelta(days=1))


def _programme(event: Event, held: date, later: date) -> list[TrainingSession]:
    """The ready day in its rooms, and a meeting a week later."""
    sessions = plan_day(event, held)
    for number, (session, room) in enumerate(zip(sessions, ROOMS, strict=True)):
        point = session.point
        assert point.begins_at is not None
        assert point.ends_at is not None
        plan = Plan(
            point.title,
            point.begins_at,
            point.ends_at,
            point.hours,
            exercises=session.exercises,
            sign_up=session.sign_up,
            places=session.places,
        )
        leader = LEADERS[number == TALKS]
        change_session(session, replace(plan, room=room, speakers=leader))
    add_link(sessions[0], "Памятка участника", "https://romashkino.example/pamyatka")
    zone = ZoneInfo(event.timezone)
    meeting = Plan(
        "Встреча через неделю: что получилось",
        datetime.combine(later, time(15), zone),
        datetime.combine(later, time(16, 30), zone),
        exercises="Что попробовали в классе\nЧто мешает и кто поможет",
        speakers=LEADERS[0],
        room="Кабинет 12",
        sign_up=True,
        places=6,
    )
    return [*sessions, add_session(event, meeting)]


def _apply(ground: DemoGround, event: Event) -> list[Members]:
    """An application of each, a pair a day, who name each other; one more is taken back."""
    made = []
    for number, pair in enumerate(PAIRS):
        young, mentor = (ground.people[one - 1] for one in pair)
        at = ground.go(-26 + 2 * number)
        made.append(
            Members(
                _application(event, young, "young", mentor, at),
                _application(event, mentor, "mentor", young, at),
            )
        )
        for one in (made[-1].young, made[-1].mentor):
            admit(one, at=ground.go(-25.5 + 2 * number))
    changed = _application(event, ground.people[2], "other", None, ground.go(-10))
    withdraw(changed, at=ground.go(-6))
    return made


def _application(
    event: Event, person: Person, role: str, partner: Person | None, at: datetime
) -> Registration:
    part = {"role": role, "partner": partner.full_name if partner else ""}
    return submit_application(
        event,
        person,
        person.organization,
        event.nominations[0],
        {},
        at,
        ("processing", "publication"),
        part=part,
    )


def _sign_up(
    ground: DemoGround, sessions: Sequence[TrainingSession], pairs: Sequence[Members]
) -> None:
    """Six pairs to one session, the others to the other, and more to the meeting than it takes."""
    for number, pair in enumerate(pairs):
        ground.go(-3.9 + number / 20)
        chosen = sessions[TALKS if number < 5 else STRENGTH]
        sign_up(chosen, pair.young, pair.mentor)
    meeting = sessions[-1]
    for number in (1, 4, 0, CHANGED_MIND):
        sign_up(meeting, pairs[number].young, pairs[number].mentor)
    sign_up(meeting, pairs[6].young)


def _answer(ground: DemoGround, waves: tuple[Wave, Wave], *, first: bool, days: float) -> list[int]:
    """Open both sides' waves, let all answer under their codes, and close them.

    Returns the ids of the answers whose words go onto the wall.
    """
    ground.go(days)
    on_wall = []
    for wave, side in zip(waves, (YOUNG, MENTORS), strict=True):
        open_wave(wave, actor="system")
        for number, one in enumerate(side):
            marks = one.before if first else one.after
            if not marks:
                continue
            kept = keep_response(
                wave,
                uid=f"{wave.code}-{number}",
                answers=_answers(one, marks, first=first),
                seconds=20 if one.hasty and first else 210 + 10 * (number % 7),
                quoted=one.quoted,
                code=one.code,
                pair=f"пара {one.pair}",
            )
            if one.is_on_wall:
                on_wall.append(kept.id)
        close_wave(wave, actor="system")
    return on_wall


def _plan(event: Event) -> None:
    """What people want most is proposed for the next year; one wish is taken, one declined."""
    propose(event)
    rows = proposals_of(event)
    take(rows[0])
    decline(rows[-1], "Такой курс уже есть в районе.")


def _answers(one: Answered, marks: str, *, first: bool) -> Mapping[str, Any]:
    found: dict[str, Any] = {f"q{n}": int(mark) for n, mark in enumerate(marks, start=1)}
    found["stage"], found["q13"] = one.stage, list(one.priorities)
    if first and one.words:
        found["q14"] = one.words
    return found


def _tell(ground: DemoGround, wave: Wave, days: float) -> None:
    """Some have told how it was; the others still may."""
    ground.go(days)
    open_wave(wave, actor="system")
    for number, answers in enumerate(FEEDBACK):
        keep_response(wave, uid=f"{wave.code}-{number}", answers=answers, quoted=True)


def _attend(
    ground: DemoGround,
    event: Event,
    sessions: Sequence[TrainingSession],
    pairs: Sequence[Members],
) -> None:
    """A helper at the door marks all who came; one did not, another left after lunch."""
    helper = add_helper(event, "Лев Стажёров", actor="system")
    actor = f"checkin_helper:{helper.id}"
    for session in sessions[:-1]:
        begins = session.point.begins_at
        assert begins is not None
        at = ground.go(_since(ground, begins))
        for number, pair in enumerate(pairs):
            if session.sign_up and (session is sessions[TALKS]) != (number < 5):
                continue
            came = [pair.young] if number == ABSENT else [pair.young, pair.mentor]
            if number == CHANGED_MIND and session is sessions[-2]:
                came = [pair.mentor]
            for one in came:
                assert one.person_id is not None
                mark(session.point, one.person_id, at=at, actor=actor)
                if session is sessions[0]:
                    mark(hold_arrival(event), one.person_id, at=at, actor=actor)
