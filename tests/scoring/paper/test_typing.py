"""Typing a sheet in: found by number or photograph, typed once or by two, what is refused."""

from __future__ import annotations

import io
import re

import pypdfium2
import pytest
from PIL import Image

from eventkit.db import db
from eventkit.printing import qr
from eventkit.scoring.operations import declare_conflict, enter_sheet
from eventkit.scoring.paper.queries import paper_of
from eventkit.scoring.queries import sheet_of, touched_assignments
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.forms import forms_of
from eventkit.testing.juries import create_entry, create_juror, create_task
from eventkit.testing.pages import words
from tests.scoring.paper.hall import Hall


@pytest.fixture
def hall(app):
    return Hall(app)


@pytest.fixture
def twice(hall):
    hall.event.paper_twice = True
    db.session.commit()
    return hall


def typed_on(answer) -> list[str]:
    """What the fields of marks on a page hold."""
    (form,) = [one for one in forms_of(answer) if "turn" in one.names]
    return [value for name, value in form.values if re.fullmatch(r"c\d+", name)]


# Finding a sheet


def test_a_number_or_a_scanned_address_leads_to_the_sheet(hall):
    secretary = hall.someone("secretary")
    room = f"/manage/{hall.event.slug}/paper"
    number = hall.here.rpartition("/")[2]
    for typed in (number, f"{number[:4]} {number[4:]}", f"http://10.0.0.5:8000{hall.here}"):
        assert secretary.get(room, query_string={"number": typed}).location == hall.here
    page = words(secretary.get(hall.here))
    assert f"Э-118 · {hall.juror.person.full_name}" in page
    assert f"Лист № {number[:4]} {number[4:]}" in page


def test_a_number_of_another_contest_or_with_a_slip_opens_nothing(hall, app):
    stranger = Hall(app)
    secretary = hall.someone("secretary")
    room = f"/manage/{hall.event.slug}/paper"
    foreign = stranger.here.rpartition("/")[2]
    answer = secretary.get(room, query_string={"number": foreign})
    assert answer.status_code == 422
    assert "в этом мероприятии нет" in words(answer)
    assert secretary.get(f"/manage/{hall.event.slug}/paper/{foreign}").status_code == 404
    assert secretary.get(stranger.here).status_code == 403
    slip = hall.here[:-1] + str((int(hall.here[-1]) + 1) % 10)
    assert secretary.get(slip).status_code == 404
    answer = secretary.get(room, query_string={"number": slip})
    assert "Контрольные цифры не сходятся" in words(answer)
    assert 'value="/manage/' in answer.text


def picture(*texts: str) -> io.BytesIO:
    """A photograph of codes side by side."""
    desk = Image.new("L", (700 * max(1, len(texts)), 800), 170)
    for at, text in enumerate(texts):
        modules = qr.matrix(text)
        code = Image.new("L", (len(modules), len(modules)))
        code.putdata([0 if dark else 255 for row in modules for dark in row])
        paper = Image.new("L", (600, 600), 255)
        paper.paste(code.resize((440, 440), Image.Resampling.NEAREST), (80, 80))
        desk.paste(paper.rotate(8, fillcolor=170), (700 * at + 40, 90))
    out = io.BytesIO()
    desk.save(out, "JPEG", quality=75)
    out.seek(0)
    return out


def send_photo(hall, who, content: io.BytesIO, name: str = "IMG_0001.jpg"):
    where = f"/manage/{hall.event.slug}/paper/photo"
    return who.post(where, data={"photo": (content, name)})


def test_a_photograph_of_the_code_leads_to_the_sheet(hall):
    """The code of the printed page, photographed; not one drawn for the test."""
    secretary = hall.someone("secretary")
    pdf = secretary.get(f"/manage/{hall.event.slug}/paper/print?make=1").data
    document = pypdfium2.PdfDocument(pdf)
    shot = io.BytesIO()
    document[0].render(scale=3).to_pil().rotate(11, expand=True, fillcolor=(90, 80, 70)).save(
        shot, "JPEG", quality=70
    )
    document.close()
    shot.seek(0)
    assert send_photo(hall, secretary, shot).location == hall.here


def test_what_a_photograph_lacks_is_said_at_its_field(hall):
    secretary = hall.someone("secretary")
    other = create_task(hall.event, hall.juror, create_entry(hall.event))
    both = (f"https://a.example{hall.here}", f"https://a.example{hall.address(other)}")
    for content, said in (
        (io.BytesIO(b""), "Выберите снимок"),
        (io.BytesIO(b"%PDF-1.7"), "Это не снимок"),
        (picture(), "не нашёлся"),
        (picture("https://konkurs.example/verify/7K3M-9Q2T-XW4D-0RBE"), "не с оценочного листа"),
        (picture("https://a.example/manage/a/paper/00079445"), "Контрольные цифры"),
        (picture(*both), "несколько листов"),
        (io.BytesIO(b"\xff\xd8\xff" + b"\0" * (20 * 1024 * 1024)), "больше 20 МБ"),
    ):
        answer = send_photo(hall, secretary, content)
        assert answer.status_code == 422, said
        assert said in words(answer)
        assert 'id="photo-error"' in answer.text


# Typed once


def test_a_sheet_typed_once_counts_with_its_source(hall):
    secretary = hall.someone("secretary")
    page = words(hall.type(secretary, "4", "7½", comment="Спасибо."))
    assert "Лист введён с бумаги и засчитан" in page
    sheet = sheet_of(hall.task.id)
    assert (sheet.source, sheet.comment_for_author) == ("paper", "Спасибо.")
    assert hall.counted() == {"K1": "4", "K2": "7.5"}
    (line,) = hall.lines("sheet.entered")
    assert line.data["source"] == "paper"
    assert line.actor == f"account:{hall.accounts['secretary'].id}"
    (typed,) = hall.lines("paper.typed")
    assert typed.data["marks"] == {"K1": "4", "K2": "7.5"}
    room = words(secretary.get(f"/manage/{hall.event.slug}/paper"))
    assert "Введён один раз" in room
    organizer = hall.someone("organizer")
    journal = words(organizer.get(f"/manage/{hall.event.slug}/journal"))
    assert "Лист введён с бумаги Э-118" in journal
    assert "Лист внесён с бумаги" in journal


def test_impossible_marks_are_told_at_their_fields_and_stay_typed(hall):
    secretary = hall.someone("secretary")
    answer = hall.type(secretary, "6", "7,3")
    assert answer.status_code == 422
    page = words(answer)
    assert "от 0 до 5" in page
    assert "шаг 0,5" in page
    assert typed_on(answer) == ["6", "7,3"]
    assert hall.counted() is None
    answer = hall.type(secretary, "4", "девять")
    assert "„девять“ не число" in words(answer)
    assert typed_on(secretary.get(hall.here)) == ["4", ""]


def test_a_gap_on_paper_is_asked_about_and_the_rest_is_kept(hall):
    secretary = hall.someone("secretary")
    answer = hall.type(secretary, "4", "")
    assert answer.status_code == 422
    assert "Нет баллов: Критерий K2. Спросите члена жюри" in words(answer)
    assert typed_on(answer) == ["4", ""]
    assert hall.counted() is None


def test_what_is_typed_is_kept_as_a_draft_and_found_again(hall):
    secretary = hall.someone("secretary")
    data = {**hall.fields("3", "1,5"), "turn": "1", "comment": "Начало"}
    answer = secretary.post(f"{hall.here}/draft", data=data)
    assert (answer.status_code, set(answer.json)) == (200, {"saved_at"})
    page = secretary.get(hall.here)
    assert typed_on(page) == ["3", "1,5"]
    assert "Начало" in page.text
    assert hall.counted() is None
    wrong = secretary.post(f"{hall.here}/draft", data={**hall.fields("9", "1,5"), "turn": "1"})
    assert wrong.status_code == 422
    assert "от 0 до 5" in wrong.json["message"]


def test_somebody_elses_begun_typing_is_left_alone_or_taken_over(hall):
    first, second = hall.someone("secretary"), hall.someone("organizer")
    hall.type(first, "3", "1,5", act="save")
    answer = hall.type(second, "4", "8")
    assert answer.status_code == 409
    assert "уже вводит другой человек" in words(answer)
    assert hall.counted() is None
    (form,) = [one for one in forms_of(answer) if "act" in one.names and "turn" in one.names]
    assert dict(form.values)["turn"] == "1"
    taken = second.post(form.action, data=dict(form.values) | {"act": "take"})
    assert taken.location == hall.here
    assert typed_on(second.get(hall.here)) == ["4", "8"]
    assert hall.type(first, "3", "1,5").status_code == 409
    hall.type(second, "4", "8")
    assert hall.counted() == {"K1": "4", "K2": "8.0"}
    (line,) = hall.lines("paper.taken")
    assert line.data["before"] == hall.accounts["secretary"].id


def test_those_without_an_account_or_a_desk_role_type_nothing(hall, client):
    for role in ("chair", "observer", "juror"):
        assert hall.type(hall.someone(role), "4", "8").status_code == 403
    assert hall.type(client, "4", "8").status_code == 403
    assert hall.counted() is None


# Typed twice


def test_a_second_person_types_again_without_seeing_the_first(twice):
    """Two equal typings count; the first alone counts nothing."""
    first, second = twice.someone("organizer"), twice.someone("secretary")
    answer = twice.type(first, "4", "7,5")
    assert "Теперь лист введёт другой человек" in words(answer)
    assert twice.counted() is None
    assert sheet_of(twice.task.id).total is None
    page = second.get(twice.here)
    assert "первый ввод вам не показан" in words(page)
    assert typed_on(page) == ["", ""]
    assert "7,5" not in page.text
    assert "7.5" not in page.text
    looked = second.get(f"/manage/{twice.event.slug}/jury/sheets/{twice.task.id}").text
    assert "7,5" not in looked
    assert "7,5" not in words(second.get(f"/manage/{twice.event.slug}/journal"))
    answer = twice.type(second, "4", "7.50", turn=2)
    assert "Два ввода совпали" in words(answer)
    assert twice.counted() == {"K1": "4", "K2": "7.5"}
    (line,) = twice.lines("paper.confirmed")
    ids = twice.accounts
    assert (line.data["first"], line.data["second"]) == (ids["organizer"].id, ids["secretary"].id)
    assert line.actor == f"account:{ids['secretary'].id}"
    assert "Подтверждён" in words(first.get(f"/manage/{twice.event.slug}/paper"))


def test_the_first_cannot_be_the_second(twice):
    """Nor under another account of the same person."""
    first = twice.someone("organizer")
    twice.type(first, "4", "7,5")
    answer = twice.type(first, "4", "7,5", turn=2)
    assert answer.status_code == 409
    assert "другой человек" in words(answer)
    assert [one for one in forms_of(answer) if "turn" in one.names] == []
    person = twice.accounts["organizer"].person
    other = twice.app.test_client()
    sign_in(other, create_account(person, {twice.event.id: "secretary"}))
    assert twice.type(other, "4", "7,5", turn=2).status_code == 409
    assert twice.counted() is None


def test_the_second_cannot_change_the_first(twice):
    first, second = twice.someone("organizer"), twice.someone("secretary")
    twice.type(first, "4", "7,5")
    for act in ("save", "finish", "take"):
        assert twice.type(second, "1", "1", turn=1, act=act).status_code == 409
    paper = paper_of(twice.task.id)
    assert paper.typing(1).marks == {"K1": "4", "K2": "7.5"}
    assert (paper.state, paper.turn) == ("waiting", 2)


def test_whoever_was_overtaken_keeps_what_was_typed_as_the_second_typing(twice):
    """Two open the sheet at once; the slower one's marks are blind too, and are offered again."""
    fast, slow = twice.someone("organizer"), twice.someone("secretary")
    twice.type(fast, "4", "7,5")
    answer = twice.type(slow, "4", "7", turn=1)
    assert answer.status_code == 409
    assert "этот лист ввёл другой человек" in words(answer)
    assert typed_on(answer) == ["4", "7"]
    (form,) = [one for one in forms_of(answer) if "turn" in one.names]
    assert dict(form.values)["turn"] == "2"


def test_a_difference_goes_back_to_the_paper_until_both_agree(twice):
    """Both see which criterion differs and neither sees the other's mark."""
    first, second = twice.someone("organizer"), twice.someone("secretary")
    twice.type(first, "4", "7,5")
    answer = twice.type(second, "4", "8", turn=2)
    for page in (answer, first.get(twice.here)):
        text = words(page)
        assert "Не совпали: 2. Критерий K2" in text
        assert "Не совпали: 1." not in text
    assert "7,5" not in answer.text
    assert typed_on(first.get(twice.here)) == ["4", "7,5"]
    assert 'value="8"' not in first.get(twice.here).text
    room = words(first.get(f"/manage/{twice.event.slug}/paper?state=differs"))
    assert "Расходится" in room
    assert f"смотрит {twice.accounts['organizer'].person.short_name}" in room
    assert twice.type(second, "4", "7,5", turn=2).status_code == 409  # not the second's turn
    twice.type(first, "4", "7,5")  # looked again: it is 7,5
    assert twice.counted() is None
    assert typed_on(second.get(twice.here)) == ["4", "8"]
    assert "совпали" in words(twice.type(second, "4", "7,5", turn=2))
    assert twice.counted() == {"K1": "4", "K2": "7.5"}
    assert [line.data["criteria"] for line in twice.lines("paper.differs")] == [["K2"], ["K2"]]
    actors = [line.actor for line in twice.lines("paper.typed")]
    ids = (twice.accounts["organizer"].id, twice.accounts["secretary"].id)
    assert actors == [f"account:{ids[at]}" for at in (0, 1, 0, 1)]


def test_a_third_person_may_look_for_somebody_who_has_left(twice):
    """The new one types blind as well, and is not the other of the two."""
    first, second = twice.someone("organizer"), twice.someone("secretary")
    twice.type(first, "4", "7,5")
    twice.type(second, "4", "8", turn=2)
    assert twice.type(second, "4", "8", turn=1, act="take").status_code == 409
    third = twice.someone("secretary")
    page = third.get(twice.here)
    assert "Вводить вместо него" in words(page)
    assert "7,5" not in page.text
    assert twice.type(third, "", "", turn=1, act="take").status_code == 200
    assert typed_on(third.get(twice.here)) == ["", ""]
    twice.type(third, "4", "8")
    assert twice.counted() == {"K1": "4", "K2": "8.0"}


def test_the_setting_is_the_organizers_and_stands_in_the_journal(hall):
    organizer, secretary = hall.someone("organizer"), hall.someone("secretary")
    where = f"/manage/{hall.event.slug}/settings/paper"
    assert secretary.post(where, data={"twice": "y"}).status_code == 403
    organizer.post(where, data={"twice": "y"})
    assert hall.event.paper_twice
    rules = words(organizer.get(f"/manage/{hall.event.slug}/settings/rules"))
    assert "Каждый бумажный лист вводят двое" in rules
    organizer.post(where, data={"csrf_token": "as the form sends it"})
    assert not hall.event.paper_twice
    assert [line.data["on"] for line in hall.lines("paper.setting")] == [True, False]


def test_typing_keeps_the_work_with_its_juror(twice):
    """No plan moves it; a conflict declared meanwhile takes it away and keeps what was typed."""
    twice.type(twice.someone("organizer"), "4", "7,5")
    assert twice.task.id in touched_assignments(twice.event.id)
    declare_conflict(twice.juror, twice.task.entry, "Сосед по дому.")
    db.session.commit()
    assert twice.task.state == "annulled"
    assert paper_of(twice.task.id).typing(1).marks == {"K1": "4", "K2": "7.5"}
    answer = twice.type(twice.someone("secretary"), "4", "7,5", turn=2)
    assert answer.status_code == 409
    assert "Назначение снято" in words(answer)


def test_the_list_costs_the_same_queries_for_few_and_many(hall, count_queries):
    secretary = hall.someone("secretary")
    hall.type(secretary, "4", "7,5")
    room = f"/manage/{hall.event.slug}/paper"
    with count_queries() as few:
        secretary.get(room)
    for _ in range(6):
        task = create_task(hall.event, create_juror(hall.event), create_entry(hall.event))
        data = {**hall.fields("1", "2"), "turn": "1", "act": "finish"}
        assert secretary.post(hall.address(task), data=data).status_code == 302
    with count_queries() as many:
        secretary.get(room)
    assert len(many) == len(few)


def test_a_draft_on_the_screen_that_says_the_same_asks_nothing(hall):
    enter_sheet(hall.task, {"K1": "4"}, source="screen", submitted=False)
    secretary = hall.someone("secretary")
    assert "уже поставил баллы на экране" in words(secretary.get(hall.here))
    hall.type(secretary, "4", "7")
    assert hall.counted() == {"K1": "4", "K2": "7.0"}
    assert sheet_of(hall.task.id).source == "paper"
