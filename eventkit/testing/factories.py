"""Plain functions that make rows for tests. Each flushes, none commits."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any, TypeVar

from flask.testing import FlaskClient

from eventkit.db import Model, db
from eventkit.events.models import Event, Nomination, Series, Stage, Trial
from eventkit.people.accounts import Account, EventRole
from eventkit.people.models import Organization, Person
from eventkit.web.clock import now

Row = TypeVar("Row", bound=Model)
_numbers = count(1)


def create_organization(**values: Any) -> Organization:
    """An invented school."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "statutory_name": f"Муниципальное учреждение «Школа № {number} с. Вымыслово»",
        "short_name": f"МАОУ СОШ №{number} с. Вымыслово",
        "place": "с. Вымыслово",
    }
    return _add(Organization(**defaults | values))


def create_person(**values: Any) -> Person:
    """An invented teacher; without an organization one is made."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "last_name": f"Выдумкина{number}",
        "first_name": "Дарья",
        "patronymic": "Игоревна",
        "gender": "f",
        "birth_date": date(1998, 5, 17),
        "teaching_since": date(2022, 9, 1),
        "position": "учитель начальных классов",
        "created_at": now(),
        "search_key": f"выдумкина{number} дарья игоревна",
        "sort_key": f"выдумкина{number:06d}",
    }
    if "organization" not in values and "organization_id" not in values:
        values["organization"] = create_organization()
    return _add(Person(**defaults | values))


def create_account(
    person: Person | None = None, roles: dict[int, str] | None = None, **values: Any
) -> Account:
    """An account, with ``roles`` as event id → role."""
    defaults: dict[str, Any] = {
        "email": f"person{next(_numbers)}@example.org",
        "person": person,
        "session_key": f"key{next(_numbers)}",
        "created_at": now(),
    }
    account = _add(Account(**defaults | values))
    for event_id, role in (roles or {}).items():
        _add(EventRole(event_id=event_id, account=account, role=role))
    return account


def create_event(**values: Any) -> Event:
    """A published essay contest with one trial and one nomination, open for registration."""
    number = next(_numbers)
    series = values.pop("series", None) or _add(Series(slug=f"serie-{number}", title="К вершинам"))
    defaults: dict[str, Any] = {
        "series": series,
        "slug": f"contest-{number}",
        "title": "К вершинам мастерства",
        "format": "essay",
        "timezone": "Asia/Yakutsk",
        "reference_date": date(2025, 10, 1),
        "document_prefix": f"Т{number}-",
        "published_at": datetime(2025, 9, 1, tzinfo=UTC),
        "created_at": datetime(2025, 9, 1, tzinfo=UTC),
        "plugins": [],
    }
    event = _add(Event(**defaults | values))
    titles = ("Настройка", "Приём работ", "Жюри", "Итоги", "Награждение")
    for position, kind in enumerate(("setup", "registration", "judging", "results", "awards")):
        _add(Stage(event=event, kind=kind, title=titles[position], position=position))
    _add(Trial(event=event, code="T1", title="Эссе"))
    _add(Nomination(event=event, code="N1", title="Первый раз в школьный класс"))
    return event


def sign_in(client: FlaskClient, account: Account) -> None:
    """Put the account into the client's session, as the sign-in page does."""
    from eventkit.people.signing_in import session_values

    db.session.commit()
    with client.session_transaction() as session:
        session.update(session_values(account))


def _add(row: Row) -> Row:
    db.session.add(row)
    db.session.flush()
    return row
