"""Serving for real: pages are there, a signal ends it, strangers do not get into a demo."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from eventkit.app import create_app
from eventkit.cli import serving
from eventkit.desk.demo import demo_folder, demo_settings
from eventkit.testing.pages import words

PROGRAM = Path(sys.executable).with_name("eventkit")
PATIENCE = 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment_of(folder):
    return os.environ | {"EVENTKIT_INSTANCE": str(folder), "PYTHONUNBUFFERED": "1"}


@contextmanager
def running(folder, *words):
    """A command in a process of its own; it must end well by itself or by Ctrl-C."""
    process = subprocess.Popen(
        [PROGRAM, *map(str, words)],
        env=environment_of(folder),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()
            process.stdout.close()


def answer(port, path):
    """Status and text of a page, as soon as the server takes connections."""
    until = monotonic() + PATIENCE
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as page:
                return page.status, page.read().decode()
        except HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read().decode()
        except URLError:
            assert monotonic() < until, "nobody listens"


@pytest.fixture
def instance(tmp_path):
    return tmp_path / "instance"


def test_an_installation_is_served_with_its_worker_until_it_is_interrupted(initialised, instance):
    port = free_port()
    with running(instance, "serve", "--port", port) as process:
        assert process.stdout.readline() == f"eventkit: http://127.0.0.1:{port}\n"
        status, text = answer(port, "/readyz")
        assert (status, json.loads(text)) == (200, {"status": "ready"})
        assert "Отдел образования" in answer(port, "/")[1]
    assert process.returncode == 0
    assert list((instance / "templates-compiled").iterdir()), "the next start compiles them anew"


def test_a_start_on_sqlite_loads_nothing_that_only_some_page_needs(tmp_path):
    late = {"alembic", "numpy", "openpyxl", "PIL", "docx", "typst", "pymorphy3"}
    late |= {"sqlalchemy.dialects.postgresql", "eventkit.entries.traces.finder"}
    program = (
        "import sys; from pathlib import Path; import eventkit.cli; "
        "from eventkit.app import create_app; create_app(instance=Path(sys.argv[1])); "
        f"print(sorted({late!r} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_the_worker_alone_runs_until_it_is_interrupted(initialised, instance):
    with running(instance, "worker") as process:
        assert process.stdout.readline().startswith("Очередь работает")
    assert process.returncode == 0


def test_without_tables_nothing_is_served(eventkit):
    told = eventkit("serve")
    assert told.exit_code == 1
    [line] = told.stderr.splitlines()
    assert "eventkit init" in line


def test_a_port_that_is_taken_is_named(initialised, instance):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        told = subprocess.run(
            [PROGRAM, "serve", "--port", str(port)],
            env=environment_of(instance),
            check=False,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert told.returncode == 2
    [line] = told.stderr.splitlines()
    assert f":{port} не открыть" in line


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "contest.example"])
def test_a_demo_opens_to_others_only_when_that_is_said(eventkit, instance, host):
    told = eventkit("demo", "--once", "--host", host)
    assert told.exit_code == 2
    [line] = told.stderr.splitlines()
    assert "--public-demo" in line
    assert not (instance / "demo").exists()


@pytest.fixture
def made_demo(eventkit, instance, demo_installation):
    """Run a command where the demo has been made before."""
    shutil.copytree(demo_installation, instance)
    return eventkit


def demo_browser():
    """A browser on the demo as it stands."""
    return create_app(
        demo_settings(demo_folder(), 8000) | {"WTF_CSRF_ENABLED": False}, instance=demo_folder()
    ).test_client()


def _reads_the_training(browser):
    """The demo's training tells its story; forty marks of ten people are 118 and 146 points."""
    browser.post("/demo/enter", data={"key": "organizer"})
    [here] = set(re.findall(r"/manage/formula-uspekha-\d+(?=[\"/])", browser.get("/manage/").text))
    [young, mentors] = re.findall(
        r"(/manage/[\w-]+/questionnaires/\d+)\"[^>]*>(?:Молодой педагог|Наставник)<",
        browser.get(f"{here}/questionnaires").text,
    )
    shown = words(browser.get(f"{young}/results"))
    assert "до тренинга 10 2,95" in shown
    assert "после тренинга 10 3,65" in shown
    assert "один и тот же ответ на все пункты – 1" in words(browser.get(f"{mentors}/results"))
    assert "19 документов выданы" in words(browser.get(f"{here}/awards"))


def test_a_demo_keeps_what_was_typed_until_it_is_reset(made_demo):
    browser = demo_browser()
    _reads_the_training(browser)
    assert browser.post("/demo/enter", data={"key": "administrator"}).status_code == 302
    site = {"department": "Отдел просвещения", "district": "", "full_name": "Отдел просвещения"}
    assert browser.post("/manage/site", data=site).status_code == 302
    again = made_demo("demo", "--once", "--port", "8123")
    assert again.exit_code == 0
    assert "http://127.0.0.1:8123/demo" in again.output.splitlines()
    assert "Отдел просвещения" in demo_browser().get("/").text
    made_demo("demo", "--once", "--reset")
    assert "Отдел просвещения" not in demo_browser().get("/").text


def test_a_public_demo_makes_new_passwords_and_has_no_open_doors(made_demo, monkeypatch):
    served = []
    monkeypatch.setattr(serving, "run_server", lambda app, *where: served.append((app, where)))
    told = made_demo("demo", "--host", "0.0.0.0", "--port", "8123", "--public-demo")
    assert told.exit_code == 0
    passwords = dict(re.findall(r"^(\S+@\S+)  (\S+)$", told.output, re.MULTILINE))
    assert len(passwords) == 7
    [(app, where)] = served
    assert where[:2] == ("0.0.0.0", 8123)
    app.config["WTF_CSRF_ENABLED"] = False
    browser = app.test_client()
    assert "demo/enter" not in browser.get("/demo").text
    assert browser.post("/demo/enter", data={"key": "administrator"}).status_code == 404
    email, password = next(iter(passwords.items()))
    answered = browser.post("/login", data={"email": email, "password": password})
    assert (answered.status_code, answered.location) == (302, "/desk")
    again = made_demo("demo", "--once", "--public-demo")
    assert passwords[email] not in again.output
