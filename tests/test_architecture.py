"""The laws of the house that a machine can hold: layers, files, sizes, and who may do what."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 60


def product_files() -> list[Path]:
    """Python files of the core and the plugins, without revisions, which nobody reads again."""
    return [
        file
        for top in ("eventkit", "plugins")
        for file in sorted((ROOT / top).rglob("*.py"))
        if not {"migrations", "tests"}.intersection(file.relative_to(ROOT).parts)
    ]


def functions(file: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    """Check the import contracts of the copy of the house in `tree`."""
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": f"{tree}{os.pathsep}{tree / 'plugins'}", "COLUMNS": "200"},
        check=False,
        capture_output=True,
        text=True,
    )


def test_every_part_imports_only_what_it_may():
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


PLANTED = {
    "A part imports only the parts below it": ("eventkit/db/base.py", "import eventkit.web"),
    "The core names no plugin": ("eventkit/desk/__init__.py", "import eventkit_essay"),
    "A plugin imports hooks, testing, web, db, lazy and rooms' operations, queries and models": (
        "plugins/eventkit_essay/__init__.py",
        "import eventkit.people.views",
    ),
    "No plugin knows another": ("plugins/eventkit_essay/presets.py", "import eventkit_duet"),
    "Arithmetic knows no database and no web": (
        "eventkit/scoring/engine/__init__.py",
        "import sqlalchemy",
    ),
}


@pytest.fixture
def copy_of_the_house(tmp_path):
    """A folder with the code and its contracts, to plant mistakes in."""
    leave = shutil.ignore_patterns("__pycache__", "static", "translations")
    for name in ("eventkit", "plugins"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=leave)
    shutil.copy(ROOT / "setup.cfg", tmp_path)
    return tmp_path


def test_a_planted_import_breaks_the_contract_it_offends(copy_of_the_house):
    for file, line in PLANTED.values():
        with (copy_of_the_house / file).open("a", encoding="utf-8") as planted:
            planted.write(f"\n{line}\n")
    done = lint_imports(copy_of_the_house)
    said = re.sub(r"\s+", " ", done.stdout)
    kept = [name for name in PLANTED if f"{name} BROKEN" not in said]
    assert (done.returncode, kept) == (1, []), done.stdout + done.stderr


def test_a_room_without_a_place_in_the_layers_is_refused(copy_of_the_house):
    part = copy_of_the_house / "eventkit" / "shed"
    part.mkdir()
    (part / "__init__.py").write_text('"""A room nobody planned."""\n', encoding="utf-8")
    done = lint_imports(copy_of_the_house)
    assert done.returncode == 1
    assert "shed" in done.stdout


def test_files_and_functions_are_of_a_size_to_be_read():
    too_long = []
    for file in product_files():
        name = file.relative_to(ROOT)
        count = len(file.read_text(encoding="utf-8").splitlines())
        if count > MOST_LINES_OF_A_FILE:
            too_long.append(f"{name}: {count} lines")
        for function in functions(file):
            size = (function.end_lineno or 0) - function.lineno + 1
            if size > MOST_LINES_OF_A_FUNCTION:
                too_long.append(f"{name}:{function.lineno} {function.name}: {size} lines")
    assert too_long == []


def test_no_room_for_leftovers():
    names = {"utils", "util", "common", "helpers", "misc"}
    assert [f for f in product_files() if {f.stem, f.parent.name} & names] == []


def test_verbs_know_no_request_and_leave_the_commit_to_the_caller():
    offences = []
    for file in product_files():
        if file.name != "operations.py" and "operations" not in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            takes_request = isinstance(node, ast.ImportFrom) and any(
                alias.name in {"request", "session"} and node.module == "flask"
                for alias in node.names
            )
            commits = isinstance(node, ast.Attribute) and node.attr == "commit"
            if takes_request or commits:
                offences.append(f"{file.relative_to(ROOT)}:{node.lineno}")
    assert offences == []


def test_official_arithmetic_has_no_floating_point():
    offences = []
    for file in sorted((ROOT / "eventkit" / "scoring" / "engine").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
            call = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "float"
            if literal or call:
                offences.append(f"{file.name}:{node.lineno}")
    assert offences == []


def test_the_acceptance_door_uses_public_operations_only():
    offences = []
    for file in sorted((ROOT / "tests" / "acceptance").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                taken = [f"{node.module}.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                taken = [alias.name for alias in node.names]
            else:
                continue
            if any({"models", "engine"} & set(name.split(".")) for name in taken):
                offences.append(f"{file.relative_to(ROOT)}:{node.lineno}")
    assert offences == []


def test_templates_keep_the_content_security_policy():
    inline = re.compile(
        r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<script(?![^>]*\ssrc=)|javascript:"
    )
    comment = re.compile(r"\{#.*?#\}", re.DOTALL)
    templates = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "plugins").rglob("*.html")]
    offences = [
        f"{file.relative_to(ROOT)}: {found[0]}"
        for file in templates
        for found in inline.finditer(comment.sub("", file.read_text(encoding="utf-8")))
    ]
    assert offences == []
