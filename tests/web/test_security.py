"""What keeps others out: tokens of forms, cookies, limits, headers, pages that tell nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventkit.app import create_app
from eventkit.db import db, set_mode
from eventkit.people.passwords import hash_password
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.fixtures import SETTINGS, Browser
from eventkit.testing.pages import words
from eventkit.web.security import HEADERS

SECRET = "ромашки у дороги"
Make = Callable[..., Flask]


@pytest.fixture
def make(database_url: str, tmp_path: Path) -> Iterator[Make]:
    """An app with settings of its own, on this test's database."""
    made: list[Any] = []

    def make(**settings: Any) -> Flask:
        overrides = SETTINGS | {"SQLALCHEMY_DATABASE_URI": database_url} | settings
        app = create_app(overrides, instance=tmp_path)
        app.test_client_class = Browser
        context = app.app_context()
        context.push()
        made.append(context)
        set_mode("write")
        return app

    yield make
    for context in reversed(made):
        db.session.remove()
        db.engine.dispose()
        context.pop()


def account() -> str:
    """The address of an account with the password above."""
    person = create_person(last_name="Звонкова")
    made = create_account(person, email="zv@example.org", password_hash=hash_password(SECRET))
    db.session.commit()
    return made.email


PATHS = ("/", "/login", "/no-such-page", "/desk", "/healthz", "/calendar.ics")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers(client: FlaskClient, path: str) -> None:
    """Pages, errors, redirects and data alike."""
    answer = client.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert answer.headers["Cache-Control"] == "private, no-store"
    # Nothing from elsewhere, nothing inline; pictures may be written into the page.
    assert answer.headers["Content-Security-Policy"].split("; ") == [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
        "font-src 'self'", "connect-src 'self'", "manifest-src 'self'", "worker-src 'self'",
        "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    ]  # fmt: skip


def test_passwords_of_an_installation_are_dear_to_guess(make: Make) -> None:
    """The first recommendation of RFC 9106 for little memory: 64 MiB, three passes."""
    make(PASSWORD_COST="")
    kind, cost = re.match(r"\$(argon2id)\$v=19\$([^$]+)\$", hash_password(SECRET)).groups()
    values = dict(one.split("=") for one in cost.split(","))
    assert kind == "argon2id"
    assert int(values["m"]) >= 65536
    assert int(values["t"]) >= 3


def test_https_is_remembered_only_where_it_is_spoken(client: FlaskClient) -> None:
    """The header that forbids plain HTTP never comes over plain HTTP."""
    assert "Strict-Transport-Security" not in client.get("/").headers
    secure = client.get("/", base_url="https://localhost")
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize(("address", "secure"), [("https://contest.example", True), ("", False)])
def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    make: Make, address: str, secure: bool
) -> None:
    """HttpOnly and SameSite always, Secure where the site speaks HTTPS."""
    client = make(**({"BASE_URL": address} if address else {})).test_client()
    answer = client.post("/login", data={"email": account(), "password": SECRET})
    [cookie] = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("eventkit=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert ("Secure" in cookie) == secure
    assert "Expires=" in cookie


def test_a_forged_cookie_makes_nobody(client: FlaskClient) -> None:
    """A session that was signed by somebody else, or cut, is a stranger's."""
    made = create_account(create_person(), is_administrator=True)
    sign_in(client, made)
    cookie = client.get_cookie("eventkit")
    assert cookie is not None
    assert client.get("/manage/accounts").status_code == 200
    for forged in (cookie.value[:-3] + "abc", cookie.value.partition(".")[0], "", "a" * 3000):
        client.set_cookie("eventkit", forged)
        assert client.get("/manage/accounts").status_code == 302


def test_a_form_of_another_site_is_refused_in_words(make: Make) -> None:
    """Without the page's own token nothing happens, even with the right password."""
    client = make(WTF_CSRF_ENABLED=True).test_client()
    data = {"email": account(), "password": SECRET}
    refused = client.post("/login", data=data)
    assert refused.status_code == 400
    assert "страница открыта слишком давно" in words(refused)
    assert client.post("/login", data=data | {"csrf_token": "x"}).status_code == 400
    assert client.post("/logout").status_code == 400
    page = client.get("/login").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token is not None
    assert client.post("/login", data=data | {"csrf_token": token[1]}).status_code == 302


def test_a_token_is_good_for_its_own_session_alone(make: Make) -> None:
    """A token that somebody else was given opens nothing."""
    app = make(WTF_CSRF_ENABLED=True)
    other = app.test_client().get("/login").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', other)
    assert token is not None
    data = {"email": account(), "password": SECRET, "csrf_token": token[1]}
    client = app.test_client()
    client.get("/login")
    assert client.post("/login", data=data).status_code == 400


def test_guessing_passwords_is_stopped_in_words(make: Make) -> None:
    """The eleventh try within a minute, with the right password too; others still come in."""
    client = make(RATELIMIT_ENABLED=True).test_client()
    email = account()
    for _number in range(10):
        wrong = client.post("/login", data={"email": email, "password": "не тот пароль"})
        assert wrong.status_code == 422
    stopped = client.post("/login", data={"email": email, "password": SECRET})
    assert stopped.status_code == 429
    assert "Слишком много попыток подряд" in words(stopped)
    assert 0 < int(stopped.headers["Retry-After"]) <= 60
    assert client.get("/login").status_code == 200
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    data = {"email": email, "password": SECRET}
    assert client.post("/login", data=data, environ_overrides=elsewhere).status_code == 302


def test_letters_with_links_are_limited(make: Make) -> None:
    """Nobody's mailbox is filled through the site."""
    client = make(RATELIMIT_ENABLED=True).test_client()
    email = account()
    sent = [client.post("/login/link", data={"email": email}).status_code for _number in range(6)]
    assert sent == [200] * 5 + [429]


def test_behind_a_proxy_each_visitor_has_a_limit_of_their_own(make: Make) -> None:
    """One proxy is trusted when the settings name it, and not a header that visitors send."""
    client = make(RATELIMIT_ENABLED=True, PROXIES=1).test_client()
    data = {"email": account(), "password": "не тот пароль"}
    for number in range(12):
        headers = {"X-Forwarded-For": f"198.51.100.{number}"}
        assert client.post("/login", data=data, headers=headers).status_code == 422
    plain = make(RATELIMIT_ENABLED=True).test_client()
    answers = {
        plain.post(
            "/login", data=data, headers={"X-Forwarded-For": f"198.51.100.{number}"}
        ).status_code
        for number in range(12)
    }
    assert answers == {422, 429}


def test_a_request_that_is_too_large_is_refused_in_words(make: Make) -> None:
    """Before it is read."""
    client = make(MAX_CONTENT_LENGTH=1000).test_client()
    answer = client.post("/login", data={"email": "a" * 2000, "password": "b"})
    assert answer.status_code == 413
    assert "слишком большой" in words(answer)


def test_a_failure_tells_nothing_of_how_the_site_is_made(
    make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    """The page says what to do, the log says what happened; a program gets JSON."""
    app = make()

    def fail() -> str:
        raise RuntimeError("пароль от базы: 12345")

    fail.access_rule = None  # type: ignore[attr-defined]
    app.add_url_rule("/fail", "fail", fail)
    answer = app.test_client().get("/fail")
    assert answer.status_code == 500
    assert "ошибка на нашей стороне" in words(answer)
    for secret in ("12345", "RuntimeError", "Traceback"):
        assert secret not in answer.text
    assert "12345" in caplog.text
    asked = app.test_client().get("/fail", headers={"Accept": "application/json"})
    assert (asked.status_code, asked.get_json()) == (500, {"error": 500})


def test_a_method_that_an_address_does_not_know_is_refused(client: FlaskClient) -> None:
    """With the methods that it knows."""
    answer = client.delete("/login")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_errors_speak_the_chosen_language(client: FlaskClient) -> None:
    """Whoever chose English reads why in English too."""
    client.post("/language", data={"lang": "en"})
    answer = client.get("/no-such-page")
    assert answer.status_code == 404
    assert '<html lang="en"' in answer.text
    assert "Такой страницы нет" not in words(answer)
