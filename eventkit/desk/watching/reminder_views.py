"""Reminding the jury: in one click, and by a schedule."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.desk.views import bp
from eventkit.events.models import Event
from eventkit.events.pages import Page, actor, find_event, saved
from eventkit.juries.rules import may_run_jury
from eventkit.scoring.reminding.by_hand import Reminded, remind_by_hand
from eventkit.scoring.reminding.forms import PlanForm
from eventkit.scoring.reminding.operations import set_plan
from eventkit.scoring.reminding.queries import plan_of
from eventkit.scoring.rules import judging_is_open
from eventkit.web.access import access
from eventkit.web.i18n import short_moment
from eventkit.web.requests import commit, row_id


@bp.post("/manage/<slug>/jury/remind")
@access(may_run_jury, find=find_event)
def remind(event: Event) -> Page:
    """Write to all who have sheets left, or to the named ones; a second letter is asked about."""
    if not judging_is_open(event):
        flash(_("Оценивание закрыто: напоминать не о чем."), "info")
        return _back(event.slug)
    chosen = request.form.getlist("juror", type=row_id)
    again = request.form.get("again") == "1"
    made = remind_by_hand(event, chosen or None, again=again, actor=actor())
    if made.recent and not made.written and not again:
        return _ask(event, made, chosen)
    slug, lines = event.slug, _told(event, made)
    commit()
    for kind, line in lines:
        flash(line, kind)
    return _back(slug)


def _ask(event: Event, made: Reminded, chosen: list[int]) -> Page:
    """Everybody named had a letter a short while ago: say so, and ask."""
    return render_template(
        "desk/remind_again.html",
        event=event,
        recent=made.recent,
        chosen=chosen,
        silent=made.silent,
    )


def _told(event: Event, made: Reminded) -> list[tuple[str, str]]:
    def names(rows: list[str]) -> str:
        return ", ".join(rows)

    lines = []
    if made.written:
        written = names([row.juror.person.short_name for row in made.written])
        lines.append(("ok", _("Напоминание отправлено: %(names)s", names=written)))
    if made.recent:
        recent = names(
            [
                f"{row.juror.person.short_name} ({short_moment(at, event.timezone)})"
                for row, at in made.recent
            ]
        )
        lines.append(
            ("info", _("Недавно уже писали, второй раз не стали: %(names)s", names=recent))
        )
    if made.silent:
        silent = names([row.juror.person.full_name for row in made.silent])
        lines.append(("warn", _("Нет адреса почты, позвоните: %(names)s", names=silent)))
    return lines or [("info", _("Напоминать некому: все листы отправлены."))]


@bp.route("/manage/<slug>/jury/reminders", methods=["GET", "POST"])
@access(may_run_jury, find=find_event)
def reminders(event: Event) -> Page:
    """When reminders go out by themselves."""
    form, plan = PlanForm(), plan_of(event)
    if form.validate_on_submit():
        is_on = bool(form.is_on.data)
        kind, days, at = str(form.kind.data), form.numbers, form.time
        set_plan(event, is_on=is_on, kind=kind, days=days, at=at, actor=actor())
        message = _("Расписание сохранено.") if is_on else _("Расписание выключено.")
        return saved("desk.watch", event, message)
    if not form.is_submitted():
        form.is_on.data = True
        if plan is not None:
            form.load(plan)
    page = render_template("desk/reminders.html", event=event, form=form)
    return page, 422 if form.is_submitted() else 200


def _back(slug: str) -> Response:
    return redirect(url_for("desk.watch", slug=slug))
