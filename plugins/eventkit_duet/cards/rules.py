"""Who may fill in, see and print cards."""

from __future__ import annotations

from eventkit.events.models import Event
from eventkit.web.viewer import Viewer
from eventkit_duet.cards.queries import Own, Shown


def may_fill(viewer: Viewer, own: Own) -> bool:
    """Whoever holds the secret, the account that applied, each present member."""
    registration = own.registration
    if own.by_secret:
        return True
    if viewer.account_id is not None and registration.account_id == viewer.account_id:
        return True
    return viewer.person_id is not None and viewer.person_id in _members(own)


def acts_for(viewer: Viewer, own: Own) -> int | None:
    """The member who consents here: nobody consents for the other one."""
    if own.second_id is not None:
        return own.second_id
    if viewer.person_id in _members(own):
        return viewer.person_id
    return own.registration.person_id if own.by_secret else None


def may_see_cards(viewer: Viewer, event: Event) -> bool:
    """All cards, drafts too."""
    return viewer.has_role(event.id, "organizer", "secretary")


def may_see_card(viewer: Viewer, shown: Shown) -> bool:
    """A card that both agreed to show everybody; else the members and the office."""
    if shown.is_public or may_see_cards(viewer, shown.entry.event):
        return True
    return viewer.person_id is not None and viewer.person_id in {
        author.person_id for author in shown.entry.authors
    }


def _members(own: Own) -> set[int]:
    return {author.person_id for author in own.entry.authors}
