"""Two contests on a stage, ready to be announced: pairs in four trials, beginners in five."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from eventkit.hooks import (
    AudiencePreset,
    EventPreset,
    NominationPreset,
    RoundPreset,
    TrialPreset,
)
from eventkit_duet import trials

MINUTE_OVER = {"unit_seconds": 60, "count": "full", "points": 1}
"""A point for each full minute beyond the limit."""


def _coded(letter: str, chosen: Sequence[TrialPreset]) -> tuple[TrialPreset, ...]:
    """Trials under the codes that the rules name: T1, T2, …"""
    return tuple(replace(one, code=f"{letter}{n}") for n, one in enumerate(chosen, start=1))


DUET = EventPreset(
    name="duet",
    format="duet",
    title="Педагогический дуэт",
    subtitle="Муниципальный конкурс профессионального мастерства",
    description=(
        "Наставник и молодой педагог выходят вместе. Пара представит себя, проведёт бинарный"
        " урок, решит педагогическую ситуацию без подготовки и сядет за круглый стол. Жюри"
        " смотрит, как двое учат, слышат и дополняют друг друга."
    ),
    accent="surguch",
    document_prefix="ДУЭТ-",
    code_prefix="Д-",
    is_blind=False,
    nominations=(NominationPreset("ДУЭТ", "Педагогический дуэт"),),
    trials=_coded("T", (trials.CARD, trials.BINARY_LESSON, trials.CASES, trials.ROUND_TABLE)),
    rules={
        "aggregation": "mean_of_valid_sheets",
        "sheets_per_entry": 5,
        "tie_break": ["T2_mean", "T1_mean", "chair_decision"],
        "place_style": "competition",
        "prize_max_rank": 3,
        "overtime_rule": MINUTE_OVER,
    },
    stage_days={"setup": 10, "registration": 30, "judging": 14, "results": 1, "awards": 1},
)
DEBUT_TRIALS = tuple(
    replace(one, round=1 if one.mode == trials.REMOTE else 2)
    for one in _coded(
        "Б",
        (
            trials.ESSAY,
            trials.CREDO,
            trials.LESSON,
            replace(trials.MASTER_CLASS, title="Мастер-класс или внеурочное занятие"),
            replace(trials.SITUATION, title="Разговор с наставником: педагогическая ситуация"),
        ),
    )
)
DEBUT = EventPreset(
    name="debut",
    format="debut",
    title="Педагогический дебют",
    subtitle="Муниципальный конкурс молодых педагогов",
    description=(
        "Конкурс для тех, кто в школе недавно. Сначала жюри читает эссе, лучшие авторы выходят"
        " на сцену: самопрезентация, урок, мастер-класс и разговор о педагогической ситуации."
    ),
    accent="voda",
    document_prefix="ДЕБЮТ-",
    code_prefix="ПД-",
    is_blind=False,
    audiences=(AudiencePreset("МП", "Молодые педагоги", max_age=35, max_experience=3),),
    nominations=(NominationPreset("ДЕБЮТ", "Педагогический дебют", audience="МП"),),
    rounds=(RoundPreset("Заочный тур"), RoundPreset("Очный тур", "works", Decimal(10))),
    trials=DEBUT_TRIALS,
    rules={
        "aggregation": "mean_of_valid_sheets",
        "sheets_per_entry": 3,
        "tie_break": ["Б3_mean", "Б2_mean", "chair_decision"],
        "place_style": "competition",
        "prize_max_rank": 3,
        "overtime_rule": MINUTE_OVER,
    },
    stage_days={"setup": 10, "registration": 30, "judging": 21, "results": 1, "awards": 1},
)
PRESETS = (DUET, DEBUT)
