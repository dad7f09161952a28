"""Hours of sessions where people were checked in: certificates and portfolios."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.documents.models import Award
from eventkit.documents.name_operations import choose_case
from eventkit.documents.operations import issue_awards, prepare_hours
from eventkit.documents.wording import hours_text, sentence
from eventkit.events.refusals import RefusalError
from eventkit.portfolio.queries import items_of
from eventkit.questionnaires.models import Questionnaire, Wave
from eventkit.registration.checkin.operations import hold_arrival, mark
from eventkit.registration.queries import may_be_named
from eventkit.testing.pages import words
from eventkit_training.operations import choose_feedback
from tests.training.test_signup import Door


def test_certificates_say_the_hours_of_the_sessions_that_were_attended(training):
    long, short = training.session(hours="4"), training.session("Итоги", 2, hours="1.5")
    first, second, third = training.people[:3]
    mark(hold_arrival(training.event), third.id, actor="system")  # came, sat in no session
    mark(long.point, first.id, actor="system")
    mark(short.point, first.id, actor="system")
    mark(long.point, second.id, actor="system")
    db.session.commit()
    client, here = training.organize(), f"/manage/{training.event.slug}/awards?kind=hours"
    assert "Сертификатов пока нет" in words(client.get(here))
    client.post(f"/manage/{training.event.slug}/awards/prepare?kind=hours")
    found = db.session.scalars(select(Award).order_by(Award.sequence)).all()
    assert [sentence(one).partition("что ")[2] for one in found] == [
        "Азбукина Дарья Игоревна приняла участие в тренинге «Формула успеха» в объёме 5,5 часа",
        "Букварёва Дарья Игоревна приняла участие в тренинге «Формула успеха» в объёме 4 часов",
    ]
    listed = words(client.get(here))
    assert listed.index("5,5 часа") < listed.index("4 часов")
    (line,) = items_of(second.id)
    assert (line.title, line.detail, line.kind) == (training.event.title, "4 часа", "training")
    assert [one.detail for one in items_of(third.id)] == [""]  # participation, even without hours
    for award in found:
        award.is_checked = True
    issue_awards(training.event, "system")
    db.session.commit()
    assert items_of(second.id)[0].document_number == found[1].number
    _correct(training, long, found)


def _correct(training, long, found):
    """A mark was a mistake: the paper that says too much is void, the other stays."""
    mark(long.point, training.people[0].id, there=False, actor="system")
    prepared = prepare_hours(training.event, "system")
    assert [one.state for one in found] == ["voided", "issued"]
    assert [one.text.split("\n")[2] for one in prepared] == [
        "в объёме 4 часов",
        "в объёме 1,5 часа",
    ]
    mark(long.point, training.people[0].id, actor="system")
    prepared[1].is_checked = True
    with pytest.raises(RefusalError):
        issue_awards(training.event, "system")


def test_the_case_of_certificates_keeps_the_hours(training):
    session = training.session(hours="2")
    mark(session.point, training.people[0].id, actor="system")
    training.event.title = "Формула успеха"
    (award,) = prepare_hours(training.event, "system")
    assert award.text == "приняла участие в мероприятии\n«Формула успеха»\nв объёме 2 часов"
    choose_case(training.event, "hours", "dative", actor="system")
    assert award.text == "за участие в мероприятии\n«Формула успеха»\nв объёме 2 часов"


def test_whoever_may_not_be_named_is_a_number_on_the_page_of_the_certificate(training):
    session = training.session(hours="2")
    mark(session.point, training.people[0].id, actor="system")
    (award,) = prepare_hours(training.event, "system")
    award.is_checked = True
    issue_awards(training.event, "system")
    db.session.commit()
    page = words(training.client.get(f"/verify/{award.code}"))
    number = training.registrations[0].number
    assert f"Получатель участник № {number}" in page
    assert "член жюри" not in page
    assert "Азбукина" not in page
    assert "Часов 2" in page


def test_a_participant_of_a_training_takes_the_consent_to_be_named_back_on_the_own_page(training):
    door = Door(training, 0)
    number = training.registrations[0].number
    page = words(door.client.get(door.mine))
    assert "Имя на странице проверки сертификата" in page
    assert f"прочтёт «участник № {number}»" in page
    door.client.post(f"{door.mine}/publication/give")
    assert may_be_named(training.people[0].id, training.event.id)
    assert "Не показывать моё имя" in words(door.client.get(door.mine))
    door.client.post(f"{door.mine}/publication/withdraw")
    assert not may_be_named(training.people[0].id, training.event.id)


def test_hours_in_russian():
    said = {"1": "1 часа", "2": "2 часов", "11": "11 часов", "21": "21 часа", "1.50": "1,5 часа"}
    for hours, shown in said.items():
        assert hours_text(Decimal(hours)) == f"в объёме {shown}"


def test_the_own_page_leads_to_the_questionnaire_while_it_is_open(training):
    door = Door(training, 0)
    wave = Wave(
        questionnaire=Questionnaire(event=training.event, draft={"title": {"ru": "Отзыв"}}),
        position=2,
        title="После",
        code="otzyv",
        state="open",
        closes_at=None,
    )
    other = Questionnaire(event=training.event, draft={"title": {"ru": "Наставник"}})
    before = Wave(questionnaire=other, position=0, title="До", code="dodo", state="open")
    db.session.add_all([wave, before])
    choose_feedback(training.event, wave)
    db.session.commit()
    assert "/q/otzyv" in door.client.get(door.mine).text
    assert "Ответьте на опросник, который про вас: Наставник До" in words(
        door.client.get(door.mine)
    )
    other.once = True  # such a one is answered by personal links alone
    db.session.commit()
    assert "/q/dodo" not in door.client.get(door.mine).text
    training.organize()
    settings = training.client.get(f"/manage/{training.event.slug}/settings/format")
    assert "Отзыв: После" in words(settings), settings.status_code
    wave.state = "closed"
    db.session.commit()
    assert "/q/otzyv" not in door.client.get(door.mine).text
