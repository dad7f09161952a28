"""«К вершинам мастерства»: the municipal contest of teachers' letters, ready to be announced."""

from __future__ import annotations

from decimal import Decimal

from eventkit.hooks import (
    AudiencePreset,
    CriterionPreset,
    EventPreset,
    LevelPreset,
    NominationPreset,
)

Levels = tuple[tuple[int, int, str], ...]

TO_FIVE: dict[str, Levels] = {
    "K1": (
        (0, 1, "жанр письма не узнаётся, тема подменена"),
        (2, 3, "жанр или тема выдержаны не до конца"),
        (4, 5, "это письмо, и оно о том, о чём номинация"),
    ),
    "K4": (
        (0, 1, "мысли не связаны между собой"),
        (2, 3, "план угадывается, есть повторы и скачки"),
        (4, 5, "каждая часть на месте, вывод следует из сказанного"),
    ),
    "K5": (
        (0, 1, "язык бедный, сплошные штампы"),
        (2, 3, "есть удачные места"),
        (4, 5, "живой собственный голос, точные образы"),
    ),
    "K6": (
        (0, 1, "ошибки мешают читать"),
        (2, 3, "несколько ошибок"),
        (4, 5, "ошибок нет или одна-две описки"),
    ),
}
TO_TEN: dict[str, Levels] = {
    "K2": (
        (0, 2, "тема не раскрыта, общие слова"),
        (3, 5, "тема раскрыта частично, позиция не выражена"),
        (6, 8, "позиция ясна, есть примеры из практики"),
        (9, 10, "глубокое самостоятельное размышление, точные примеры"),
    ),
    "K3": (
        (0, 2, "описание без осмысления"),
        (3, 5, "осмысление отдельных эпизодов"),
        (6, 8, "выводы о собственном росте"),
        (9, 10, "честная рефлексия, читатель видит изменение автора"),
    ),
}


def _criterion(code: str, title: str) -> CriterionPreset:
    levels = (TO_FIVE | TO_TEN)[code]
    return CriterionPreset(
        code=code,
        title=title,
        maximum=Decimal(levels[-1][1]),
        levels=tuple(LevelPreset(Decimal(low), Decimal(high), text) for low, high, text in levels),
    )


AUDIENCES = (
    AudiencePreset("YS", "Молодые специалисты", max_age=35, max_experience=5),
    AudiencePreset("EX", "Опытные педагоги, педагоги-наставники", min_experience=6),
)
NOMINATIONS = (
    NominationPreset("YS1", "Первый раз в школьный класс", "письмо-признание", "YS"),
    NominationPreset("YS2", "Учитель будущего", "письмо-напутствие молодым коллегам", "YS"),
    NominationPreset("YS3", "Молодость или опыт?", "письмо-размышление", "YS"),
    NominationPreset(
        "YS4",
        "Храню я в сердце благодарность",
        "письмо-обращение к своему учителю, наставнику, преподавателю",
        "YS",
    ),
    NominationPreset(
        "EX1",
        "Наставник и молодой педагог: секреты успешного взаимодействия",
        "письмо-признание",
        "EX",
    ),
    NominationPreset("EX2", "Эстафета славных дел", "письмо-напутствие начинающему педагогу", "EX"),
    NominationPreset("EX3", "Наставничество: вызовы времени", "письмо-размышление", "EX"),
    NominationPreset("EX4", "Эстафета поколений", "письмо-обращение к начинающему педагогу", "EX"),
)
CRITERIA = (
    _criterion("K1", "Соответствие жанру письма и теме номинации"),
    _criterion("K2", "Глубина раскрытия темы, личная педагогическая позиция"),
    _criterion("K3", "Рефлексивность: осмысление собственного опыта, искренность"),
    _criterion("K4", "Логика изложения и композиция"),
    _criterion("K5", "Выразительность и образность речи"),
    _criterion("K6", "Грамотность (орфография, пунктуация, речь)"),
)
RULES = {
    "aggregation": "mean_of_valid_sheets",
    "sheets_per_entry": 3,
    "divergence_points": 10,
    "tie_break": ["K2_mean", "K3_mean", "chair_decision", "shared_place"],
    "place_style": "dense",
    "winner_min_percent": 75,
    "prize_min_percent": 60,
    "prize_max_rank": 3,
    "strict_judge_flag": {"min_sheets": 5, "abs_mean_deviation": 4},
}
SUMMIT = EventPreset(
    name="summit",
    format="essay",
    title="К вершинам мастерства",
    subtitle="Муниципальный конкурс педагогического эссе",
    description=(
        "Напишите письмо: ученику, коллеге, своему учителю или самому себе. Жюри ждёт не отчёта"
        " о достижениях, а честного разговора о том, зачем вы пришли в школу и что вас в ней"
        " держит."
    ),
    document_prefix="КВМ-",
    code_prefix="Э-",
    trial_title="Эссе (письмо)",
    audiences=AUDIENCES,
    nominations=NOMINATIONS,
    criteria=CRITERIA,
    rules=RULES,
    stage_days={"setup": 10, "registration": 31, "judging": 10, "results": 4, "awards": 7},
)
