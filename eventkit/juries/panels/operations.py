"""Verbs about panels: make, fill, divide the works between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event, Round
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, record
from eventkit.juries.models import Juror
from eventkit.juries.panels.models import JuryPanel, PanelSeat, PanelWork
from eventkit.juries.panels.queries import barred_by_panels, panels_of, works_to_divide
from eventkit.juries.rounds.queries import current_round

WAYS = ("nominations", "evenly")
"""Whole nominations to one panel each, or each nomination dealt out to all panels."""


def add_panel(event: Event, title: str, room: str = "", *, actor: str = "system") -> JuryPanel:
    """Make a panel of the round that is judged now, without jurors and works."""
    judged_in = current_round(event)
    last = select(func.max(JuryPanel.position)).where(JuryPanel.event_id == event.id)
    panel = JuryPanel(
        event_id=event.id,
        round_id=judged_in.id if judged_in else None,
        title=title,
        room=room,
        position=(db.session.scalar(last) or 0) + 1,
    )
    db.session.add(panel)
    db.session.flush()
    _note(panel, "panel.added", actor)
    return panel


def fill_panel(
    panel: JuryPanel,
    juror_ids: Collection[int],
    entry_ids: Collection[int],
    *,
    title: str,
    room: str,
    actor: str = "system",
) -> None:
    """Say who sits in a panel and which works are its; they leave the other panels of the round."""
    panel.title, panel.room = title, room
    seats = {seat.juror_id: seat for seat in panel.seats}
    panel.seats = [
        seats.get(juror) or PanelSeat(juror_id=juror) for juror in sorted(set(juror_ids))
    ]
    _give({panel: sorted(set(entry_ids))})
    _note(panel, "panel.changed", actor)


def move_panels(event: Event, leave: Collection[int | None], heir: Round | None) -> None:
    """Panels of rounds that become another one go with them; None is the id of no round."""
    query = select(JuryPanel).where(JuryPanel.event_id == event.id)
    for panel in db.session.scalars(query).all():
        if panel.round_id in leave:
            panel.round_id = heir.id if heir else None
    db.session.flush()


def remove_panel(panel: JuryPanel, *, actor: str = "system") -> None:
    """Take a panel away; its works may go to anybody again."""
    _note(panel, "panel.removed", actor)
    db.session.delete(panel)
    db.session.flush()


def divide_works(event: Event, way: str, *, actor: str = "system") -> int:
    """Divide the works of the round between its panels; returns how many.

    ``nominations``: each nomination whole, the largest first, to the panel with the fewest works.
    ``evenly``: the works of each nomination are dealt out in turn.
    """
    judged_in = current_round(event)
    panels = panels_of(event, judged_in)
    if len(panels) < 2:
        raise RefusalError(_("Делить не между кем: сделайте хотя бы два состава."))
    if way not in WAYS:
        raise RefusalError(_("Выберите, как делить работы."))
    groups: dict[int, list[int]] = defaultdict(list)
    for entry in works_to_divide(event, judged_in):
        groups[entry.nomination_id].append(entry.id)
    shares = _whole(panels, groups) if way == "nominations" else _dealt(panels, groups)
    _give(shares)
    number = sum(len(works) for works in shares.values())
    data = {"way": way, "panels": {str(panel.id): works for panel, works in shares.items()}}
    record(event_chain(event.id), "panel.divided", f"event:{event.id}", actor=actor, data=data)
    return number


def _whole(
    panels: Sequence[JuryPanel], groups: Mapping[int, list[int]]
) -> dict[JuryPanel, list[int]]:
    shares: dict[JuryPanel, list[int]] = {panel: [] for panel in panels}
    for _nomination, works in sorted(groups.items(), key=lambda one: (-len(one[1]), one[0])):
        least = min(panels, key=lambda panel: (len(shares[panel]), panel.position, panel.id))
        shares[least] += works
    return shares


def _dealt(
    panels: Sequence[JuryPanel], groups: Mapping[int, list[int]]
) -> dict[JuryPanel, list[int]]:
    shares: dict[JuryPanel, list[int]] = {panel: [] for panel in panels}
    turn = 0
    for works in groups.values():
        for entry in works:
            shares[panels[turn % len(panels)]].append(entry)
            turn += 1
    return shares


def _give(shares: Mapping[JuryPanel, Sequence[int]]) -> None:
    """Each panel gets exactly these works; no other panel of the round keeps one of them."""
    given = [entry for works in shares.values() for entry in works]
    first = next(iter(shares))
    same = JuryPanel.event_id == first.event_id
    judged = (
        JuryPanel.round_id.is_(None)
        if first.round_id is None
        else JuryPanel.round_id == first.round_id
    )
    others = select(JuryPanel.id).where(same, judged)
    db.session.flush()
    db.session.execute(
        delete(PanelWork)
        .where(PanelWork.panel_id.in_([panel.id for panel in shares]))
        .execution_options(synchronize_session="fetch")
    )
    db.session.execute(
        delete(PanelWork)
        .where(PanelWork.panel_id.in_(others), PanelWork.entry_id.in_(given))
        .execution_options(synchronize_session="fetch")
    )
    db.session.add_all(
        PanelWork(panel_id=panel.id, entry_id=entry)
        for panel, works in shares.items()
        for entry in works
    )
    db.session.flush()
    db.session.expire_all()


def _note(panel: JuryPanel, act: str, actor: str) -> None:
    data = {
        "jurors": sorted(seat.juror_id for seat in panel.seats),
        "works": sorted(work.entry_id for work in panel.works),
    }
    texts = {"title": panel.title} | ({"room": panel.room} if panel.room else {})
    chain, about = event_chain(panel.event_id), f"panel:{panel.id}"
    record(chain, act, about, actor=actor, data=data, texts=texts)


def require_own_panel(entry: Entry, juror: Juror) -> None:
    """By hand too a work goes only to its own panel. Raises RefusalError in words."""
    if (entry.id, juror.id) in barred_by_panels(juror.event):
        names = {"code": entry.code, "name": juror.person.short_name}
        raise RefusalError(_("Работу %(code)s судит другой состав: %(name)s не в нём.", **names))
