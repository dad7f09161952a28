"""The hall's screen at its secret address, and the page on which it is set."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.events.pages import Page, actor, find_judged, put_refusal, refused, saved
from eventkit.events.refusals import RefusalError
from eventkit.events.rules import may_manage
from eventkit.results.screen.forms import FreezeForm, TableForm
from eventkit.results.screen.models import HallScreen
from eventkit.results.screen.operations import freeze, open_screen, show_table, unfreeze
from eventkit.results.screen.page import scene_of, tag_of
from eventkit.results.screen.queries import screen_by_key, screen_of
from eventkit.results.screen.table import frozen_since
from eventkit.scoring.live.renewing import tagged, unchanged
from eventkit.scoring.live.rules import may_run_day
from eventkit.scoring.live.words import STATE_WORDS
from eventkit.web.access import access, anyone
from eventkit.web.clock import now
from eventkit.web.viewer import current_viewer

bp = Blueprint("screen", __name__)
HERE = "/manage/<slug>/screen"
THERE = "/events/<slug>/live/<key>"


@bp.get(THERE)
@access(anyone, screen_by_key)
def show(screen: HallScreen) -> Page:
    """What the projector shows; the address is given to whoever stands at it."""
    return render_template("results/screen/show.html", screen=screen, **_content(screen))


@bp.get(f"{THERE}/state")
@access(anyone, screen_by_key)
def state(screen: HallScreen) -> Page:
    """What changes of it; 304 while nothing has happened."""
    tag = tag_of(screen, now())
    return unchanged(tag) or tagged(
        tag, render_template("results/screen/_scene.html", **_content(screen))
    )


@bp.get(HERE)
@access(may_run_day, find=find_judged)
def setting(event: Event) -> Page:
    """The address of the screen, what it shows, the freeze."""
    return _setting(event)


@bp.post(HERE)
@access(may_run_day, find=find_judged)
def renew(event: Event) -> Page:
    """Open the screen, or give it another address."""
    open_screen(event, actor=actor())
    return saved("screen.setting", event, _("Экран открыт. Откройте его адрес на проекторе."))


@bp.post(f"{HERE}/table")
@access(may_manage, find=find_judged)
def table(event: Event) -> Page:
    """Choose whether the hall sees the table: the organizer alone decides that."""
    form = TableForm()
    if not form.validate_on_submit():
        return _setting(event, form), 422
    try:
        show_table(event, form.table.data, actor=actor())
    except RefusalError as refusal:
        put_refusal(form, refusal)
        return _setting(event, form), 422
    return saved("screen.setting", event)


@bp.post(f"{HERE}/freeze")
@access(may_run_day, find=find_judged)
def stop(event: Event) -> Page:
    """Let the table stand still from now or from an hour."""
    form = FreezeForm()
    if not form.validate_on_submit():
        return _setting(event, freezing=form), 422
    try:
        freeze(event, form.moment(event), actor=actor())
    except RefusalError as refusal:
        return refused("screen.setting", event, refusal)
    return saved("screen.setting", event, _("Таблица на экране замораживается."))


@bp.post(f"{HERE}/unfreeze")
@access(may_run_day, find=find_judged)
def go_on(event: Event) -> Page:
    """Let the table go on."""
    try:
        unfreeze(event, actor=actor())
    except RefusalError as refusal:
        return refused("screen.setting", event, refusal)
    return saved("screen.setting", event, _("Таблица на экране снова обновляется."))


def _setting(
    event: Event, form: TableForm | None = None, freezing: FreezeForm | None = None
) -> str:
    screen = screen_of(event.id)
    address = (
        url_for("screen.show", slug=event.slug, key=screen.key, _external=True) if screen else ""
    )
    return render_template(
        "results/screen/setting.html",
        event=event,
        screen=screen,
        address=address,
        form=form or TableForm(data={"table": screen.table_mode if screen else "off"}),
        freezing=freezing or FreezeForm(),
        frozen=frozen_since(screen, now()) if screen else None,
        may_choose=may_manage(current_viewer(), event),
    )


def _content(screen: HallScreen) -> dict[str, object]:
    return {
        "event": screen.event,
        "scene": scene_of(screen, now()),
        "states": STATE_WORDS,
        "table": screen.table_mode,
    }
