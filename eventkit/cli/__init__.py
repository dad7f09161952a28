"""The `eventkit` command. Exit status: 0 done, 1 the answer is no, 2 bad input."""

from __future__ import annotations

import gc

gc.disable()  # nothing that imports make is garbage, and looking for it takes a tenth of a start

from eventkit.cli import installation, journal, plugins, serving, users  # noqa: E402
from eventkit.cli.context import app_group  # noqa: E402


@app_group(later={name: f"eventkit.cli.{name}" for name in ("rank", "agreement", "scales")})
def main() -> None:
    """Contests and trainings for teachers, from announcement to verified diploma."""


for module in (installation, serving, users, journal, plugins):
    for command in module.COMMANDS:
        main.add_command(command)

gc.freeze()  # what is imported stays for good and is not looked through later either
gc.enable()
