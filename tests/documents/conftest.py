"""A published contest for tests of papers."""

import pytest

from eventkit.db import db
from eventkit.results.operations import calculate, publish
from eventkit.testing.documents import agree_to_publication, name_authors
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.results import create_judged_event

PEOPLE = {
    "Э-1": ("Звонкова", "Алина", "Руслановна", "f", "учитель музыки", "МАОУ СОШ с. Вымыслово"),
    "Э-2": ("Черных", "София", "Денисовна", "f", "учитель начальных классов", "МБОУ НОШ с. Луг"),
    "Э-3": ("Дедовских", "Степан", "Савельевич", "m", "учитель физики", "МБОУ лицей «Горизонт»"),
    "Э-4": ("Ёлкин", "Пётр", "Фомич", "m", "воспитатель", "филиал МАОУ СОШ с. Небывалово"),
    "Э-5": ("Ежова", "Инна", "Львовна", "f", "фасилитатор-кластер", "МБОУ СОШ с. Пример"),
}
TABLE = {
    "N1": {"Э-1": (90, 90), "Э-2": (50, 50), "Э-3": (80, 80)},
    "N2": {"Э-4": (40, 41), "Э-5": (70, 78)},
}
RULES = {"winner_min_percent": "75", "prize_min_percent": "60"}


@pytest.fixture
def contest(app):
    """Five works in two nominations, judged and published; all but «Э-2» may be named."""
    event = create_judged_event(
        TABLE,
        rules=RULES,
        document_prefix="КВМ-2025-",
        subtitle="Муниципальный конкурс педагогического эссе",
    )
    event.nominations[0].title = "Первый раз в школьный класс"
    name_authors(event, PEOPLE)
    agree_to_publication(event, {"Э-1", "Э-3", "Э-4", "Э-5"})
    publish(calculate(event, "account:1"), actor="account:1")
    db.session.commit()
    return event


@pytest.fixture
def organizer(contest, client):
    """The organizer's browser."""
    sign_in(client, create_account(roles={contest.id: "organizer"}))
    return client


@pytest.fixture
def stranger(app):
    """Another browser, of somebody with a paper in the hand."""
    return app.test_client()
