"""One work from one juror to another, by hand, where nobody has begun its sheet."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import exists, select

from eventkit.db import db
from eventkit.journal.operations import event_chain, hold
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.operations import JuryRefusalError, assign, derive_conflicts, withdraw
from eventkit.juries.panels.operations import require_own_panel
from eventkit.juries.queries import loads
from eventkit.juries.rounds.queries import trials_now
from eventkit.scoring.models import Sheet
from eventkit.scoring.queries import asks_for_thirds
from eventkit.scoring.readings import THIRD


def move_work(task: Assignment, juror: Juror, *, actor: str = "system") -> None:
    """Give the work of this task to another juror, with its readings and terms.

    It goes in all trials of the round now; what was judged in former rounds stays where it is.
    Raises JuryRefusalError, in words for the screen, for a begun sheet, a juror whose challenge is
    not decided, a third reading, a conflict of interest, a full juror, and where somebody else has
    moved the work meanwhile.
    """
    hold(event_chain(juror.event_id))
    derive_conflicts(juror.event, actor=actor)
    for one in _tasks_to_move(task, juror):
        assign(juror, one.entry, one.trial, reading=one.reading, due_at=one.due_at, actor=actor)
        withdraw(one, actor=actor)


def _tasks_to_move(task: Assignment, juror: Juror) -> list[Assignment]:
    own = (
        Assignment.juror_id == task.juror_id,
        Assignment.entry_id == task.entry_id,
        Assignment.state == "active",
        Assignment.trial_id.in_(trials_now(juror.event)),
    )
    giver, code = task.juror.person.short_name, task.entry.code or ""
    query = select(Assignment).where(*own).order_by(Assignment.id).with_for_update()
    tasks = list(db.session.scalars(query))
    if not tasks:
        raise JuryRefusalError(
            _("Работы %(code)s уже нет у этого члена жюри: %(name)s.", code=code, name=giver)
        )
    if db.session.scalar(select(exists().where(*own, Sheet.assignment_id == Assignment.id))):
        raise JuryRefusalError(
            _(
                "Работа %(code)s останется на месте: %(name)s уже открыл её лист. Начатые листы"
                " не передают. Если нужен другой читатель, снимите назначение.",
                code=code,
                name=giver,
            )
        )
    if any(one.is_held for one in tasks):
        raise JuryRefusalError(
            _(
                "Работа %(code)s останется на месте, пока не решено, есть ли у %(name)s конфликт"
                " интересов. Решите это на вкладке «Конфликты интересов».",
                code=code,
                name=giver,
            )
        )
    if any(one.reading >= THIRD for one in tasks) and asks_for_thirds(juror.event_id):
        raise JuryRefusalError(
            _("Третье чтение работы %(code)s передают на вкладке «Третьи чтения».", code=code)
        )
    require_own_panel(task.entry, juror)
    _require_room(juror, code)
    return tasks


def _require_room(juror: Juror, code: str) -> None:
    limit = juror.load_limit
    if limit is not None and loads(juror.event_id).get(juror.id, 0) >= limit:
        raise JuryRefusalError(
            _(
                "Работу %(code)s нельзя дать: у члена жюри предел нагрузки %(limit)d. %(name)s."
                " Поднимите предел на его странице или выберите другого.",
                code=code,
                name=juror.person.short_name,
                limit=limit,
            )
        )
