"""A real Chromium against the served application, and axe-core on each page that it visits."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from eventkit.app import create_app
from eventkit.db import db, set_mode
from eventkit.testing.serving import Serving
from tests.browser.line import Line

AXE = Path(__file__).parents[1] / "data" / "axe" / "axe.min.js"
CHROMIUM = next(
    (
        path
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (path := shutil.which(name))
    ),
    None,
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


PATIENCE = 20_000
"""Milliseconds until a test gives up what it expects: a busy machine is slow, not wrong."""
expect.set_options(timeout=PATIENCE)


def until(page: Page, condition: str) -> None:
    """Wait until an expression that may await holds in the page.

    `wait_for_function` awaits no promise (it counts as true), and what does not hold when it is
    asked first is asked again through `eval`, which the page's policy forbids."""
    page.evaluate(
        f"""async () => {{
            for (const end = Date.now() + {PATIENCE}; !({condition}); ) {{
                if (Date.now() > end) throw new Error("waited in vain");
                await new Promise((next) => setTimeout(next, 50));
            }}
        }}"""
    )


LINES: dict[BrowserContext, Line] = {}
"""Of the persons who are there."""


def network(page: Page, *, is_there: bool) -> None:
    """Let a person drive into a tunnel or out of it."""
    line = LINES[page.context]
    if is_there:
        line.mend()
    else:
        line.cut()
    page.context.set_offline(not is_there)


class Site:
    """The application served on a free port of this machine, on a database of its own."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.serving = Serving(app)
        self.url = f"http://127.0.0.1:{self.serving.port}"
        app.config["BASE_URL"] = self.url

    def stop(self) -> None:
        """Stop serving."""
        self.serving.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One Playwright for the session."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One browser for the session; each person gets a context of their own."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def site(tmp_path: Path, compiled_templates: BytecodeCache) -> Iterator[Site]:
    """A served installation with empty tables, CSRF and limits as in real life."""
    app = create_app(
        {
            "SECRET_KEY": "only for tests",
            "PASSWORD_COST": "low",
            "MAIL_URL": "console://",
            "TESTING": True,
            "RATELIMIT_ENABLED": False,
        },
        instance=tmp_path,
    )
    app.jinja_env.bytecode_cache = compiled_templates
    with app.app_context():
        set_mode("write")
        db.create_all()
        db.session.commit()
    made = Site(app)
    yield made
    made.stop()


Visit = Callable[..., Page]


@pytest.fixture
def person(chromium: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Open a browser for one person: ``person(width=390, locale="ru-RU")`` gives the page.

    Errors of scripts and refused contents fail the test when the context is closed.
    """
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_browser(width: int = 1366, height: int = 900, locale: str = "ru-RU") -> Page:
        line = Line(site.serving.port)
        context = chromium.new_context(
            base_url=site.url,
            locale=locale,
            viewport={"width": width, "height": height},
            proxy=line.proxy,
        )
        contexts.append(context)
        LINES[context] = line
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda said: (
                troubles.append(f"{page.url}: {said.text}")
                if said.type == "error" and "Failed to load resource" not in said.text
                else None
            ),
        )
        return page

    yield open_browser
    for context in contexts:
        context.close()
        LINES.pop(context).close()
    assert troubles == []


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Ask axe-core about the page as it stands; any violation fails the test and is named."""

    def check(page: Page) -> None:
        # Evaluated by the debugger, so the page's own policy stays as strict as it is.
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate(
            "async () => (await axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a',"
            "'wcag21aa','wcag22aa','best-practice']})).violations.map(v => [v.id, "
            "v.nodes.map(n => n.html.slice(0, 160) + ' :: ' + n.failureSummary).slice(0, 4)])"
        )
        assert found == [], f"{page.url}: {found}"

    return check
