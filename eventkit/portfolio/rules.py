"""Who may see and change a portfolio."""

from __future__ import annotations

from eventkit.people.models import Group
from eventkit.portfolio.models import PortfolioItem
from eventkit.web.viewer import Viewer


def may_edit_item(viewer: Viewer, item: PortfolioItem) -> bool:
    """Only the owner decides what is shown."""
    return viewer.is_signed_in and viewer.person_id == item.person_id


def may_see_group(viewer: Viewer, group: Group) -> bool:
    """The portfolio of a pair or a team is its members'."""
    return viewer.person_id is not None and viewer.person_id in {
        one.person_id for one in group.members
    }


def may_share_pair(viewer: Viewer, pair: Group) -> bool:
    """Either of the two who are in the pair now; who left decides no more."""
    present = {one.person_id for one in pair.members if one.left_at is None}
    return len(present) == 2 and viewer.person_id in present
