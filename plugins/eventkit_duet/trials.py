"""Trials of contests of professional skill, each ready with its criteria and its time."""

from __future__ import annotations

from decimal import Decimal

from eventkit.hooks import CriterionPreset, TrialPreset

HALF = Decimal("0.5")
LIVE, REMOTE = "live", "remote"


def _criterion(title: str, maximum: int = 5, weight: int = 1) -> CriterionPreset:
    """Marked by half points, as pairs are."""
    return CriterionPreset(title=title, maximum=Decimal(maximum), step=HALF, weight=Decimal(weight))


def _whole(title: str, maximum: int = 5) -> CriterionPreset:
    """Marked by whole points."""
    return CriterionPreset(title=title, maximum=Decimal(maximum))


CARD = TrialPreset(
    name="duet-card",
    title="Визитная карточка «Мы – дуэт»",
    mode=LIVE,
    limit_minutes=7,
    criteria=(
        _criterion("Содержательность: представлены оба участника и система их работы"),
        _criterion("Оригинальность и творческий подход"),
        _criterion("Слаженность дуэта, равное участие"),
        _criterion("Культура речи и сценическая культура", 3),
        _criterion("Качество сопровождения (слайды, видео, музыка)", 2),
    ),
)
BINARY_LESSON = TrialPreset(
    name="binary-lesson",
    title="Бинарный урок (занятие) и самоанализ",
    mode=LIVE,
    limit_minutes=35,
    criteria=(
        _criterion("Целеполагание и мотивация обучающихся"),
        _criterion("Предметное содержание и межпредметные связи"),
        _criterion("Методы и организация деятельности обучающихся"),
        _criterion("Взаимодействие педагогов: роли, позиция тьютора, а не лидера", weight=2),
        _criterion("Обратная связь и оценивание"),
        _criterion("Самоанализ и рефлексия"),
    ),
)
CASES = TrialPreset(
    name="duet-cases",
    title="Импровизация: решение педагогических кейсов",
    mode=LIVE,
    limit_minutes=5,
    criteria=(
        _criterion("Понимание ситуации и её причин"),
        _criterion("Педагогическая и правовая обоснованность решения"),
        _criterion("Реалистичность и этичность решения"),
        _criterion("Совместная выработка решения в паре"),
        _criterion("Убедительность, находчивость"),
    ),
)
ROUND_TABLE = TrialPreset(
    name="round-table",
    title="Круглый стол «Наставничество: взгляд с двух сторон»",
    mode=LIVE,
    limit_minutes=40,
    criteria=(
        _criterion("Аргументированность позиции"),
        _criterion("Опора на собственный опыт пары"),
        _criterion("Культура дискуссии"),
        _criterion("Умение слышать и развивать мысль коллеги"),
    ),
)
ESSAY = TrialPreset(
    name="debut-essay",
    title="Эссе «Я – педагог»",
    mode=REMOTE,
    criteria=(
        _whole("Понимание миссии профессии"),
        _whole("Рефлексия первого опыта"),
        _whole("Логика и язык"),
    ),
)
CREDO = TrialPreset(
    name="debut-credo",
    title="Самопрезентация «Моё педагогическое кредо»",
    mode=LIVE,
    limit_minutes=5,
    criteria=(
        _whole("Содержательность"),
        _whole("Оригинальность"),
        _whole("Культура выступления"),
    ),
)
LESSON = TrialPreset(
    name="lesson",
    title="Урок (занятие) и самоанализ",
    mode=LIVE,
    limit_minutes=45,
    criteria=(
        _whole("Целеполагание"),
        _whole("Предметная компетентность"),
        _whole("Методы и приёмы, деятельность обучающихся"),
        _whole("Оценивание и обратная связь"),
        _whole("Психологический климат"),
        _whole("Самоанализ"),
    ),
)
MASTER_CLASS = TrialPreset(
    name="master-class",
    title="Мастер-класс",
    mode=LIVE,
    limit_minutes=15,
    criteria=(
        _whole("Методическая ценность приёма"),
        _whole("Вовлечение аудитории"),
        _whole("Практическая применимость"),
        _whole("Ответы на вопросы жюри"),
    ),
)
SITUATION = TrialPreset(
    name="situation",
    title="Педагогическая ситуация",
    mode=LIVE,
    limit_minutes=5,
    criteria=(
        _whole("Понимание ситуации"),
        _whole("Обоснованность решения"),
        _whole("Этичность и такт"),
        _whole("Находчивость"),
    ),
)
BEST_LESSON = TrialPreset(
    name="best-lesson",
    title="Мой лучший урок (занятие): карта, видео, самоанализ",
    mode=REMOTE,
    criteria=(
        _whole("Соответствие цели, содержания и результата"),
        _whole("Методическая грамотность карты"),
        _whole("Деятельность обучающихся на видео", 10),
        _whole("Приёмы оценивания и обратной связи"),
        _whole("Самоанализ: удачные моменты и их причины", 10),
        _whole("Возможность использовать опыт коллегам"),
    ),
)
OFFERED = (
    CARD,
    BINARY_LESSON,
    CASES,
    ROUND_TABLE,
    ESSAY,
    CREDO,
    LESSON,
    MASTER_CLASS,
    SITUATION,
    BEST_LESSON,
)
