"""The fourteen hooks. Keyword arguments only; a plugin takes those it needs.

Three groups with three error rules: *what a plugin brings* (a mistake stops the start and names
the plugin), *how one event runs* (asked of the owner of the event's format, errors are the
caller's), *what others add* (a failing plugin is logged by name, rolled back to a savepoint and
left out).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pluggy

from eventkit.hooks.types import (
    Contribution,
    Export,
    Panel,
    PortfolioItem,
    Problem,
    Ranking,
    ScoreResult,
)

if TYPE_CHECKING:
    import click
    from flask import Blueprint, Flask

PROJECT = "eventkit"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


class Specs:
    """Signatures of the hooks, as docs/plugin-api.md repeats them."""

    @hookspec
    def eventkit_contribution(self) -> Contribution:  # type: ignore[empty-body]
        """Say what the plugin brings: formats, presets, methods, kinds of documents, demo data."""

    @hookspec
    def eventkit_blueprints(self, app: Flask) -> list[Blueprint]:  # type: ignore[empty-body]
        """Give the plugin's pages; the core mounts them at ``/<plugin>/``."""

    @hookspec
    def eventkit_migrations(self) -> Path:  # type: ignore[empty-body]
        """Give the folder of the plugin's own Alembic revisions."""

    @hookspec
    def eventkit_commands(self) -> list[click.Command]:  # type: ignore[empty-body]
        """Give commands that appear under ``eventkit <plugin>``."""

    @hookspec
    def eventkit_event_form(self, event: Any) -> type[Any] | None:
        """Give the form of the format's own settings of an event (class with load and save)."""

    @hookspec
    def eventkit_registration_form(self, event: Any) -> type[Any] | None:
        """Give the form of the format's own questions at registration."""

    @hookspec
    def eventkit_entry_form(self, event: Any, nomination: Any) -> type[Any] | None:
        """Give the form by which the entry is handed in."""

    @hookspec
    def eventkit_check_entry(self, event: Any, entry: Any) -> list[Problem]:  # type: ignore[empty-body]
        """Name what is wrong with an entry; the participant sees it before sending."""

    @hookspec
    def eventkit_score(self, event: Any, entry: Any, sheets: Any) -> ScoreResult | None:
        """Score one entry, or None for the core's rules. In the caller's transaction."""

    @hookspec
    def eventkit_rank(self, event: Any, scores: Any) -> Ranking | None:
        """Rank the entries, or None for the core's rules. In the caller's transaction."""

    @hookspec
    def eventkit_portfolio_items(self, person: Any, event: Any) -> list[PortfolioItem]:  # type: ignore[empty-body]
        """Give a person's portfolio lines from one event; event may be None for all of them."""

    @hookspec
    def eventkit_exports(self, event: Any) -> list[Export]:  # type: ignore[empty-body]
        """Give tables that join the event's workbook."""

    @hookspec
    def eventkit_panels(self, place: str, subject: Any, viewer: Any) -> list[Panel]:  # type: ignore[empty-body]
        """Give blocks for a named place of a page, e.g. ``event.public``, ``people.me``."""

    @hookspec
    def eventkit_stage_changed(self, event: Any, before: str, after: str) -> None:
        """Hear that an event moved from one stage to another. In the caller's transaction."""


BRINGS = (
    "eventkit_contribution",
    "eventkit_blueprints",
    "eventkit_migrations",
    "eventkit_commands",
)
OWNED = (
    "eventkit_event_form",
    "eventkit_registration_form",
    "eventkit_entry_form",
    "eventkit_check_entry",
    "eventkit_score",
    "eventkit_rank",
)
ADDED = (
    "eventkit_portfolio_items",
    "eventkit_exports",
    "eventkit_panels",
    "eventkit_stage_changed",
)
