"""Plugins from the command line: what is installed, what ails it, and a new one that works."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def installed(tmp_path):
    """Programs of this environment with a folder of packages beside its own."""
    site = tmp_path / "site"
    environment = os.environ | {
        "PYTHONPATH": str(site),
        "EVENTKIT_INSTANCE": str(tmp_path / "instance"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    environment.pop("EVENTKIT_TEST_DATABASE_URL", None)

    def run(program, *words):
        return subprocess.run(
            [Path(sys.executable).with_name(program), *map(str, words)],
            cwd=tmp_path,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
        )

    def install(folder):
        flags = ("--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--target", site)
        done = run("python", "-m", "pip", "install", "--disable-pip-version-check", *flags, folder)
        assert done.returncode == 0, done.stderr

    run.install = install
    return run


def test_installed_plugins_are_listed_with_their_origin_and_health(eventkit):
    before = eventkit("plugins")
    assert before.exit_code == 0
    unready = "essay\teventkit-contests\tessay\tтаблицы не готовы, выполните: eventkit upgrade\n"
    assert unready in before.output
    eventkit("init")
    assert eventkit("plugins").output == (
        "duet\teventkit-contests\tduet, debut\tok\nessay\teventkit-contests\tessay\tok\n"
        "quest\teventkit-contests\tquest\tok\ntraining\teventkit-contests\ttraining\tok\n"
    )


def test_a_new_plugin_works_and_its_own_test_passes(installed, tmp_path):
    made = installed("eventkit", "plugin", "new", "debate")
    assert made.returncode == 0, made.stderr
    folder = tmp_path / "eventkit-debate"
    assert str(folder.name) in made.stdout
    installed.install(folder)
    tested = installed("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", folder)
    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert "1 passed" in tested.stdout
    installed("eventkit", "init")
    told = installed("eventkit", "plugins")
    assert told.stdout.splitlines()[0] == "debate\teventkit-debate\t–\tok"


@pytest.mark.parametrize("name", ["Debate", "2debate", "de-bate", "дебаты", "d", "../debate"])
def test_a_name_that_python_cannot_import_is_refused(eventkit, tmp_path, name):
    told = eventkit("plugin", "new", name, "--folder", str(tmp_path))
    assert told.exit_code == 2
    assert "нужны строчные латинские буквы" in told.stderr
    assert not (tmp_path / f"eventkit-{name}").exists()


def test_a_plugin_is_never_written_over_another(eventkit, tmp_path):
    words = ("plugin", "new", "debate", "--folder", str(tmp_path))
    assert eventkit(*words).exit_code == 0
    mine = tmp_path / "eventkit-debate" / "eventkit_debate" / "__init__.py"
    mine.write_text("# mine")
    told = eventkit(*words)
    assert (told.exit_code, "такая папка уже есть" in told.stderr) == (2, True)
    assert mine.read_text() == "# mine"


def test_a_broken_plugin_is_named_by_every_command_and_explained_by_one(installed, tmp_path):
    installed("eventkit", "plugin", "new", "debate")
    code = tmp_path / "eventkit-debate" / "eventkit_debate" / "__init__.py"
    code.write_text("import no_such_module\n")
    installed.install(tmp_path / "eventkit-debate")
    stopped = installed("eventkit", "init")
    assert stopped.returncode == 2
    [line] = stopped.stderr.splitlines()
    assert "'debate'" in line
    told = installed("eventkit", "plugins")
    assert told.returncode == 1
    rows = dict(line.split("\t", 1) for line in told.stdout.splitlines())
    assert "No module named 'no_such_module'" in rows["debate"]
    assert rows["essay"].endswith("\tok")
