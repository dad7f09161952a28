"""How commands get their app, and how they fail: one clear line, no stack trace."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import click
from flask import Flask
from sqlalchemy.exc import DBAPIError

from eventkit.app import create_app
from eventkit.config import SettingsError
from eventkit.db import db, set_mode
from eventkit.hooks.manager import PluginError
from eventkit.hooks.migrations import UpgradeError, pending

NOT_READY = "База данных не готова. Выполните: eventkit init (или eventkit upgrade)"
NOT_UPGRADED = "Обновить базу данных не удалось, данные остались прежними: {}"
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


@contextmanager
def explained() -> Iterator[None]:
    """Turn what an installation can do wrong inside the block into one line on standard error."""
    try:
        yield
    except (PluginError, SettingsError) as problem:
        raise BadInput(str(problem)) from problem
    except UpgradeError as problem:
        raise AnswerNo(NOT_UPGRADED.format(problem)) from problem
    except DBAPIError as problem:
        raise _without_database(problem) from problem


def _without_database(problem: DBAPIError) -> click.ClickException:
    """What a person can do about a database that does not answer as it should."""
    db.session.rollback()
    try:
        is_behind = bool(pending())
    except DBAPIError:
        is_behind = False
    if is_behind:
        return AnswerNo(NOT_READY)
    [first, *_more] = str(problem.orig).splitlines() or [""]
    return BadInput(f"база данных не отвечает: {first}")


def make_app(settings: Mapping[str, Any] | None = None, instance: Path | None = None) -> Flask:
    """The app of this installation, or of another folder with settings of its own."""
    with explained():
        return create_app(settings, instance=instance)


def with_app(function: Function) -> Function:
    """Run a command inside the installation's app; it may write and must commit itself."""

    @wraps(function)
    def inside(*arguments: Any, **options: Any) -> Any:
        app = make_app()
        with app.app_context(), explained():
            set_mode("write")
            try:
                return function(*arguments, **options)
            finally:
                db.session.remove()
                db.engine.dispose()

    return inside  # type: ignore[return-value]


class PluginGroup(click.Group):
    """The main group: commands of plugins appear under `eventkit <plugin>`.

    ``later`` names the modules of commands that are loaded when they are called: a start of the
    server does without them.
    """

    def __init__(self, *given: Any, later: Mapping[str, str] | None = None, **options: Any) -> None:
        super().__init__(*given, **options)
        self.later = later or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The core's commands; a plugin's are listed by `eventkit plugins`."""
        return sorted([*self.commands, *self.later])

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """A command of the core, or the group of a plugin that brings some."""
        known = super().get_command(ctx, name)
        if known is not None:
            return known
        if name in self.later:
            command: click.Command = import_module(self.later[name]).command
            return command
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


def app_group(later: Mapping[str, str]) -> Callable[[Callable[..., Any]], click.Group]:
    """Decorate the main command; ``later`` goes from a command's name to its module."""
    help_names = {"help_option_names": ["-h", "--help"]}
    return click.group(cls=PluginGroup, later=later, context_settings=help_names)
