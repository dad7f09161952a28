"""What a viewer may do with a paper now."""

from __future__ import annotations

from eventkit.juries.models import Assignment
from eventkit.lazy import dataclass
from eventkit.scoring.paper.models import ENDED, PaperSheet
from eventkit.scoring.paper.rules import is_same_person, may_type_sheet, why_closed
from eventkit.web.viewer import Viewer


@dataclass(frozen=True)
class Stand:
    """Where a paper stands for one viewer.

    ``kind``: closed (``why`` says it), type, taken (somebody else is typing), second (another
    person must type now), asks (a decision), ended, look (the viewer only reads).
    """

    kind: str
    turn: int = 1
    why: str = ""


def stand_of(task: Assignment, paper: PaperSheet | None, viewer: Viewer) -> Stand:
    """What the page of a sheet offers."""
    why = why_closed(task)
    turn = paper.turn if paper else 1
    if why:
        return Stand("closed", turn, why)
    if paper is not None and paper.state == "asks":
        return Stand("asks", turn)
    if paper is not None and paper.state in ENDED:
        return Stand("ended", turn)
    if not may_type_sheet(viewer, task):
        return Stand("look", turn)
    if paper is None:
        return Stand("type")
    other, own = paper.typing(3 - turn), paper.typing(turn)
    if other is not None and is_same_person(other.account, viewer):
        return Stand("second", turn)
    if own is not None and not is_same_person(own.account, viewer):
        return Stand("taken", turn)
    return Stand("type", turn)
