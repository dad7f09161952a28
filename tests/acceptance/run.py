"""The acceptance door: play a scenario in a fresh installation and write what it then says.

Usage: python tests/acceptance/run.py SCENARIO INPUT.json COMMON.json OUTPUT.json
Exit status 0 when written, 2 for bad input, with one line on standard error.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT), str(ROOT / "plugins")]

from duet_facts import feed_duet  # noqa: E402
from duet_report import report_duet  # noqa: E402
from essay_facts import feed_essay  # noqa: E402
from essay_report import report_essay  # noqa: E402
from quest_facts import feed_quest  # noqa: E402
from quest_report import report_quest  # noqa: E402
from training_facts import feed_training  # noqa: E402
from training_report import report_training  # noqa: E402

from eventkit.app import create_app  # noqa: E402
from eventkit.db import db, set_mode  # noqa: E402
from eventkit.web.clock import set_clock  # noqa: E402

SETTINGS = {"TESTING": True, "RAISE_PLUGIN_ERRORS": True, "SECRET_KEY": "one run", "LOCALE": "ru"}
Play = Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]


class BadInputError(Exception):
    """The input cannot be read or played; the text is the line that is printed."""


def s1_essay(given: dict[str, Any], common: dict[str, Any]) -> dict[str, Any]:
    """An essay contest from the first application to the numbered documents."""
    return report_essay(feed_essay(given, common))


def s2_duet(given: dict[str, Any], common: dict[str, Any]) -> dict[str, Any]:
    """A contest of pairs from the draw to the answers to its appeals."""
    return report_duet(feed_duet(given, common))


def s3_quest(given: dict[str, Any], common: dict[str, Any]) -> dict[str, Any]:
    """A quest from its stations and teams to the published table."""
    return report_quest(feed_quest(given, common))


def s4_training(given: dict[str, Any], common: dict[str, Any]) -> dict[str, Any]:
    """A training's questionnaires, from the sheets before and after it to the portraits."""
    return report_training(feed_training(given, common))


SCENARIOS: dict[str, Play] = {
    "s1_essay": s1_essay,
    "s2_duet": s2_duet,
    "s3_quest": s3_quest,
    "s4_training": s4_training,
}


def main(arguments: list[str]) -> int:
    """Read, play, write; the exit status."""
    try:
        play, given, common, output = _arguments(arguments)
        said = _in_fresh_installation(play, given, common)
    except BadInputError as problem:
        print(problem, file=sys.stderr)
        return 2
    output.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _arguments(arguments: list[str]) -> tuple[Play, dict[str, Any], dict[str, Any], Path]:
    if len(arguments) != 4:
        raise BadInputError("usage: run.py SCENARIO INPUT.json COMMON.json OUTPUT.json")
    name, given, common, output = arguments
    if name not in SCENARIOS:
        raise BadInputError(f"unknown scenario {name!r}; known: {', '.join(sorted(SCENARIOS))}")
    return SCENARIOS[name], _read(Path(given)), _read(Path(common)), Path(output)


def _read(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    except OSError as problem:
        raise BadInputError(f"{file}: {problem.strerror}") from problem
    except UnicodeDecodeError as problem:
        raise BadInputError(f"{file}: not UTF-8, byte {problem.start}") from problem
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno}, column {problem.colno}"
        raise BadInputError(f"{file}: {where}: {problem.msg}") from problem
    if not isinstance(data, dict):
        raise BadInputError(f"{file}: an object is wanted")
    return data


def _in_fresh_installation(
    play: Play, given: dict[str, Any], common: dict[str, Any]
) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="eventkit-acceptance-") as folder:
        app = create_app(SETTINGS, instance=Path(folder))
        with app.app_context():
            set_mode("write")
            db.create_all()
            try:
                return play(given, common)
            except (KeyError, ValueError, TypeError) as problem:
                raise BadInputError(f"the scenario cannot be played: {problem!r}") from problem
            finally:
                set_clock(None)
                db.session.remove()
                db.engine.dispose()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
