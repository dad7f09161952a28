"""The documentation says what is there: links lead somewhere, doors stand as they are."""

import hashlib
import inspect
import json
import re
import tomllib
from pathlib import Path

import click
import pytest

from eventkit.config import DEFAULTS
from eventkit.hooks import specs

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / name for name in ("README.md", "THIRD_PARTY.md", "CHANGELOG.md")]
PAGES += sorted((ROOT / "docs").rglob("*.md"))
HOOKS = [name for name in vars(specs.Specs) if name.startswith("eventkit_")]


def anchor(heading: str) -> str:
    """The anchor that a Markdown reader makes of a heading."""
    plain = re.sub(r"[^\w\s-]", "", re.sub(r"[`*]", "", heading).strip().lower())
    return re.sub(r"\s", "-", plain)


def anchors(page: Path) -> set[str]:
    text = page.read_text(encoding="utf-8")
    return {anchor(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_link_leads_to_a_file_of_the_project(page):
    lost = []
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, mark = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        if not file.exists() or (mark and mark not in anchors(file)):
            lost.append(target)
    assert lost == []


def test_each_page_for_a_reader_is_listed_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pages = [page.relative_to(ROOT).as_posix() for page in PAGES if page.parent.name == "docs"]
    assert [page for page in pages if f"({page})" not in readme] == []


def signature(hook: str) -> str:
    """A hook as its author writes it: the names of its arguments, without types."""
    names = list(inspect.signature(getattr(specs.Specs, hook)).parameters)[1:]
    return f"{hook}({', '.join(names)})"


@pytest.mark.parametrize("hook", HOOKS)
def test_each_hook_is_documented_with_its_signature_and_an_example(hook):
    text = (ROOT / "docs" / "plugin-api.md").read_text(encoding="utf-8")
    assert f"### `{signature(hook)}`" in text
    example = text.split(f"### `{signature(hook)}`")[1].split("\n### ")[0]
    assert f"def {hook}(" in example


def test_no_hook_is_documented_that_does_not_exist():
    text = (ROOT / "docs" / "plugin-api.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^### `(eventkit_\w+)\(", text, re.MULTILINE)) == set(HOOKS)


def test_the_example_of_settings_names_each_setting_and_no_other():
    text = (ROOT / "instance" / "config.example.toml").read_text(encoding="utf-8")
    example = tomllib.loads(re.sub(r"^# (?=\w+ = )", "", text, flags=re.MULTILINE))
    # The demo sets DEMO for itself.
    known = {*DEFAULTS, "DATABASE_URL", "SECRET_KEY"} - {"DEMO"}
    assert {name.upper() for name in example} == known


def test_each_package_of_an_installation_is_named_with_its_licence():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    said = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    packages = set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE))
    assert (
        set(re.findall(r"^\| ([a-z][\w.-]+) \| \S", said, re.MULTILINE)) - {"package"} == packages
    )


def test_each_borrowed_file_is_the_one_that_its_manifest_names():
    static = ROOT / "eventkit" / "static"
    manifest = json.loads((static / "vendor" / "manifest.json").read_text(encoding="utf-8"))
    for entry in manifest["files"]:
        content = (static / entry["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], entry["file"]
        assert (static / entry["licence_file"]).exists()
    borrowed = {entry["file"] for entry in manifest["files"]}
    kept = {*static.glob("vendor/*.js"), *static.glob("fonts/*.woff2")}
    assert {file.relative_to(static).as_posix() for file in kept} == borrowed


def said_in(files: list[Path], text: str) -> bool:
    return any(text in file.read_text(encoding="utf-8") for file in files)


@pytest.mark.parametrize("hook", HOOKS)
def test_each_hook_is_used_by_what_is_shipped_and_tested(hook):
    shipped = [*(ROOT / "plugins").rglob("*.py"), *(ROOT / "eventkit").glob("*/plugin.py")]
    tests = [file for file in (ROOT / "tests").rglob("*.py") if file.name != Path(__file__).name]
    assert said_in(shipped, f"def {hook}(")
    assert said_in(tests, hook)


def commands_of(group: click.Group, name: str) -> dict[str, click.Command]:
    """Every command that does something, by the words that call it."""
    found: dict[str, click.Command] = {}
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        if isinstance(command, click.Group):
            found |= commands_of(command, f"{name} {word}")
        else:
            found[f"{name} {word}"] = command
    return found


def test_each_command_is_documented_with_its_options_and_no_other():
    from eventkit.cli import main

    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(eventkit [a-z ]*[a-z])[^`]*` \| (.+) \|$", text, re.MULTILINE))
    commands = commands_of(main, "eventkit")
    assert sorted(rows) == sorted(commands)
    for words, command in commands.items():
        options = {name for option in command.params for name in option.opts if name[:2] == "--"}
        assert set(re.findall(r"--[a-z-]+", rows[words])) == options, words
