"""A pair applies together: one starts, the other confirms by a link of one's own."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from eventkit.db import db
from eventkit.mail.models import Letter
from eventkit.people.models import Organization, Person
from eventkit.people.operations import add_mentoring_pair, create_person
from eventkit.registration.pairs.models import Partner
from eventkit.registration.queries import public_authors
from eventkit.testing.factories import create_account, create_event, create_organization, sign_in
from eventkit.testing.pages import words
from eventkit.testing.registration import CLOSES, OPENS, Applicant, only
from eventkit_duet.operations import save_conditions

MENTOR = {
    "last_name": "Наставникова",
    "first_name": "Ольга",
    "patronymic": "Петровна",
    "birth_date": "08.03.1975",
    "teaching_since": "01.09.1998",
    "position": "учитель физики",
    "category": "",
    "email": "olga@example.org",
    "phone": "",
    "organization": "МБОУ СОШ № 7 с. Небылицы",
    "processing": "y",
}
PAIR = {
    "title": "«Камертон»",
    "role": "young",
    "partner": "Наставникова Ольга Петровна",
    "partner_email": "olga@example.org",
}


@pytest.fixture
def event(app, at):
    made = create_event(format="duet", is_blind=False, reference_date=date(2025, 10, 1))
    stage = made.stage("registration")
    stage.opens_at, stage.closes_at = OPENS, CLOSES
    create_organization(short_name=MENTOR["organization"])
    db.session.commit()
    return made


@pytest.fixture
def sent(client, event):
    """Дарья, the young one, has applied."""
    return apply(client, event)


def apply(client, event, **you):
    applicant = Applicant(client, event, **you)
    applicant.start()
    applicant.post("school", organization=applicant.school)
    applicant.post("pair", **PAIR)
    applicant.post("nomination", nomination=applicant.nomination)
    applicant.post("consents", processing="y", publication="y")
    assert applicant.send().status_code == 302
    return applicant


def link():
    """The newest link that the second person has."""
    query = db.select(Letter).where(Letter.kind == "pair").order_by(Letter.id.desc())
    bodies = [letter.body for letter in db.session.scalars(query)]
    found = next(match for body in bodies if (match := re.search(r"/events/\S+/pair/\S+", body)))
    return found[0].rstrip(".")


def confirm(app, **more):
    return app.test_client().post(f"{link()}/confirm", data=MENTOR | more, follow_redirects=True)


def organizer(app, event):
    client = app.test_client()
    sign_in(client, create_account(roles={event.id: "organizer"}))
    return client


def page_of(app, event):
    number = only().number
    return organizer(app, event).get(f"/manage/{event.slug}/registrations/{number}")


def roles():
    row = only()
    return [(author.role, author.person.last_name) for author in row.entry.authors]


def test_the_step_of_the_pair_asks_for_two_people(client, event):
    applicant = Applicant(client, event)
    applicant.start()
    applicant.post("school", organization=applicant.school)
    page = words(applicant.get("pair"))
    assert "Ваша пара" in page
    wrong = applicant.post("pair", **(PAIR | {"partner_email": "darya@example.org", "title": "«»"}))
    assert wrong.status_code == 422
    assert "Это ваш адрес" in words(wrong)
    assert "Назовите дуэт." in words(wrong)
    assert applicant.get("work").status_code in (302, 404)


def test_the_first_of_a_pair_waits_for_the_second(app, sent, event):
    row = only()
    assert (row.state, row.group.title) == ("submitted", "Камертон")
    assert roles() == [("young", "Первоклашкина")]
    assert "Заявка ждёт второго участника." in words(sent.get())
    letter = db.session.scalars(db.select(Letter).where(Letter.kind == "pair")).one()
    assert letter.recipient == "olga@example.org"
    assert "Первоклашкина Дарья Игоревна приглашает вас" in letter.body
    admitted = organizer(app, event).post(
        f"/manage/{event.slug}/registrations/{row.number}/admit", follow_redirects=True
    )
    assert "второй участник ещё не подтвердил участие" in words(admitted)
    assert only().state == "submitted"


def test_the_second_confirms_with_own_data_and_consents(app, sent, event):
    door = words(app.test_client().get(link()))
    assert "Первоклашкина Дарья Игоревна приглашает вас выступить вместе." in door
    assert "Ваша роль: наставник." in door
    wrong = confirm(app, birth_date="31.02.1975", processing="")
    assert wrong.status_code == 422
    assert 'value="31.02.1975"' in wrong.text
    assert "Без этого согласия заявку принять нельзя." in words(wrong)
    assert "Спасибо, участие подтверждено." in words(confirm(app))
    row = only()
    assert roles() == [("mentor", "Наставникова"), ("young", "Первоклашкина")]
    assert row.organization_name == "МАОУ СОШ №1 с. Вымыслово / МБОУ СОШ № 7 с. Небылицы"
    assert {(c.person.last_name, c.kind) for c in row.consents} == {
        ("Первоклашкина", "processing"),
        ("Первоклашкина", "publication"),
        ("Наставникова", "processing"),
    }
    listed = words(organizer(app, event).get(f"/manage/{event.slug}/registrations"))
    assert "«Камертон»: Первоклашкина Дарья Игоревна, Наставникова Ольга Петровна" in listed
    told = words(page_of(app, event))
    assert "Второй участник: наставник" in told
    assert "Участие подтверждено" in told


def test_names_of_a_pair_are_public_when_both_agree(app, sent, event):
    confirm(app)
    entry = only().entry
    assert public_authors(event.id)[entry.id].name == "«Камертон»"
    app.test_client().post(f"{link()}/publication/give")
    both = "«Камертон»: Наставникова Ольга Петровна, Первоклашкина Дарья Игоревна"
    assert public_authors(event.id)[entry.id].name == both


def test_the_second_may_decline_and_somebody_else_be_asked(app, sent, event):
    app.test_client().post(f"{link()}/decline", data={"reason": "Уезжаю"})
    assert only(Partner).state == "declined"
    assert "Уезжаю" in words(sent.get())
    former = link()
    sent.post("pair-partner/again", partner="Другова Анна", partner_email="anna@example.org")
    assert only(Partner).email == "anna@example.org"
    assert app.test_client().get(former).status_code == 404
    assert app.test_client().get(link()).status_code == 200


def test_a_second_may_be_replaced_and_the_former_is_told(app, sent, event):
    confirm(app)
    bare = sent.post("pair-partner/replace", partner="Новикова Ия", partner_email="i@example.org")
    assert bare.status_code == 422
    assert "Напишите причину." in words(bare)
    sent.post(
        "pair-partner/replace",
        partner="Новикова Ия",
        partner_email="i@example.org",
        reason="Больничный",
    )
    assert roles() == [("young", "Первоклашкина")]
    told = db.session.scalars(db.select(Letter).where(Letter.recipient == "olga@example.org"))
    assert any("Причина: Больничный" in letter.body for letter in told)
    fresh = {"last_name": "Новикова", "first_name": "Ия", "email": "i@example.org"}
    confirm(app, **fresh)
    assert roles() == [("mentor", "Новикова"), ("young", "Первоклашкина")]
    former = db.session.scalars(db.select(Person).filter_by(last_name="Наставникова")).one()
    gone = [m for m in only().group.members if m.person_id == former.id]
    assert gone[0].left_at is not None


def test_after_the_deadline_only_the_organizer_lets_confirm(app, at, sent, event):
    at(CLOSES + timedelta(hours=1))
    assert "Подтвердить участие уже нельзя" in words(confirm(app))
    number = only().number
    organizer(app, event).post(f"/manage/{event.slug}/registrations/{number}/pair/late")
    assert "Спасибо, участие подтверждено." in words(confirm(app))


@pytest.mark.parametrize(
    ("conditions", "code", "sentence"),
    [
        ({"mentor_min_experience": 28}, "experience_under", "Стаж наставника меньше"),
        ({"young_max_age": 23}, "age_over", "Молодому педагогу больше лет"),
        ({"young_max_experience": 1}, "experience_over", "Стаж молодого педагога больше"),
        ({"schools": "same"}, "schools_differ", "а нужно в одной"),
        ({"min_months": 13}, "mentoring_short", "Наставничество длится меньше"),
        ({"mentor_min_experience": 27, "young_max_age": 24, "young_max_experience": 3}, None, ""),
        ({"min_months": 12, "schools": "different"}, None, ""),
    ],
)
def test_conditions_of_a_pair(app, sent, event, conditions, code, sentence):
    """On 1 October 2025: Дарья is 24 and has taught 2 years and a month, Ольга 27 years."""
    save_conditions(event, **({"schools": "any"} | conditions))
    db.session.commit()
    if "min_months" in conditions:  # mentoring since 1 October 2024: twelve months
        make_known(app, event)
    confirm(app)
    row = only()
    assert (row.state, row.reason_code) == (("refused", code) if code else ("submitted", None))
    assert sentence in row.reason_text


@pytest.mark.parametrize(("on", "state"), [(1, "submitted"), (2, "refused")])
def test_a_year_that_began_on_29_february_is_over_on_1_march(app, client, event, on, state):
    """Up to one year and 0 days is admitted; 2025 has no 29 February."""
    event.reference_date = date(2025, 3, on)
    save_conditions(event, schools="any", young_max_experience=1)
    db.session.commit()
    apply(client, event, teaching_since="29.02.2024")
    confirm(app)
    assert only().state == state


def make_known(app, event):
    """The registry of mentoring knows the two since 1 October 2024."""
    school = db.session.scalars(
        db.select(Organization).filter_by(short_name=MENTOR["organization"])
    ).one()
    mentor = create_person(
        "Наставникова",
        "Ольга",
        "Петровна",
        birth_date=date(1975, 3, 8),
        teaching_since=date(1998, 9, 1),
        organization=school,
    )
    add_mentoring_pair(mentor, only().person, started_on=date(2024, 10, 1))
    db.session.commit()


def test_whoever_knows_no_secret_sees_nothing(app, sent, event):
    assert app.test_client().get(f"/events/{event.slug}/pair/nothing").status_code == 404
