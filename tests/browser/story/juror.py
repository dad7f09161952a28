"""A member of the jury with a phone: comes by a link, reads, marks, loses the network, sends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from playwright.sync_api import expect

from tests.browser.story.town import Town
from tests.browser.story.walker import Walker, plain


class Juror:
    """Reads on a phone and has neither account nor password."""

    def __init__(self, walker: Walker, town: Town, email: str) -> None:
        self.walker, self.town, self.email = walker, town, email
        self.door = ""

    def come_in(self) -> None:
        """By the personal link: it says for whom it is, one button opens it."""
        self.door = self.door or self.town.link(self.email, "Жюри: ", r"/jury/\S+")
        self.walker.go(self.door)
        self.walker.press("Открыть мои работы")

    def next_work(self) -> str:
        """Open what is to be read now, read it and go on to its marks; returns its title.

        Empty when nothing is left: the list says thanks.
        """
        w = self.walker
        if w.page.get_by_role("link", name="К списку работ").count():
            w.follow("К списку работ")
        if "Все листы отправлены." in w.text():
            return ""
        button = w.page.get_by_role("link", name=re.compile("^(Читать следующую|Продолжить):"))
        w.follow(button.inner_text())
        if w.page.get_by_role("link", name="К оценкам").count() == 0:
            w.follow("Работа", w.page.get_by_role("navigation", name="Вид"))
        title = w.page.get_by_role("article").get_by_role("heading").inner_text()
        w.follow("К оценкам")
        return plain(title)

    def mark(self, marks: Sequence[int], first: int = 1) -> None:
        """Touch a mark of each criterion from the ``first`` on; each touch is kept at once."""
        for number, value in enumerate(marks, start=first):
            with self.walker.page.expect_response(
                lambda answer: answer.url.endswith("/jury/touches")
            ) as kept:
                self.touch(number, value)
            assert kept.value.status == 200, kept.value.text()

    def touch(self, criterion: int, value: int) -> None:
        """Touch one mark of a criterion, by its number on the sheet."""
        page = self.walker.page
        groups = page.get_by_role("group").filter(has=page.get_by_role("radio"))
        groups.nth(criterion - 1).get_by_role("radio", name=str(value), exact=True).check()

    def comment(self, text: str) -> None:
        """Write to the author."""
        w = self.walker
        with w.page.expect_response(lambda answer: answer.url.endswith("/jury/touches")):
            w.type({"Комментарий для автора": text})
            w.page.keyboard.press("Tab")

    def save_draft(self) -> None:
        """Nothing is lost without it, but whoever looks for the button finds it and is answered."""
        w = self.walker
        w.page.get_by_role("button", name="Сохранить черновик").click()
        expect(w.page.locator(".flashes")).to_have_text(re.compile("Черновик сохранён."))
        w.look()

    def send(self) -> None:
        """Send the sheet; what is to be read next comes up by itself."""
        code = self.walker.page.get_by_role("heading", level=1).inner_text()
        self.walker.press("Отправить лист")
        # The script of the next page says so, once it has looked into what the phone keeps.
        sent = re.compile(rf"Лист\W+по\W+работе\W+{code}\W+отправлен")
        expect(self.walker.page.locator(".flashes")).to_have_text(sent)

    def lose_network(self) -> None:
        """Drive into the tunnel."""
        self.walker.context.set_offline(True)

    def find_network(self) -> None:
        """Come out of it: what waited goes by itself."""
        with self.walker.page.expect_response(lambda answer: answer.url.endswith("/jury/touches")):
            self.walker.context.set_offline(False)

    def sees_offline(self, words: str) -> None:
        """The bar says what waits and where it is kept."""
        expect(self.walker.page.locator("[data-offline-text]")).to_have_text(words)

    def settle_the_tie(self, first: str, second: str, words: str) -> None:
        """The chair comes back by the same link and decides what the rules left open."""
        w = self.walker
        self.come_in()
        w.reads("1 ничью решает председатель")
        w.follow("Решить ничью")
        w.reads("нужно решение председателя")
        order = [
            re.findall(r"Э-\d+", w.row(name).first.inner_text())[0] for name in (first, second)
        ]
        w.follow("Записать решение председателя")
        w.tick("Расставить по местам")
        w.type({"Шифры работ": ", ".join(order), "Решение словами": words})
        w.press("Записать решение")
        w.reads(words)
        w.does_not_read("предварительно", "нужно решение председателя")
