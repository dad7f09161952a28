"""A teacher who takes part: applies, changes their mind, waits, reads the result, shows it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.browser.story.papers import code_in_picture
from tests.browser.story.town import Town
from tests.browser.story.walker import Walker

CONTEST = "К вершинам мастерства"


@dataclass(frozen=True)
class Teacher:
    """Who applies, as they would write it themselves."""

    last_name: str
    first_name: str
    patronymic: str
    birth_date: str
    teaching_since: str
    email: str
    school: str
    """What is typed into the search, e.g. «сош 1 вым»."""
    school_name: str
    """What is then chosen."""
    position: str = "учитель начальных классов"
    phone: str = "+7 914 000-00-00"

    @property
    def full_name(self) -> str:
        """Last name, first name, patronymic."""
        return f"{self.last_name} {self.first_name} {self.patronymic}"


class Participant:
    """A teacher with a browser."""

    def __init__(self, walker: Walker, town: Town, teacher: Teacher) -> None:
        self.walker, self.town, self.teacher = walker, town, teacher
        self.number, self.own = 0, ""

    def begin(self) -> None:
        """From the front page to the first step, which is about the person."""
        w, who = self.walker, self.teacher
        w.go("/")
        w.follow(CONTEST, w.page.get_by_role("main"))
        w.follow("Подать заявку", exact=False)
        w.type(
            {
                "Фамилия": who.last_name,
                "Имя": who.first_name,
                "Отчество": who.patronymic,
                "Дата рождения": who.birth_date,
                "Начало педагогической работы": who.teaching_since,
                "Должность": who.position,
                "Электронная почта": who.email,
                "Телефон": who.phone,
            }
        )
        w.press("Дальше", exact=False)

    def find_school(self) -> None:
        """Type a part of the name and choose from what is offered."""
        w, who = self.walker, self.teacher
        w.type({"Школа или другая организация": who.school})
        option = w.page.get_by_role("option", name=who.school_name)
        option.wait_for()
        w.look()
        option.click()
        w.press("Дальше", exact=False)

    def choose_nomination(self, title: str, hidden: str) -> None:
        """Nominations for others are not offered, and the page says why."""
        w = self.walker
        assert w.page.get_by_role("radio", name=hidden).count() == 0
        w.page.get_by_role("radio", name=title).check()
        w.press("Дальше", exact=False)

    def hand_in(self, title: str, text: str = "", file: Path | None = None) -> None:
        """The essay, typed or as a file."""
        w = self.walker
        w.type({"Название работы": title})
        if text:
            w.type({"Текст письма": text})
        if file:
            w.field("Или файл").set_input_files(file)
        w.press("Дальше", exact=False)

    def consent(self, *, publication: bool) -> None:
        """Two consents that do not depend on each other."""
        w = self.walker
        w.tick("Даю согласие на обработку персональных данных")
        if publication:
            w.tick("Разрешаю опубликовать моё имя в итогах")
        w.press("Дальше", exact=False)

    def send(self) -> None:
        """Check what goes to the organizer, send it and get a number."""
        w, who = self.walker, self.teacher
        w.reads(who.full_name, who.school_name)
        w.press("Отправить заявку")
        w.reads("Заявка отправлена", f"копия ушла на почту {who.email}")
        self.number = int(w.page.locator(".ticket .num").inner_text())

    def apply(
        self,
        nomination: str,
        hidden: str,
        title: str,
        *,
        text: str = "",
        file: Path | None = None,
        publication: bool = True,
    ) -> None:
        """The whole application."""
        self.begin()
        self.find_school()
        self.choose_nomination(nomination, hidden)
        self.hand_in(title, text, file)
        self.consent(publication=publication)
        self.send()

    def open_own_page(self) -> None:
        """By the link in the letter."""
        self.own = self.own or self.town.link(self.teacher.email, f"№ {self.number} получена")
        self.walker.go(self.own)

    def withdraw(self) -> None:
        """Take the application back: asked first, in a dialog."""
        w = self.walker
        w.press("Отозвать заявку", w.dialog("Отозвать заявку"))
        w.reads("Заявка отозвана. Работа не участвует.", "Вы отозвали заявку.")
        assert w.page.get_by_role("link", name="Подать новую заявку").is_visible()

    def open_result(self) -> None:
        """From the letter about the results to the table, and on the own page to how it came."""
        w = self.walker
        w.go(self.town.link(self.teacher.email, "Итоги опубликованы"))
        self.open_own_page()
        w.follow("Как получился результат")

    def download_diploma(self) -> bytes:
        """From the own page."""
        w = self.walker
        self.open_own_page()
        with w.page.expect_download() as coming:
            w.page.get_by_role("link", name="Скачать PDF").click()
        assert coming.value.suggested_filename.endswith(".pdf")
        return Path(coming.value.path()).read_bytes()

    def open_portfolio(self) -> None:
        """The own page leads to the portfolio; a link by letter lets in without a password."""
        w = self.walker
        self.open_own_page()
        w.follow("Моё портфолио")
        card = w.region("По ссылке на почту")
        w.type({"Электронная почта": self.teacher.email}, card)
        w.press("Прислать ссылку", card)
        w.go(self.town.link(self.teacher.email, "Ссылка для входа"))
        w.press("Войти")
        w.follow("Портфолио")

    def share_portfolio(self) -> str:
        """Make a link for others; returns what a camera reads from its code on the screen."""
        w = self.walker
        w.press("Сделать ссылку")
        w.reads("Ссылка готова.")
        return code_in_picture(w.page.locator(".pf-head .qr svg").screenshot())
