"""Plugins from the command line."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import click

from eventkit.cli.context import AnswerNo, BadInput, make_app
from eventkit.cli.skeleton import SkeletonError, write_skeleton
from eventkit.hooks import Plugins, active_plugins
from eventkit.hooks.manager import PluginError
from eventkit.hooks.migrations import CORE, pending
from eventkit.hooks.specs import PROJECT


@click.command("plugins")
def plugins() -> None:
    """List the installed plugins: where from, what they bring, healthy or why not.

    Works where a plugin's mistake stops everything else: each is then looked at alone.
    """
    try:
        app = make_app()
    except BadInput as stopped:
        for entry in sorted(entry_points(group=PROJECT), key=lambda item: item.name):
            origin = entry.dist.name if entry.dist else ""
            _line(entry.name, origin, (), _problem_of(entry))
        raise AnswerNo(stopped.message) from stopped
    with app.app_context():
        found, waiting = active_plugins(), pending()
        for state in found.states:
            if state.name.startswith("core."):
                continue
            formats = [kind for kind, (owner, _f) in found.formats.items() if owner == state.name]
            behind = f"{CORE}_{state.name}" in waiting
            problem = "таблицы не готовы, выполните: eventkit upgrade" if behind else ""
            _line(state.name, state.origin, formats, problem)


def _problem_of(entry: EntryPoint) -> str:
    """Why a plugin cannot start even when it is alone; empty when it can."""
    alone = Plugins()
    try:
        alone.register(_load(entry), entry.name)
        alone.start()
    except PluginError as problem:
        return str(problem)
    return ""


def _load(entry: EntryPoint) -> Any:
    try:
        return entry.load()
    except Exception as problem:
        raise PluginError(f"{type(problem).__name__}: {problem}") from problem


def _line(name: str, origin: str, formats: Iterable[str], problem: str) -> None:
    click.echo(f"{name}\t{origin or '–'}\t{', '.join(formats) or '–'}\t{problem or 'ok'}")


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
