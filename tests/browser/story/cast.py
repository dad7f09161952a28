"""Who takes part in the story, what they wrote and how they were marked."""

from __future__ import annotations

from tests.browser.story.participant import Teacher

FIRST = "МАОУ СОШ №1 с. Вымыслово"
SEVENTH = "МАОУ СОШ №7 с. Придумкино"
KINDERGARTEN = "МАДОУ детский сад «Сказка» с. Вымыслово"
SCHOOLS = (
    (FIRST, "с. Вымыслово", "первая школа"),
    (SEVENTH, "с. Придумкино"),
    (KINDERGARTEN, "с. Вымыслово"),
)
DAYS = {
    "Первый день приёма": "01.10.2025",
    "Последний день приёма": "31.10.2025",
    "Последний день работы жюри": "14.11.2025",
    "День итогов": "18.11.2025",
    "День награждения": "25.11.2025",
    "Возраст и стаж считают на день": "01.10.2025",
}
YOUNG = "Первый раз в школьный класс"
OLD = "Эстафета славных дел"
ALINA = Teacher(
    "Звонкова",
    "Алина",
    "Руслановна",
    "17.05.2001",
    "01.09.2023",
    "alina@example.org",
    "сош 1 вым",
    FIRST,
)
BORIS = Teacher(
    "Тетрадкин",
    "Борис",
    "Ильич",
    "03.02.1999",
    "01.09.2021",
    "boris@example.org",
    "придумк",
    SEVENTH,
)
VERA = Teacher(
    "Чернильцева",
    "Вера",
    "Антоновна",
    "11.11.2000",
    "01.09.2022",
    "vera@example.org",
    "первая школа",
    FIRST,
)
GALINA = Teacher(
    "Опытова",
    "Галина",
    "Петровна",
    "20.04.1979",
    "15.08.2001",
    "galina@example.org",
    "сказка",
    KINDERGARTEN,
    position="воспитатель",
)
DMITRY = Teacher(
    "Краткин",
    "Дмитрий",
    "Олегович",
    "01.01.1998",
    "01.09.2024",
    "dmitry@example.org",
    "сош 1",
    FIRST,
)
JURY = {
    "chair": ("Судейкина Раиса Павловна", KINDERGARTEN),
    "first": ("Внимательная Нина Львовна", KINDERGARTEN),
    "second": ("Сельская Мария Ивановна", SEVENTH),
}
# Alina and Boris are equal in sum and in both criteria that the rules compare; Vera is third.
MARKS = {
    "Мой первый звонок": (5, 9, 9, 5, 4, 5),
    "Письмо выпускнику": (4, 9, 9, 5, 5, 5),
    "Как я вошла в класс": (4, 7, 6, 4, 4, 5),
}
ALINAS_LETTER = "Дорогой мой первый класс!\n\nЯ долго думала, с чего начать это письмо."
BORIS_LETTER = ("Здравствуй, выпускник!", "Когда-то и я сидел за твоей партой.")
PRAISE = "Живое письмо. Спасибо за честность."
# Vera did not allow her name to be published.
SECRET = ("Чернильцев", "Вера Антоновна")
VERAS_LETTER = "Дверь класса была закрыта, и я постояла перед ней минуту."
