"""«Педагогический дебют» in real browsers: one person, an essay at home, then four live trials.

The organizer sets the contest up from its preset, lets the best two of three authors on to the
stage, draws their order and publishes; a juror reads the essays on a phone; a participant learns
of it from the own page. What many hands do alike (other sheets, other applications) is done by the
rooms' own verbs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.juries.draw.operations import draw_by_numbers
from eventkit.juries.operations import add_juror, issue_link
from eventkit.juries.queries import active_assignments
from eventkit.people.operations import create_organization, create_person
from eventkit.people.passwords import hash_password
from eventkit.registration.operations import submit_application
from eventkit.scoring.operations import enter_sheet
from eventkit.scoring.setup_queries import criteria_of
from eventkit.scoring.timing.operations import note_time
from eventkit.testing.factories import create_account
from eventkit.web.clock import now, set_clock
from tests.browser.conftest import Site
from tests.browser.story.juror import Juror
from tests.browser.story.walker import Inspector, Walker

pytestmark = [pytest.mark.browser, pytest.mark.all]
ZONE = ZoneInfo("Asia/Yakutsk")
CONTEST = "Педагогический дебют"
DAYS = {
    "Первый день приёма": "01.10.2025",
    "Последний день приёма": "31.10.2025",
    "Последний день работы жюри": "28.11.2025",
    "День итогов": "30.11.2025",
    "День награждения": "01.12.2025",
    "Возраст и стаж считают на день": "01.10.2025",
}
BEGINNERS = ("Первакова", "Вторушина", "Третьякова")
ESSAY = {"Первакова": 4, "Вторушина": 5, "Третьякова": 3}
"""What every juror gives by each of the three criteria of the essay."""
STAGE = {"Первакова": 5, "Вторушина": 4}
"""What every juror gives by each criterion on the stage: the order turns round."""


def it_is(day: str) -> None:
    moment = datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=ZONE)
    set_clock(lambda: moment)


@pytest.fixture
def meet(
    site: Site, person: Callable[..., Page], chromium: Browser, accessible: Callable[[Page], None]
) -> Iterator[Callable[[int], Walker]]:
    """Somebody in front of a browser; each kind of page is looked at once."""
    it_is("2025-09-20")
    inspector = Inspector(chromium, accessible)
    yield lambda width: Walker(person(width=width), site.url, inspector)
    set_clock(None)


def test_beginners_write_then_the_best_come_on_to_the_stage(
    site: Site, meet: Callable[[int], Walker]
) -> None:
    organizer = meet(1366)
    slug = set_up(site, organizer)
    it_is("2025-10-10")
    own = apply(site, meet(390), slug)
    admit_all(organizer, slug)
    it_is("2025-11-02")
    essays_are_read(site, organizer, meet(390), slug)
    it_is("2025-11-15")
    the_best_go_on(site, organizer, slug)
    guest = meet(390)
    guest.go(own)
    guest.reads("Работа прошла: Очный тур", "Мастер-класс или внеурочное занятие – очно")
    they_perform(site, organizer, slug)
    it_is("2025-11-29")
    publish(organizer, slug)
    guest.go(f"/events/{slug}/results")
    # 4 × 3 and 5 × 17 points of 100; 5 × 3 and 4 × 17; the third had the essay alone
    rows = guest.page.locator("tbody tr").all_inner_texts()
    assert ["Первакова" in rows[0], "97,00" in rows[0]] == [True, True], rows
    assert ["Вторушина" in rows[1], "83,00" in rows[1]] == [True, True], rows
    assert ["Третьякова" in rows[2], "9,00" in rows[2]] == [True, True], rows
    guest.go(own)
    guest.follow("Как получился результат")
    guest.reads("Эссе „Я – педагог“", "Самопрезентация „Моё педагогическое кредо“")


def set_up(site: Site, w: Walker) -> str:
    """The contest from its preset: five trials in two rounds; two go on instead of ten."""
    with site.app.app_context():
        create_organization("МАОУ СОШ №1 с. Вымыслово", place="с. Вымыслово")
        create_account(
            create_person("Переменкина", "Ольга", "Петровна"),
            email="o@example.org",
            password_hash=hash_password("тихая река"),
            is_administrator=True,
        )
        db.session.commit()
    w.go("/login?next=/manage/new")
    card = w.region("С паролем")
    w.type({"Электронная почта": "o@example.org", "Пароль": "тихая река"}, card)
    w.press("Войти", card)
    w.follow(f"Начать с заготовки «{CONTEST}»")
    w.type(DAYS)
    w.press("Создать мероприятие")
    slug = w.page.url.split("/manage/")[1].split("/")[0]
    w.go(f"/manage/{slug}/settings/trials")
    w.reads("Заочный тур", "Очный тур", "Разговор с наставником: педагогическая ситуация")
    w.follow("Изменить тур: Очный тур")
    w.type({"Число": "2"})
    w.press("Сохранить", exact=False)
    w.go(f"/manage/{slug}/settings/check")
    w.press("Объявить мероприятие")
    return slug


def apply(site: Site, w: Walker, slug: str) -> str:
    """The first beginner applies on a phone, the others have done so; returns the own page."""
    with site.app.app_context():
        event = event_of(slug)
        for number, name in enumerate(BEGINNERS[1:], start=1):
            who = create_person(
                name,
                "Анна",
                "Ильинична",
                position="учитель",
                email=f"b{number}@example.org",
                birth_date=date(2001, 5, 17),
                teaching_since=date(2023, 9, 1),
            )
            work = {"title": f"Эссе {name}", "text": "Я – педагог."}
            kinds = ("processing", "publication")
            submit_application(event, who, None, event.nominations[0], work, now(), kinds)
        db.session.commit()
    w.go(f"/events/{slug}")
    w.follow("Подать заявку", exact=False)
    w.type(
        {
            "Фамилия": BEGINNERS[0],
            "Имя": "Дарья",
            "Отчество": "Игоревна",
            "Дата рождения": "17.05.2001",
            "Начало педагогической работы": "01.09.2023",
            "Должность": "учитель",
            "Электронная почта": "b0@example.org",
        }
    )
    w.press("Дальше", exact=False)
    w.type({"Школа или другая организация": "вымысл"})
    w.page.get_by_role("option", name="МАОУ СОШ №1 с. Вымыслово").click()
    w.press("Дальше", exact=False)
    w.page.get_by_role("radio", name=CONTEST).check()
    w.press("Дальше", exact=False)
    w.type(
        {
            "Название работы": f"Эссе {BEGINNERS[0]}",
            "Текст работы": "Я – педагог с первого сентября.",
        }
    )
    w.press("Дальше", exact=False)
    w.tick("Даю согласие на обработку персональных данных")
    w.tick("Разрешаю опубликовать моё имя в итогах")
    w.press("Дальше", exact=False)
    w.press("Отправить заявку")
    w.reads("Заявка отправлена")
    return w.page.url.removesuffix("/sent")


def admit_all(w: Walker, slug: str) -> None:
    """All three may take part."""
    w.go(f"/manage/{slug}")
    w.follow("Разобрать заявки")
    for name in BEGINNERS:
        w.row(name).get_by_role("checkbox").check()
    w.press("Допустить отмеченные")


def essays_are_read(site: Site, organizer: Walker, phone: Walker, slug: str) -> None:
    """Three jurors; one of them reads and marks on a phone."""
    with site.app.app_context():
        event = event_of(slug)
        jury = [
            add_juror(event, create_person(name, "Нина", "Львовна"), is_chair=name == "Судейкина")
            for name in ("Судейкина", "Внимательная", "Сельская")
        ]
        door = f"/jury/{issue_link(jury[1])}"
        db.session.commit()
    organizer.go(f"/manage/{slug}/jury/plan")
    organizer.press("Раздать", exact=False)
    organizer.go(f"/manage/{slug}")
    organizer.follow("Открыть работу жюри")
    organizer.press("Открыть и закрепить правила")
    reader = Reader(phone, door)
    reader.come_in()
    while title := reader.next_work():
        reader.mark([ESSAY[title.removeprefix("Эссе ")]] * 3)
        reader.send()
    with site.app.app_context():
        mark_the_rest(event_of(slug), ESSAY)
        db.session.commit()


class Reader(Juror):
    """A juror who was handed the link in person."""

    def __init__(self, walker: Walker, door: str) -> None:
        self.walker, self.door = walker, door


def mark_the_rest(event: Event, given: dict[str, int]) -> None:
    """The sheets that are not there yet: the same mark by every criterion."""
    for task in active_assignments(event.id):
        name = task.entry.authors[0].person.last_name
        if task.progress != "submitted" and name in given:
            marks = {c.code: given[name] for c in criteria_of(task.trial)}
            enter_sheet(task, marks, source="paper")


def the_best_go_on(site: Site, w: Walker, slug: str) -> None:
    """The remote round is closed, two of three are let into the live one and told so."""
    w.go(f"/manage/{slug}/jury/rounds")
    w.press("Закрыть тур: Заочный тур")
    w.follow("Решить, кто проходит")
    w.reads("проходит", "не проходит")
    w.press("Допустить к туру: 2 работы")
    w.press("Сообщить участникам")


def they_perform(site: Site, w: Walker, slug: str) -> None:
    """The order is drawn, tasks are given out, times and sheets come in."""
    w.go(f"/manage/{slug}/jury/plan")
    w.press("Раздать", exact=False)
    w.go(f"/manage/{slug}/draw")
    w.reads("Жеребьёвка")
    with site.app.app_context():
        event = event_of(slug)
        order = {entry.code or "": n for n, entry in enumerate(on_stage(event), start=1)}
        draw_by_numbers(event, order)
        db.session.commit()
    w.go(f"/manage/{slug}/jury/rounds")
    w.press("Открыть тур: Очный тур")
    with site.app.app_context():
        event = event_of(slug)
        for entry in on_stage(event):
            note_time(entry, event.trials[1], 290)
        mark_the_rest(event, STAGE)
        db.session.commit()
    w.go(f"/manage/{slug}")
    w.follow("Закрыть работу жюри")
    w.press("Закрыть работу жюри")


def publish(w: Walker, slug: str) -> None:
    """Count, close, sign, publish."""
    w.go(f"/manage/{slug}")
    w.follow("Посчитать итоги")
    w.press("Посчитать итоги")
    w.follow("К публикации")
    w.follow("Закрыть подсчёт", exact=False)
    w.press("Закрыть подсчёт", exact=False)
    w.press("Протокол подписан")
    w.follow("Опубликовать", exact=False)
    w.press("Опубликовать", exact=False)
    w.reads("опубликован")


def event_of(slug: str) -> Event:
    return db.session.scalars(select(Event).where(Event.slug == slug)).one()


def on_stage(event: Event) -> list[Entry]:
    query = select(Entry).where(Entry.event_id == event.id).order_by(Entry.id)
    return [e for e in db.session.scalars(query) if e.authors[0].person.last_name in STAGE]
