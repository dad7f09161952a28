"""Filing an appeal: until when, about what, once, from the author's own page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from eventkit.db import db
from eventkit.desk.setup_operations import new_edition
from eventkit.events.models import Event
from eventkit.events.operations import change_event
from eventkit.events.refusals import RefusalError
from eventkit.journal.models import JournalLine
from eventkit.journal.queries import verify
from eventkit.results.appeals.models import Appeal
from eventkit.results.appeals.operations import withdraw_appeal
from eventkit.results.appeals.window import own_end, public_end
from eventkit.results.operations import calculate, publish
from eventkit.scoring.operations import correct_sheet
from eventkit.testing.pages import plain, words
from tests.results.appeals import (
    GROUND,
    LAST_SECOND,
    PUBLISHED,
    at,
    author,
    clear_letters,
    criterion,
    entry_of,
    filed,
    letters,
    published_contest,
    sheet,
    staff,
)

SECOND = timedelta(seconds=1)
UNTIL = "до 17 ноября 2025 г., 23:59 (UTC+9)"


@pytest.fixture
def event(app: Flask) -> Event:
    return published_contest()


def acts() -> list[str]:
    return [
        line.act
        for line in db.session.scalars(select(JournalLine).order_by(JournalLine.id))
        if line.act.startswith("appeal.")
    ]


def test_the_last_second_of_the_last_day_counts_and_the_next_does_not(event: Event) -> None:
    assert public_end(event) == LAST_SECOND
    at(LAST_SECOND + timedelta(microseconds=999_999))
    assert filed(event).number == 1
    at(LAST_SECOND + SECOND)
    with pytest.raises(RefusalError) as refused:
        filed(event, "Э-1")
    assert plain(refused.value.message) == f"Апелляции принимали {UNTIL}. Срок прошёл."


def test_no_days_means_that_appeals_are_not_accepted(app: Flask) -> None:
    event = published_contest(appeal_days=0)
    with pytest.raises(RefusalError, match="апелляции не принимают"):
        filed(event)
    client, own = author(app, event)
    assert "Апелляции" not in words(client.get(f"{own}/result"))
    assert "апелляции не принимают" in words(client.get(f"{own}/appeals/new"))


def test_a_correction_gives_new_days_to_those_alone_whose_result_it_changed(event: Event) -> None:
    later = PUBLISHED + timedelta(days=10)
    at(later)
    # The first sheet of Э-3 loses a point: 69,5 instead of 70, and the order stays.
    correct_sheet(sheet(event, "Э-3", 1), {"K1": 34}, "Описка", source="test")
    publish(calculate(event, "account:1"), actor="account:1")
    assert own_end(event, entry_of(event, "Э-3").id) == LAST_SECOND + timedelta(days=10)
    assert own_end(event, entry_of(event, "Э-1").id) == LAST_SECOND
    assert filed(event, "Э-3").state == "filed"
    with pytest.raises(RefusalError, match="Срок прошёл"):
        filed(event, "Э-1")


def test_days_may_only_grow_once_results_are_public(app: Flask, event: Event) -> None:
    with pytest.raises(RefusalError, match="только увеличить"):
        change_event(event, appeal_days=2)
    change_event(event, appeal_days=4)
    assert public_end(event) == LAST_SECOND + timedelta(days=1)


def test_visitors_read_the_rule_and_the_deadline(app: Flask, event: Event) -> None:
    visitor = app.test_client()
    rules = words(visitor.get(f"/events/{event.slug}/regulation"))
    assert "Апелляции принимают 3 дня после публикации итогов." in rules
    assert "Несогласие с баллом не основание." in rules
    assert f"Апелляции принимают {UNTIL}." in words(visitor.get(f"/events/{event.slug}/results"))
    at(LAST_SECOND + SECOND)
    assert "Апелляции принимают" not in words(visitor.get(f"/events/{event.slug}/results"))


def test_the_author_files_from_the_own_result(app: Flask, event: Event) -> None:
    client, own = author(app, event)
    page = client.get(f"{own}/result")
    assert f"Подать апелляцию {UNTIL}" in words(page)
    assert "Несогласие с баллом не основание" in words(client.get(f"{own}/appeals/new"))
    sent = {"kind": "mark", "criterion": str(criterion(event).id), "ground": GROUND}
    answer = client.post(f"{own}/appeals/new", data=sent, follow_redirects=True)
    page = words(answer)
    assert "Апелляция № 1 подана. Ответ придёт письмом." in page
    assert "Апелляция № 1 ждёт решения" in page
    assert "Описка в листе, критерий «Критерий K1»" in page
    assert GROUND in page
    assert "Апелляция № 1 ждёт решения" in words(client.get(own))
    made = db.session.scalars(select(Appeal)).one()
    assert (made.entry.code, made.calculation.number, made.filed_at) == ("Э-2", 1, PUBLISHED)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": ""}, "Выберите основание."),
        ({"kind": "disagreement"}, "Несогласие с баллом не основание для апелляции"),
        ({"kind": "time"}, "Форма не принята. Что исправить:"),
        ({"criterion": ""}, "Выберите критерий, в котором описка."),
        ({"ground": "   "}, "Напишите, что произошло."),
        ({"ground": "я" * 3001}, "Слишком длинно: не больше 3000 знаков."),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    app: Flask, event: Event, changes: dict[str, str], told: str
) -> None:
    client, own = author(app, event)
    sent = {"kind": "mark", "criterion": str(criterion(event).id), "ground": GROUND} | changes
    answer = client.post(f"{own}/appeals/new", data=sent)
    assert answer.status_code == 422
    page = words(answer)
    assert told in page
    assert sent["ground"].strip() in page
    assert db.session.scalars(select(Appeal)).all() == []


def test_what_was_typed_stays_when_the_time_runs_out_meanwhile(app: Flask, event: Event) -> None:
    client, own = author(app, event)
    at(LAST_SECOND + SECOND)
    sent = {"kind": "procedure", "ground": GROUND}
    answer = client.post(f"{own}/appeals/new", data=sent)
    assert answer.status_code == 422
    page = words(answer)
    assert f"Апелляции принимали {UNTIL}. Срок прошёл." in page
    assert GROUND in page
    late = words(client.get(f"{own}/result"))
    assert "Подать апелляцию" not in late
    assert f"Апелляции принимали {UNTIL}. Срок прошёл." in late


def test_one_open_appeal_for_each_work_kind_and_criterion(app: Flask, event: Event) -> None:
    first = filed(event)
    with pytest.raises(RefusalError, match="Такая апелляция уже подана: № 1") as refused:
        filed(event)
    assert refused.value.field == "criterion"
    assert filed(event, criterion=criterion(event, "K2")).number == 2
    assert filed(event, kind="procedure").number == 3
    assert filed(event, "Э-1").number == 4
    with pytest.raises(RefusalError, match="№ 3"):
        filed(event, kind="procedure")
    withdraw_appeal(first)
    assert filed(event).number == 5


def test_an_appeal_is_taken_back_while_nobody_has_answered(app: Flask, event: Event) -> None:
    client, own = author(app, event)
    made = filed(event)
    address = f"{own}/appeals/1/withdraw"
    assert "Отозвать апелляцию № 1?" in words(client.get(address))
    page = words(client.post(address, follow_redirects=True))
    assert "Апелляция отозвана." in page
    assert "Апелляция № 1 отозвана" in page
    assert db.session.get(Appeal, made.id).state == "withdrawn"  # type: ignore[union-attr]
    assert acts() == ["appeal.filed", "appeal.withdrawn"]
    assert "отозвал апелляцию № 1" in plain(letters("results.appeal")["office@example.org"].body)
    filed(event)
    decided = db.session.scalars(select(Appeal).filter_by(number=2)).one()
    decided.state = "rejected"
    with pytest.raises(RefusalError, match="Решение уже принято"):
        withdraw_appeal(decided)


def test_others_appeals_are_nobodys_business(app: Flask, event: Event) -> None:
    filed(event)
    stranger, own = author(app, event, "Э-1")
    assert stranger.get(f"{own}/appeals/1/withdraw").status_code == 404
    assert stranger.post(f"{own}/appeals/1/withdraw").status_code == 404
    assert GROUND not in words(stranger.get(f"{own}/result"))
    other = author(app, event, "Э-2")[1]
    assert stranger.get(f"{other}/appeals/new").status_code == 403


def test_both_sides_have_it_in_writing_and_the_journal_keeps_the_ground_apart(
    app: Flask, event: Event
) -> None:
    clear_letters()
    made = filed(event, link="https://example.org/own")
    sent = letters("results.appeal")
    mine = sent.pop(f"author{made.entry_id}@example.org")
    assert plain(mine.subject) == "Апелляция № 1 получена"
    assert GROUND in plain(mine.body)
    assert "https://example.org/own" in mine.body
    ours = sent.pop("office@example.org")
    assert "работа Э-2" in plain(ours.body)
    assert f"/manage/{event.slug}/results/appeals/1" in ours.body
    assert sent == {}
    line = db.session.scalars(select(JournalLine).filter_by(act="appeal.filed")).one()
    assert (line.subject, line.data["kind"], line.data["criterion"]) == (
        f"appeal:{made.id}",
        "mark",
        "K1",
    )
    assert GROUND not in str(line.data)
    assert [text.text for text in line.texts] == [GROUND]
    assert verify() == []


def test_the_organizer_sets_the_days_among_the_terms(app: Flask, event: Event) -> None:
    organizer = staff(app, event)
    address = f"/manage/{event.slug}/settings/stages"
    days = {
        "registration_first": "2025-10-01",
        "registration_last": "2025-10-31",
        "judging_last": "2025-11-10",
        "results_day": "2025-11-14",
    }
    page = organizer.post(address, data=days | {"appeal_days": "2"})
    assert page.status_code == 422
    assert "Срок подачи апелляций можно только увеличить." in words(page)
    for typed, told in (("", "Заполните"), ("-1", "Не меньше 0."), ("91", "Не больше 90 дней.")):
        answer = organizer.post(address, data=days | {"appeal_days": typed})
        assert (answer.status_code, told in words(answer)) == (422, True)
    assert organizer.post(address, data=days | {"appeal_days": "5"}).status_code == 302
    db.session.expire_all()
    assert event.appeal_days == 5


def test_the_next_edition_accepts_appeals_as_long(event: Event) -> None:
    assert new_edition(event).appeal_days == 3
