"""A screening, a line with a tie, a live round: through the pages, by hand arithmetic."""

import re

import pytest

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.juries.operations import assign
from eventkit.juries.rounds.models import Promotion
from eventkit.mail.models import Letter
from eventkit.registration.models import Registration
from eventkit.results.models import Standing
from eventkit.results.promotion.own import own_rounds
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.pages import words
from tests.results.rounds import LIVE, Contest


@pytest.fixture
def contest(app, client):
    made = Contest(app, client)
    made.set_up()
    return made


@pytest.fixture
def screened(contest):
    contest.screen()
    assert contest.post("jury/rounds/1/close").status_code == 302
    return contest


def going(contest):
    query = db.select(Promotion).where(Promotion.replaced_at.is_(None))
    rows = db.session.scalars(query).one().rows
    return sorted(row.entry.code for row in rows if row.goes_on)


def test_the_page_shows_the_standing_with_its_line_and_the_tie_in_words(screened):
    page = screened.get("jury/rounds/2/promotion")
    text = words(page)
    assert "Проходят 4 лучшие работы в каждой номинации" in text
    assert "На черте равные работы: А4, А5" in text
    assert "На черте осталось 1 место" in text
    assert "1 А1 50,00 100 % проходит" in text
    assert "10,00 20 % не проходит" in text
    # All that are equal go on unless the chair decides: five works.
    assert "Без равных на черте проходит работ: 3, со всеми равными: 5." in text


def test_all_equal_works_go_on(screened):
    assert screened.promote(how="all").status_code == 302
    assert going(screened) == ["А1", "А2", "А3", "А4", "А5"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"how": "chosen", "reason": "Решено."}, "Отметьте, какие из равных"),
        ({"how": "chosen", "going": ["А4", "А5"], "reason": "Р."}, "Отмечены все"),
        ({"how": "chosen", "going": ["А4"]}, "Напишите решение председателя"),
        ({"how": "chosen", "going": ["А1"], "reason": "Р."}, "не"),
        ({"how": "никак"}, ""),
    ],
)
def test_half_a_decision_is_refused_and_what_was_typed_stays(screened, data, message):
    sent = data | {"going": [screened.id(code) for code in data.get("going", ())]}
    answer = screened.promote(**sent)
    assert answer.status_code == 422
    assert message in words(answer)
    assert db.session.scalars(db.select(Promotion)).all() == []
    if data.get("reason") == "Решено.":
        assert "Решено." in words(answer)


def test_nobody_is_let_in_while_the_screening_is_open(contest):
    contest.screen()
    answer = contest.promote(how="all")
    assert answer.status_code == 422
    assert "Сначала закройте тур «Первый тур»" in words(answer)


def test_a_closed_round_takes_no_marks(screened):
    task = screened.tasks("T1")[0]
    answer = screened.score(task, 1)
    assert answer.status_code == 409
    assert "Тур «Первый тур» закрыт" in words(answer)
    assert task.progress == "submitted"


def test_a_list_that_changed_in_between_is_shown_again(screened):
    answer = screened.post("jury/rounds/2/promotion", digest="older", how="all")
    assert answer.status_code == 409
    assert "Пока вы смотрели, баллы изменились" in words(answer)
    assert db.session.scalars(db.select(Promotion)).all() == []


def test_the_decision_is_changed_with_a_reason_and_its_tasks_follow(screened):
    screened.promote(how="all")
    screened.deal()
    assert len(screened.tasks("T2")) == 15
    assert screened.promote(how="chosen", going=[screened.id("А4")]).status_code == 422
    answer = screened.promote(how="chosen", going=[screened.id("А4")], reason="Протокол № 2.")
    assert answer.status_code == 302
    assert going(screened) == ["А1", "А2", "А3", "А4"]
    # The line stands where the decision drew it: above А5, once.
    html = screened.get("jury/rounds/2/promotion").get_data(as_text=True)
    below = html.split('class="promotion-line"')[1:]
    assert [re.search("А[0-9]", part)[0] for part in below] == ["А5"]
    assert len(screened.tasks("T2")) == 12
    assert "Протокол № 2." in words(screened.get("jury/rounds/2/promotion"))


def test_by_hand_too_only_those_who_went_on_get_tasks_of_the_next_round(screened):
    screened.promote(how="chosen", going=[screened.id("А4")], reason="Протокол № 2.")
    juror = str(screened.jurors[0].id)
    answer = screened.post("jury/works", code="А5", juror_id=juror)
    assert answer.status_code == 422
    assert "Работа А5 не прошла в этот тур" in words(answer)
    assert screened.post("jury/works", code="А4", juror_id=juror).status_code == 302
    assert [task.entry.code for task in screened.tasks("T2")] == ["А4"]


def test_after_a_sheet_of_the_next_round_who_goes_on_stands(screened):
    screened.promote(how="all")
    screened.deal()
    screened.post("jury/rounds/2/open")
    screened.score(screened.tasks("T2")[0], 7)
    page = screened.get("jury/rounds/2/promotion")
    assert "уже есть листы жюри, поэтому решение не меняется" in words(page)
    digest = "x"
    answer = screened.post(
        "jury/rounds/2/promotion", digest=digest, how="all", reason="Передумали."
    )
    assert answer.status_code in (409, 422)
    assert len(db.session.scalars(db.select(Promotion)).all()) == 1


def own_page(contest, code):
    """What the author of a work reads on the page of the application."""
    entry = db.session.get(Entry, contest.entries[code].id)
    registration = db.session.scalars(
        db.select(Registration).where(Registration.entry_id == entry.id)
    ).one()
    client = contest.app.test_client()
    sign_in(client, create_account(entry.authors[0].person))
    answer = client.get(f"/events/{contest.slug}/register/my-{registration.id}")
    assert answer.status_code == 200
    return words(answer)


def test_participants_read_it_on_their_pages_when_it_is_announced_and_not_before(screened):
    screened.promote(how="chosen", going=[screened.id("А4")], reason="Протокол № 2.")
    assert "Очный тур" not in own_page(screened, "А1")
    screened.post("jury/rounds/2/announce")
    assert "Работа прошла: Очный тур. Бинарный урок – очно" in own_page(screened, "А1")
    text = own_page(screened, "А5")
    assert "Работа не прошла: Очный тур. Баллы будут здесь, когда итоги опубликуют." in text
    assert "38" not in text


def test_participants_hear_of_it_when_it_is_announced_and_not_before(screened):
    screened.promote(how="chosen", going=[screened.id("А4")], reason="Протокол № 2.")
    event = db.session.get(Event, screened.event.id)
    assert own_rounds(event, screened.entries["А1"].id) == []
    assert db.session.scalars(db.select(Letter)).all() == []
    assert screened.post("jury/rounds/2/announce").status_code == 302
    letters = db.session.scalars(db.select(Letter).order_by(Letter.id)).all()
    assert [letter.subject.split(":")[0] for letter in letters].count(
        "Ваша работа прошла дальше"
    ) == 4
    assert [letter.subject.split(":")[0] for letter in letters].count("Итоги отбора") == 2
    assert [r.goes_on for r in own_rounds(event, screened.entries["А1"].id)] == [True]
    assert [r.goes_on for r in own_rounds(event, screened.entries["А5"].id)] == [False]
    # Said once: the same answer is not sent again.
    screened.post("jury/rounds/2/announce")
    assert len(db.session.scalars(db.select(Letter)).all()) == 6
    # After a change only those hear whose answer is another one.
    screened.promote(how="chosen", going=[screened.id("А5")], reason="Ошибка в протоколе.")
    screened.post("jury/rounds/2/announce")
    assert len(db.session.scalars(db.select(Letter)).all()) == 8


def test_the_live_round_by_three_jurors_and_the_results(screened):
    screened.promote(how="chosen", going=[screened.id("А4")], reason="Протокол № 2.")
    screened.deal()
    tasks = screened.tasks("T2")
    assert sorted({task.entry.code for task in tasks}) == ["А1", "А2", "А3", "А4"]
    assert len(tasks) == 12
    # Before the round is opened its sheets take no marks.
    refused = screened.score(tasks[0], LIVE[tasks[0].entry.code][0])
    assert refused.status_code == 409
    assert "Тур «Очный тур» ещё не открыт" in words(refused)
    assert screened.post("jury/rounds/2/open").status_code == 302
    seen = dict.fromkeys(LIVE, 0)
    for task in tasks:
        code = task.entry.code
        assert screened.score(task, LIVE[code][seen[code]]).status_code == 302
        seen[code] += 1
    screened.post("jury/rounds/2/close")
    screened.post("judging/close")
    assert screened.post("results/calculate").status_code == 302
    rows = db.session.scalars(db.select(Standing).order_by(Standing.position)).all()
    # А3: 40 + 41; А2: 45 + 29; А1: 50 + 20; А4: 38 + 10; then those who stayed behind.
    assert [(row.entry.code, row.value) for row in rows] == [
        ("А3", 81),
        ("А2", 74),
        ("А1", 70),
        ("А4", 48),
        ("А5", 38),
        ("А6", 10),
    ]
    assert [row.place for row in rows] == [1, 2, 3, None, None, None]
    assert [row.status for row in rows[3:]] == ["participant"] * 3
    page = words(screened.get("results?nomination=N1&open=А5"))
    assert "Работа не прошла в следующий тур" in page


def test_who_stayed_behind_stands_after_all_who_went_on(screened):
    """Even where a work that went on got so little that its mean is lower."""
    screened.post(
        "settings/rules/trials",
        total_by="mean",
        sheets_T1="1",
        sheets_T2="3",
        reason="По Положению.",
    )
    screened.promote(how="chosen", going=[screened.id("А4")], reason="Протокол № 2.")
    screened.deal()
    screened.post("jury/rounds/2/open")
    for task in screened.tasks("T2"):
        screened.score(task, 0 if task.entry.code == "А4" else 30)
    screened.post("jury/rounds/2/close")
    screened.post("judging/close")
    screened.post("results/calculate")
    rows = db.session.scalars(db.select(Standing).order_by(Standing.position)).all()
    # А4: (38 + 0) / 2; А5 was judged in the screening alone: 38.
    assert [(row.entry.code, row.value) for row in rows][3:] == [("А4", 19), ("А5", 38), ("А6", 10)]


def test_on_the_board_stand_the_tasks_of_the_round_now_and_they_move(screened):
    """Each work was read by one juror; three jurors judge live, and one moves before it begins."""
    assert screened.promote(how="all").status_code == 302
    assert screened.post("jury/rounds/2/open").status_code == 302
    board = words(screened.get("jury/board"))
    assert "лист отправлен" not in board
    assert "Все листы начаты или работы ещё не розданы" in board
    reader = screened.tasks("T1")[0].juror
    other = next(juror for juror in screened.jurors if juror.id != reader.id)
    entry = screened.tasks("T1")[0].entry
    live = assign(reader, entry, screened.trial("T2"))
    db.session.commit()
    moved = screened.post("jury/board", task=live.id, juror_id=other.id)
    assert moved.status_code == 302, words(moved)
    assert [task.juror_id for task in screened.tasks("T2")] == [other.id]
    assert screened.tasks("T1")[0].juror_id == reader.id
