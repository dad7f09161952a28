"""Twenty phones answer, some without a network; the wall grows in steps, paper is typed in, the
second wave is linked to the first, and the portrait is printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from eventkit.db import db, set_mode
from eventkit.events.operations import create_event
from eventkit.people.operations import create_account, create_person, grant_role
from eventkit.people.passwords import hash_password
from eventkit.questionnaires.models import Wave
from eventkit.questionnaires.operations import (
    add_wave,
    close_wave,
    create_questionnaire,
    open_wave,
    show_live,
)
from eventkit.web.clock import now
from tests.browser.conftest import Site
from tests.browser.test_questionnaire import IS_KEPT

pytestmark = [pytest.mark.browser, pytest.mark.all]
ITEMS = ("lesson", "class", "calm", "rest")
LEVELS = [
    {"title": {"ru": "низкий"}, "below": "2.5"},
    {"title": {"ru": "средний"}, "below": "3.75"},
    {"title": {"ru": "высокий"}},
]


def scale(code: str, title: str, *items: str) -> dict[str, Any]:
    """The mean of two items."""
    one = {"id": code, "title": {"ru": title}, "items": list(items), "min_answered": 2}
    return one | {"score": "mean", "levels": LEVELS}


DOCUMENT = {
    "format": "eventkit-questionnaire",
    "version": 1,
    "title": {"ru": "Молодой педагог"},
    "items": [
        {"id": name, "kind": "likert", "text": {"ru": f"Утверждение {place}"}, "required": True}
        | {"min": "1", "max": "5"}
        for place, name in enumerate(ITEMS, 1)
    ],
    "scales": [
        scale("U", "Уверенность", "lesson", "class"),
        scale("S", "Устойчивость", "calm", "rest"),
    ],
}
STEPS = ((4, 0), (10, 5), (15, 10), (16, 10))
"""After so many answers the wall shows so many: five always stay behind it."""


class Day:
    """A training with one questionnaire under self-made codes, two waves, and its organizer."""

    def __init__(self, site: Site) -> None:
        self.site = site
        with self.kept():
            event = create_event("Формула успеха", "training", reference_date=date(2026, 3, 1))
            event.published_at = now()
            asked = create_questionnaire(event, DOCUMENT, mode="code", actor="system")
            waves = [add_wave(asked, title, actor="system") for title in ("До", "После")]
            open_wave(waves[0], actor="system")
            show_live(waves[0], actor="system")
            who = create_person("Ведущая", "Вера", "Никитична")
            account = create_account("o@example.org", who, hashed_password=hash_password("тихо"))
            grant_role(account, event.id, "organizer")
            db.session.flush()
            self.slug = event.slug
            self.waves = [(wave.id, f"/q/{wave.code}") for wave in waves]

    def kept(self) -> Any:
        """A context of the application whose changes are kept."""
        return _Kept(self.site)

    def turn(self) -> None:
        """Close the first wave and open the second."""
        with self.kept():
            first, second = (db.session.get_one(Wave, number) for number, _home in self.waves)
            close_wave(first, actor="system")
            open_wave(second, actor="system")

    def end(self) -> None:
        """Close the second wave."""
        with self.kept():
            close_wave(db.session.get_one(Wave, self.waves[1][0]), actor="system")


class _Kept:
    def __init__(self, site: Site) -> None:
        self.context = site.app.app_context()

    def __enter__(self) -> None:
        self.context.push()
        set_mode("write")

    def __exit__(self, kind: Any, *_rest: Any) -> None:
        if kind is None:
            db.session.commit()
        self.context.pop()


def fill(page: Page, home: str, marks: tuple[int, ...], code: str) -> None:
    """Open, answer every item, give the code, send."""
    page.goto(home)
    page.get_by_role("button", name="Начать").click()
    for name, mark in zip(ITEMS, marks, strict=True):
        page.locator(f"#i-q-{name} input[value='{mark}']").check()
    page.get_by_role("button", name="Дальше").click()
    page.get_by_label("Ваш код").fill(code)
    page.get_by_role("button", name="Отправить ответы").click()


def marks_of(number: int) -> tuple[int, ...]:
    """The first ten feel unsure, the others middling; all are a little tired."""
    return (2, 2, 3, 2) if number <= 10 else (3, 3, 3, 2)


def test_the_wall_grows_while_twenty_phones_answer(
    person: Callable[..., Page], site: Site, accessible: Callable[..., None]
) -> None:
    """Before: (10 × 2 + 11 × 3) / 21 = 2.52; the eight who answer again go from 2 to 4.

    The second mean may be hidden: with the change it says how the eight were before, and less a
    wall that held five of them it would tell of three.
    """
    day = Day(site)
    before, after = (home for _number, home in day.waves)
    organizer = person(1920, 1080)
    wall = f"/training/{day.slug}/portrait/wall"
    organizer.goto(f"/login?next={wall}")
    alone = organizer.get_by_role("region", name="С паролем")
    alone.get_by_label("Электронная почта").fill("o@example.org")
    organizer.get_by_label("Пароль").fill("тихо")
    organizer.get_by_role("button", name="Войти", exact=True).click()
    organizer.wait_for_url(f"**{wall}")

    far = [person(width=360) for _phone in range(4)]
    for phone in far:
        phone.goto(before)
        phone.evaluate(IS_KEPT)
        phone.context.set_offline(True)
    for (_none, _shown), (until, shown) in pairwise(((0, 0), *STEPS)):
        for number in range(_none + 1, until + 1):
            phone = person(width=360)
            fill(phone, before, marks_of(number), f"АН{number:04d}")
            expect(phone.get_by_text("Ответы сохранены. Спасибо.")).to_be_visible()
            phone.context.close()
        said = f"На экране ответы {shown} человек" if shown else "На экране пока нет ответов"
        expect(organizer.get_by_text(said)).to_be_visible()
        expect(organizer.get_by_text(f"ещё {until - shown} получено")).to_be_visible()
    accessible(organizer)

    for number, phone in enumerate(far, 17):
        fill(phone, before, marks_of(number), f"АН{number:04d}")
        expect(phone.get_by_text("Нет сети: ответы сохранены")).to_be_visible()
    for phone in far:
        phone.context.set_offline(False)
        expect(phone.get_by_text("Ответы сохранены. Спасибо.")).to_be_visible()
    expect(organizer.get_by_text("На экране ответы 15 человек")).to_be_visible()

    desk = organizer.context.new_page()
    desk.goto(f"/manage/{day.slug}/waves/{day.waves[0][0]}/paper")
    for label, value in (("Код", "АН0021"), *((f"Утверждение {n}", "3") for n in (1, 2, 3, 4))):
        desk.get_by_label(label, exact=label == "Код").first.fill(value)
    desk.get_by_role("button", name="Внести лист").click()
    expect(desk.get_by_text("Лист внесён. Можно вводить следующий.")).to_be_visible()

    day.turn()
    for number in range(1, 9):
        phone = person(width=360)
        fill(phone, after, (4, 4, 3, 2), f"ан-{number:04d}")
        expect(phone.get_by_text("Ответы сохранены. Спасибо.")).to_be_visible()
        phone.context.close()
    day.end()
    row = organizer.get_by_role("row", name="Уверенность")
    expect(row).to_contain_text("+2,00")
    expect(row).to_contain_text("2,52")
    expect(organizer.get_by_text("у всех 8, кто заполнил обе анкеты")).to_be_visible()
    accessible(organizer)

    desk.goto(f"/training/{day.slug}/manage/portrait")
    with desk.expect_download() as got:
        desk.get_by_role("link", name="PDF для печати").click()
    printed = pypdfium2.PdfDocument(got.value.path())
    assert len(printed) == 1
    text = printed[0].get_textpage().get_text_range()
    for said in ("Молодой педагог", "Уверенность", "+2,00"):
        assert said in text
    printed.close()
