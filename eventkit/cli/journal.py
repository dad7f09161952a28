"""The journal from the command line."""

from __future__ import annotations

import click

from eventkit.cli.context import AnswerNo, with_app
from eventkit.journal.queries import verify as verify_journal

REASONS = {
    "missing": "строки не хватает",
    "previous": "строка не продолжает предыдущую",
    "changed": "строка изменена",
    "text": "текст изменён",
    "head": "этой головы в журнале нет: конец журнала удалён",
}


@click.group("journal")
def journal() -> None:
    """The tamper-evident log."""


@journal.command("verify")
@click.option("--head", help="A head hash printed on a protocol or a backup.")
@with_app
def verify(head: str | None) -> None:
    """Check every chain; exit status 1 when a byte was changed or an end is missing."""
    breaks = verify_journal(head)
    for found in breaks:
        click.echo(f"{found.chain} {found.number}: {REASONS[found.reason]}", err=True)
    if breaks:
        raise AnswerNo("Журнал нарушен.")
    click.echo("Журнал цел.")


COMMANDS = (journal,)
