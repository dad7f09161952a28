"""Who may see and change people, organizations and accounts."""

from __future__ import annotations

from typing import Any

from eventkit.people.models import Person
from eventkit.web.viewer import Viewer


def may_see_directory(viewer: Viewer, subject: Any = None) -> bool:
    """Organizers and secretaries of any event work with the directory."""
    return viewer.keeps_directory


def may_edit_person(viewer: Viewer, person: Person) -> bool:
    """The person themself, or whoever works with the directory."""
    return viewer.person_id == person.id or may_see_directory(viewer)


def may_change_address(viewer: Viewer, person: Person) -> bool:
    """The person themself, or an organizer.

    A letter to the address opens an account, and with it what the person may do: judge, for one.
    Secretaries keep the directory, but links are given out by organizers alone.
    """
    return viewer.person_id == person.id or viewer.organizes_any
