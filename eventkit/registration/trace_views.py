"""«Следы автора»: what may tell the jury who wrote a work, and what is done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.copies.queries import shown_work
from eventkit.entries.models import Entry, EntryFile
from eventkit.entries.traces.models import HIDDEN, KEPT, OPEN, Trace, TraceSearch
from eventkit.entries.traces.operations import STATES, decide
from eventkit.entries.traces.queries import open_counts, search_of, traces_of
from eventkit.events.models import Event
from eventkit.events.pages import find_judged
from eventkit.journal.operations import actor_of
from eventkit.lazy import dataclass
from eventkit.registration.models import Registration
from eventkit.registration.rules import may_hide_traces, may_see_queue
from eventkit.registration.trace_page import KINDS, PLACES, cleaned, parts_of
from eventkit.registration.trace_search import ask_missing_searches, search_now
from eventkit.registration.views import bp
from eventkit.web.access import access
from eventkit.web.pages import paginate
from eventkit.web.requests import commit, row_id
from eventkit.web.viewer import current_viewer


@dataclass(frozen=True)
class Line:
    """A work in the list: its application's number and how many traces are in which state."""

    entry: Entry
    number: int
    is_searched: bool
    sure: int = 0
    likely: int = 0
    hidden: int = 0
    found: int = 0


def find_work(slug: str, number: int) -> Entry | None:
    """The work of a sent application, by the application's number."""
    query = (
        select(Entry)
        .join(Registration, Registration.entry_id == Entry.id)
        .where(Registration.number == number, Entry.event.has(slug=slug))
        .options(
            joinedload(Entry.event).selectinload(Event.stages),
            joinedload(Entry.nomination),
            selectinload(Entry.files).joinedload(EntryFile.file),
            selectinload(Entry.files).joinedload(EntryFile.blind_file),
        )
    )
    return db.session.scalars(query).first()


@bp.get("/manage/<slug>/traces")
@access(may_see_queue, find_judged)
def traces(event: Event) -> Any:
    """The works that were handed in, those with open traces first."""
    waiting = (
        select(Trace.entry_id, func.count().label("count"))
        .where(Trace.state == OPEN)
        .group_by(Trace.entry_id)
        .subquery()
    )
    query = (
        select(Entry)
        .join(Registration, Registration.entry_id == Entry.id)
        .outerjoin(waiting, waiting.c.entry_id == Entry.id)
        .where(Registration.event_id == event.id, Registration.state.in_(("submitted", "admitted")))
        .options(joinedload(Entry.nomination))
        .order_by(func.coalesce(waiting.c.count, 0).desc(), Registration.number)
    )
    page = paginate(query)
    return render_template(
        "registration/traces.html",
        event=event,
        page=page,
        lines=_lines(page.rows),
        unsearched=_unsearched(event.id),
    )


def _lines(entries: Sequence[Entry]) -> list[Line]:
    ids = [entry.id for entry in entries]
    counts = open_counts(ids)
    numbers = dict(
        db.session.execute(
            select(Registration.entry_id, Registration.number).where(Registration.entry_id.in_(ids))
        ).all()
    )
    searched = set(
        db.session.scalars(select(TraceSearch.entry_id).where(TraceSearch.entry_id.in_(ids)))
    )
    return [
        Line(
            entry,
            numbers.get(entry.id) or 0,
            entry.id in searched,
            *counts.get(entry.id, ()),
        )
        for entry in entries
    ]


def _unsearched(event_id: int) -> int:
    query = (
        select(func.count())
        .select_from(Registration)
        .outerjoin(TraceSearch, TraceSearch.entry_id == Registration.entry_id)
        .where(
            Registration.event_id == event_id,
            Registration.state.in_(("submitted", "admitted")),
            Registration.entry_id.is_not(None),
            TraceSearch.entry_id.is_(None),
        )
    )
    return db.session.scalar(query) or 0


@bp.post("/manage/<slug>/traces")
@access(may_see_queue, find_judged)
def search_all(event: Event) -> Any:
    """Have the works looked through that never were, as those that were imported."""
    asked = ask_missing_searches(event.id)
    commit()
    flash(
        ngettext(
            "Проверяется %(num)d работа. Обновите страницу через минуту.",
            "Проверяется %(num)d работ. Обновите страницу через минуту.",
            asked,
        ),
        "ok",
    )
    return redirect(url_for(".traces", slug=event.slug))


@bp.get("/manage/<slug>/traces/<int:number>")
@access(may_hide_traces, find_work)
def work_traces(entry: Entry) -> Any:
    """One work: its text with the places marked, and what is decided about each."""
    found = traces_of(entry.id)
    searched = search_of(entry.id)
    return render_template(
        "registration/work_traces.html",
        event=entry.event,
        entry=entry,
        number=_number(entry),
        texts=parts_of(entry, found),
        beside=cleaned(found),
        counts={state: sum(one.state == state for one in found) for state in STATES},
        sure=sum(one.state == OPEN and one.is_sure for one in found),
        searched=searched,
        shown=shown_work(entry),
        kinds=KINDS,
        places=PLACES,
    )


@bp.post("/manage/<slug>/traces/<int:number>")
@access(may_hide_traces, find_work)
def decide_traces(entry: Entry) -> Any:
    """Hide one trace or all sure ones, keep it as no trace, take a decision back, search again."""
    act, _colon, id_ = request.form.get("act", "").partition(":")
    actor = actor_of(current_viewer())
    found = traces_of(entry.id)
    if act == "search":
        search_now(entry.id, actor=actor)
        flash(_("Работа проверена ещё раз."), "ok")
    elif act == "sure":
        sure = [one for one in found if one.state == OPEN and one.is_sure]
        _tell(decide(entry, sure, HIDDEN, actor=actor), HIDDEN)
    elif act in STATES:
        chosen = [one for one in found if one.id == row_id(id_)]
        _tell(decide(entry, chosen, act, actor=actor), act)
    else:
        flash(_("Такого действия нет. Обновите страницу."), "bad")
    commit()
    anchor = f"trace-{row_id(id_)}" if row_id(id_) else None
    return redirect(
        url_for(".work_traces", slug=entry.event.slug, number=_number(entry), _anchor=anchor)
    )


def _tell(changed: int, state: str) -> None:
    """Say in words what was done."""
    if not changed:
        flash(_("Здесь уже решено, или работу проверили заново. Посмотрите ещё раз."), "warn")
    elif state == HIDDEN:
        flash(ngettext("Скрыто %(num)d место.", "Скрыто %(num)d мест.", changed), "ok")
    elif state == KEPT:
        flash(_("Отмечено: это не след автора."), "ok")
    else:
        flash(_("Решение отменено."), "ok")


def _number(entry: Entry) -> int:
    query = select(Registration.number).where(Registration.entry_id == entry.id)
    return db.session.scalar(query) or 0
