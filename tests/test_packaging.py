"""What is shipped: the list of packages, the locks, and a wheel that works away from the tree."""

import ast
import configparser
import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NOT_PACKAGES = {"static", "translations", "__pycache__"}


def settings() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def lines(section: str, option: str) -> list[str]:
    text = settings()[section][option].splitlines()
    return [line.strip() for line in text if line.strip() and not line.strip().startswith("#")]


def plugin_folders() -> list[Path]:
    return sorted(folder for folder in (ROOT / "plugins").iterdir() if list(folder.glob("*.py")))


def packages_on_disk(top: Path) -> set[str]:
    """Import names of every folder with Python files below `top`, which is itself a package."""
    found = {top.name}
    for folder in top.rglob("*"):
        parts = folder.relative_to(top).parts
        if folder.is_dir() and not NOT_PACKAGES.intersection(parts) and list(folder.glob("*.py")):
            found.add(".".join((top.name, *parts)))
    return found


def test_every_folder_with_python_is_listed_and_nothing_else():
    expected = packages_on_disk(ROOT / "eventkit") | {"eventkit.templates"}
    for plugin in plugin_folders():
        # Alembic finds a plugin's revisions by path, and a plugin's tests stay at home.
        expected |= {
            name
            for name in packages_on_disk(plugin)
            if not {"migrations", "tests"}.intersection(name.split("."))
        }
    assert lines("options", "packages") == sorted(expected)


def test_each_plugin_has_its_folder_line_and_its_entry_point():
    folders = dict(re.split(r"\s*=\s*", line) for line in lines("options", "package_dir"))
    points = dict(re.split(r"\s*=\s*", line) for line in lines("options.entry_points", "eventkit"))
    plugins = {folder.name for folder in plugin_folders()}
    assert {name: folders[name] for name in plugins} == {n: f"plugins/{n}" for n in plugins}
    assert set(points.values()) == plugins


def test_folders_that_only_hold_things_are_no_packages():
    assert not (ROOT / "plugins" / "__init__.py").exists()
    assert not list((ROOT / "templates").rglob("*.py"))


def imported_by(folder: Path) -> set[str]:
    """Top-level names of the modules that the Python files under `folder` import."""
    names: set[str] = set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(str(node.module).split(".")[0])
    return names - set(sys.stdlib_module_names)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def required(*extras: str) -> set[str]:
    """Names of the distributions asked for, without versions."""
    wanted = lines("options", "install_requires")
    for extra in extras:
        wanted += lines("options.extras_require", extra)
    return {normal(re.match(r"[\w.-]+", line)[0]) for line in wanted}


def test_what_the_product_imports_is_declared():
    owners = packages_distributions()
    ours = {"eventkit", *(folder.name for folder in plugin_folders())}
    declared = required("analysis", "postgres", "redis", "s3", "scale")
    # Parts of Flask and of Flask-WTF, which hold their versions together.
    declared |= {"click", "jinja2", "markupsafe", "werkzeug", "wtforms", "babel", "itsdangerous"}
    # eventkit.testing is for those who have pytest already.
    declared |= {"pytest"}
    undeclared = {
        name
        for name in (imported_by(ROOT / "eventkit") | imported_by(ROOT / "plugins")) - ours
        if not {normal(owner) for owner in owners.get(name, [])} & declared
    }
    assert undeclared <= {"numpy", "scipy", "obstore"} & undeclared  # extras not installed here


def test_what_is_declared_is_used():
    owners = packages_distributions()
    imported = imported_by(ROOT / "eventkit") | imported_by(ROOT / "plugins")
    used = {normal(owner) for name in imported for owner in owners.get(name, [])}
    # Used without an import of ours: WTForms checks addresses with it; zones on bare machines.
    used |= {"email-validator", "tzdata"}
    assert required() - used == set()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_pins_everything_with_hashes_and_no_addresses(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)
    extras = ("build", "test") if "dev" in name else ("build",)
    pinned = {normal(re.match(r"[\w.-]+", entry)[0]) for entry in entries}
    assert required(*extras) <= pinned


def test_the_tests_run_what_is_shipped():
    pins = [
        set(re.findall(r"^\S+==[^ \\]+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    ]
    assert pins[0] <= pins[1]


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A clean copy of what the wheel is made of."""
    tree = tmp_path_factory.mktemp("wheel") / "tree"
    leave = shutil.ignore_patterns("__pycache__", "*.egg-info", ".mypy_cache")
    for name in ("eventkit", "plugins", "templates"):
        shutil.copytree(ROOT / name, tree / name, ignore=leave)
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE", "THIRD_PARTY.md"):
        shutil.copy(ROOT / name, tree / name)
    return tree


@pytest.fixture(scope="module")
def wheel(tree):
    """The wheel, unpacked; returns the folder."""
    place = tree.parent
    build = "import setuptools.build_meta as backend; backend.build_wheel('..')"
    subprocess.run([sys.executable, "-c", build], cwd=tree, check=True, capture_output=True)
    [file] = place.glob("*.whl")
    installed = place / "installed"
    zipfile.ZipFile(file).extractall(installed)
    return installed


def shipped_files(folder: Path) -> set[Path]:
    """Files of the tree that a running site reads; sources of catalogues are for translators."""
    return {
        file.relative_to(folder)
        for file in folder.rglob("*")
        if file.is_file()
        and "tests" not in file.relative_to(folder).parts
        and not {"__pycache__"}.intersection(file.parts)
        and file.suffix not in {".pyc", ".po", ".pot"}
    }


def test_the_wheel_holds_code_templates_static_catalogues_and_migrations(tree, wheel):
    assert shipped_files(wheel / "eventkit") == shipped_files(tree / "eventkit") | {
        Path("templates") / file for file in shipped_files(tree / "templates")
    }
    for plugin in plugin_folders():
        assert shipped_files(wheel / plugin.name) == shipped_files(tree / "plugins" / plugin.name)
    names = {path.name for path in wheel.iterdir() if not path.name.endswith(".dist-info")}
    assert names == {"eventkit", *(folder.name for folder in plugin_folders())}


def test_the_installed_product_answers_away_from_the_tree(wheel, tmp_path):
    ask = (
        "import eventkit, eventkit_essay; from eventkit.app import create_app\n"
        "app = create_app(); answer = app.test_client().get('/login')\n"
        "print(eventkit.__file__, eventkit_essay.__file__, answer.status_code, sep='\\n')"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": str(wheel),
        "EVENTKIT_INSTANCE": str(tmp_path / "instance"),
        "EVENTKIT_DATABASE_URL": "",
    }
    commands = (
        [sys.executable, "-c", "from eventkit.cli import main; main(['init'])"],
        [sys.executable, "-c", ask],
    )
    for command in commands:
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
    *where, status = done.stdout.split()
    assert status == "200"
    assert all(Path(file).is_relative_to(wheel) for file in where)
