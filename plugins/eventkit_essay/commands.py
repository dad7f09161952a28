"""Commands under ``eventkit essay``."""

from __future__ import annotations

import click

from eventkit.db import db
from eventkit.events.queries import event_by_slug
from eventkit_essay.operations import keep_lengths


@click.command("words")
@click.argument("slug")
def words(slug: str) -> None:
    """Count the words of all admitted works of an event anew."""
    event = event_by_slug(slug)
    if event is None or event.format != "essay":
        raise click.UsageError(f"{slug}: такого конкурса эссе нет")
    counted = keep_lengths(event)
    db.session.commit()
    click.echo(counted)
