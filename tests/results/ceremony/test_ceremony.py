"""The ceremony: one line at a time before the hall, and nothing of the others before its time."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.journal.models import JournalLine
from eventkit.people.models import Group, GroupMember
from eventkit.registration.models import Registration
from eventkit.registration.operations import give_consent
from eventkit.results import queries
from eventkit.results.ceremony.models import Ceremony
from eventkit.results.decision_operations import record_decision
from eventkit.results.operations import calculate, lock, publish
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.pages import words
from eventkit.testing.results import create_entry, create_judged_event
from eventkit.web.clock import now, today

TABLE = {
    "N1": {"Д-1": (93, 91), "Д-2": (85, 83), "Д-3": (77, 75), "Д-4": (31, 33)},
    "N2": {"Д-5": (88, 86)},
}
RULES = {"winner_min_percent": 90, "prize_min_percent": 60}
PEOPLE = {
    "Д-1": ("Ткаченко", "Ольга", "Петровна"),
    "Д-2": ("Заяц", "Пётр", "Ильич"),
    "Д-3": ("Рябинина", "Ирина", "Львовна"),
    "Д-4": ("Горский", "Андрей", "Ильич"),
    "Д-5": ("Кузьмич", "Мария", "Олеговна"),
}
SECRETS = ("Ткаченко", "Заяц", "Рябинина", "Горский", "Кузьмич", "место", "Номинация N")


class Stage:
    """A counted contest of five people in two nominations; the secretary leads, a wall looks."""

    def __init__(self, app) -> None:
        self.app = app
        self.event = create_judged_event(TABLE, rules=RULES)
        for entry in db.session.scalars(select(Entry).where(Entry.event_id == self.event.id)):
            person = entry.authors[0].person
            person.last_name, person.first_name, person.patronymic = PEOPLE[entry.code or ""]
            person.gender = ""
            if entry.code != "Д-3":
                one = Registration.entry_id == entry.id
                application = db.session.scalars(select(Registration).where(one)).one()
                give_consent(application, "publication", at=now())
        calculate(self.event, "system")
        prize = ("special_prize", ["Д-2"], "Приз зала", "", today(self.event.timezone))
        record_decision(self.event, self.event.nominations[0], *prize, actor="system")
        db.session.commit()
        self.home = f"/manage/{self.event.slug}/ceremony"
        self.office = self.enter("secretary")
        self.wall = app.test_client()

    def enter(self, role: str):
        client = self.app.test_client()
        sign_in(client, create_account(roles={self.event.id: role}))
        return client

    @property
    def ceremony(self) -> Ceremony:
        return db.session.get_one(Ceremony, self.event.id, populate_existing=True)

    @property
    def screen(self) -> str:
        return f"/events/{self.event.slug}/ceremony/{self.ceremony.key}"

    def post(self, path: str = "", client=None, **data: object):
        answer = (client or self.office).post(self.home + path, data=data, follow_redirects=True)
        assert answer.status_code == 200
        return words(answer)

    def begin(self) -> None:
        self.post()
        self.post("/start")

    def press(self, path: str = "/next") -> str:
        return self.post(path, turn=self.ceremony.turn)

    def shows(self) -> str:
        return words(self.wall.get(f"{self.screen}/state"))


@pytest.fixture
def stage(app) -> Stage:
    return Stage(app)


def test_places_open_one_by_one_from_the_last_and_the_prize_after_them(stage):
    stage.begin()
    seen = []
    while "Все строки открыты" not in stage.press():
        seen.append(stage.shows())
    seen.append(stage.shows())
    assert [text.split(" · ")[0] for text in seen] == [
        "Номинация Номинация N1",
        seen[1],
        "Номинация N1 3 место участник № 3",
        seen[3],
        seen[4],
        "Номинация Номинация N2",
        seen[6],
        seen[7],
        seen[8],
    ]
    assert "Участники Горский Андрей Ильич" in seen[1]
    assert "2 место Заяц Пётр Ильич" in seen[3]
    assert "3 участник № 3" in seen[3], "opened before, it stays under the line"
    assert "1 место Ткаченко Ольга Петровна" in seen[4]
    assert "2 Заяц Пётр Ильич" in seen[4]
    assert "2 место Кузьмич Мария Олеговна" in seen[6]
    assert "Ткаченко" not in seen[6]
    assert "Гран-при Ткаченко Ольга Петровна" in seen[8]
    assert "Приз зала Заяц Пётр Ильич" in seen[7]
    assert not any("Рябинина" in text for text in seen), "she has not agreed to publication"


def test_whoever_opens_the_page_early_finds_nothing(stage):
    stage.post()
    early = [stage.wall.get(stage.screen), stage.wall.get(f"{stage.screen}/state")]
    stage.post("/start")
    early += [stage.wall.get(stage.screen), stage.wall.get(f"{stage.screen}/state")]
    for answer in early:
        text = answer.get_data(as_text=True)
        assert "Скоро начнём" in text
        assert not [secret for secret in SECRETS if secret in text]
        assert not [value for value in ("92", "84", "76") if value in words(answer)]
    assert len({len(early[n].data) for n in (1, 3)}) == 1
    stage.press()
    stage.press()
    stage.press()
    third = words(stage.wall.get(stage.screen))
    assert "участник № 3" in third
    assert not [name for name in ("Ткаченко", "Заяц", "Кузьмич", "N2", "Приз") if name in third]
    stage.press("/back")
    assert "участник № 3" not in stage.shows()
    for path in ("", "/control", "/script"):
        assert stage.wall.get(stage.home + path).status_code in (302, 403)
        for role in ("chair", "observer"):
            assert stage.enter(role).get(stage.home + path).status_code == 403
    assert stage.wall.get(f"/events/{stage.event.slug}/ceremony/guess").status_code == 404
    assert stage.wall.get(f"/events/{stage.event.slug}/results").status_code == 404


def test_a_double_press_and_a_second_controller_open_one_line(stage):
    stage.begin()
    other = stage.enter("organizer")
    turn = stage.ceremony.turn
    stage.post("/next", turn=turn)
    told = stage.post("/next", other, turn=turn)
    assert "с другого устройства" in told
    assert stage.ceremony.opened == 1
    stage.post("/next", turn="abc")
    stage.post("/back", turn="-1")
    assert stage.ceremony.opened == 1
    stage.post("/next", other, turn=stage.ceremony.turn)
    assert stage.ceremony.opened == 2
    lines = select(JournalLine.act).where(JournalLine.act.like("ceremony.%"))
    assert list(db.session.scalars(lines)).count("ceremony.opened") == 2


def test_the_plan_is_arranged_by_hand_and_kept_once_it_begins(stage):
    empty = words(stage.office.get(stage.home))
    assert "План церемонии ещё не составлен" in empty
    page = stage.post()
    assert "Номинация N1" in page
    assert "4 участника, 3 места" in page
    added = {"title": "Спасибо жюри", "text": "Слова", "presenter": "Глава отдела"}
    stage.post("/words", **added)
    assert stage.office.post(f"{stage.home}/words", data={"title": " "}).status_code == 422
    wrong = stage.office.post(f"{stage.home}/arrange", data={"from_place": "0"})
    assert wrong.status_code == 422
    assert "Место – число от 1." in words(wrong)
    stage.post("/arrange", from_place="1", shows_values="y", with_rest="y")
    ids = re.findall(r"/parts/(\d+)/up", stage.office.get(stage.home).get_data(as_text=True))
    for _step in range(4):
        stage.post(f"/parts/{ids[-1]}/up")
    stage.post(f"/parts/{ids[-2]}/remove")
    stage.post("/start")
    stage.press()
    assert "Спасибо жюри" in stage.shows()
    assert "Глава отдела" not in stage.shows()
    stage.press()
    stage.press()
    rest = stage.shows()
    assert all(name in rest for name in ("Заяц", "участник № 3", "Горский"))
    stage.press()
    assert "1 место Ткаченко Ольга Петровна" in stage.shows()
    assert "92" in stage.shows()
    late = stage.office.post(f"{stage.home}/words", data={"title": "Поздно"})
    assert "план меняют до начала" in words(late)


def test_the_script_calls_people_up_in_the_right_case_and_pairs_by_their_roles(stage):
    mentor = create_person(last_name="Соболь", first_name="Вера", patronymic="Игоревна")
    young = create_person(last_name="Ли", first_name="Илья", patronymic="Олегович")
    pair = Group(kind="pair", title="Камертон", created_at=now())
    pair.members = [
        GroupMember(person=mentor, role="mentor", position=0),
        GroupMember(person=young, role="young", position=1),
    ]
    entry = db.session.scalars(select(Entry).where(Entry.code == "Д-1")).one()
    entry.group = pair
    entry.authors[0].person, entry.authors[0].role = mentor, "mentor"
    entry.authors.append(type(entry.authors[0])(person=young, role="young"))
    db.session.commit()
    stage.begin()
    text = words(stage.office.get(f"{stage.home}/script"))
    assert "наставника Соболь Веру Игоревну и молодого педагога Ли Илью Олеговича" in text
    assert "На сцену приглашаем Зайца Петра Ильича" in text
    assert text.index("3 место") < text.index("2 место") < text.index("1 место")
    assert "На экране без имени" in text
    for _line in range(5):
        stage.press()
    told = stage.shows()
    assert "1 место «Камертон»" in told
    assert "Соболь" not in told, "not both have agreed to publication"
    application = db.session.scalars(select(Registration).where(Registration.entry == entry)).one()
    for person in (mentor, young):
        give_consent(application, "publication", person=person, at=now())
    db.session.commit()
    assert "1 место «Камертон» Соболь Вера Игоревна, Ли Илья Олегович" in stage.shows()


def test_an_end_publishes_nothing_and_a_corrected_result_clears_the_screen(stage):
    stage.begin()
    for _line in range(3):
        stage.press()
    done = stage.post("/finish")
    assert "Итоги публикует организатор или председатель" in done
    assert "Опубликовать итоги" in words(stage.enter("organizer").get(f"{stage.home}/control"))
    assert "Поздравляем" in stage.shows()
    assert stage.wall.get(f"/events/{stage.event.slug}/results").status_code == 404
    create_entry(stage.event.nominations[0], "Д-9")
    made = calculate(stage.event, "system", "Апелляция")
    db.session.commit()
    warning = words(stage.office.get(f"{stage.home}/control"))
    assert f"Есть более новый подсчёт № {made.number}" in warning
    lock(made, actor="system")
    publish(made, actor="system")
    db.session.commit()
    assert "Итоги уточнены" in stage.shows()
    moved = stage.post()
    assert f"Открываются места подсчёта № {made.number}" in moved
    assert stage.ceremony.opened == 0
    assert "Скоро начнём" in stage.shows()


def test_a_jury_at_work_leaves_nothing_to_prepare(app):
    event = create_judged_event(TABLE, closed=False)
    db.session.commit()
    client = app.test_client()
    sign_in(client, create_account(roles={event.id: "organizer"}))
    home = f"/manage/{event.slug}/ceremony"
    assert "когда работа жюри закончена" in words(client.get(home))
    assert "Жюри ещё работает" in words(client.post(home, follow_redirects=True))
    assert client.get(f"{home}/script").status_code == 404
    assert queries.calculation(event) is None


def test_a_hundred_places_cost_as_many_queries_as_one(app, count_queries):
    def asked(works: int) -> int:
        table = {"N1": {f"Ш-{n}": (90 - n % 60,) for n in range(works)}}
        event = create_judged_event(table)
        calculate(event, "system")
        db.session.commit()
        client = app.test_client()
        sign_in(client, create_account(roles={event.id: "organizer"}))
        client.post(f"/manage/{event.slug}/ceremony")
        ceremony = db.session.get_one(Ceremony, event.id)
        screen = f"/events/{event.slug}/ceremony/{ceremony.key}"
        client.post(f"/manage/{event.slug}/ceremony/start")
        for turn in (1, 2):
            client.post(f"/manage/{event.slug}/ceremony/next", data={"turn": turn})
        with count_queries() as sent:
            for page in (f"/manage/{event.slug}/ceremony/script", screen):
                assert client.get(page).status_code == 200
        return len(sent)

    assert asked(40) <= asked(2) + 1
