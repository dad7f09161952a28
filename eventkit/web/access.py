"""No permission is implied: each view names the rule that says who may see it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import redirect, request, url_for
from werkzeug.exceptions import Forbidden, NotFound
from werkzeug.wrappers import Response

from eventkit.web.viewer import Viewer, current_viewer

Rule = Callable[..., bool]
View = Callable[..., Any]


def anyone(viewer: Viewer, subject: Any = None) -> bool:
    """A public page."""
    return True


def signed_in(viewer: Viewer, subject: Any = None) -> bool:
    """Any account."""
    return viewer.is_signed_in


def administrator(viewer: Viewer, subject: Any = None) -> bool:
    """The administrator of the site."""
    return viewer.is_administrator


def organizer_of_any(viewer: Viewer, subject: Any = None) -> bool:
    """Whoever works on some event, or the administrator."""
    return viewer.manages_any


def access(rule: Rule, find: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Let a view be seen only by those for whom the rule holds.

    ``find`` takes the URL arguments that its signature names and returns the subject; the view
    gets the subject first and the remaining arguments by name. The rule is asked
    ``rule(viewer, subject)``, or ``rule(viewer)`` where nothing is found first.
    """
    wanted = list(inspect.signature(find).parameters) if find else []

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**arguments: Any) -> Any:
            viewer = current_viewer()
            if find is None:
                if not rule(viewer):
                    return refuse(viewer)
                return view(**arguments)
            subject = find(**{name: arguments.pop(name) for name in wanted if name in arguments})
            if subject is None:
                raise NotFound
            if not rule(viewer, subject):
                return refuse(viewer)
            return view(subject, **arguments)

        guarded.access_rule = rule  # type: ignore[attr-defined]
        return guarded

    return decorate


def refuse(viewer: Viewer) -> Response:
    """Send a stranger to the sign-in page and answer 403 to everybody else."""
    if not viewer.is_signed_in and request.method in ("GET", "HEAD") and not _wants_fragment():
        return redirect(url_for("people.login", next=request.full_path.rstrip("?")))
    raise Forbidden


def _wants_fragment() -> bool:
    return request.headers.get("HX-Request") == "true"
