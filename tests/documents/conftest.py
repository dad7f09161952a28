"""A published contest for tests of papers."""

import pytest

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.people.naming import sort_key
from eventkit.results.operations import calculate, publish
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
    "N2": {"Э-4": (40, 40), "Э-5": (40, 40)},
}
RULES = {"winner_min_percent": "75", "prize_min_percent": "60"}


def name_authors(event, people):
    """Give the authors of works invented names and places of work."""
    for entry in db.session.query(Entry).filter_by(event_id=event.id):
        last, first, patronymic, gender, post, school = people[entry.code]
        person = entry.authors[0].person
        person.last_name, person.first_name, person.patronymic = last, first, patronymic
        person.gender, person.position, person.email = gender, post, ""
        person.sort_key = sort_key(person.full_name)
        from eventkit.registration.models import Registration

        application = db.session.query(Registration).filter_by(entry_id=entry.id).one()
        application.position, application.organization_name = post, school
    db.session.flush()


@pytest.fixture
def contest(app):
    """Five works in two nominations, judged and published."""
    event = create_judged_event(
        TABLE,
        rules=RULES,
        document_prefix="КВМ-2025-",
        subtitle="Муниципальный конкурс педагогического эссе",
    )
    event.nominations[0].title = "Первый раз в школьный класс"
    name_authors(event, PEOPLE)
    publish(calculate(event, "account:1"), actor="account:1")
    db.session.commit()
    return event
