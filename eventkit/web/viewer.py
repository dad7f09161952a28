"""Who looks at a page. Rules ask the viewer, never the session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from flask import current_app, g

from eventkit.lazy import dataclass


@dataclass(frozen=True)
class Viewer:
    """An account with its roles, a juror who came by a personal link, or a stranger.

    ``roles`` holds for each event's id the names organizer, chair, juror, secretary, observer.
    """

    account_id: int | None = None
    person_id: int | None = None
    name: str = ""
    is_administrator: bool = False
    juror_id: int | None = None
    juror_key: str = ""
    locale: str = ""
    roles: Mapping[int, frozenset[str]] = field(default_factory=dict)

    @property
    def is_signed_in(self) -> bool:
        """Whether an account stands behind the viewer (a juror's link is not one)."""
        return self.account_id is not None

    @property
    def manages_any(self) -> bool:
        """Whether the organizer's pages are of use: administrator, or a role in some event."""
        staff = {"organizer", "chair", "secretary", "observer"}
        return self.is_administrator or any(staff & names for names in self.roles.values())

    @property
    def organizes_any(self) -> bool:
        """Whether the viewer is the organizer of some event, or the administrator."""
        return self.is_administrator or any("organizer" in names for names in self.roles.values())

    @property
    def keeps_directory(self) -> bool:
        """Whether people and organizations are theirs to keep: organizers and secretaries."""
        keepers = {"organizer", "secretary"}
        return self.is_administrator or any(keepers & names for names in self.roles.values())

    def has_role(self, event_id: int, *names: str) -> bool:
        """Whether the viewer has one of the roles in the event; an administrator has each."""
        return self.is_administrator or bool(self.roles.get(event_id, frozenset()) & set(names))


STRANGER = Viewer()
LOADER = "eventkit.load_viewer"


def current_viewer() -> Viewer:
    """The viewer of this request, found once."""
    if "viewer" not in g:
        g.viewer = current_app.extensions[LOADER]()
    viewer: Viewer = g.viewer
    return viewer


def forget_viewer() -> None:
    """Find the viewer anew, after signing in or out."""
    g.pop("viewer", None)
