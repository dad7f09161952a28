"""How commands get their app, and how they fail: one clear line, no stack trace."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click
from flask import Flask
from sqlalchemy.exc import DBAPIError

from eventkit.app import create_app
from eventkit.db import db, set_mode
from eventkit.hooks.manager import PluginError
from eventkit.hooks.migrations import pending

Function = TypeVar("Function", bound=Callable[..., Any])


class BadInput(click.ClickException):
    """Input that cannot be used: exit status 2."""

    exit_code = 2


class AnswerNo(click.ClickException):
    """A check that did not hold: exit status 1."""

    exit_code = 1

    def show(self, file: Any = None) -> None:
        """Print the answer without the word Error before it."""
        click.echo(self.message, file=file or sys.stderr)


def make_app() -> Flask:
    """The installation's app; a plugin's mistake becomes one line."""
    try:
        return create_app()
    except PluginError as problem:
        raise BadInput(str(problem)) from problem


def with_app(function: Function) -> Function:
    """Run a command inside the installation's app; it may write and must commit itself."""

    @wraps(function)
    def inside(*arguments: Any, **options: Any) -> Any:
        app = make_app()
        with app.app_context():
            set_mode("write")
            try:
                return function(*arguments, **options)
            except DBAPIError as problem:
                db.session.rollback()
                raise _explained(problem) from problem
            finally:
                db.session.remove()

    return inside  # type: ignore[return-value]


def _explained(problem: DBAPIError) -> click.ClickException:
    """What a person can do about a database that does not answer as it should."""
    try:
        is_behind = bool(pending())
    except DBAPIError:
        is_behind = False
    if is_behind:
        return AnswerNo("База данных не готова. Выполните: eventkit init (или eventkit upgrade)")
    [first, *_more] = str(problem.orig).splitlines() or [""]
    return BadInput(f"база данных не отвечает: {first}")


class PluginGroup(click.Group):
    """The main group: commands of plugins appear under `eventkit <plugin>`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The core's commands; a plugin's are listed by `eventkit plugins`."""
        return sorted(self.commands)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """A command of the core, or the group of a plugin that brings some."""
        known = super().get_command(ctx, name)
        if known is not None:
            return known
        app = make_app()
        with app.app_context():
            brought = app.extensions["eventkit.plugins"].brought("eventkit_commands")
        for plugin, commands in brought:
            if plugin == name and commands:
                known_names = {item.name: item for item in commands if item.name}
                return click.Group(name, commands=known_names, callback=_inside(app))
        return None


def _inside(app: Flask) -> Callable[[], None]:
    """A plugin's commands run inside the installation's app, as the core's own do."""

    def enter() -> None:
        click.get_current_context().with_resource(app.app_context())
        set_mode("write")

    return enter


def app_group() -> Callable[[Callable[..., Any]], click.Group]:
    """Decorate the main command."""
    return click.group(cls=PluginGroup, context_settings={"help_option_names": ["-h", "--help"]})
