#!/usr/bin/env python3
"""One start script for a checkout: sets up what each command needs, then runs it.

Only the standard library, so that a fresh machine needs nothing but Python:

    python3 dev.py demo      a populated site on http://127.0.0.1:8000
                             (--port N, --host H, --once, --reset, --public-demo)
    python3 dev.py serve     the installation in instance/, for real work
    python3 dev.py test      the test suite; pytest's arguments may follow
    python3 dev.py check     tests, lint, types, architecture, translations, docs
    python3 dev.py check --all   the long simulations and every service as well
    python3 dev.py bench     the benchmarks, as docs/performance.md shows them

The environment lies in .venv/ and is made from the hash-pinned locks: requirements.lock for
demo and serve, requirements-dev.lock for the rest. A stamp of what was installed makes every
later call start at once. uv is used where it is at hand, plain pip everywhere else.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "eventkit-stamp.json"
LOCKS = {"runtime": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
LEAST_PYTHON = (3, 11)
WINDOWS = os.name == "nt"
# A server on which the tests may make and drop databases; .ci/run starts one.
POSTGRES = os.environ.get("EVENTKIT_TEST_POSTGRES_URL", "")


class SetupError(Exception):
    """The machine lacks something; the message says what, and the command that mends it."""


def program(name: str) -> Path:
    """Where the environment keeps the program `name`."""
    return VENV / "Scripts" / f"{name}.exe" if WINDOWS else VENV / "bin" / name


def digest(*paths: Path) -> str:
    """A hash of these files and of the Python that will run them."""
    seal = hashlib.sha256(repr(sys.version_info[:3]).encode())
    for path in paths:
        seal.update(path.read_bytes())
    return seal.hexdigest()


def read_stamp() -> dict[str, str]:
    """What is installed, by the hash of what it was installed from; empty when unknown."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def ensure_environment(kind: str) -> Path:
    """Make .venv hold what `kind` ("runtime" or "dev") needs; returns its Python.

    The larger set contains the smaller one, so an environment for tests serves the demo too.
    """
    stamp = read_stamp() if program("python").exists() else {}
    hashes = {name: digest(lock) for name, lock in LOCKS.items()}
    project = digest(ROOT / "setup.cfg", ROOT / "pyproject.toml")
    wide_enough = ("dev",) if kind == "dev" else ("runtime", "dev")
    locked = any(stamp.get(name) == hashes[name] for name in wide_enough)
    if not locked:
        make_venv()
        print(f"Installing {LOCKS[kind].name} into .venv …", flush=True)
        install("--require-hashes", "-r", str(LOCKS[kind]))
        stamp = {kind: hashes[kind]}
    if not locked or stamp.get("project") != project:
        install("--no-deps", "--no-build-isolation", "-e", str(ROOT))
        shutil.rmtree(ROOT / "build", ignore_errors=True)  # it would ship deleted files again
        stamp["project"] = project
        STAMP.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")
    return program("python")


def make_venv() -> None:
    """Create .venv unless a usable one is there."""
    if program("python").exists() and runs([str(program("python")), "-c", "import encodings"]):
        return
    if runs([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        return
    raise SetupError("Python cannot make environments here: apt-get install python3-venv")


def find_uv() -> list[str] | None:
    """The command that starts uv, or None where it is not installed."""
    found = shutil.which("uv")
    if found:
        return [found]
    if importlib.util.find_spec("uv"):
        return [sys.executable, "-m", "uv"]
    return [str(program("uv"))] if program("uv").exists() else None


def install(*what: str) -> None:
    """Install with uv, and with pip where uv is missing or cannot reach its index.

    pip reads its own settings for mirrors and local wheels, which uv does not.
    """
    uv = find_uv()
    if uv and runs([*uv, "pip", "install", "-q", "--python", str(program("python")), *what]):
        return
    pip = [str(program("python")), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    if not runs([*pip, *what]):
        raise SetupError("The packages could not be installed; the lines above say why.")


def runs(command: list[str]) -> bool:
    """Whether the command ends with success."""
    try:
        return subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    except OSError:
        return False


@dataclass(frozen=True)
class Need:
    """A program outside Python that the tests with the marker `marker` start."""

    name: str
    marker: str
    programs: tuple[str, ...]
    packages: tuple[str, str, str]
    """What brings it on Debian, in Homebrew and in winget."""

    def command(self) -> str:
        """The command that installs it here."""
        system = {"Darwin": 1, "Windows": 2}.get(platform.system(), 0)
        installer = ("apt-get", "brew", "winget")[system]
        return f"{installer} install {self.packages[system]}"


CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
OFFICE = (
    "libreoffice-calc-nogui libreoffice-writer-nogui",
    "libreoffice",
    "TheDocumentFoundation.LibreOffice",
)
NEEDS = (
    Need("Chromium", "browser", CHROMIUM, ("chromium", "chromium", "Google.Chrome")),
    Need("LibreOffice", "office", ("soffice", "libreoffice"), OFFICE),
    Need("Redis", "redis", ("redis-server",), ("redis-server", "redis", "Redis.Redis")),
)


def missing_needs() -> list[Need]:
    """What this machine lacks, in the order of NEEDS."""
    return [need for need in NEEDS if not any(shutil.which(name) for name in need.programs)]


def report_missing(missing: list[Need]) -> None:
    """Name the tests that were not run, each with the command that makes them run."""
    for need in missing:
        print(f"not run: tests marked {need.marker} ({need.name} is missing): {need.command()}")
    if not POSTGRES:
        print("not run: database tests on PostgreSQL: apt-get install postgresql && bash .ci/run")


def become(command: list[str]) -> int:
    """Run a server in place of this script, so that its signals reach it directly."""
    sys.stdout.flush()
    os.chdir(ROOT)
    if not WINDOWS:
        os.execv(command[0], command)  # noqa: S606 -- no shell is wanted
    try:
        return subprocess.run(command, check=False).returncode
    except KeyboardInterrupt:
        return 0


def eventkit(command: str, arguments: list[str]) -> int:
    """`eventkit COMMAND …` in the environment."""
    ensure_environment("runtime")
    return become([str(program("eventkit")), command, *arguments])


def pytest_command(python: Path, *conditions: str) -> list[str]:
    """pytest with the tests whose markers meet all conditions."""
    command = [str(python), "-m", "pytest"]
    return [*command, "-m", " and ".join(conditions)] if conditions else command


def without(missing: list[Need]) -> list[str]:
    """Conditions that leave out the tests for which this machine lacks something."""
    return [f"not {need.marker}" for need in missing]


def test(arguments: list[str]) -> int:
    """The test suite; a marker expression of the caller's replaces ours."""
    python = ensure_environment("dev")
    missing = missing_needs()
    command = [*pytest_command(python, *without(missing)), *arguments]
    status = subprocess.run(command, cwd=ROOT, check=False)
    report_missing(missing)
    return status.returncode


def bench(arguments: list[str]) -> int:
    """The benchmarks, each beside its floor."""
    python = ensure_environment("dev")
    return become([str(python), str(ROOT / "benchmarks" / "run.py"), *arguments])


@dataclass
class Step:
    """One part of the check, and how it went."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    status: int | None = None
    seconds: float = 0.0

    def run(self) -> None:
        """Run the step and keep its exit status and its time."""
        print(f"\n=== {self.name}", flush=True)
        began = time.monotonic()
        done = subprocess.run(
            self.command, cwd=ROOT, env={**os.environ, **self.environment}, check=False
        )
        self.status, self.seconds = done.returncode, time.monotonic() - began


def steps_of_check(python: Path, missing: list[Need], everything: bool) -> list[Step]:
    """The parts of the check, quick ones first."""
    ruff, pytest = str(program("ruff")), [str(python), "-m", "pytest", "-q"]
    # A file's tests stay together: some build one site and walk all over it.
    shared = ["-q", "-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadfile"]
    long = {"EVENTKIT_TEST_ALL": "1"} if everything else {}
    steps = [
        Step("lint", [ruff, "check", "--output-format", "concise", "."]),
        Step("format", [ruff, "format", "--check", "."]),
        Step("types", [str(python), "-m", "mypy"]),
        Step("architecture", [str(program("lint-imports")), "--no-logo", "--no-cache"]),
        Step("translations", [*pytest, "tests/test_translations.py"]),
        Step("docs", [*pytest, "tests/test_docs.py"]),
    ]
    if POSTGRES:
        short = [] if everything else ["at_once"]
        on_postgres = pytest_command(python, "database", "not sqlite", "not browser", *short)
        steps.append(
            Step("on PostgreSQL", [*on_postgres, *shared], {"EVENTKIT_TEST_DATABASE_URL": POSTGRES})
        )
    tests = pytest_command(python, *without(missing))
    return [*steps, Step("tests", [*tests, *shared, "--durations=10"], long)]


def check(arguments: list[str]) -> int:
    """Every step, each with its time; 1 if any of them failed."""
    if arguments not in ([], ["--all"]):
        raise SetupError(f"check knows one option, --all, not: {' '.join(arguments)}")
    python = ensure_environment("dev")
    missing = missing_needs()
    steps = steps_of_check(python, missing, everything=bool(arguments))
    for step in steps:
        step.run()
    print()
    for step in steps:
        print(f"{step.name:<14}{'ok' if step.status == 0 else 'FAILED':<8}{step.seconds:7.1f} s")
    report_missing(missing)
    if not arguments:
        print("not run: the long simulations, faults and services: python3 dev.py check --all")
        if POSTGRES:
            print("not run on PostgreSQL: where one person acts alone: python3 dev.py check --all")
    return int(any(step.status for step in steps))


def main(argv: list[str]) -> int:
    """Dispatch; 0 done, 1 a check failed, 2 bad input or a machine that lacks something."""
    if sys.version_info < LEAST_PYTHON:
        print(f"Python {'.'.join(map(str, LEAST_PYTHON))} or newer is needed.", file=sys.stderr)
        return 2
    name, arguments = (argv[0], argv[1:]) if argv else ("--help", [])
    # Without bytecode every start of the site compiles all of it anew, and tests start it often.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    others = {"test": test, "check": check, "bench": bench}
    try:
        if name in ("demo", "serve"):
            return eventkit(name, arguments)
        if name in others:
            return others[name](arguments)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    if name in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    print(f"dev.py knows no command {name!r}; --help lists them.", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
