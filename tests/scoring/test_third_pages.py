"""Third readings on the screens: what the third reader sees, the queue, handing over, closing."""

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.juries.models import Assignment
from eventkit.juries.operations import assign
from eventkit.mail.models import Letter
from eventkit.scoring.operations import enter_sheet, open_sheet, return_sheet, save_comment
from eventkit.scoring.rules_operations import close_judging, set_rules
from eventkit.scoring.setup_queries import criteria_of_event, current_rules
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.juries import (
    create_entry,
    create_judged_event,
    create_juror,
    enter_by_link,
)
from eventkit.testing.pages import words
from eventkit.web.clock import set_clock

pytestmark = pytest.mark.database

RULES = {
    "aggregation": "two_plus_third",
    "sheets_per_entry": 2,
    "divergence_points": 5,
    "third_policy": "closest_two",
}
LOW, HIGH = {"K1": 1, "K2": "4.5"}, {"K1": 5, "K2": 8}
"""5,5 and 13: 7,5 apart."""
NOON = datetime(2025, 11, 10, 3, 30, tzinfo=UTC)
NAMES = ("Первицкая", "Вторушина")


@pytest.fixture
def event(app):
    set_clock(lambda: NOON)
    return create_judged_event(rules=RULES)


def work_of_two(event, code="Э-1", marks=(LOW, HIGH)):
    """A work that two jurors with names have read and commented on."""
    entry = create_entry(event, code=code)
    for name, given in zip(NAMES, marks, strict=True):
        juror = create_juror(event, create_person(last_name=name), load_limit=1)
        task = assign(juror, entry, event.trials[0])
        for field in ("author", "note"):
            save_comment(open_sheet(task), field, f"Слова {name}")
        enter_sheet(task, given)
    return entry


def third_of(entry):
    query = select(Assignment).filter_by(entry_id=entry.id, reading=3, state="active")
    return db.session.scalars(query).one()


@pytest.fixture
def third(event):
    """The third reader's task; the work diverges."""
    juror = create_juror(event, create_person(last_name="Третьякова", email="third@example.org"))
    task = third_of(work_of_two(event))
    assert task.juror is juror
    return task


def office(client, event, role="organizer"):
    sign_in(client, create_account(roles={event.id: role}))
    return client


def sheet(client, task):
    return words(client.get(f"/jury/sheets/{task.id}"))


# What the third reader sees


def test_by_default_the_third_sheet_says_why_it_is_and_shows_nothing(client, event, third):
    enter_by_link(client, third.juror)
    page = sheet(client, third)
    assert "Это третье чтение. Его просят, когда два первых листа разошлись на 5 баллов" in page
    assert "Суммы двух первых листов" not in page
    assert not re.search(r"5,5|\b13\b", page)


def test_the_totals_are_shown_where_the_rules_say_so(client, event, third):
    set_rules(event, {**RULES, "third_sees": "totals"})
    enter_by_link(client, third.juror)
    page = sheet(client, third)
    assert "Суммы двух первых листов: 5,5 и 13." in page
    assert "Критерий K1 1 5" not in page


def test_the_marks_are_shown_from_the_lower_sheet_to_the_higher(client, event):
    set_rules(event, {**RULES, "third_sees": "marks"})
    juror = create_juror(event, create_person(last_name="Третьякова"))
    task = third_of(work_of_two(event, marks=(HIGH, LOW)))
    enter_by_link(client, juror)
    page = sheet(client, task)
    assert "Критерий Ниже Выше Критерий K1 1 5 Критерий K2 4,5 8 Итого 5,5 13" in page


@pytest.mark.parametrize("sees", ["nothing", "totals", "marks"])
def test_no_name_and_no_comment_of_the_first_two_reaches_the_third(client, event, third, sees):
    set_rules(event, {**RULES, "third_sees": sees})
    enter_by_link(client, third.juror)
    for path in ("/jury", f"/jury/sheets/{third.id}", f"/jury/sheets/{third.id}?view=work"):
        page = client.get(path).text
        assert not [name for name in NAMES if name in page]
        assert "Слова" not in page
    [letter] = db.session.scalars(select(Letter).filter_by(kind="third_reading")).all()
    assert not re.search("Первицк|Вторушин|5,5|13 б", letter.body)


@pytest.mark.parametrize("sees", ["totals", "marks"])
def test_the_first_two_see_nothing_of_each_other_and_of_the_third(client, event, third, sees):
    set_rules(event, {**RULES, "third_sees": sees})
    enter_sheet(third, {"K1": 3, "K2": 7})
    first = db.session.scalars(select(Assignment).filter_by(reading=1)).one()
    enter_by_link(client, first.juror)
    page = sheet(client, first)
    assert "5,5" in page, "the own total"
    assert "третье чтение" not in page.casefold()
    assert not re.search(r"\b13\b|Ниже|Суммы двух", page)


def test_what_one_of_the_two_withdraws_is_not_shown(client, event, third):
    set_rules(event, {**RULES, "third_sees": "marks"})
    enter_sheet(third, {"K1": 3}, submitted=False)
    first = db.session.scalars(select(Assignment).filter_by(reading=1)).one()
    return_sheet(open_sheet(first), "описка")
    enter_by_link(client, third.juror)
    page = sheet(client, third)
    assert "Это третье чтение." in page
    assert not re.search(r"Итого|\b13\b", page)


def test_a_third_sheet_by_other_rules_is_a_sheet_as_any_other(client, event):
    set_rules(event, {"sheets_per_entry": 3})
    entry = create_entry(event)
    jurors = [create_juror(event) for _ in range(3)]
    tasks = [assign(juror, entry, event.trials[0]) for juror in jurors]
    enter_by_link(client, jurors[2])
    assert "ретье чтение" not in sheet(client, tasks[2])
    assert "ретье чтение" not in words(client.get("/jury"))


# Its term


def test_the_list_and_the_sheet_name_the_term_of_the_third_reading(client, event):
    set_rules(event, {**RULES, "third_days": 3})
    event.stage("judging").closes_at = datetime(2025, 11, 11, 15, tzinfo=UTC)
    juror = create_juror(event)
    own = assign(juror, create_entry(event, code="Э-9"), event.trials[0])
    task = third_of(work_of_two(event))
    enter_by_link(client, juror)
    page = words(client.get("/jury"))
    assert "до 11 ноября, 23:59 (UTC+9)" in page
    assert "Э-1 Не начата, 1 страница третье чтение, до 13 ноября, 23:59 (UTC+9)" in page
    assert "Срок: 13 ноября 2025 г., 23:59 (UTC+9)." in sheet(client, task)
    assert "Срок: 13" not in sheet(client, own)


def test_after_the_jurys_term_the_third_reader_goes_on_until_the_organizer_closes(client, event):
    set_rules(event, {**RULES, "third_days": 3})
    event.stage("judging").closes_at = datetime(2025, 11, 11, 15, tzinfo=UTC)
    juror = create_juror(event)
    task = third_of(work_of_two(event))
    enter_by_link(client, juror)
    set_clock(lambda: datetime(2025, 11, 12, 3, tzinfo=UTC))
    sheet_form = {f"c{c.id}": "3" for c in criteria_of_event(event)} | {"act": "submit"}
    assert client.post(f"/jury/sheets/{task.id}", data=sheet_form).status_code == 302
    assert open_sheet(task).state == "submitted"


def test_a_reminder_names_the_terms_that_apply(client, event):
    set_rules(event, {**RULES, "third_days": 3})
    event.stage("judging").closes_at = datetime(2025, 11, 11, 15, tzinfo=UTC)
    third = create_juror(event, create_person(email="third@example.org"))
    work_of_two(event)
    both = create_juror(event, create_person(email="both@example.org"))
    assign(both, create_entry(event), event.trials[0])
    assert office(client, event).post(f"/manage/{event.slug}/jury/remind").status_code == 302
    told = {
        letter.recipient: letter.body
        for letter in db.session.scalars(select(Letter).filter_by(kind="jury_reminder"))
    }
    assert third.person.email in told
    only_third = told["third@example.org"]
    assert "Третье чтение, работа Э-1: до 13 ноября 2025 г., 23:59 (UTC+9)." in only_third
    assert "Срок:" not in only_third
    assert "Срок: 11 ноября 2025 г., 23:59 (UTC+9)." in told["both@example.org"]
    assert "Третье чтение" not in told["both@example.org"]


def test_closing_says_which_third_readings_run_and_what_becomes_of_them(client, event, third):
    page = words(office(client, event).get(f"/manage/{event.slug}/judging/close"))
    assert "Не закончено 1 третье чтение: Э-1: Третьякова Д. И." in page
    assert "место этих работ останется предварительным: балл – среднее двух первых листов" in page


def test_closing_without_third_readings_does_not_speak_of_them(client, event):
    page = words(office(client, event).get(f"/manage/{event.slug}/judging/close"))
    assert "третье чтение" not in page.casefold()


# The queue


def queue(client, event):
    return words(client.get(f"/manage/{event.slug}/jury/thirds"))


@pytest.mark.parametrize("role", ["organizer", "chair", "secretary"])
def test_the_queue_shows_both_totals_the_limit_the_reader_and_the_state(client, event, third, role):
    page = queue(office(client, event, role), event)
    assert "два листа разошлись на 5 или больше" in page
    assert "Э-1 5,5 · 13 разница 7,5 при пороге 5 Третьякова Д. И." in page
    assert "Назначено 9,25 предварительно" in page
    assert ("Передать другому" in page) is (role != "secretary")


def test_the_queue_follows_the_third_reading_to_its_value(client, event, third):
    office(client, event)
    enter_sheet(third, {"K1": 3}, submitted=False)
    assert "Читает 9,25 предварительно" in queue(client, event)
    enter_sheet(third, {"K1": 4, "K2": 7})
    # 11 is nearer to 13: (11 + 13) / 2.
    page = queue(client, event)
    assert "Прочитано 12,00 среднее третьего листа и ближайшего к нему" in page
    assert "Ждут: 0, читают: 0, прочитано: 1." in page
    assert "Передать другому" not in page


def test_works_that_wait_stand_first(client, event):
    create_juror(event, load_limit=1)
    work_of_two(event, "Э-1")
    work_of_two(event, "Э-2")
    page = queue(office(client, event), event)
    assert page.index("Э-2 5,5") < page.index("Э-1 5,5")
    assert "никто Выбрать читателя Ждёт свободного члена жюри" in page
    assert (
        "Э-2" in words(client.get(f"/manage/{event.slug}/jury/works")).split("никому не дано:")[1]
    )


def test_without_diverging_works_and_without_the_rule_the_page_says_what_to_expect(client, event):
    office(client, event)
    assert "Разошедшихся работ нет" in queue(client, event)
    set_rules(event, {"sheets_per_entry": 2})
    assert "По правилам мероприятия третьего чтения нет" in queue(client, event)


def test_the_queue_costs_the_same_for_one_work_and_for_many(client, event, count_queries):
    office(client, event)
    create_juror(event)
    work_of_two(event, "Э-100")
    path = f"/manage/{event.slug}/jury/thirds"
    db.session.commit()
    client.get(path)
    with count_queries() as one:
        client.get(path)
    for number in range(12):
        work_of_two(event, f"Э-2{number:02d}")
    db.session.commit()
    with count_queries() as many:
        assert "Э-211" in client.get(path).text
    assert len(one) == len(many)


# Handing over


def hand(client, event, task, **data):
    return client.post(f"/manage/{event.slug}/jury/thirds/{task.id}", data=data)


def test_only_those_who_may_read_are_offered_and_the_least_loaded_is_chosen(client, event, third):
    entry = third.entry
    busy = create_juror(event, create_person(last_name="Занятая"))
    free = create_juror(event, create_person(last_name="Свободная"))
    create_juror(event, create_person(last_name="Полная"), load_limit=0)
    assign(busy, create_entry(event), event.trials[0])
    office(client, event, "chair")
    page = client.get(f"/manage/{event.slug}/jury/thirds/{third.id}")
    found = re.findall(r"(\w+) Дарья Игоревна, сейчас \d+ работ", words(page))
    assert found == ["Свободная", "Занятая"]
    assert "Лист не начат, назначение снимется" in words(page)
    checked = re.search(rf'<input[^>]*checked[^>]*value="{free.id}"', page.text)
    assert checked
    answer = hand(client, event, third, juror_id=busy.id)
    assert answer.location.endswith("/jury/thirds")
    assert third_of(entry).juror is busy


def test_a_begun_sheet_is_taken_only_with_a_reason(client, event, third):
    other = create_juror(event, create_person(last_name="Другая"))
    begun = enter_sheet(third, {"K1": 2}, submitted=False)
    office(client, event)
    answer = hand(client, event, third, juror_id=other.id, reason=" ")
    assert answer.status_code == 422
    assert "Напишите причину: она войдёт в журнал." in words(answer)
    assert hand(client, event, third, juror_id=other.id, reason="не отвечает").status_code == 302
    assert (begun.state, begun.annulled_reason) == ("annulled", "не отвечает")
    assert third_of(third.entry).juror is other


def test_a_choice_that_is_not_offered_is_refused_at_the_field(client, event, third):
    first = db.session.scalars(select(Assignment).filter_by(reading=1)).one()
    create_juror(event)
    office(client, event)
    for wrong in (first.juror_id, 999_999, "x", ""):
        assert hand(client, event, third, juror_id=wrong).status_code == 422
    assert db.session.get_one(Assignment, third.id).state == "active"


def test_where_nobody_is_free_the_page_says_what_to_do(client, event, third):
    page = words(office(client, event).get(f"/manage/{event.slug}/jury/thirds/{third.id}"))
    assert "Свободного члена жюри нет." in page
    assert "Добавьте члена жюри или поднимите предел нагрузки." in page


def test_after_the_jurys_work_nothing_is_handed_over(client, event, third):
    other = create_juror(event)
    close_judging(event)
    office(client, event)
    assert "Передать другому" not in queue(client, event)
    answer = hand(client, event, third, juror_id=other.id)
    assert answer.status_code == 409
    assert "Работа жюри закрыта" in words(answer)


@pytest.mark.parametrize("role", ["secretary", "observer"])
def test_others_do_not_hand_over(client, event, third, role):
    other = create_juror(event)
    office(client, event, role)
    assert hand(client, event, third, juror_id=other.id).status_code == 403


# The rules


def test_the_rules_of_the_third_reading_are_set_on_the_screen_and_told_in_words(client, event):
    office(client, event)
    form = {
        "aggregation": "two_plus_third",
        "divergence_points": "5",
        "third_policy": "closest_two",
        "third_sees": "marks",
        "third_days": "4",
        "reason": "решили на совещании",
    }
    path = f"/manage/{event.slug}/settings/rules"
    assert client.post(f"{path}/value", data=form).status_code == 302
    rules = current_rules(event)
    assert (rules.third_sees, rules.third_days) == ("marks", 4)
    page = words(client.get(path))
    assert "Третий член жюри видит два первых листа по критериям, без имён." in page
    assert "На третье чтение даётся 4 дня, даже если срок жюри раньше." in page
    shown = client.get(f"{path}/value").text
    assert re.search(r'<input[^>]*checked[^>]*value="marks"', shown)
    assert re.search(r'name="third_days"[^>]*value="4"|value="4"[^>]*name="third_days"', shown)


@pytest.mark.parametrize(
    ("days", "told"),
    [("0", "Не меньше 1."), ("366", "Не больше 365 дней."), ("1,5", "Напишите целое число.")],
)
def test_impossible_days_are_told_at_the_field(client, event, days, told):
    office(client, event)
    form = {
        "aggregation": "two_plus_third",
        "divergence_points": "5",
        "third_policy": "closest_two",
        "third_sees": "nothing",
        "third_days": days,
        "reason": "так надо",
    }
    answer = client.post(f"/manage/{event.slug}/settings/rules/value", data=form)
    assert answer.status_code == 422
    assert told in words(answer)


def test_a_form_that_was_never_opened_shows_that_nothing_is_seen(client, event):
    page = office(client, event).get(f"/manage/{event.slug}/settings/rules/value").text
    assert re.search(r'<input[^>]*checked[^>]*value="nothing"', page)
