"""Serving: the installation, the demo, and the worker alone."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from eventkit.cli.context import NOT_READY, AnswerNo, BadInput, explained, make_app
from eventkit.db import set_mode
from eventkit.hooks.migrations import pending, upgrade
from eventkit.jobs.runner import queue_of

LOCAL = ("127.0.0.1", "localhost", "::1")

# A hall keeps a connection open for each phone and screen; poll, for select ends at 1,024 files.
AT_ONCE = {"connection_limit": 1000, "asyncore_use_poll": True}


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--threads", default=8, show_default=True)
def serve(host: str, port: int, threads: int) -> None:
    """Serve this installation with a worker of its own beside it."""
    with _uncollected():
        app = make_app()
        with app.app_context(), explained():
            waiting = pending()
    if waiting:
        raise AnswerNo(NOT_READY)
    click.echo(f"eventkit: http://{host}:{port}")
    run_server(app, host, port, threads)


@click.command("demo")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--once", is_flag=True, help="Set up and stop.")
@click.option("--reset", is_flag=True, help="Start over; what was typed is lost.")
@click.option("--public-demo", is_flag=True, help="Let other machines in, with new passwords.")
def demo(host: str, port: int, once: bool, reset: bool, public_demo: bool) -> None:
    """Serve a demo district with people in every role."""
    from eventkit.desk.demo import addresses, demo_folder, demo_settings, fill

    if host not in LOCAL and not public_demo:
        raise BadInput("--host вне этого компьютера требует --public-demo: будут новые пароли")
    folder = demo_folder(reset=reset)
    app = make_app(demo_settings(folder, port, is_public=public_demo), folder)
    with app.app_context(), explained():
        set_mode("write")
        upgrade()
        fill()
        for line in addresses():
            click.echo(line)
    if not once:
        run_server(app, host, port, 8)


@click.command("worker")
def worker() -> None:
    """Do the work that is due, without serving pages. Stop it with SIGINT."""
    consumer = queue_of(make_app()).consumer(beside=False)
    with suppress(KeyboardInterrupt):
        click.echo("Очередь работает. Остановить: Ctrl+C")
        consumer.run()


def run_server(app: Flask, host: str, port: int, threads: int) -> None:
    """Serve until interrupted; the worker beside ends after its present piece of work."""
    from waitress import serve as serve_forever

    _keep_templates(app)
    look_for_garbage_seldom()
    consumer = queue_of(app).consumer(beside=True)
    consumer.start()
    try:
        serve_forever(app, host=host, port=port, threads=threads, ident=None, **AT_ONCE)
    except OSError as problem:
        raise BadInput(f"http://{host}:{port} не открыть: {problem.strerror}") from problem
    finally:
        consumer.stop(graceful=True)


def look_for_garbage_seldom() -> None:
    """Let Python look for garbage rarely, once everything is ready to serve.

    What the start has made stays for good. Of what a page makes nearly all goes with it, without
    being looked for: to look after each 700 new objects takes an eighth of a list's time.
    """
    gc.freeze()
    gc.set_threshold(10_000)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing that a start makes is garbage: it is not looked for."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _keep_templates(app: Flask) -> None:
    """Keep compiled templates in the installation: the first page after a start is a fast one."""
    folder = Path(app.instance_path) / "templates-compiled"
    with suppress(OSError):  # a folder that may not be written to: they are compiled each time
        folder.mkdir(exist_ok=True)
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(folder))


COMMANDS = (serve, demo, worker)
