"""What templates may use everywhere: the site, the viewer, the rosette, panels, paging."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from flask import Flask, g, request
from flask.templating import Environment
from jinja2 import ChoiceLoader, FileSystemLoader
from markupsafe import Markup
from sqlalchemy import Select, bindparam, func, select

from eventkit.db import db
from eventkit.db.plain import rows_of
from eventkit.hooks import Panel, active_plugins
from eventkit.lazy import dataclass
from eventkit.printing.qr import svg
from eventkit.printing.rosette import Ornament
from eventkit.printing.rosette import rosette as draw_rosette
from eventkit.web.clock import now
from eventkit.web.i18n import day
from eventkit.web.models import site
from eventkit.web.viewer import current_viewer

Row = TypeVar("Row")


class PageEnvironment(Environment):
    """Templates without globals of their own share the app's as they are.

    The library lays an empty layer over them for each template, through which every import in a
    page compares all names.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The app's globals, and a layer over them only for a template that brings its own."""
        return super().make_globals(d) if d else self.globals


@dataclass(frozen=True)
class Page(Generic[Row]):
    """A slice of a list with what the pager shows."""

    rows: Sequence[Row]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


def paginate(query: Select[Any], size: int = 50, total: int | None = None) -> Page[Any]:
    """Read the page that ``?page=`` asks for: two queries whatever the length of the list.

    ``total`` is its length where that is known already. A number outside of the list leads to its
    first or last page.
    """
    if total is None:
        total = db.session.scalar(_counted(query)) or 0
    number = _asked_page(total, size)
    rows = db.session.scalars(query.limit(size).offset((number - 1) * size))
    return Page(rows.unique().all(), number, size, total)


def paginate_lines(
    query: Select[*tuple[Any, ...]],
    values: Mapping[str, Any],
    size: int = 50,
    total: int | None = None,
    lines_of: Callable[[Select[int]], Select[*tuple[Any, ...]]] | None = None,
) -> Page[Any]:
    """The same for a query of columns, put together once, and the values of its parameters.

    ``lines_of`` makes of a page of a query of ids, where this is one, the query of its lines.
    """
    if total is None:
        total = db.session.scalar(_counted(query), values) or 0
    number = _asked_page(total, size)
    part = lines_of(_part(query)) if lines_of else _part(query)
    limits = {"page_size": size, "page_start": (number - 1) * size}
    return Page(rows_of(part, {**values, **limits}), number, size, total)


def page_of(rows: Sequence[Row], size: int = 50) -> Page[Row]:
    """The page that ``?page=`` asks for of a list that is read already."""
    number = _asked_page(len(rows), size)
    return Page(rows[(number - 1) * size : number * size], number, size, len(rows))


@lru_cache(maxsize=64)
def _part(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """A page of a query; remembered, since a statement made anew must be looked through anew."""
    return query.limit(bindparam("page_size")).offset(bindparam("page_start"))


def _counted(query: Select[*tuple[Any, ...]]) -> Select[int]:
    return select(func.count()).select_from(query.order_by(None).subquery())


def _asked_page(total: int, size: int) -> int:
    last = max(1, -(-total // size))
    return min(max(1, request.args.get("page", 1, type=int)), last)


def same_page(**changes: Any) -> str:
    """The present address with some of its query arguments changed; None removes one."""
    arguments = {**request.args.to_dict(), **changes}
    query = _query(*(one for one in arguments.items() if one[1] is not None))
    return f"{request.path}?{query}" if query else request.path


@lru_cache(maxsize=1024)
def _query(*arguments: tuple[str, Any]) -> str:
    """Query arguments as an address has them; the heads of a list ask for the same few."""
    return urlencode(arguments)


def panels(place: str, subject: Any, event: Any = None) -> list[Panel]:
    """Blocks that plugins add to a place of a page."""
    return active_plugins().ask_others(
        "eventkit_panels", event, place=place, subject=subject, viewer=current_viewer()
    )


def rosette(kind: str, seed: str, size: int = 64, small: bool = True) -> Markup:
    """The ornament of an event or person, with ids that are unique on the page."""
    if "rosettes" not in g:
        g.rosettes = count(1)
    return draw_rosette(
        Ornament(kind, seed),
        prefix=f"r{next(g.rosettes)}",
        size="small" if small else "large",
        pixels=size,
    )


def qr_code(text: str, title: str) -> Markup:
    """A QR code as a drawing with an id that is unique on the page."""
    if "codes" not in g:
        g.codes = count(1)
    return svg(text, title=title, prefix=f"qr{next(g.codes)}")


def add_templates(app: Flask, folders: Sequence[Path]) -> None:
    """Let plugins bring templates; a site's own page of the same name comes first."""
    own = app.jinja_loader
    loaders = [own] if own else []
    app.jinja_loader = ChoiceLoader([*loaders, *map(FileSystemLoader, folders)])


def init_pages(app: Flask) -> None:
    """Give templates their globals."""
    app.jinja_env.globals.update(
        rosette=rosette,
        panels=panels,
        same_page=same_page,
        qr_code=qr_code,
        today=lambda: day(now(), app.config["TIMEZONE"]),
    )
    app.context_processor(lambda: {"site": site(), "viewer": current_viewer()})
