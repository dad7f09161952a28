"""The essay contest from its announcement to a verified diploma, as each person walks it.

Everything is done by what the screens say: no address is typed but the first one and those that
come in letters or in a code, and nothing is put into the database by hand. Each kind of page that
anybody meets is looked at by axe in Russian and in English and must fit a phone 360 pixels wide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import PATIENCE
from tests.browser.story import cast
from tests.browser.story.cast import ALINA, BORIS, DMITRY, GALINA, MARKS, OLD, VERA, YOUNG
from tests.browser.story.juror import Juror
from tests.browser.story.organizer import CONTEST, Administrator, Organizer
from tests.browser.story.papers import code_on, word_file, words_on
from tests.browser.story.participant import Participant, Teacher
from tests.browser.story.town import Town
from tests.browser.story.visitor import everything_public
from tests.browser.story.walker import Inspector, Walker

pytestmark = pytest.mark.browser

Meet = Callable[..., Walker]
Participants = dict[Teacher, Participant]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A fresh installation in the town of the story."""
    made = Town(tmp_path)
    yield made
    made.close()


@pytest.fixture
def meet(chromium: Browser, town: Town, accessible: Callable[[Page], None]) -> Iterator[Meet]:
    """Meet somebody new with a browser of their own: ``meet(width=390)``."""
    inspector = Inspector(chromium, accessible)
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def somebody(width: int = 1366, height: int = 768) -> Walker:
        context = chromium.new_context(
            base_url=town.url,
            locale="ru-RU",
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
        page.on("console", lambda said: note(page, said.type, said.text))
        return Walker(page, town.url, inspector)

    def note(page: Page, kind: str, text: str) -> None:
        # A refused form and a lost network are answers; a refused style or script is not.
        if kind == "error" and "Failed to load resource" not in text:
            troubles.append(f"{page.url}: {text}")

    yield somebody
    for context in contexts:
        context.close()
    assert troubles == []
    # Pages that answer a sent form cannot be asked for again in another language.
    assert inspector.only_in_russian <= {"/login/link"}


def test_from_announcement_to_verified_diploma(town: Town, meet: Meet, tmp_path: Path) -> None:
    town.it_is("2025-09-15")
    organizer = announced(town, meet)
    town.it_is("2025-10-20")
    people = applied(town, meet, tmp_path)
    town.it_is("2025-11-01", hour=0)
    handed_to_the_jury(town, organizer, people)
    town.it_is("2025-11-03")
    praised = read_with_a_bad_line(town, meet)
    chair = read_by_the_others(town, meet)
    town.it_is("2025-11-15")
    organizer.close_judging()
    organizer.calculate()
    chair.settle_the_tie(ALINA.full_name, BORIS.full_name, "Первой считать работу Звонковой.")
    town.it_is("2025-11-18")
    organizer.publish()
    stranger = meet(360)
    results_are_read(stranger, people, praised)
    organizer.make_diplomas(
        *(who.full_name for who in (ALINA, BORIS, VERA)),
        post=("КВМ-2025-001", "учитель первого класса"),
    )
    diplomas_are_verified(town, stranger, people)
    portfolio_is_shown(people[ALINA], passer_by=meet(360))


def announced(town: Town, meet: Meet) -> Organizer:
    """A site is opened and a contest set up from its preset and announced."""
    town.open_first_account("admin@example.org", "тихая река")
    administrator = Administrator(meet(), "admin@example.org", "тихая река")
    administrator.describe_the_site()
    for school in cast.SCHOOLS:
        administrator.add_school(*school)
    administrator.begin_contest(cast.DAYS)
    administrator.give_role("methodist@example.org", "организатор")
    organizer = Organizer(meet(), town.link("methodist@example.org", "Ссылка для входа"))
    organizer.introduce_self("Переменкина", "Ольга", "Петровна")
    organizer.want_sheets("2")
    organizer.announce()
    return organizer


def applied(town: Town, meet: Meet, folder: Path) -> Participants:
    """Five apply: with a text, with a file, without consent to be named, to withdraw, in vain."""
    people = {
        who: Participant(meet(width), town, who)
        for who, width in ((ALINA, 390), (BORIS, 1366), (VERA, 390), (GALINA, 1366), (DMITRY, 1366))
    }
    people[ALINA].apply(YOUNG, OLD, "Мой первый звонок", text=cast.ALINAS_LETTER)
    file = word_file(folder / "Тетрадкин Борис.docx", BORIS.full_name, *cast.BORIS_LETTER)
    people[BORIS].apply(YOUNG, OLD, "Письмо выпускнику", file=file)
    people[VERA].apply(YOUNG, OLD, "Как я вошла в класс", text=cast.VERAS_LETTER, publication=False)
    people[GALINA].apply(OLD, YOUNG, "Завтрашнему учителю", text="Дорогой коллега, пора.")
    people[GALINA].open_own_page()
    people[GALINA].withdraw()
    people[DMITRY].apply(YOUNG, OLD, "Титульный лист", text="Эссе.")
    return people


def handed_to_the_jury(town: Town, organizer: Organizer, people: Participants) -> None:
    """Applications are decided, the jury is called together and gets its works and links."""
    organizer.refuse(DMITRY.full_name, "В файле только титульный лист. Пришлите письмо целиком.")
    organizer.admit(ALINA.full_name, BORIS.full_name, VERA.full_name)
    people[DMITRY].open_own_page()
    people[DMITRY].walker.reads("Заявка отклонена.", "В файле только титульный лист.")
    for name, (person, school) in cast.JURY.items():
        organizer.add_juror(person, school, f"{name}@example.org", is_chair=name == "chair")
    organizer.send_links(3)
    organizer.share_out_the_works()
    organizer.open_judging()
    for name in cast.JURY:
        letter = town.post_office.letter(f"{name}@example.org", "Жюри может начинать")
        assert "Срок: 14 ноября 2025 г., 23:59 (UTC+9)." in letter


def read_with_a_bad_line(town: Town, meet: Meet) -> str:
    """A juror keeps a draft, sends it, loses the network and finds it; returns a praised work."""
    juror = Juror(meet(390), town, "first@example.org")
    juror.come_in()
    praised = juror.next_work()
    juror.mark(MARKS[praised])
    juror.comment(cast.PRAISE)
    juror.save_draft()
    assert juror.next_work() == praised
    juror.send()
    title = juror.next_work()
    juror.lose_network()
    for number, value in enumerate(MARKS[title][:2], start=1):
        juror.touch(number, value)
    juror.sees_offline("Нет сети: 2 оценки сохранены на телефоне. Отправим сами.")
    juror.find_network()
    juror.mark(MARKS[title][2:], first=3)
    juror.send()
    juror.walker.reads("Все листы отправлены.")
    return praised


def read_by_the_others(town: Town, meet: Meet) -> Juror:
    """Two more jurors read all that they got, none of it from their own school."""
    second, chair = (Juror(meet(390), town, f"{name}@example.org") for name in ("second", "chair"))
    for juror in (second, chair):
        juror.come_in()
        while title := juror.next_work():
            assert not (juror is second and title == "Письмо выпускнику")
            juror.walker.does_not_read(*(who.last_name[:-1] for who in (ALINA, BORIS, VERA)))
            juror.mark(MARKS[title])
            juror.send()
    return chair


def results_are_read(stranger: Walker, people: Participants, praised: str) -> None:
    """Anybody sees the places, and each author how the own one came about."""
    stranger.go("/")
    stranger.open("Меню")
    stranger.follow("Итоги")
    stranger.follow(CONTEST)
    stranger.reads(ALINA.full_name, BORIS.full_name, "участник № 3")
    stranger.does_not_read(*cast.SECRET)
    for who, degree in ((ALINA, "I"), (BORIS, "II"), (VERA, "III")):
        people[who].open_result()
        people[who].walker.reads(f"диплом {degree} степени")
    for who in (ALINA, BORIS):
        people[who].walker.reads("37,00 из 40", "решение председателя")
    people[VERA].walker.reads("30,00 из 40")
    authors = dict(zip(MARKS, (ALINA, BORIS, VERA), strict=True))
    people[authors[praised]].walker.reads(cast.PRAISE)


def diplomas_are_verified(town: Town, stranger: Walker, people: Participants) -> None:
    """The code on the paper leads to the page that proves it; a name not published stays so."""
    diploma = people[ALINA].download_diploma()
    words = words_on(diploma)
    assert f"Награждается {ALINA.full_name} учитель первого класса" in words
    assert "I степени" in words
    stranger.go(code_on(diploma))
    stranger.reads("Документ настоящий", ALINA.full_name, "КВМ-2025-001")
    address = code_on(people[VERA].download_diploma())
    stranger.go(address)
    stranger.reads("Документ настоящий", "КВМ-2025-003")
    stranger.does_not_read(*cast.SECRET)
    public = everything_public(town.url, address)
    assert len(public) > 20
    named = [page for page, text in public.items() if any(word in text for word in cast.SECRET)]
    assert named == []


def portfolio_is_shown(owner: Participant, passer_by: Walker) -> None:
    """The portfolio has the diploma, and opens to whoever points a camera at its code."""
    owner.open_portfolio()
    owner.walker.reads("Документ № КВМ-2025-001")
    passer_by.go(owner.share_portfolio())
    passer_by.reads(owner.teacher.last_name, "Документ № КВМ-2025-001")
    passer_by.does_not_read(owner.teacher.email, owner.teacher.phone, owner.teacher.birth_date)
    passer_by.follow("Документ № КВМ-2025-001")
    passer_by.reads("Документ настоящий")
