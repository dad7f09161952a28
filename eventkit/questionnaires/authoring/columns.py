"""What the worksheets of a questionnaire are called, their columns, and the words in their cells.

A file is read whichever language it was written in, so both stand here.
"""

from __future__ import annotations

from eventkit.spreadsheets.reading import Field

Words = tuple[str, str]
"""Russian and English."""

TITLES: dict[str, Words] = {
    "texts": ("Опросник", "Questionnaire"),
    "items": ("Пункты", "Items"),
    "options": ("Варианты", "Options"),
    "scales": ("Шкалы", "Scales"),
    "pages": ("Страницы", "Pages"),
}
COLUMNS: dict[str, tuple[tuple[str, Words, float], ...]] = {
    "texts": (
        ("part", ("Что", "What"), 18),
        ("ru", ("Русский", "Russian"), 60),
        ("en", ("Английский", "English"), 60),
    ),
    "items": (
        ("id", ("Код", "Code"), 8),
        ("kind", ("Вид", "Kind"), 12),
        ("text_ru", ("Текст", "Text"), 50),
        ("text_en", ("Текст по-английски", "Text in English"), 50),
        ("note_ru", ("Пояснение", "Note"), 24),
        ("note_en", ("Пояснение по-английски", "Note in English"), 24),
        ("required", ("Обязательный", "Required"), 12),
        ("min", ("От", "From"), 6),
        ("max", ("До", "To"), 6),
        ("step", ("Шаг", "Step"), 6),
        ("labels_ru", ("Подписи", "Labels"), 30),
        ("labels_en", ("Подписи по-английски", "Labels in English"), 30),
        ("at_most", ("Не больше вариантов", "At most"), 10),
        ("shuffled", ("Свой порядок", "Shuffled"), 10),
        ("group", ("Делит отчёты", "Splits reports"), 10),
        ("when_item", ("Если пункт", "If item"), 10),
        ("when_test", ("Проверка", "Test"), 12),
        ("when_value", ("Значение", "Value"), 10),
        ("page", ("Страница", "Page"), 9),
    ),
    "options": (
        ("item", ("Пункт", "Item"), 8),
        ("id", ("Код", "Code"), 8),
        ("text_ru", ("Текст", "Text"), 50),
        ("text_en", ("Текст по-английски", "Text in English"), 50),
    ),
    "scales": (
        ("id", ("Код", "Code"), 8),
        ("title_ru", ("Название", "Title"), 30),
        ("title_en", ("Название по-английски", "Title in English"), 30),
        ("items", ("Пункты", "Items"), 30),
        ("reversed", ("Обратные", "Reversed"), 20),
        ("min_answered", ("Нужно ответов", "Answers needed"), 10),
        ("score", ("Счёт", "Score"), 10),
        ("levels_ru", ("Уровни", "Levels"), 34),
        ("levels_en", ("Уровни по-английски", "Levels in English"), 34),
        ("level_texts_ru", ("Слова уровней", "Words of levels"), 50),
        ("level_texts_en", ("Слова уровней по-английски", "Words of levels in English"), 50),
        ("norms", ("Нормы", "Norms"), 30),
        ("about_ru", ("О чём она", "About"), 40),
        ("about_en", ("О чём она по-английски", "About in English"), 40),
    ),
    "pages": (
        ("page", ("Страница", "Page"), 9),
        ("title_ru", ("Название", "Title"), 30),
        ("title_en", ("Название по-английски", "Title in English"), 30),
        ("text_ru", ("Пояснение", "Text"), 50),
        ("text_en", ("Пояснение по-английски", "Text in English"), 50),
        ("shuffled", ("Свой порядок", "Shuffled"), 10),
    ),
}
NEEDED = {"texts": ("part",), "items": ("text_ru",), "options": ("item", "text_ru")}
PARTS: dict[str, Words] = {
    "title": ("Название", "Title"),
    "intro": ("Перед вопросами", "Before"),
    "thanks": ("После ответов", "After"),
    "source": ("Источник", "Source"),
    "licence": ("Лицензия", "Licence"),
    "quoted": ("Спросить о словах на стене", "Ask to quote"),
    "own_result": ("Показать человеку его результат", "Show one's own result"),
}
KINDS: dict[str, Words] = {
    "likert": ("согласие", "likert"),
    "differential": ("полюса", "differential"),
    "one": ("один", "one"),
    "several": ("несколько", "several"),
    "rank": ("порядок", "rank"),
    "matrix": ("таблица", "matrix"),
    "number": ("число", "number"),
    "slider": ("ползунок", "slider"),
    "text": ("текст", "text"),
    "completion": ("предложение", "completion"),
}
SCORES: dict[str, Words] = {"mean": ("среднее", "mean"), "sum": ("сумма", "sum")}
TESTS: dict[str, Words] = {
    "is": ("выбран", "is"),
    "is_not": ("не выбран", "is not"),
    "has": ("есть", "has"),
    "at_least": ("не меньше", "at least"),
    "at_most": ("не больше", "at most"),
    "answered": ("отвечен", "answered"),
}
YES: Words = ("да", "yes")
NO: Words = ("нет", "no")


def fields_of(sheet: str) -> tuple[Field, ...]:
    """What the columns of a worksheet may be called."""
    needed = NEEDED.get(sheet, ())
    return tuple(
        Field(name, (*labels, name), required=name in needed)
        for name, labels, _width in COLUMNS[sheet]
    )


def meant(words: dict[str, Words], typed: str) -> str:
    """The name that a cell means in either language; what is unknown stays as it was typed."""
    said = typed.strip().casefold()
    for name, both in words.items():
        if said in (name, *(one.casefold() for one in both)):
            return name
    return typed.strip()
