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

from tests.browser.story.juror import Juror
from tests.browser.story.organizer import CONTEST, Administrator, Organizer
from tests.browser.story.papers import code_on, word_file, words_on
from tests.browser.story.participant import Participant, Teacher
from tests.browser.story.town import Town
from tests.browser.story.visitor import everything_public
from tests.browser.story.walker import Inspector, Walker

pytestmark = pytest.mark.browser

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
    "МАОУ СОШ №1 с. Вымыслово",
)
BORIS = Teacher(
    "Тетрадкин",
    "Борис",
    "Ильич",
    "03.02.1999",
    "01.09.2021",
    "boris@example.org",
    "придумк",
    "МАОУ СОШ №7 с. Придумкино",
)
VERA = Teacher(
    "Чернильцева",
    "Вера",
    "Антоновна",
    "11.11.2000",
    "01.09.2022",
    "vera@example.org",
    "первая школа",
    "МАОУ СОШ №1 с. Вымыслово",
)
GALINA = Teacher(
    "Опытова",
    "Галина",
    "Петровна",
    "20.04.1979",
    "15.08.2001",
    "galina@example.org",
    "сказка",
    "МАДОУ детский сад «Сказка» с. Вымыслово",
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
    "МАОУ СОШ №1 с. Вымыслово",
)
CHAIR = "Судейкина Раиса Павловна"
FIRST = "Внимательная Нина Львовна"
SECOND = "Сельская Мария Ивановна"
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
Meet = Callable[..., Walker]


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
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
        return Walker(page, town.url, inspector)

    yield somebody
    for context in contexts:
        context.close()
    assert troubles == []
    # Pages that answer a sent form cannot be asked for again in another language.
    assert inspector.only_in_russian <= {"/login/link"}


def test_from_announcement_to_verified_diploma(town: Town, meet: Meet, tmp_path: Path) -> None:
    town.it_is("2025-09-15")
    town.open_first_account("admin@example.org", "тихая река")
    administrator = Administrator(meet(), "admin@example.org", "тихая река")
    administrator.describe_the_site()
    administrator.add_school("МАОУ СОШ №1 с. Вымыслово", "с. Вымыслово", "первая школа")
    administrator.add_school("МАОУ СОШ №7 с. Придумкино", "с. Придумкино")
    administrator.add_school("МАДОУ детский сад «Сказка» с. Вымыслово", "с. Вымыслово")
    administrator.begin_contest(
        {
            "Первый день приёма": "01.10.2025",
            "Последний день приёма": "31.10.2025",
            "Последний день работы жюри": "14.11.2025",
            "День итогов": "18.11.2025",
            "День награждения": "25.11.2025",
            "Возраст и стаж считают на день": "01.10.2025",
        }
    )
    administrator.give_role("methodist@example.org", "организатор")
    organizer = Organizer(meet(), town.link("methodist@example.org", "Ссылка для входа"))
    organizer.introduce_self("Переменкина", "Ольга", "Петровна")
    organizer.want_sheets("2")
    organizer.announce()

    town.it_is("2025-10-20")
    alina = Participant(meet(390), town, ALINA)
    alina.apply(YOUNG, OLD, "Мой первый звонок", text=ALINAS_LETTER)
    boris = Participant(meet(), town, BORIS)
    letter = word_file(
        tmp_path / "Тетрадкин Борис, эссе.docx", "Тетрадкин Борис Ильич", *BORIS_LETTER
    )
    boris.apply(YOUNG, OLD, "Письмо выпускнику", file=letter)
    vera = Participant(meet(390), town, VERA)
    vera.apply(YOUNG, OLD, "Как я вошла в класс", text=VERAS_LETTER, publication=False)
    galina = Participant(meet(), town, GALINA)
    galina.apply(OLD, YOUNG, "Завтрашнему учителю", text="Дорогой коллега, завтра ваш первый урок.")
    galina.open_own_page()
    galina.withdraw()
    dmitry = Participant(meet(), town, DMITRY)
    dmitry.apply(YOUNG, OLD, "Титульный лист", text="Эссе.")

    town.it_is("2025-11-01", hour=0)
    organizer.refuse(DMITRY.full_name, "В файле только титульный лист. Пришлите письмо целиком.")
    organizer.admit(ALINA.full_name, BORIS.full_name, VERA.full_name)
    dmitry.open_own_page()
    dmitry.walker.reads("Заявка отклонена.", "В файле только титульный лист.")
    organizer.add_juror(
        CHAIR, "МАДОУ детский сад «Сказка» с. Вымыслово", "chair@example.org", is_chair=True
    )
    organizer.add_juror(FIRST, "МАДОУ детский сад «Сказка» с. Вымыслово", "first@example.org")
    organizer.add_juror(SECOND, "МАОУ СОШ №7 с. Придумкино", "second@example.org")
    organizer.send_links(3)
    organizer.share_out_the_works()
    organizer.open_judging()
    for email in ("chair@example.org", "first@example.org", "second@example.org"):
        assert "Срок: 14 ноября 2025 г., 23:59 (UTC+9)." in town.post_office.letter(
            email, "Жюри может начинать"
        )

    town.it_is("2025-11-03")
    first = Juror(meet(390), town, "first@example.org")
    first.come_in()
    praised = first.next_work()
    first.mark(MARKS[praised])
    first.comment(PRAISE)
    first.walker.press("Сохранить черновик")
    assert first.next_work() == praised
    first.send()
    title = first.next_work()
    first.lose_network()
    for number, value in enumerate(MARKS[title][:2], start=1):
        first.touch(number, value)
    first.sees_offline("Нет сети: 2 оценки сохранены на телефоне. Отправим сами.")
    first.find_network()
    first.mark(MARKS[title][2:], first=3)
    first.send()
    first.walker.reads("Все листы отправлены.")
    second, chair = (Juror(meet(390), town, f"{name}@example.org") for name in ("second", "chair"))
    for juror in (second, chair):
        juror.come_in()
        while title := juror.next_work():
            juror.mark(MARKS[title])
            juror.send()

    town.it_is("2025-11-15")
    organizer.close_judging()
    organizer.calculate()
    chair.settle_the_tie(ALINA.full_name, BORIS.full_name, "Первой считать работу Звонковой.")

    town.it_is("2025-11-18")
    organizer.publish()
    stranger = meet(360)
    stranger.go("/")
    stranger.open("Меню")
    stranger.follow("Итоги")
    stranger.follow(CONTEST)
    stranger.reads(ALINA.full_name, BORIS.full_name, "участник № 3")
    stranger.does_not_read(*SECRET)
    alina.open_result()
    alina.walker.reads("37,00 из 40", "диплом I степени", "решение председателя")
    boris.open_result()
    boris.walker.reads("37,00 из 40", "диплом II степени", "решение председателя")
    vera.open_result()
    vera.walker.reads("30,00 из 40", "диплом III степени")
    authors = dict(zip(MARKS, (alina, boris, vera), strict=True))
    authors[praised].walker.reads(PRAISE)
    organizer.make_diplomas(
        ALINA.full_name,
        BORIS.full_name,
        VERA.full_name,
        post=("КВМ-2025-001", "учитель первого класса"),
    )
    diploma = alina.download_diploma()
    words = words_on(diploma)
    assert f"Награждается {ALINA.full_name} учитель первого класса" in words
    assert "I степени" in words
    stranger.go(code_on(diploma))
    stranger.reads("Документ настоящий", ALINA.full_name, "КВМ-2025-001")
    veras = vera.download_diploma()
    stranger.go(code_on(veras))
    stranger.reads("Документ настоящий", "КВМ-2025-003")
    stranger.does_not_read(*SECRET)
    public = everything_public(town.url, code_on(veras))
    assert len(public) > 20
    assert [page for page, text in public.items() if any(word in text for word in SECRET)] == []
    alina.open_portfolio()
    alina.walker.reads("Документ № КВМ-2025-001")
    address = alina.share_portfolio()
    passer_by = meet(360)
    passer_by.go(address)
    passer_by.reads("Звонкова", "Документ № КВМ-2025-001")
    passer_by.does_not_read(ALINA.email, ALINA.phone, ALINA.birth_date)
    passer_by.follow("Документ № КВМ-2025-001")
    passer_by.reads("Документ настоящий")
