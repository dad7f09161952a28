"""Accounts from the command line."""

import pytest

from eventkit.app import create_app
from eventkit.testing.fixtures import SETTINGS

ANNA = "anna@school.example"
SECRET = "семь гномов"


def browser(tmp_path):
    """A browser on the installation as it stands now."""
    settings = {name: SETTINGS[name] for name in ("WTF_CSRF_ENABLED", "RATELIMIT_ENABLED")}
    return create_app(settings, instance=tmp_path / "instance").test_client()


def test_a_new_account_signs_in_and_is_listed(ready, tmp_path):
    told = ready("user", "add", "Vera@School.example", "--password", "")
    opened = "Учётная запись Vera@School.example открыта.\n"
    assert (told.exit_code, told.output) == (0, opened)
    assert ready("user", "list").output.splitlines() == [
        f"{ANNA}\tадминистратор",
        "vera@school.example",
    ]
    answer = browser(tmp_path).post("/login", data={"email": ANNA, "password": SECRET})
    assert (answer.status_code, answer.location) == (302, "/desk")


def test_the_password_is_asked_for_and_not_shown(ready):
    told = ready("user", "add", "vera@school.example", input="тихий омут у реки\n")
    assert told.exit_code == 0
    assert "тихий омут" not in told.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", ANNA, "--password", ""), "такая учётная запись уже есть"),
        (("add", "ANNA@school.example", "--password", ""), "такая учётная запись уже есть"),
        (("add", "anna", "--password", ""), "это не адрес электронной почты"),
        (("add", "vera@", "--password", ""), "это не адрес электронной почты"),
        (("add", "a b@school.example", "--password", ""), "это не адрес электронной почты"),
        (("add", "vera@school.example", "--password", "мало"), "пароль короче 8 знаков"),
        (("disable", "nobody@school.example"), "такой учётной записи нет"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(ready, words, said):
    told = ready("user", *words)
    assert told.exit_code == 2
    [line] = told.stderr.splitlines()
    assert said in line
    assert ready("user", "list").output == f"{ANNA}\tадминистратор\n"


def test_a_closed_account_is_shut_out_at_once(ready, tmp_path):
    open_browser = browser(tmp_path)
    open_browser.post("/login", data={"email": ANNA, "password": SECRET})
    assert open_browser.get("/me").status_code == 200
    told = ready("user", "disable", ANNA)
    assert (told.exit_code, told.output) == (0, f"Учётная запись {ANNA} закрыта.\n")
    assert open_browser.get("/me").status_code == 302
    assert ready("user", "list").output == f"{ANNA}\tадминистратор\tзакрыта\n"
    assert ready("journal", "verify").exit_code == 0


def test_an_unknown_command_is_bad_input(ready):
    for words in (("nonsense",), ("user", "nonsense"), ("user", "add"), ("serve", "--port", "x")):
        told = ready(*words)
        assert told.exit_code == 2
        assert "Traceback" not in told.output
