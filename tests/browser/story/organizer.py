"""The administrator who opens the site, and the organizer who runs the contest."""

from __future__ import annotations

from tests.browser.story.walker import Walker

CONTEST = "К вершинам мастерства"


class Administrator:
    """Opens the site once: who runs it, which schools there are, who organizes the contest."""

    def __init__(self, walker: Walker, email: str, password: str) -> None:
        self.walker = walker
        w = walker
        w.go("/")
        w.follow("Войти", w.page.get_by_role("banner"))
        card = w.region("С паролем")
        w.type({"Электронная почта": email, "Пароль": password}, card)
        w.press("Войти", card)

    def describe_the_site(self) -> None:
        """The department's name and signature, as papers will carry them."""
        w = self.walker
        w.follow("Люди")
        w.follow("Сайт")
        w.type(
            {
                "Название на сайте": "Отдел образования",
                "Округ или район": "Вымысловский район",
                "Электронная почта": "otdel@example.org",
                "Кто подписывает дипломы": "Р. Р. Скрепкина",
                "Должность подписывающего": "Начальник отдела образования",
            }
        )
        w.press("Сохранить")
        w.reads("Сохранено.")

    def add_school(self, short_name: str, place: str, aliases: str = "") -> None:
        """A school that participants will find by a part of its name."""
        w = self.walker
        w.follow("Люди")
        w.follow("Организации")
        w.follow("Добавить организацию")
        w.type(
            {"Краткое название": short_name, "Населённый пункт": place, "Другие названия": aliases}
        )
        w.press("Сохранить")
        w.reads(short_name)

    def begin_contest(self, days: dict[str, str]) -> None:
        """From the preset, with the days of its steps."""
        w = self.walker
        w.follow("Мероприятия")
        w.follow("Новое мероприятие")
        w.follow(f"Начать с заготовки «{CONTEST}»")
        w.type(days)
        w.press("Создать мероприятие")
        w.reads("Мероприятие создано. Проверьте его и объявите.")

    def give_role(self, email: str, role: str) -> None:
        """Who works on the contest; a new address gets a link."""
        w = self.walker
        w.follow("Роли")
        w.type({"Электронная почта": email})
        w.choose("Роль", role)
        w.press("Выдать роль")
        w.reads("Роль выдана, ссылка для входа отправлена.")


class Organizer:
    """A methodologist who came by the link in a letter."""

    def __init__(self, walker: Walker, link: str) -> None:
        self.walker = walker
        walker.go(link)
        walker.press("Войти")

    def introduce_self(self, last: str, first: str, patronymic: str) -> None:
        """Write one's name, which then stands at the corner of each page."""
        w = self.walker
        w.open("methodist@example.org")
        w.follow("Мои данные")
        w.type({"Фамилия": last, "Имя": first, "Отчество": patronymic})
        w.press("Сохранить")
        w.reads("Сохранено.")

    def announce(self) -> None:
        """Look at the check of the set-up and let everybody see the contest."""
        w = self.walker
        self.cockpit()
        w.follow("Проверить и объявить")
        w.press("Объявить мероприятие")
        w.reads("Мероприятие объявлено: его видят все.")

    def cockpit(self) -> None:
        """The page with the one next step."""
        w = self.walker
        banner = w.page.get_by_role("banner")
        if banner.get_by_role("link", name=CONTEST).is_visible():
            w.follow(CONTEST, banner)
            return
        w.open("Переменкина О. П.")
        w.follow("Мой стол")
        w.follow(CONTEST, w.page.get_by_role("main"))

    def want_sheets(self, number: str) -> None:
        """Change a rule: the preset chooses, the screen explains."""
        w = self.walker
        self.cockpit()
        w.follow("Настройки")
        w.follow("Правила подсчёта")
        w.follow(
            "Изменить", w.page.get_by_role("listitem").filter(has_text="оценивают"), exact=False
        )
        w.type({"Сколько членов жюри оценивают работу": number})
        w.press("Сохранить правило")
        w.reads(f"Каждую работу оценивают {number} члена жюри")

    def refuse(self, name: str, reason: str) -> None:
        """Say no to an application, in words that the participant will read."""
        w = self.walker
        self.cockpit()
        w.follow("Разобрать заявки")
        w.follow(name)
        w.type({"Причина отказа для участника": reason})
        w.press("Отклонить заявку")
        w.reads(reason)

    def admit(self, *names: str) -> None:
        """Let works through to the jury, several at once."""
        w = self.walker
        self.cockpit()
        w.follow("Разобрать заявки")
        for name in names:
            w.row(name).get_by_role("checkbox").check()
        w.press("Допустить отмеченные")

    def add_juror(self, name: str, school: str, email: str, *, is_chair: bool = False) -> None:
        """A new person into the jury; the school is searched for as in an application."""
        w = self.walker
        self.cockpit()
        w.follow("Жюри")
        last, first, patronymic = name.split()
        w.type({"Фамилия": last, "Имя": first, "Отчество": patronymic})
        w.type({"Организация": school[:9]})
        w.page.get_by_role("option", name=school).click()
        w.type({"Электронная почта": email})
        if is_chair:
            w.tick("Председатель жюри")
        w.press("Добавить в жюри")
        w.reads("Теперь отправьте личную ссылку.", name)

    def send_links(self, how_many: int) -> None:
        """Personal links by letter to all who have none."""
        self.walker.press(f"Отправить ссылки ({how_many})")
        self.walker.reads(f"Отправлено {how_many} пис")

    def share_out_the_works(self) -> None:
        """Look at the plan and carry it out."""
        w = self.walker
        self.cockpit()
        w.follow("Раздать работы")
        w.reads("У каждой работы будет столько листов, сколько велят правила.")
        w.press("Раздать", exact=False)

    def open_judging(self) -> None:
        """Let the jury begin; rules stand fast from now on."""
        w = self.walker
        self.cockpit()
        w.follow("Открыть работу жюри")
        w.press("Открыть и закрепить правила")

    def close_judging(self) -> None:
        """All sheets are there: close the round."""
        w = self.walker
        self.cockpit()
        w.follow("Закрыть работу жюри")
        w.reads("Все назначенные листы отправлены.")
        w.press("Закрыть работу жюри")

    def calculate(self) -> None:
        """Count; a tie that the rules leave open waits for the chair."""
        w = self.walker
        self.cockpit()
        w.follow("Посчитать итоги")
        w.press("Посчитать итоги")

    def publish(self) -> None:
        """Close, sign, look at what a person will see, then publish."""
        w = self.walker
        self.cockpit()
        w.follow("Проверить и опубликовать")
        w.follow("К публикации")
        w.follow("Закрыть подсчёт", exact=False)
        w.press("Закрыть подсчёт", exact=False)
        w.press("Протокол подписан")
        w.follow("Страница участника")
        w.reads("После публикации страница будет такой же.")
        w.follow("К публикации")
        w.follow("Опубликовать и отправить 3 письма")
        w.press("Опубликовать и отправить 3 письма")

    def make_diplomas(self, *names: str, post: tuple[str, str]) -> None:
        """Prepare papers, check the names in the nominative, correct a post, hand them out.

        ``post`` is the number of a paper and what its owner's post is called in it.
        """
        w = self.walker
        self.cockpit()
        w.follow("Подготовить дипломы")
        w.press("Подготовить документы")
        assert w.page.get_by_role("radio", name="именительный", exact=False).is_checked()
        shown = [w.field(f"КВМ-2025-00{n}: имя, кто?").input_value() for n in (1, 2, 3)]
        assert shown == list(names)
        w.type({f"{post[0]}: должность, кто?": post[1]})
        w.press("Все имена проверены")
        asked = w.dialog("Выдать документы")
        w.press("Выдать", asked)
        w.reads("выдан")
