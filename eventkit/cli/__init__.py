"""The `eventkit` command. Exit status: 0 done, 1 the answer is no, 2 bad input."""

from __future__ import annotations

from eventkit.cli import installation, journal, plugins, serving, users
from eventkit.cli.context import app_group


@app_group(later={name: f"eventkit.cli.{name}" for name in ("rank", "agreement")})
def main() -> None:
    """Contests and trainings for teachers, from announcement to verified diploma."""


for module in (installation, serving, users, journal, plugins):
    for command in module.COMMANDS:
        main.add_command(command)
