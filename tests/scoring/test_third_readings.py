"""A third reading: when it opens, for whom, when it is taken back, whom it is handed to."""

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from eventkit.db import db, set_mode
from eventkit.events.refusals import RefusalError
from eventkit.journal.models import JournalLine
from eventkit.juries.models import Assignment, Conflict
from eventkit.juries.operations import assign
from eventkit.mail.models import Letter
from eventkit.scoring.deadlines import deadline, own_deadline, term_of
from eventkit.scoring.operations import (
    annul_sheet,
    declare_conflict,
    enter_sheet,
    hand_third_reading,
    open_sheet,
    release_juror,
    release_task,
    reopen_sheet,
    replace,
    return_sheet,
    save_comment,
    submit_sheet,
)
from eventkit.scoring.queries import need_replacement
from eventkit.scoring.readings import give
from eventkit.scoring.rules_operations import close_judging, set_rules
from eventkit.scoring.setup_queries import current_rules
from eventkit.scoring.third_queue import third_queue
from eventkit.testing.factories import create_organization, create_person
from eventkit.testing.juries import create_entry, create_judged_event, create_juror
from eventkit.web.clock import set_clock

pytestmark = pytest.mark.database

RULES = {
    "aggregation": "two_plus_third",
    "sheets_per_entry": 2,
    "divergence_points": 5,
    "third_policy": "closest_two",
}
LOW, HIGH = {"K1": 0, "K2": 5}, {"K1": 0, "K2": 10}
NEAR = {"K1": 0, "K2": 9}
NOON = datetime(2025, 11, 10, 3, 30, tzinfo=UTC)
"""12:30 of 10 November in Yakutsk."""


@pytest.fixture
def event(app):
    set_clock(lambda: NOON)
    return create_judged_event(rules=RULES)


@pytest.fixture
def entry(event):
    return create_entry(event, code="Э-1")


@pytest.fixture
def two(event, entry):
    """Two tasks of the work; nobody else sits in the jury."""
    return [assign(create_juror(event), entry, event.trials[0]) for _ in range(2)]


def third_of(entry):
    query = select(Assignment).where(
        Assignment.entry_id == entry.id, Assignment.reading == 3, Assignment.state == "active"
    )
    return db.session.scalars(query).one_or_none()


def diverge(two):
    return [enter_sheet(task, marks) for task, marks in zip(two, (LOW, HIGH), strict=True)]


def acts(entry):
    lines = db.session.scalars(select(JournalLine).order_by(JournalLine.id)).all()
    return [line.act for line in lines if line.data.get("reading") == 3]


def letters(kind):
    return db.session.scalars(select(Letter).where(Letter.kind == kind).order_by(Letter.id)).all()


def juror_called(event, surname, **values):
    person = create_person(last_name=surname, email=f"{surname}@example.org")
    return create_juror(event, person, **values)


def test_the_least_loaded_free_juror_without_a_conflict_reads_third(event, entry, two):
    school = create_organization()
    busy, free, related, full = (
        juror_called(event, name) for name in ("Занятая", "Свободная", "Родственная", "Полная")
    )
    full.load_limit = 0
    for _ in range(2):
        assign(busy, create_entry(event), event.trials[0])
    declare_conflict(related, entry, "узнала автора")
    # A conflict that follows from facts and is not written down yet.
    hidden = juror_called(event, "Скрытая")
    hidden.person.organization = entry.authors[0].person.organization = school
    assign(free, create_entry(event), event.trials[0])
    db.session.flush()
    diverge(two)
    assert third_of(entry).juror is free
    assert db.session.scalars(select(Conflict).filter_by(juror_id=hidden.id)).all() == []
    [letter] = letters("third_reading")
    assert letter.recipient == "Свободная@example.org"
    assert "работу Э-1 нужно прочитать третьему члену жюри" in letter.body


def test_whoever_once_had_the_work_does_not_read_it_again(event, entry, two):
    former = create_juror(event)
    task = assign(former, entry, event.trials[0], reading=1)
    enter_sheet(task, LOW)
    annul_sheet(open_sheet(task), "не тот лист", open_third=False)
    diverge(two)
    assert third_of(entry) is None
    [row] = third_queue(event, current_rules(event))
    assert (row.state, row.code, row.difference) == ("waiting", "Э-1", 5)


@pytest.mark.parametrize(
    "take_out",
    [
        reopen_sheet,
        lambda sheet: return_sheet(sheet, "проверьте второй критерий"),
        lambda sheet: annul_sheet(sheet, "лист чужой работы"),
    ],
    ids=["the juror takes it back", "it is returned", "it is annulled"],
)
def test_an_untouched_third_reading_goes_with_the_divergence(event, entry, two, take_out):
    third = create_juror(event, create_person(email="third@example.org"))
    sheets = diverge(two)
    assert third_of(entry).juror is third
    take_out(sheets[1])
    assert third_of(entry) is None
    assert acts(entry) == ["assignment.made", "assignment.withdrawn"]
    [letter] = letters("third_reading_over")
    assert (letter.recipient, "Э-1" in letter.body) == ("third@example.org", True)


def test_a_sheet_that_is_mended_so_that_both_agree_needs_no_third(event, entry, two):
    create_juror(event)
    sheets = diverge(two)
    return_sheet(sheets[0], "описка")
    enter_sheet(two[0], NEAR)
    assert third_of(entry) is None
    assert third_queue(event, current_rules(event)) == []


def test_a_sheet_that_is_sent_again_as_it_was_opens_the_third_again(event, entry, two):
    third = create_juror(event)
    sheets = diverge(two)
    reopen_sheet(sheets[0])
    submit_sheet(sheets[0])
    assert third_of(entry).juror is third
    assert acts(entry) == ["assignment.made", "assignment.withdrawn", "assignment.made"]


@pytest.mark.parametrize("what", ["marks", "a comment"])
def test_a_third_reading_that_is_begun_stays(event, entry, two, what):
    create_juror(event)
    sheets = diverge(two)
    third = third_of(entry)
    if what == "marks":
        enter_sheet(third, {"K1": 3}, submitted=False)
    else:
        save_comment(open_sheet(third), "note", "перечитать")
    return_sheet(sheets[1], "описка")
    assert third_of(entry) is third
    [row] = third_queue(event, current_rules(event))
    assert row.state == "idle"
    enter_sheet(two[1], {"K1": 0, "K2": 6})
    [row] = third_queue(event, current_rules(event))
    assert (row.state, row.value) == ("spare", 5.5)


def test_a_replacement_that_diverges_too_uses_the_third_that_was_begun(event, entry, two):
    third_reader = create_juror(event)
    sheets = diverge(two)
    enter_sheet(third_of(entry), {"K1": 0, "K2": 8}, submitted=False)
    annul_sheet(sheets[1], "самоотвод")
    replaced = replace(two[1], create_juror(event))
    enter_sheet(replaced, HIGH)
    assert third_of(entry).juror is third_reader
    assert len(letters("third_reading")) == 1


@pytest.mark.parametrize("begun", [False, True])
def test_a_third_reader_who_steps_aside_is_followed_by_the_next_free_one(event, entry, two, begun):
    first, second = juror_called(event, "Первая"), juror_called(event, "Вторая")
    event.contact_email = "org@example.org"
    diverge(two)
    task = third_of(entry)
    assert task.juror is first
    if begun:
        enter_sheet(task, {"K1": 1}, submitted=False)
    declare_conflict(first, entry, "узнала автора")
    assert third_of(entry).juror is second
    assert (third_of(entry).replaces is task) is begun
    assert [one.recipient for one in letters("third_reading")] == [
        "Первая@example.org",
        "Вторая@example.org",
    ]
    # The organizer is not asked for what the program has done.
    assert letters("jury_replacement") == []


def test_without_a_next_one_the_organizer_is_asked_and_the_queue_waits(event, entry, two):
    third = create_juror(event)
    event.contact_email = "org@example.org"
    diverge(two)
    enter_sheet(third_of(entry), {"K1": 1}, submitted=False)
    declare_conflict(third, entry, "узнала автора")
    assert third_of(entry) is None
    assert len(letters("jury_replacement")) == 1
    # It stands in the queue of third readings, not among the sheets to be replaced.
    assert need_replacement(event.id) == []
    assert [row.state for row in third_queue(event, current_rules(event))] == ["waiting"]


def test_a_third_reader_who_leaves_the_jury_is_followed_by_the_next(event, entry, two):
    first, second = create_juror(event), create_juror(event)
    diverge(two)
    release_juror(first)
    assert third_of(entry).juror is second


def test_an_annulled_third_sheet_is_read_anew_while_the_jury_works(event, entry, two):
    create_juror(event)
    second = create_juror(event)
    diverge(two)
    task = third_of(entry)
    annul_sheet(enter_sheet(task, NEAR), "лист другой работы")
    assert (third_of(entry).juror, third_of(entry).replaces) == (second, task)


def test_after_the_jurys_work_an_annulled_third_sheet_opens_nothing(event, entry, two):
    create_juror(event)
    diverge(two)
    sheet = enter_sheet(third_of(entry), NEAR)
    create_juror(event)
    close_judging(event)
    annul_sheet(sheet, "лист другой работы")
    assert third_of(entry) is None


def test_what_the_organizer_takes_back_is_not_given_out_again_by_itself(event, entry, two):
    create_juror(event)
    diverge(two)
    release_task(third_of(entry), "заболела")
    assert third_of(entry) is None


def test_work_given_by_hand_where_a_third_is_due_is_a_third_reading(event, entry, two):
    set_rules(event, {**RULES, "third_days": 3})
    diverge(two)
    juror = juror_called(event, "Вызванная")
    task = give(juror, entry, event.trials[0])
    assert (task.reading, task.due_at) == (3, datetime(2025, 11, 13, 15, tzinfo=UTC))
    assert [one.recipient for one in letters("third_reading")] == ["Вызванная@example.org"]


def test_a_reading_that_is_not_begun_changes_hands_without_a_trace_in_sheets(event, entry, two):
    slow, other = juror_called(event, "Медленная"), juror_called(event, "Быстрая")
    diverge(two)
    made = hand_third_reading(other, entry, event.trials[0])
    assert (third_of(entry), made.juror, made.replaces) == (made, other, None)
    assert [one.recipient for one in letters("third_reading_over")] == ["Медленная@example.org"]
    assert db.session.scalars(select(Assignment).filter_by(juror_id=slow.id)).all() == []


def test_a_begun_sheet_is_annulled_with_the_reason_and_kept(event, entry, two):
    slow, other = create_juror(event), create_juror(event)
    diverge(two)
    task = third_of(entry)
    sheet = enter_sheet(task, {"K1": 2}, submitted=False)
    made = hand_third_reading(other, entry, event.trials[0], "не отвечает")
    assert (sheet.state, sheet.annulled_reason) == ("annulled", "не отвечает")
    assert (made.replaces, made.juror, task.juror) == (task, other, slow)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("conflict", "конфликт интересов"),
        ("full", "предельная нагрузка"),
        ("first reader", "он её уже читал"),
        ("agree", "не разошлись"),
        ("sent", "уже отправлено"),
        ("closed", "Работа жюри закрыта"),
    ],
)
def test_a_third_reading_is_not_handed_where_it_cannot_be(event, entry, two, case, words):
    third, other = create_juror(event), create_juror(event)
    if case == "agree":
        enter_sheet(two[0], NEAR)
        enter_sheet(two[1], HIGH)
    else:
        diverge(two)
    if case == "conflict":
        declare_conflict(other, entry, "родственница")
    elif case == "full":
        other.load_limit = 0
    elif case == "first reader":
        other = two[0].juror
    elif case == "sent":
        enter_sheet(third_of(entry), NEAR)
    elif case == "closed":
        close_judging(event)
    with pytest.raises(RefusalError, match=words):
        hand_third_reading(other, entry, event.trials[0])
    assert third_of(entry) is None or third_of(entry).juror is third


def test_two_sheets_sent_at_the_same_moment_open_one_third_reading(app, event, entry, two):
    create_juror(event, create_person(email="one@example.org"))
    create_juror(event, create_person(email="other@example.org"))
    for task, marks in zip(two, (LOW, HIGH), strict=True):
        enter_sheet(task, marks, submitted=False)
    ids, entry_id = [task.id for task in two], entry.id
    db.session.commit()
    start = threading.Barrier(2)
    problems = []

    def send(task_id):
        with app.app_context():
            set_mode("write")
            start.wait(30)
            try:
                submit_sheet(open_sheet(db.session.get_one(Assignment, task_id)))
                db.session.commit()
            except DBAPIError as problem:
                problems.append(problem)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=send, args=(id_,)) for id_ in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert problems == []
    query = select(Assignment.reading).filter_by(entry_id=entry_id).order_by(Assignment.reading)
    assert db.session.scalars(query).all() == [1, 2, 3]
    assert len(letters("third_reading")) == 1


# The deadline


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (None, None),
        # From 12:30 on 10 November: the 11th ends at 15:00 UTC.
        (1, datetime(2025, 11, 11, 15, tzinfo=UTC)),
        (3, datetime(2025, 11, 13, 15, tzinfo=UTC)),
    ],
)
def test_days_are_counted_from_the_day_after_in_the_zone_of_the_event(event, days, expected):
    assert term_of(event, NOON, days) == expected


@pytest.mark.parametrize(
    ("closes", "own", "whole"),
    [
        (None, "14:59:59", "2025-11-13"),
        (datetime(2025, 11, 12, 15, tzinfo=UTC), "14:59:59", "2025-11-13"),
        (datetime(2025, 11, 13, 15, tzinfo=UTC), None, "2025-11-13"),
        (datetime(2025, 11, 20, 15, tzinfo=UTC), None, "2025-11-20"),
    ],
)
def test_the_own_term_counts_where_it_is_later_than_the_jurys(event, closes, own, whole):
    event.stage("judging").closes_at = closes
    due = datetime(2025, 11, 13, 15, tzinfo=UTC)
    found = own_deadline(event, due)
    assert (f"{found:%H:%M:%S}" if found else None) == own
    assert f"{deadline(event, due):%Y-%m-%d}" == whole


def test_the_letter_names_the_term_of_the_third_reading(event, entry, two):
    set_rules(event, {**RULES, "third_days": 3})
    event.stage("judging").closes_at = datetime(2025, 11, 10, 15, tzinfo=UTC)
    juror_called(event, "Третья")
    diverge(two)
    [letter] = letters("third_reading")
    assert "Срок: 13 ноября 2025 г., 23:59 (UTC+9)." in letter.body
    assert third_of(entry).due_at == datetime(2025, 11, 13, 15, tzinfo=UTC)
