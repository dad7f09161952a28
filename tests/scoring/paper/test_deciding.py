"""Paper against the screen, a sheet that is sent already, a round that is over."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.journal.models import JournalText
from eventkit.juries.models import Assignment
from eventkit.scoring.models import SheetVersion
from eventkit.scoring.operations import annul_sheet, enter_sheet
from eventkit.scoring.queries import sheet_of
from eventkit.testing.juries import create_entry, create_juror, create_task
from eventkit.testing.pages import words
from eventkit.web.clock import now
from tests.scoring.paper.hall import Hall

WHY = "Член жюри подтвердил: верна бумага."


@pytest.fixture
def hall(app):
    return Hall(app)


def on_screen(hall: Hall, first: str, second: str | None, *, sent: bool = True) -> None:
    enter_sheet(hall.task, {"K1": first, "K2": second}, source="screen", submitted=sent)
    db.session.commit()


def versions() -> list[SheetVersion]:
    query = select(SheetVersion).order_by(SheetVersion.version)
    return list(db.session.scalars(query))


def reasons() -> set[str]:
    return set(db.session.scalars(select(JournalText.text).where(JournalText.name == "reason")))


def test_other_marks_on_the_screen_ask_which_are_right(hall):
    """Both columns stand side by side, and nothing counts before the answer."""
    on_screen(hall, "2", None, sent=False)
    secretary = hall.someone("secretary")
    page = words(hall.type(secretary, "4", "7,5", comment="С бумаги"))
    assert "нужно решение" in page
    assert "1. Критерий K1 4 2" in page
    assert "2. Критерий K2 7,5 –" in page
    assert hall.counted() is None
    assert "Ждёт решения" in words(secretary.get(f"/manage/{hall.event.slug}/paper"))
    for choice, reason, said in (
        ("paper", "  ", "Напишите причину"),
        ("", WHY, "Выберите, какие баллы верны"),
        ("нет", WHY, ""),
    ):
        answer = hall.decide(secretary, choice, reason)
        assert answer.status_code == 422
        assert said in words(answer)
    assert hall.counted() is None
    hall.decide(secretary, "paper", WHY)
    assert hall.counted() == {"K1": "4", "K2": "7.5"}
    sheet = sheet_of(hall.task.id)
    assert (sheet.source, sheet.comment_for_author) == ("paper", "С бумаги")
    (line,) = hall.lines("paper.decided")
    assert line.data["choice"] == "paper"
    assert line.data["screen"] == {"K1": "2", "K2": None}
    assert line.data["typed"] == {"K1": "4", "K2": "7.5"}
    assert WHY in reasons()


def test_the_screen_may_be_right(hall):
    on_screen(hall, "2", None, sent=False)
    secretary = hall.someone("secretary")
    hall.type(secretary, "4", "7,5")
    page = words(hall.decide(secretary, "screen", "На бумаге черновик."))
    assert "Оставлен экран" in page
    sheet = sheet_of(hall.task.id)
    assert (sheet.state, sheet.source, sheet.total) == ("draft", "screen", None)
    assert hall.decide(secretary, "paper", WHY).status_code == 409


def test_a_sent_sheet_is_corrected_by_who_may_correct_it(hall):
    """The secretary's typing waits; the organizer's decision makes a new version of the sheet."""
    on_screen(hall, "4", "7")
    secretary, organizer = hall.someone("secretary"), hall.someone("organizer")
    assert "уже отправил этот лист с экрана" in words(secretary.get(hall.here))
    page = words(hall.type(secretary, "4", "7,5"))
    assert "Решает организатор или председатель" in page
    answer = hall.decide(secretary, "paper", WHY)
    assert answer.status_code == 409
    assert hall.counted() == {"K1": "4", "K2": "7.0"}
    hall.decide(organizer, "paper", WHY)
    sheet = sheet_of(hall.task.id)
    assert (sheet.state, sheet.version, sheet.total) == ("submitted", 2, Fraction("11.5"))
    assert hall.counted() == {"K1": "4", "K2": "7.5"}
    before, after = versions()
    assert (before.marks["K2"], after.marks["K2"], after.reason) == ("7", "7.5", WHY)
    (line,) = hall.lines("sheet.corrected")
    assert line.data["source"].startswith("paper:")
    assert line.data["marks"] == {"K2": ["7", "7.5"]}
    journal = words(organizer.get(f"/manage/{hall.event.slug}/journal"))
    assert f"Балл исправлен по бумажному листу {WHY}" in journal


def test_the_chair_decides_too_and_types_nothing(hall):
    on_screen(hall, "4", "7")
    hall.type(hall.someone("secretary"), "4", "7,5")
    chair = hall.someone("chair")
    hall.decide(chair, "paper", WHY)
    assert hall.counted() == {"K1": "4", "K2": "7.5"}


def test_a_paper_that_agrees_with_the_sent_sheet_changes_nothing(hall):
    on_screen(hall, "4", "7,5")
    secretary = hall.someone("secretary")
    assert "Введён один раз" in words(hall.type(secretary, "4", "7,5"))
    sheet = sheet_of(hall.task.id)
    assert (sheet.version, sheet.source) == (1, "screen")
    assert len(hall.lines("paper.same")) == 1


def test_a_mistake_of_the_typist_is_mended_by_typing_again(hall):
    """Typed once and wrong: typed anew, it is a correction with a reason."""
    secretary, organizer = hall.someone("secretary"), hall.someone("organizer")
    hall.type(secretary, "4", "7")
    again = secretary.post(hall.here, data={"act": "again"}, follow_redirects=True)
    assert "Этот лист уже внесён с бумаги" in words(again)
    hall.type(secretary, "4", "9")
    assert hall.counted() == {"K1": "4", "K2": "7.0"}
    hall.decide(organizer, "paper", "Опечатка при вводе.")
    assert hall.counted() == {"K1": "4", "K2": "9.0"}
    assert [line.data["before"] for line in hall.lines("paper.again")] == ["once"]


def test_typing_again_waits_until_the_typing_under_way_has_ended(hall):
    secretary = hall.someone("secretary")
    hall.type(secretary, "4", "", act="save")
    answer = secretary.post(hall.here, data={"act": "again"}, follow_redirects=True)
    assert "ещё вводят" in words(answer)
    assert hall.lines("paper.again") == []


def test_a_paper_that_comes_after_the_round_is_a_correction(hall):
    """It says so before it is typed; the secretary types, the organizer accepts with a reason."""
    hall.close()
    secretary, organizer = hall.someone("secretary"), hall.someone("organizer")
    assert "лист с бумаги – исправление" in words(secretary.get(hall.here))
    page = words(hall.type(secretary, "4", "7,5"))
    assert "он войдёт в подсчёт как исправление" in page
    assert hall.counted() is None
    assert hall.decide(secretary, "paper", WHY).status_code == 409
    hall.decide(organizer, "paper", "Лист задержался на почте.")
    assert hall.counted() == {"K1": "4", "K2": "7.5"}
    assert sheet_of(hall.task.id).source == "paper"
    assert "Лист задержался на почте." in reasons()


def test_published_results_are_named_before_a_late_paper_is_typed(hall):
    hall.close()
    hall.event.stage("results").closed_at = now()
    db.session.commit()
    page = words(hall.someone("secretary").get(hall.here))
    assert "Итоги опубликованы: после исправления нужен новый подсчёт" in page


def test_an_annulled_sheet_takes_no_paper_and_says_why(hall):
    on_screen(hall, "4", "7")
    annul_sheet(sheet_of(hall.task.id), "Самоотвод.")
    db.session.commit()
    secretary = hall.someone("secretary")
    page = words(secretary.get(hall.here))
    assert "Этот лист не вводят. Назначение снято" in page
    assert hall.type(secretary, "4", "8").status_code == 409
    assert sheet_of(hall.task.id).state == "annulled"


def test_before_the_jury_begins_and_in_the_archive_no_paper_is_typed(hall):
    secretary = hall.someone("secretary")
    judging = hall.event.stage("judging")
    opened, judging.opened_at = judging.opened_at, None
    db.session.commit()
    assert "Оценивание ещё не открыто" in words(secretary.get(hall.here))
    assert hall.type(secretary, "4", "8").status_code == 409
    judging.opened_at, hall.event.archived_at = opened, now()
    db.session.commit()
    assert "Мероприятие в архиве" in words(secretary.get(hall.here))
    assert hall.type(secretary, "4", "8").status_code == 409
    assert hall.counted() is None


def test_a_work_that_is_out_of_the_contest_takes_no_paper(hall):
    hall.task.entry.is_admitted = False
    db.session.commit()
    answer = hall.type(hall.someone("secretary"), "4", "8")
    assert answer.status_code == 409
    assert "не участвует в конкурсе" in words(answer)


THIRDS = {"aggregation": "two_plus_third", "divergence_points": 5, "third_policy": "closest_two"}


@pytest.fixture
def reading(app):
    """Two sheets of one work and a free third juror; they diverge from five points."""
    made = Hall(app, THIRDS)
    other = create_task(made.event, create_juror(made.event), made.task.entry)
    enter_sheet(other, {"K1": 5, "K2": 10}, source="screen")
    create_juror(made.event)
    db.session.commit()
    return made


def thirds(hall: Hall) -> int:
    query = select(Assignment).where(Assignment.entry_id == hall.task.entry_id)
    return len([task for task in db.session.scalars(query) if task.reading >= 3])


def test_a_paper_that_diverges_asks_for_a_third_reading(reading):
    reading.type(reading.someone("secretary"), "1", "1")
    assert thirds(reading) == 1


def test_a_correction_from_paper_opens_or_drops_a_third_reading(reading):
    secretary, organizer = reading.someone("secretary"), reading.someone("organizer")
    reading.type(secretary, "5", "9")
    assert thirds(reading) == 0
    for marks, wanted in ((("1", "1"), 1), (("5", "8"), 0)):
        secretary.post(reading.here, data={"act": "again"})
        reading.type(secretary, *marks)
        reading.decide(organizer, "paper", WHY)
        assert thirds(reading) == wanted


def test_a_late_paper_gives_nobody_a_third_reading(reading):
    """The jury has gone home; the queue of third readings tells the organizer."""
    reading.close()
    reading.type(reading.someone("secretary"), "1", "1")
    reading.decide(reading.someone("organizer"), "paper", WHY)
    assert reading.counted() == {"K1": "1", "K2": "1.0"}
    assert thirds(reading) == 0


def test_two_typings_meet_the_screen_as_one_does(hall):
    """The question comes after the two agree, and the state afterwards says that there were two."""
    hall.event.paper_twice = True
    on_screen(hall, "2", None, sent=False)
    first, second = hall.someone("organizer"), hall.someone("secretary")
    hall.type(first, "4", "7,5")
    page = words(second.get(hall.here))
    assert "уже поставил баллы на экране" in page
    hall.type(second, "4", "7,5", turn=2)
    assert hall.counted() is None
    assert "Подтверждён" in words(hall.decide(second, "paper", WHY))
    assert hall.counted() == {"K1": "4", "K2": "7.5"}


def test_other_tasks_of_the_work_are_left_alone(hall):
    other = create_task(hall.event, create_juror(hall.event), create_entry(hall.event))
    hall.type(hall.someone("secretary"), "4", "7,5")
    assert sheet_of(other.id) is None
