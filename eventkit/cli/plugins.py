"""Plugins from the command line."""

from __future__ import annotations

import click

from eventkit.cli.context import BadInput, with_app
from eventkit.cli.skeleton import SkeletonError, write_skeleton
from eventkit.hooks import active_plugins


@click.command("plugins")
@with_app
def plugins() -> None:
    """List the installed plugins: where from, what they bring."""
    found = active_plugins()
    for state in found.states:
        if state.name.startswith("core."):
            continue
        formats = ", ".join(
            kind for kind, (owner, _f) in found.formats.items() if owner == state.name
        )
        click.echo(
            f"{state.name}\t{state.origin or '–'}\t{formats or '–'}\t{state.problem or 'ok'}"
        )


@click.group("plugin")
def plugin() -> None:
    """Making a plugin."""


@plugin.command("new")
@click.argument("name")
@click.option("--folder", default=".", show_default=True, type=click.Path(file_okay=False))
def new(name: str, folder: str) -> None:
    """Write a working plugin NAME with its test into FOLDER."""
    try:
        written = write_skeleton(name, folder)
    except SkeletonError as problem:
        raise BadInput(str(problem)) from problem
    click.echo(f"Плагин: {written}\nДальше: pip install -e {written} и pytest {written}")


COMMANDS = (plugins, plugin)
