"""A filled installation of a given size, made by bulk inserts straight into the tables.

This year's contest has ``size`` works with three submitted sheets each, takes applications and is
being judged at once; twenty works more wait for their sheets, so that jurors have something to do.
Last year's contest with as many works is published. A third one of two hundred works, whatever the
size, has its results counted and published. Everything is drawn from one seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert

from benchmarks.documents import ESSAY, essay_docx
from benchmarks.published import SLUG_OF_RESULTS, WORKS, publish
from eventkit.app import create_app
from eventkit.db import db, set_mode
from eventkit.entries.models import Entry, EntryAuthor, EntryFile
from eventkit.events.models import Audience, Event, Nomination, Series, Stage, Trial
from eventkit.files.operations import store
from eventkit.hooks.migrations import upgrade
from eventkit.journal.models import JournalLine
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.task_lists import place_tasks
from eventkit.people.accounts import Account, EventRole
from eventkit.people.keys import search_key, sort_key
from eventkit.people.models import Organization, Person
from eventkit.registration.models import Consent, ConsentText, Registration
from eventkit.results.models import Calculation, Standing
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.models import Criterion, Level, Mark, RulesVersion, Sheet, SheetVersion
from eventkit.web.clock import now

JURORS, CRITERIA, SHEETS, WAITING, SCHOOLS = 20, 4, 3, 20, 60
WEIGHTS = (Decimal("1.5"), Decimal(1), Decimal(1), Decimal("0.5"))
MOST = 10
NOMINATIONS = ("YS1", "YS2", "YS3", "YS4", "EX1", "EX2", "EX3", "EX4")
SLUG, SLUG_OF_LAST_YEAR = "summit", "summit-last-year"
BATCH = 2_000

_SURNAMES = (
    "Выдумкин",
    "Звонков",
    "Лесовой",
    "Полевых",
    "Ромашов",
    "Снегирев",
    "Тропинин",
    "Яснов",
)
_NAMES = (("Дарья", "Игоревна", "f"), ("Пётр", "Ильич", "m"), ("Алина", "Руслановна", "f"))


@dataclass(frozen=True)
class Filled:
    """What a filled installation holds, as far as the measuring needs it."""

    folder: Path
    size: int
    event_id: int
    organizer_id: int
    jurors: tuple[tuple[int, str], ...]
    """Id and key of the personal link of each juror."""
    waiting: tuple[tuple[int, ...], ...]
    """For each juror the assignments that are not marked yet."""
    criteria: tuple[int, ...]
    nomination_id: int
    school: tuple[int, str]


def fill(folder: Path, size: int) -> Filled:
    """Make an installation in ``folder`` with ``size`` works in each of its two contests."""
    folder.mkdir(parents=True, exist_ok=True)
    app = create_app(instance=folder)
    with app.app_context():
        set_mode("write")
        upgrade()
        db.create_all()
        filled = _Filling(app, size, folder).run()
        db.session.commit()
        # As after a night of the server's own housekeeping: statistics and an empty log.
        with db.engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
            connection.commit()
        db.session.remove()
        db.engine.dispose()
    return filled


class _Filling:
    """Fills one database, table by table; ids are given here, so that no row is read back."""

    def __init__(self, app: Flask, size: int, folder: Path) -> None:
        self.app, self.size, self.folder = app, size, folder
        self.random = random.Random(size)
        self.at = now() - timedelta(days=3)
        self.lines = 0

    def run(self) -> Filled:
        """Fill all tables."""
        self._directory()
        old = self._event(1, SLUG_OF_LAST_YEAR, self.at - timedelta(days=365), published=True)
        new = self._event(2, SLUG, self.at, published=False)
        file_id = self._file()
        self._works(old, first=1, count=self.size, file_id=file_id)
        self._works(new, first=self.size + 1, count=self.size + WAITING, file_id=file_id)
        self._standings(old)
        self._jury(new, first=1)
        self._results(file_id)
        waiting = self._sheets(new)
        self._journal(new)
        keys = tuple((number, f"{number:016x}") for number in range(1, JURORS + 1))
        criteria = tuple(_criterion(new, place) for place in range(CRITERIA))
        nomination = (new - 1) * len(NOMINATIONS) + 1
        school = (1, _school(1))
        return Filled(self.folder, self.size, new, 1, keys, waiting, criteria, nomination, school)

    def _directory(self) -> None:
        schools = [
            {
                "id": n,
                "statutory_name": f"Муниципальное учреждение «Средняя школа № {n} с. Вымыслово»",
                "short_name": _school(n),
                "place": "с. Вымыслово",
                "search_key": search_key(_school(n)),
                "sort_key": sort_key(_school(n)),
            }
            for n in range(1, SCHOOLS + 1)
        ]
        _insert(Organization, schools)
        total = self.size + WAITING + JURORS + 1
        _insert(Person, (self._person(n) for n in range(1, total + 1)))
        account = {
            "id": 1,
            "email": "organizer@example.org",
            "session_key": "key",
            "created_at": self.at,
        }
        _insert(Account, [account | {"person_id": total}])
        texts = [
            {"id": n, "kind": kind, "version": 1, "text": ESSAY[0], "published_at": self.at}
            for n, kind in enumerate(("processing", "publication"), 1)
        ]
        _insert(ConsentText, texts)

    def _person(self, number: int) -> dict[str, Any]:
        first, patronymic, gender = _NAMES[number % len(_NAMES)]
        last = _SURNAMES[number % len(_SURNAMES)] + "ский" + _letters(number)
        name = f"{last} {first} {patronymic}"
        return {
            "id": number,
            "last_name": last,
            "first_name": first,
            "patronymic": patronymic,
            "gender": gender,
            "birth_date": date(1996, 1 + number % 12, 1 + number % 28),
            "teaching_since": date(2022, 9, 1),
            "position": "учитель начальных классов",
            "organization_id": 1 + number % SCHOOLS,
            "email": f"teacher{number}@example.org",
            "phone": "+7 000 000-00-00",
            "search_key": search_key(name),
            "sort_key": sort_key(name),
            "created_at": self.at,
        }

    def _event(self, number: int, slug: str, at: datetime, *, published: bool) -> int:
        series = {"id": number, "slug": slug, "title": "К вершинам мастерства"}
        _insert(Series, [series])
        event = {
            "id": number,
            "series_id": number,
            "slug": slug,
            "title": "К вершинам мастерства",
            "subtitle": "Муниципальный конкурс педагогического эссе",
            "description": ESSAY[0],
            "format": "essay",
            "timezone": "Asia/Yakutsk",
            "reference_date": at.date(),
            "organizer_id": 1,
            "document_prefix": f"К{number}-",
            "published_at": at,
            "created_at": at,
            "archived_at": at + timedelta(days=90) if number == 1 else None,
        }
        _insert(Event, [event])
        _insert(Stage, _stages(number, at, published=published))
        _insert(Trial, [{"id": number, "event_id": number, "code": "T1", "title": "Эссе"}])
        _insert(Audience, [{"id": number, "event_id": number, "code": "YS", "title": "Молодые"}])
        _insert(Nomination, _nominations(number))
        _insert(Criterion, _criteria(number))
        _insert(Level, _levels(number))
        rules = ScoringRules.from_dict({"sheets_per_entry": SHEETS})
        version = {"id": number, "event_id": number, "number": 1, "created_at": at, "frozen_at": at}
        _insert(RulesVersion, [version | {"data": rules.to_dict(), "hash": rules.digest()}])
        _insert(EventRole, [{"event_id": number, "account_id": 1, "role": "organizer"}])
        return number

    def _file(self) -> int:
        with essay_docx() as stream:
            row = store(stream, "эссе.docx", 1 << 20)
        db.session.commit()
        return row.id

    def _works(self, event_id: int, first: int, count: int, file_id: int) -> None:
        """Applications, admitted, each with its person and its work; every second one is a file."""
        numbers = range(1, count + 1)
        entry_of = {n: first + n - 1 for n in numbers}
        codes = self.random.sample(range(10**5, 10**6), count)
        _insert(Entry, (self._entry(event_id, n, entry_of[n], codes[n - 1]) for n in numbers))
        _insert(EntryAuthor, ({"entry_id": entry_of[n], "person_id": n} for n in numbers))
        files = ({"entry_id": entry_of[n], "file_id": file_id} for n in numbers if n % 2)
        whole = "\n\n".join(ESSAY)
        _insert(EntryFile, (f | {"blind_file_id": file_id, "reading_text": whole} for f in files))
        _insert(Registration, (self._application(event_id, n, entry_of[n]) for n in numbers))
        kinds = {1: "processing", 2: "publication"}
        consents = (
            {"registration_id": entry_of[n], "person_id": n, "text_id": text, "kind": kind}
            for n in numbers
            for text, kind in kinds.items()
            if text == 1 or n % 5
        )
        shared = {"event_id": event_id, "choices": {}, "given_at": self.at}
        _insert(Consent, (consent | shared for consent in consents))

    def _entry(self, event_id: int, number: int, entry_id: int, code: int) -> dict[str, Any]:
        return {
            "id": entry_id,
            "event_id": event_id,
            "nomination_id": _nomination(event_id, number),
            "code": f"Э-{code}",
            "title": f"Письмо о школе, часть {number}",
            "text": "" if number % 2 else "\n\n".join(ESSAY),
            "is_admitted": True,
            "running_total": None,
            "created_at": self.at,
        }

    def _application(self, event_id: int, number: int, entry_id: int) -> dict[str, Any]:
        person = self._person(number)
        school = person["organization_id"]
        named = ("last_name", "first_name", "patronymic", "position", "email", "phone")
        you = {name: person[name] for name in named}
        you |= {"birth_date": f"{person['birth_date']:%d.%m.%Y}", "teaching_since": "01.09.2022"}
        typed = {
            "you": you,
            "school": {"organization": _school(school), "organization_id": str(school)},
            "nomination": {"nomination": str(_nomination(event_id, number))},
            "consents": {"processing": True, "publication": bool(number % 5)},
        }
        return {
            "id": entry_id,
            "event_id": event_id,
            "number": number,
            "state": "admitted",
            "person_id": number,
            "organization_id": school,
            "nomination_id": _nomination(event_id, number),
            "entry_id": entry_id,
            "token_hash": f"{entry_id:064x}",
            "draft": typed | {"done": list(typed)},
            "sent": typed,
            "email": person["email"],
            "position": person["position"],
            "organization_name": _school(school),
            "age": 28,
            "experience": 3,
            "created_at": self.at,
            "submitted_at": self.at + timedelta(seconds=number),
            "decided_at": self.at + timedelta(days=1),
        }

    def _standings(self, event_id: int) -> None:
        calculation = {
            "id": 1,
            "event_id": event_id,
            "number": 1,
            "rules_version_id": event_id,
            "inputs_hash": "0" * 64,
            "inputs": {},
            "result": {},
            "state": "published",
            "created_by": "account:1",
            "created_at": self.at,
            "locked_at": self.at,
            "published_at": self.at,
        }
        _insert(Calculation, [calculation])
        _insert(Standing, (self._standing(event_id, n) for n in range(1, self.size + 1)))

    def _standing(self, event_id: int, number: int) -> dict[str, Any]:
        """The first three of each nomination are winners, a tenth of all get a prize."""
        place = 1 + (number - 1) // len(NOMINATIONS)
        is_prize = place <= 3 or number % 10 == 0
        return {
            "calculation_id": 1,
            "entry_id": number,
            "nomination_id": _nomination(event_id, number),
            "position": number,
            "value": Fraction(200 * self.size - number, 3 * self.size),
            "percent": Fraction(100 * self.size - number, self.size),
            "sort_value": 10**9 - number,
            "place": place,
            "place_shown": str(place),
            "status": "winner" if place == 1 else "prize" if is_prize else "participant",
            "degree": min(place, 3) if is_prize else None,
            "details": {"entry": f"Э-{number}"},
        }

    def _results(self, file_id: int) -> None:
        """A published contest with a real calculation; its works come after all others."""
        event_id = self._event(3, SLUG_OF_RESULTS, self.at - timedelta(days=730), published=True)
        works = min(WORKS, self.size)
        self._works(event_id, first=2 * self.size + WAITING + 1, count=works, file_id=file_id)
        self._jury(event_id, first=JURORS + 1)
        publish(event_id, sheets=SHEETS, at=self.at, chance=self.random)

    def _jury(self, event_id: int, first: int) -> None:
        """Jurors with ids from ``first`` on, the same people in each event."""
        person = self.size + WAITING + 1
        _insert(
            Juror,
            (
                {
                    "id": number,
                    "event_id": event_id,
                    "person_id": person + number - first,
                    "is_chair": number == first,
                    "token_hash": f"{number:016x}".ljust(64, "0"),
                    "last_seen_at": self.at,
                }
                for number in range(first, first + JURORS)
            ),
        )

    def _sheets(self, event_id: int) -> tuple[tuple[int, ...], ...]:
        """Three submitted sheets for each work but the last twenty, which are only assigned."""
        works = range(self.size + 1, 2 * self.size + WAITING + 1)
        done = self.size * SHEETS
        tasks = [
            (number, work, 1 + number % JURORS)
            for number, work in enumerate(
                (work for work in works for _reading in range(SHEETS)), start=1
            )
        ]
        _insert(
            Assignment,
            (
                {
                    "id": number,
                    "juror_id": juror,
                    "entry_id": work,
                    "trial_id": event_id,
                    "reading": 1 + (number - 1) % SHEETS,
                    "progress": "submitted" if number <= done else "untouched",
                    "created_at": self.at,
                }
                for number, work, juror in tasks
            ),
        )
        place_tasks()
        db.session.commit()
        given = {number: self._marks() for number, _work, _juror in tasks[:done]}
        totals = {number: _total(steps) for number, steps in given.items()}
        _insert(Sheet, (self._sheet(number, total) for number, total in totals.items()))
        _insert(
            Mark,
            (
                {"sheet_id": number, "criterion_id": _criterion(event_id, place), "steps": mark}
                for number, steps in given.items()
                for place, mark in enumerate(steps)
            ),
        )
        _insert(SheetVersion, (self._version(n, steps) for n, steps in given.items()))
        self._running_totals(works, totals)
        waiting: list[list[int]] = [[] for _juror in range(JURORS)]
        for number, _work, juror in tasks[done:]:
            waiting[juror - 1].append(number)
        return tuple(tuple(numbers) for numbers in waiting)

    def _marks(self) -> tuple[int, ...]:
        return tuple(self.random.randint(3, MOST) for _place in range(CRITERIA))

    def _sheet(self, number: int, total: Fraction) -> dict[str, Any]:
        moment = self.at + timedelta(seconds=number)
        return {
            "id": number,
            "assignment_id": number,
            "state": "submitted",
            "version": 1,
            "total": total,
            "created_at": moment,
            "saved_at": moment,
            "submitted_at": moment,
        }

    def _version(self, number: int, steps: tuple[int, ...]) -> dict[str, Any]:
        return {
            "sheet_id": number,
            "version": 1,
            "state": "submitted",
            "marks": {f"K{place}": str(mark) for place, mark in enumerate(steps, 1)},
            "total": _total(steps),
            "actor": "juror:1",
            "at": self.at,
        }

    def _running_totals(self, works: range, totals: dict[int, Fraction]) -> None:
        table: Any = Entry.__table__
        for place, work in enumerate(works[: self.size]):
            own = [totals[place * SHEETS + reading] for reading in range(1, SHEETS + 1)]
            mean = sum(own, Fraction(0)) / SHEETS
            change = table.update().where(table.c.id == work)
            db.session.execute(change.values(running_total=round(mean * 1_000_000)))
        db.session.commit()

    def _journal(self, event_id: int) -> None:
        """Two lines for each application and each sheet; the hashes are not worked out."""
        count = 2 * (self.size + WAITING) + 2 * self.size * SHEETS
        _insert(
            JournalLine,
            (
                {
                    "chain": f"event:{event_id}",
                    "number": number,
                    "at": self.at,
                    "actor": "juror:1",
                    "act": "sheet.submitted",
                    "subject": f"sheet:{number}",
                    "data": {"before": "draft", "version": 1, "total": "30"},
                    "previous_hash": f"{number - 1:064x}",
                    "hash": f"{number:064x}",
                }
                for number in range(1, count + 1)
            ),
        )


def _insert(model: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows in batches, a transaction for each; defaults of the columns apply."""
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            db.session.execute(insert(model.__table__), batch)
            db.session.commit()
            batch = []
    if batch:
        db.session.execute(insert(model.__table__), batch)
    db.session.commit()


def _stages(event_id: int, at: datetime, *, published: bool) -> list[dict[str, Any]]:
    far = at + timedelta(days=60)
    ended = at + timedelta(days=80) if published else None
    opened = {"registration": at, "judging": at}
    titles = {
        "setup": "Настройка",
        "registration": "Приём работ",
        "judging": "Жюри",
        "results": "Итоги",
        "awards": "Награждение",
    }
    return [
        {
            "event_id": event_id,
            "kind": kind,
            "title": title,
            "position": position,
            "opens_at": opened.get(kind),
            "closes_at": far if kind in ("registration", "judging") else None,
            "opened_at": opened.get(kind),
            "closed_at": ended if kind != "awards" else None,
        }
        for position, (kind, title) in enumerate(titles.items())
    ]


def _nominations(event_id: int) -> list[dict[str, Any]]:
    return [
        {
            "id": (event_id - 1) * len(NOMINATIONS) + place,
            "event_id": event_id,
            "audience_id": event_id,
            "code": code,
            "title": f"Письмо {place}: первый раз в школьный класс",
            "genre": "письмо-признание",
            "position": place,
        }
        for place, code in enumerate(NOMINATIONS, 1)
    ]


def _criteria(event_id: int) -> list[dict[str, Any]]:
    return [
        {
            "id": _criterion(event_id, place),
            "trial_id": event_id,
            "code": f"K{place + 1}",
            "title": f"Критерий {place + 1}: глубина раскрытия темы",
            "maximum": Decimal(MOST),
            "step": Decimal(1),
            "weight": weight,
            "position": place,
        }
        for place, weight in enumerate(WEIGHTS)
    ]


def _levels(event_id: int) -> list[dict[str, Any]]:
    return [
        {
            "criterion_id": _criterion(event_id, place),
            "lowest": Decimal(low),
            "highest": Decimal(high),
            "text": "позиция ясна, есть примеры из практики",
            "position": position,
        }
        for place in range(CRITERIA)
        for position, (low, high) in enumerate(((0, 2), (3, 5), (6, 8), (9, 10)))
    ]


def _total(steps: tuple[int, ...]) -> Fraction:
    """Σ mark × weight: the steps are whole points here."""
    pairs = zip(steps, WEIGHTS, strict=True)
    return sum((step * Fraction(weight) for step, weight in pairs), Fraction(0))


def _criterion(event_id: int, place: int) -> int:
    return (event_id - 1) * CRITERIA + place + 1


def _nomination(event_id: int, number: int) -> int:
    return (event_id - 1) * len(NOMINATIONS) + 1 + (number - 1) % len(NOMINATIONS)


def _school(number: int) -> str:
    return f"МАОУ СОШ №{number} с. Вымыслово"


def _letters(number: int) -> str:
    """A number as letters, for surnames that differ."""
    text = ""
    while number:
        number, digit = divmod(number, 26)
        text += chr(ord("а") + digit)
    return text
