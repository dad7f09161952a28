"""What becomes of a pair when somebody changes, refuses, or answers late."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

from openpyxl import load_workbook
from sqlalchemy import select

from eventkit.db import db
from eventkit.mail.models import Letter
from eventkit.people.models import MentoringPair
from eventkit.registration.pairs.models import Partner
from eventkit.testing.pages import words
from eventkit.testing.registration import CLOSES, Applicant, only
from eventkit_duet.operations import save_conditions
from tests.registration.test_pairs import (  # noqa: F401 - event and sent are fixtures
    PAIR,
    confirm,
    event,
    link,
    make_known,
    organizer,
    page_of,
    roles,
    sent,
)

NEW = {"partner": "Новикова Ия", "partner_email": "i@example.org"}
IYA = {"last_name": "Новикова", "first_name": "Ия", "email": "i@example.org"}


def post(app, event, what, **data):  # noqa: F811
    address = f"/manage/{event.slug}/registrations/{only().number}/{what}"
    return organizer(app, event).post(address, data=data, follow_redirects=True)


def letters_to(email):
    query = select(Letter.body).filter_by(recipient=email).order_by(Letter.id)
    return list(db.session.scalars(query))


def test_changing_an_application_keeps_both_schools(app, sent):  # noqa: F811
    confirm(app)
    sent.post("check")
    assert only().organization_name == "МАОУ СОШ №1 с. Вымыслово / МБОУ СОШ № 7 с. Небылицы"


def test_another_partner_in_the_answers_is_asked(app, sent):  # noqa: F811
    former = link()
    sent.post("pair", **(PAIR | NEW))
    sent.post("check")
    assert only(Partner).email == NEW["partner_email"]
    assert app.test_client().get(former).status_code == 404
    assert "Спасибо" in words(confirm(app, **IYA))


def test_a_replaced_one_gets_the_role_that_was_sent(app, sent):  # noqa: F811
    confirm(app)
    sent.post("pair", **(PAIR | {"role": "mentor"}))  # typed, not sent
    sent.post("pair-partner/replace", **NEW, reason="Больничный")
    assert "Новикова Ия" in words(sent.get("check"))
    confirm(app, **IYA)
    assert roles() == [("mentor", "Новикова"), ("young", "Первоклашкина")]


def test_words_of_a_refusal_go_with_the_refusal(app, sent, event):  # noqa: F811
    def decline():
        app.test_client().post(f"{link()}/decline", data={"reason": "Уезжаю"})

    decline()
    sent.post("pair-partner/again", partner="Другова Анна", partner_email="anna@example.org")
    assert "Уезжаю" not in words(page_of(app, event))
    decline()
    confirm(app)
    assert "Уезжаю" not in words(page_of(app, event))


def test_a_refused_pair_is_not_told_that_it_waits(app, sent, event):  # noqa: F811
    save_conditions(event, schools="same")
    db.session.commit()
    confirm(app)
    assert not any("ждёт решения" in body for body in letters_to("darya@example.org"))
    assert len([body for body in letters_to("olga@example.org") if "отклонена" in body]) == 1
    post(app, event, "pair/replace", **NEW, reason="Ошибка")
    assert letters_to("i@example.org") == []


def test_a_link_is_sent_only_where_it_opens(app, at, sent, event):  # noqa: F811
    at(CLOSES + timedelta(days=2))
    before = len(letters_to("olga@example.org"))
    assert "Подтвердить участие уже нельзя." in words(post(app, event, "pair/remind"))
    assert sent.post("pair-partner/again", **NEW).status_code == 422
    assert len(letters_to("olga@example.org")) == before
    post(app, event, "pair/late")
    post(app, event, "pair/remind")
    assert "Ответить нужно до" not in letters_to("olga@example.org")[-1]
    assert "Спасибо" in words(confirm(app))


def test_a_late_application_taken_after_all_asks_the_second(app, client, at, event):  # noqa: F811
    applicant = Applicant(client, event)
    applicant.start()
    applicant.post("school", organization=applicant.school)
    applicant.post("pair", **PAIR)
    applicant.post("nomination", nomination=applicant.nomination)
    applicant.post("consents", processing="y")
    at(CLOSES + timedelta(seconds=1))
    applicant.send()
    assert only().state == "refused"
    assert letters_to("olga@example.org") == []
    post(app, event, "reopen")
    post(app, event, "admit")
    assert only().state == "submitted"
    assert "Спасибо" in words(confirm(app))
    post(app, event, "admit")
    assert only().state == "admitted"


def test_mentoring_that_is_over_does_not_count(app, sent, event):  # noqa: F811
    save_conditions(event, schools="any", min_months=12)
    make_known(app, event)
    db.session.scalars(select(MentoringPair)).one().ended_on = date(2024, 12, 1)
    db.session.commit()
    confirm(app)
    assert "Этой пары нет в реестре наставничества" in words(page_of(app, event))


def test_both_of_a_pair_read_that_the_application_was_withdrawn(app, sent):  # noqa: F811
    confirm(app)
    sent.post("withdraw")
    said = (
        "Здравствуйте.\n\nЗаявка № 1 дуэта «Камертон» на конкурс «К вершинам мастерства» отозвана."
        " Дуэт не участвует."
    )
    assert letters_to("olga@example.org")[-1] == said
    assert letters_to("darya@example.org")[-1] == said


def test_one_who_is_only_asked_need_not_answer_after_a_withdrawal(app, sent):  # noqa: F811
    sent.post("withdraw")
    assert letters_to("olga@example.org")[-1].endswith("Отвечать на приглашение не нужно.")


def test_the_workbook_of_applications_shows_the_order_of_mentoring(app, sent, event):  # noqa: F811
    confirm(app, order_number="41-н", order_date="01.09.2024")
    answer = organizer(app, event).get(f"/manage/{event.slug}/registrations.xlsx")
    head, row = [
        [cell.value for cell in line] for line in load_workbook(BytesIO(answer.data)).active
    ]
    told = dict(zip(head, row, strict=True))
    assert told["Приказ о наставничестве, №"] == "41-н"
    assert told["Дата приказа"].date() == date(2024, 9, 1)
