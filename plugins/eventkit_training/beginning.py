"""How a new event becomes a training: empty, or with a day's programme and questionnaires."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventkit.events.days import first_day
from eventkit.events.models import Event
from eventkit.events.nomination_operations import add_nomination
from eventkit.hooks import EventPreset
from eventkit.lazy import dataclass
from eventkit.questionnaires.models import Questionnaire
from eventkit.questionnaires.operations import add_wave, change_settings, take_from_library
from eventkit.questionnaires.queries import questionnaires_of
from eventkit_training.models import TrainingSession
from eventkit_training.operations import Plan, add_session, choose_feedback, copy_programme
from eventkit_training.portrait.operations import copy_choice
from eventkit_training.queries import feedback_of

READY = EventPreset(
    name="formula",
    format="training",
    title=_l("Формула успеха"),
    subtitle=_l("Тренинг для молодых педагогов и наставников"),
    description=_l(
        "Молодые педагоги и их наставники вместе разбирают трудные минуты урока, учатся"
        " восстанавливать силы и договариваются, как работать в паре. До тренинга и после него"
        " участники отвечают на короткие анкеты без имён, из ответов складываются портреты группы."
    ),
    accent="voda",
    stage_days={"setup": 3, "registration": 14, "judging": 1, "results": 0, "awards": 1},
)
SIDES = ("young_teacher", "pair_mentor")
"""Instruments of the library for the two sides of a pair; their scale C is compared."""
PAIR_SCALE = "C"
SMALL_GROUP = 5


@dataclass(frozen=True)
class Ready:
    """A session of the ready day: its times by the clock, hours as a number in words."""

    title: Any
    begins: time
    ends: time
    hours: str
    exercises: Sequence[Any]
    places: int | None = None
    """With a number people sign up; without one it is for all."""


DAY = (
    Ready(
        _l("Профессиональное «я»"),
        time(9, 30),
        time(10, 30),
        "1",
        (_l("Знакомство в парах: три слова о себе"), _l("Линия моего пути в профессии")),
    ),
    Ready(
        _l("Эмоции на уроке"),
        time(10, 45),
        time(12, 15),
        "1.5",
        (_l("Карта трудных минут"), _l("Пауза, дыхание, слово"), _l("Разбор двух случаев")),
    ),
    Ready(
        _l("Трудный разговор с родителями"),
        time(13),
        time(14, 30),
        "1.5",
        (_l("Первая фраза"), _l("Разговор втроём: педагог, родитель, наблюдатель")),
        12,
    ),
    Ready(
        _l("Как вернуть силы"),
        time(13),
        time(14, 30),
        "1.5",
        (_l("Что забирает силы и что возвращает"), _l("Мой план на неделю")),
        8,
    ),
    Ready(
        _l("Договор пары"),
        time(14, 45),
        time(16, 15),
        "1.5",
        (_l("Чего ждёт каждый"), _l("Три договорённости на четверть")),
    ),
    Ready(
        _l("Портреты на стене"),
        time(16, 15),
        time(16, 45),
        "0.5",
        (_l("Что показали анкеты"), _l("Что берём в план года")),
    ),
)


def begin(event: Event, preset_name: str, actor: str) -> None:
    """Let people sign up; the ready training brings its day and its questionnaires too."""
    if not event.nominations:
        add_nomination(event, str(_("Участники")), actor=actor)
    if preset_name != READY.name:
        return
    held = event.stage("judging")
    day = first_day(held) if held is not None else None
    if day is not None:
        plan_day(event, day, actor=actor)
    ask_before_and_after(event, actor=actor)


def carry_over(event: Event, edition: Event, actor: str) -> None:
    """Let next year's edition begin with the same programme and the same look of the portrait.

    The core has copied the questionnaires already, in the same order.
    """
    copy_programme(event, edition, actor=actor)
    pairs = list(zip(questionnaires_of(event), questionnaires_of(edition), strict=True))
    waves = {
        old.id: new
        for source, made in pairs
        for old, new in zip(source.waves, made.waves, strict=True)
    }
    feedback = feedback_of(event)
    choose_feedback(edition, waves[feedback.id] if feedback else None)
    copy_choice(event, edition, {source.id: made.id for source, made in pairs}, actor=actor)


def plan_day(event: Event, day: date, *, actor: str = "system") -> list[TrainingSession]:
    """Put the ready sessions into the programme, on a day of the event's zone."""
    zone = ZoneInfo(event.timezone)
    return [
        add_session(
            event,
            Plan(
                str(one.title),
                datetime.combine(day, one.begins, zone),
                datetime.combine(day, one.ends, zone),
                Decimal(one.hours),
                exercises="\n".join(map(str, one.exercises)),
                sign_up=one.places is not None,
                places=one.places,
            ),
            actor=actor,
        )
        for one in DAY
    ]


def ask_before_and_after(event: Event, *, actor: str = "system") -> list[Questionnaire]:
    """Take the two sides' questionnaires with their waves, and the one that asks how it was.

    People answer under a code of their own, so that both waves and both sides of a pair are
    linked without a name.
    """
    made = [take_from_library(event, name, mode="code", actor=actor) for name in SIDES]
    for one in made:
        change_settings(
            one,
            mode="code",
            once=False,
            small_group=SMALL_GROUP,
            pair_scale=PAIR_SCALE,
            actor=actor,
        )
        for title in (_("до тренинга"), _("после тренинга")):
            add_wave(one, title, actor=actor)
    feedback = take_from_library(event, "feedback", actor=actor)
    choose_feedback(event, add_wave(feedback, _("после тренинга"), actor=actor))
    return [*made, feedback]
