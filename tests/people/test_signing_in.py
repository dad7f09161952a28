"""Signing in: by password, by a link from a letter, and what keeps others out."""

from __future__ import annotations

import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from eventkit.db import db
from eventkit.mail.models import Letter
from eventkit.people.accounts import Account, SignInLink
from eventkit.people.operations import set_active
from eventkit.people.passwords import hash_password
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.pages import words
from eventkit.web.clock import now, set_clock

SECRET = "ромашки у дороги"


def account(**values: object) -> Account:
    """An account with the password above."""
    made = create_account(
        create_person(last_name="Звонкова"),
        email="zvonkova@example.org",
        password_hash=hash_password(SECRET),
        **values,
    )
    db.session.commit()
    return made


def test_the_right_password_opens_the_desk(client: FlaskClient) -> None:
    """After signing in the own page shows the account."""
    account()
    answer = client.post("/login", data={"email": "Zvonkova@Example.org", "password": SECRET})
    assert (answer.status_code, answer.location) == (302, "/desk")
    assert "zvonkova@example.org" in client.get("/me").text


def test_a_wrong_password_says_so_at_the_field_and_keeps_the_address(client: FlaskClient) -> None:
    """The message does not say which of the two was wrong."""
    account()
    answer = client.post("/login", data={"email": "zvonkova@example.org", "password": "нет"})
    assert answer.status_code == 422
    assert "не подошли друг к другу" in words(answer)
    assert 'value="zvonkova@example.org"' in answer.text
    unknown = client.post("/login", data={"email": "nobody@example.org", "password": "нет"})
    assert "не подошли друг к другу" in words(unknown)


def test_a_closed_account_stays_outside(client: FlaskClient) -> None:
    """A disabled account cannot sign in, and its open sessions end."""
    made = account()
    client.post("/login", data={"email": made.email, "password": SECRET})
    set_active(db.session.merge(made), False, actor="system")
    db.session.commit()
    assert client.get("/me").status_code == 302
    answer = client.post("/login", data={"email": made.email, "password": SECRET})
    assert answer.status_code == 422


def test_the_way_back_leads_only_into_the_site(client: FlaskClient) -> None:
    """A foreign address in ?next= is ignored."""
    made = account()
    data = {"email": made.email, "password": SECRET}
    assert client.post("/login?next=/me", data=data).location == "/me"
    for foreign in ("https://evil.example", "//evil.example", "/\\evil.example"):
        assert client.post(f"/login?next={foreign}", data=data).location == "/desk"


def link_from_letter() -> str:
    """The path of the sign-in link in the newest letter."""
    letter = db.session.scalars(select(Letter).order_by(Letter.id.desc())).first()
    assert letter is not None
    found = re.search(r"https?://[^/\s]+(/login/link/\S+)", letter.body)
    assert found is not None
    return found[1]


def test_a_link_signs_in_once(client: FlaskClient, app: Flask) -> None:
    """Looking at the link does not spend it, the button does, and a second time it is spent."""
    account()
    client.post("/login/link", data={"email": "zvonkova@example.org"})
    path = link_from_letter()
    token = path.rpartition("/")[2]
    assert token not in {link.token_hash for link in db.session.scalars(select(SignInLink))}
    assert client.get(path).status_code == client.get(path).status_code == 200
    assert client.post(path).location == "/desk"
    assert client.get("/me").status_code == 200
    assert app.test_client().post(path).status_code == 410


def test_an_old_link_is_dead(client: FlaskClient) -> None:
    """Half an hour later the link no longer works and the page offers a new one."""
    account()
    client.post("/login/link", data={"email": "zvonkova@example.org"})
    path = link_from_letter()
    later = now() + timedelta(minutes=30)
    set_clock(lambda: later)
    answer = client.post(path)
    assert answer.status_code == 410
    assert "Получить новую ссылку" in words(answer)


def test_whoever_is_known_by_an_address_gets_an_account_by_asking(client: FlaskClient) -> None:
    """An applicant never opened an account: the link to the address of the application does."""
    known = create_person(email="Uchitel@example.org", last_name="Звонкова")
    db.session.commit()
    client.post("/login/link", data={"email": "uchitel@EXAMPLE.org"})
    client.post(link_from_letter())
    assert "Звонкова" in words(client.get("/me"))
    [made] = db.session.scalars(select(Account)).all()
    assert (made.email, made.person_id) == ("uchitel@example.org", known.id)


def test_an_address_of_several_people_opens_no_account(client: FlaskClient) -> None:
    """A school's common address would let any of its teachers in as any other."""
    for name in ("Звонкова", "Переменкина"):
        create_person(email="school@example.org", last_name=name)
    db.session.commit()
    assert client.post("/login/link", data={"email": "school@example.org"}).status_code == 200
    assert db.session.scalars(select(Account)).all() == []
    assert db.session.scalars(select(Letter)).all() == []


def test_an_unknown_address_gets_the_same_answer_and_no_letter(client: FlaskClient) -> None:
    """Nobody learns by asking who has an account."""
    account()
    known = client.post("/login/link", data={"email": "zvonkova@example.org"})
    letters = len(db.session.scalars(select(Letter)).all())
    unknown = client.post("/login/link", data={"email": "someone@example.org"})
    assert known.status_code == unknown.status_code == 200
    assert len(db.session.scalars(select(Letter)).all()) == letters == 1


def test_a_new_password_ends_the_other_sessions(client: FlaskClient, app: Flask) -> None:
    """The device that changed it stays signed in, the other one does not."""
    made = account()
    other = app.test_client()
    for browser in (client, other):
        browser.post("/login", data={"email": made.email, "password": SECRET})
    data = {"password": "новая длинная фраза", "again": "новая длинная фраза"}
    assert client.post("/me/password", data=data).status_code == 302
    assert client.get("/me").status_code == 200
    assert other.get("/me").status_code == 302


def test_a_short_or_mistyped_password_is_refused_at_its_field(client: FlaskClient) -> None:
    """Each field says what is wrong with it."""
    made = account()
    client.post("/login", data={"email": made.email, "password": SECRET})
    short = client.post("/me/password", data={"password": "мало", "again": "мало"})
    assert (short.status_code, "короче 8 знаков" in words(short)) == (422, True)
    differ = client.post("/me/password", data={"password": "длинная фраза", "again": "другая"})
    assert "Пароли не совпали" in words(differ)


def test_impossible_dates_of_a_person_are_refused(client: FlaskClient) -> None:
    """The typed values stay in the fields."""
    made = account()
    client.post("/login", data={"email": made.email, "password": SECRET})
    data = {
        "last_name": "Звонкова",
        "first_name": "Алина",
        "birth_date": "1999-05-02",
        "teaching_since": "1998-09-01",
    }
    answer = client.post("/me", data=data)
    assert answer.status_code == 422
    assert "раньше даты рождения" in words(answer)
    assert 'value="1998-09-01"' in answer.text


def test_a_participant_finds_the_events_in_the_menu_of_the_own_desk(client: FlaskClient) -> None:
    sign_in(client, create_account(create_person()))
    html = client.get("/desk").get_data(as_text=True)
    menu = html.split('<nav class="menu-list"')[1].split("</nav>")[0]
    assert '<a href="/">Мероприятия</a>' in menu


def test_the_own_name_typed_in_small_letters_gets_capitals(client: FlaskClient) -> None:
    account = create_account(None)
    sign_in(client, account)
    names = {"last_name": "петрова", "first_name": "мария", "gender": "", "category": ""}
    assert client.post("/me", data=names).status_code == 302
    db.session.expire_all()
    assert account.person is not None
    assert account.person.full_name == "Петрова Мария"
