"""Typing a paper sheet in: by one person, or by a second who does not see what the first wrote.

The marks become a sheet only at the end, when one typing is enough or two agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, record
from eventkit.juries.models import Assignment
from eventkit.scoring.marks import Value, plain_criteria, steps_of, text_of
from eventkit.scoring.models import Criterion
from eventkit.scoring.paper.models import ENDED, PaperSheet, PaperTyping
from eventkit.scoring.paper.queries import paper_of
from eventkit.scoring.paper.rules import is_same_person, why_closed
from eventkit.scoring.paper.settling import settle
from eventkit.scoring.refusals import SheetIncompleteError
from eventkit.scoring.sheet_rows import open_sheet
from eventkit.web.clock import now
from eventkit.web.viewer import Viewer

Marks = Mapping[str, Value]


class PaperRefusedError(RefusalError):
    """The paper takes no typing of this person now; the text says why."""


def set_twice(event: Event, twice: bool, *, actor: str = "system") -> None:
    """Say whether sheets from paper are typed in by two people."""
    if event.paper_twice == twice:
        return
    event.paper_twice = twice
    record(
        event_chain(event.id), "paper.setting", f"event:{event.id}", actor=actor, data={"on": twice}
    )


def keep_typing(
    task: Assignment, viewer: Viewer, turn: int, marks: Marks, comment: str = ""
) -> PaperTyping:
    """Keep what one person has typed so far. ``marks``: criterion code → mark, None for a gap.

    Raises PaperRefusedError when it is not this person's turn or somebody else has begun,
    MarkRefusedError for an impossible mark.
    """
    paper = _begun(task)
    typing = _own_typing(paper, viewer, turn)
    typing.marks = _texts(plain_criteria(task.trial_id), marks)
    typing.comment, typing.saved_at, typing.is_done = comment.strip(), now(), False
    paper.changed_at = now()
    db.session.flush()
    return typing


def finish_typing(
    task: Assignment, viewer: Viewer, turn: int, marks: Marks, comment: str, *, actor: str
) -> PaperSheet:
    """End one person's typing, compare it with the other's, and let the sheet count if it may.

    Raises as ``keep_typing``, and SheetIncompleteError that names the criteria without a mark.
    """
    typing = keep_typing(task, viewer, turn, marks, comment)
    missing = [c for c in plain_criteria(task.trial_id) if c.code not in typing.marks]
    if missing:
        names = "; ".join(c.title for c in missing)
        message = _("Нет баллов: %(names)s. Спросите члена жюри.", names=names)
        raise SheetIncompleteError(message, missing)
    typing.is_done = True
    paper = typing.paper
    _note(paper, "typed", actor, turn=turn, marks=typing.marks)
    first, second = paper.typing(1), paper.typing(2)
    if second is None or not second.is_done:
        if task.juror.event.paper_twice:
            paper.state, paper.turn = "waiting", 2
        else:
            settle(paper, typing.marks, actor=actor)
    elif first is not None and first.is_done:
        _compare(paper, first, second, actor)
    return paper


def take_over(
    task: Assignment, viewer: Viewer, turn: int, marks: Marks, comment: str, *, actor: str
) -> PaperTyping:
    """Type in the place of somebody who has begun and not ended; theirs gives way to one's own."""
    paper = _begun(task)
    taken = paper.typing(turn)
    other = paper.typing(3 - turn)
    if paper.turn != turn or taken is None:
        raise PaperRefusedError(_("Этот ввод уже закончен. Откройте лист заново."))
    if other is not None and is_same_person(other.account, viewer):
        raise PaperRefusedError(_two_people())
    _note(paper, "taken", actor, turn=turn, before=taken.account_id)
    taken.account_id = _account(viewer)
    db.session.flush()
    db.session.expire(taken, ["account"])
    return keep_typing(task, viewer, turn, marks, comment)


def type_again(paper: PaperSheet, *, actor: str) -> None:
    """Begin the typing of a sheet anew: what was typed before stays in the journal and the sheet.

    Raises PaperRefusedError while a typing is under way.
    """
    if paper.state not in ENDED:
        raise PaperRefusedError(_("Этот лист ещё вводят."))
    _note(paper, "again", actor, before=paper.state)
    paper.typings.clear()
    paper.state, paper.turn, paper.rounds, paper.changed_at = "typing", 1, 0, now()
    db.session.flush()


def differences(paper: PaperSheet) -> list[str]:
    """The codes of the criteria in which two ended typings differ."""
    first, second = paper.typing(1), paper.typing(2)
    if first is None or second is None:
        return []
    codes = first.marks | second.marks
    return sorted(code for code in codes if first.marks.get(code) != second.marks.get(code))


def hold_paper(task: Assignment) -> PaperSheet | None:
    """The paper of a task as it stands now; one writer at a time has it until the end."""
    db.session.execute(select(Assignment.id).where(Assignment.id == task.id).with_for_update())
    return paper_of(task.id)


def _begun(task: Assignment) -> PaperSheet:
    """The paper of a task, begun if there is none."""
    why = why_closed(task)
    if why:
        raise PaperRefusedError(why)
    paper = hold_paper(task)
    if paper is None:
        open_sheet(task)  # so that no plan moves the task meanwhile
        paper = PaperSheet(
            assignment=task, state="typing", turn=1, rounds=0, changed_at=now(), typings=[]
        )
        db.session.add(paper)
        db.session.flush()
    return paper


def _own_typing(paper: PaperSheet, viewer: Viewer, turn: int) -> PaperTyping:
    if paper.state not in ("typing", "waiting", "differs"):
        raise PaperRefusedError(_("Этот лист уже введён. Откройте его заново."))
    if paper.turn != turn:
        raise PaperRefusedError(
            _(
                "Пока вы вводили, этот лист ввёл другой человек. "
                "Проверьте баллы и отправьте ещё раз."
            )
        )
    other = paper.typing(3 - turn)
    if other is not None and is_same_person(other.account, viewer):
        raise PaperRefusedError(_two_people())
    typing = paper.typing(turn)
    if typing is None:
        typing = PaperTyping(
            paper=paper, turn=turn, account_id=_account(viewer), marks={}, saved_at=now()
        )
        db.session.add(typing)
        db.session.flush()
    elif not is_same_person(typing.account, viewer):
        raise PaperRefusedError(_("Этот лист уже вводит другой человек."))
    return typing


def _compare(paper: PaperSheet, first: PaperTyping, second: PaperTyping, actor: str) -> None:
    codes = differences(paper)
    if not codes:
        _note(
            paper,
            "confirmed",
            actor,
            first=first.account_id,
            second=second.account_id,
            rounds=paper.rounds,
        )
        settle(paper, first.marks, actor=actor)
        return
    paper.rounds += 1
    # Back to the first; whoever has looked again hands the paper on to the other.
    paper.state, paper.turn = "differs", 1 if paper.turn == 2 else 2
    _note(paper, "differs", actor, criteria=codes, round=paper.rounds)


def _texts(criteria: Sequence[Criterion], marks: Marks) -> dict[str, Any]:
    """Each mark in the one spelling in which two are compared; gaps are left out."""
    found = {c.code: text_of(c, steps_of(c, marks.get(c.code))) for c in criteria}
    return {code: text for code, text in found.items() if text}


def _account(viewer: Viewer) -> int:
    if viewer.account_id is None:
        raise PaperRefusedError(_("Листы с бумаги вводят под своей учётной записью."))
    return viewer.account_id


def _two_people() -> str:
    return str(_("Второй раз лист вводит другой человек: вы ввели его первым."))


def _note(paper: PaperSheet, act: str, actor: str, **data: Any) -> None:
    paper.changed_at = now()
    task = paper.assignment
    about = {"task": task.id, "code": task.entry.code}
    chain = event_chain(task.juror.event_id)
    record(chain, f"paper.{act}", f"paper:{paper.id}", actor=actor, data=about | data)
