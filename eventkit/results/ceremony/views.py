"""The pages of a ceremony: its plan, the controller's page, the host's script, the screen."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.events.pages import Page, actor, find_counted, refused, saved
from eventkit.events.refusals import RefusalError
from eventkit.results import queries as results
from eventkit.results.ceremony import operations, planning
from eventkit.results.ceremony.lines import hall_lines, host_lines
from eventkit.results.ceremony.models import Ceremony
from eventkit.results.ceremony.queries import ceremony_by_key, ceremony_of, steps_of
from eventkit.results.ceremony.rules import may_lead
from eventkit.results.ceremony.steps import fixed
from eventkit.results.room import base_context
from eventkit.results.rules import may_publish
from eventkit.scoring.live.renewing import tagged, unchanged
from eventkit.web.access import access, anyone
from eventkit.web.requests import row_id
from eventkit.web.viewer import current_viewer

bp = Blueprint("ceremony", __name__)
HERE = "/manage/<slug>/ceremony"
THERE = "/events/<slug>/ceremony/<key>"
CONTROL = "ceremony.control"


@bp.get(THERE)
@access(anyone, ceremony_by_key)
def show(ceremony: Ceremony) -> Page:
    """What the hall sees; whoever opens it early sees that it begins soon."""
    return render_template("results/ceremony/show.html", ceremony=ceremony, **_scene(ceremony))


@bp.get(f"{THERE}/state")
@access(anyone, ceremony_by_key)
def state(ceremony: Ceremony) -> Page:
    """What changes of it; 304 while nothing has happened."""
    tag = f"{ceremony.turn}-{int(_is_corrected(ceremony))}"
    return unchanged(tag) or tagged(
        tag, render_template("results/ceremony/_scene.html", **_scene(ceremony))
    )


@bp.get(f"{HERE}/control")
@access(may_lead, find=find_counted)
def control(event: Event) -> Page:
    """What is on the screen, what comes next, and the button that opens it."""
    ceremony = ceremony_of(event)
    if ceremony is None or ceremony.started_at is None:
        return redirect(url_for("ceremony.plan", slug=event.slug))
    steps = fixed(ceremony)
    around = steps[max(ceremony.opened - 1, 0) : ceremony.opened + 2]
    lines = host_lines(event, ceremony.calculation, around)
    here = lines.pop(0) if ceremony.opened else None
    return render_template(
        "results/ceremony/control.html",
        event=event,
        ceremony=ceremony,
        total=len(steps),
        now=here,
        following=lines,
        newer=newer_than(ceremony),
        published=results.published_calculation(event),
        may_publish=may_publish(current_viewer(), event),
        address=address_of(ceremony),
    )


@bp.get(f"{HERE}/script")
@access(may_lead, find=find_counted)
def script(event: Event) -> Page:
    """Everything that the host says, to be printed; staff only, like the plan."""
    ceremony = ceremony_of(event)
    if ceremony is None:
        abort(404)
    lines = host_lines(event, ceremony.calculation, steps_of(ceremony))
    return render_template(
        "results/ceremony/script.html",
        **base_context(event, results.calculation(event), "ceremony.plan"),
        ceremony=ceremony,
        lines=lines,
        newer=newer_than(ceremony),
    )


@bp.post(f"{HERE}/start")
@access(may_lead, find=find_counted)
def start(event: Event) -> Page:
    """Fix the plan and go to the controller's page."""
    try:
        operations.start(event, actor=actor())
    except RefusalError as refusal:
        return refused("ceremony.plan", event, refusal)
    return saved(CONTROL, event, _("Церемония начата. На экране пока ничего не названо."))


@bp.post(f"{HERE}/next")
@access(may_lead, find=find_counted)
def open_next(event: Event) -> Page:
    """Open one more line on the screen."""
    try:
        operations.open_next(event, row_id(request.form.get("turn")), actor=actor())
    except RefusalError as refusal:
        return refused(CONTROL, event, refusal)
    return saved(CONTROL, event, _("Открыто."))


@bp.post(f"{HERE}/back")
@access(may_lead, find=find_counted)
def back(event: Event) -> Page:
    """Take the last line back from the screen."""
    try:
        operations.close_last(event, row_id(request.form.get("turn")), actor=actor())
    except RefusalError as refusal:
        return refused(CONTROL, event, refusal)
    return saved(CONTROL, event, _("Строка закрыта."))


@bp.post(f"{HERE}/finish")
@access(may_lead, find=find_counted)
def finish(event: Event) -> Page:
    """End the ceremony; publication is another act."""
    try:
        operations.finish(event, actor=actor())
    except RefusalError as refusal:
        return refused("ceremony.plan", event, refusal)
    return saved(CONTROL, event, _("Церемония закончена."))


@bp.post(f"{HERE}/anew")
@access(may_lead, find=find_counted)
def anew(event: Event) -> Page:
    """Close all lines; the plan may be changed again."""
    try:
        operations.begin_anew(event, actor=actor())
    except RefusalError as refusal:
        return refused("ceremony.plan", event, refusal)
    return saved("ceremony.plan", event, _("Все строки закрыты, план снова можно менять."))


@bp.post(f"{HERE}/address")
@access(may_lead, find=find_counted)
def address(event: Event) -> Page:
    """Give the screen another address."""
    try:
        operations.change_address(event, actor=actor())
    except RefusalError as refusal:
        return refused("ceremony.plan", event, refusal)
    return saved("ceremony.plan", event, _("У экрана новый адрес, прежний больше не открывается."))


@bp.post(HERE)
@access(may_lead, find=find_counted)
def prepare(event: Event) -> Page:
    """Draw the plan up from the latest calculation, or move it to that."""
    try:
        planning.prepare(event, actor=actor())
    except RefusalError as refusal:
        return refused("ceremony.plan", event, refusal)
    return saved("ceremony.plan", event, _("План готов."))


def newer_than(ceremony: Ceremony) -> int | None:
    """The number of a later calculation, if there is one."""
    latest = results.calculation(ceremony.event)
    if latest is None or latest.id == ceremony.calculation_id:
        return None
    return latest.number


def address_of(ceremony: Ceremony) -> str:
    """The whole address of the screen."""
    return url_for("ceremony.show", slug=ceremony.event.slug, key=ceremony.key, _external=True)


def _is_corrected(ceremony: Ceremony) -> bool:
    """Whether other results than these were published since: then the screen names nobody."""
    published = results.published_calculation(ceremony.event)
    return published is not None and published.number > ceremony.calculation.number


def _scene(ceremony: Ceremony) -> dict[str, object]:
    """Only the lines that are open leave the server."""
    corrected = _is_corrected(ceremony)
    begun = ceremony.started_at is not None and not corrected and ceremony.ended_at is None
    opened = fixed(ceremony)[: ceremony.opened] if begun else []
    last = opened[-1] if opened else None
    same = [
        step
        for step in opened[:-1]
        if last and step.kind == last.kind == "place" and step.nomination_id == last.nomination_id
    ]
    lines = hall_lines(ceremony, [*same, *opened[-1:]])
    return {
        "event": ceremony.event,
        "now": lines[-1] if lines else None,
        "before": lines[-2::-1] if len(lines) > 1 else [],
        "corrected": corrected,
        "ended": ceremony.ended_at is not None,
    }
