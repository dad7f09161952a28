"""Who may see and change a portfolio."""

from __future__ import annotations

from eventkit.portfolio.models import PortfolioItem
from eventkit.web.viewer import Viewer


def may_edit_item(viewer: Viewer, item: PortfolioItem) -> bool:
    """Only the owner decides what is shown."""
    return viewer.is_signed_in and viewer.person_id == item.person_id
