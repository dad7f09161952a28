"""Setting up, upgrading, checking, saving and bringing back an installation."""

from __future__ import annotations

import click

from eventkit.cli.context import AnswerNo, BadInput, with_app
from eventkit.desk.backup import BackupError, restore_backup, write_backup
from eventkit.desk.doctor import examine
from eventkit.hooks.migrations import upgrade


@click.command("init")
@with_app
def init() -> None:
    """Make the database of a new installation and its secret key."""
    upgrade()
    click.echo("Готово. Дальше: eventkit user add ПОЧТА --administrator, затем eventkit serve")


@click.command("upgrade")
@with_app
def upgrade_command() -> None:
    """Bring the database up to the installed version, the core first, then the plugins."""
    upgrade()
    click.echo("База данных обновлена.")


@click.command("doctor")
@with_app
def doctor() -> None:
    """Say what is wrong with this installation and how to mend it."""
    findings = examine()
    for finding in findings:
        mark = "ok " if finding.is_fine else "НЕТ"
        click.echo(f"{mark} {finding.what}")
        if not finding.is_fine:
            click.echo(f"    {finding.remedy}")
    if not all(finding.is_fine for finding in findings):
        raise AnswerNo("Есть что починить.")


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False))
@with_app
def backup(file: str) -> None:
    """Save the database, the uploaded files and the key into one archive."""
    try:
        head = write_backup(file)
    except (BackupError, OSError) as problem:
        raise BadInput(f"{file}: {problem}") from problem
    click.echo(f"Копия: {file}\nГолова журнала: {head}")


@click.command("restore")
@click.argument("file", type=click.Path(dir_okay=False, exists=True))
@click.option("--yes", is_flag=True, help="Replace what is there without asking.")
@with_app
def restore(file: str, yes: bool) -> None:
    """Bring a saved archive back into this installation."""
    if not yes:
        click.confirm("Заменить нынешние данные данными из копии?", abort=True)
    try:
        restore_backup(file)
    except BackupError as problem:
        raise BadInput(str(problem)) from problem
    click.echo("Данные восстановлены.")


COMMANDS = (init, upgrade_command, doctor, backup, restore)
