"""A host at a station, who comes by a secret link, and the organizer's list of hosts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from secrets import token_hex
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.web.access import access, anyone
from eventkit.web.requests import commit, row_id
from eventkit.web.urls import full_url
from eventkit.web.viewer import current_viewer
from eventkit_quest.queries import definition_of, stations_of, teams_of
from eventkit_quest.running import host_operations as verbs
from eventkit_quest.running.blueprint import bp
from eventkit_quest.running.forms import HostForm
from eventkit_quest.running.given import given_at
from eventkit_quest.running.models import QuestHost
from eventkit_quest.running.queries import (
    host_by_token,
    host_of_event,
    hosts_of,
    quest_by_slug,
    without_host,
)
from eventkit_quest.running.rules import may_dismiss, may_organize
from eventkit_quest.running.scanning import code_mark
from eventkit_quest.running.showing import Shown
from eventkit_quest.running.waiting import Waiting, waiting_of

Page = str | Response | tuple[str, int] | tuple[Response, int]
LONGEST_KEY = 60


@bp.get("/<slug>/manage/hosts")
@access(may_organize, quest_by_slug)
def hosts(event: Event) -> Page:
    """Who stands where, and whose link is good."""
    return _hosts(event)


@bp.post("/<slug>/manage/hosts")
@access(may_organize, quest_by_slug)
def add_host(event: Event) -> Page:
    """Let somebody stand at a station, and show the link once."""
    form = HostForm()
    stations = stations_of(event)
    form.offer(stations)
    station = next((one for one in stations if one.code == form.station.data), None)
    if not form.validate_on_submit() or station is None:
        return _hosts(event, form), 422
    host = verbs.add_host(event, station, form.name.data, actor=_actor())
    return _show_link(host)


@bp.post("/<slug>/manage/hosts/<int:host_id>/<any(link,revoke):act>")
@access(may_dismiss, host_of_event)
def host_act(host: QuestHost, act: str) -> Page:
    """Make a new link or take the link back."""
    if act == "link":
        return _show_link(host)
    verbs.revoke_host_link(host, actor=_actor())
    where = url_for("quest_running.hosts", slug=host.event.slug)
    commit()
    flash(_("Ссылка больше не действует."), "ok")
    return redirect(where)


@bp.get("/<slug>/host/<token>")
@access(anyone, host_by_token)
def host(host: QuestHost) -> Page:
    """The host's page: marks for any team, answers to be checked, what was given."""
    return host_page(host)


@bp.post("/<slug>/host/<token>")
@access(anyone, host_by_token)
def host_mark(host: QuestHost) -> Page:
    """Marks, a confirmation or the number of right answers; scripts are answered in JSON."""
    return _said(host, lambda said: _mark(host, said))


@bp.post("/<slug>/host/<token>/check")
@access(anyone, host_by_token)
def host_check(host: QuestHost) -> Page:
    """Say whether an answer of this station is right."""

    def verb(said: verbs.Said) -> bool:
        uid, right = request.form.get("uid", ""), request.form.get("right") == "yes"
        return verbs.check_answer(_team(host), host.station, uid, right, said)

    return _said(host, verb)


def _mark(host: QuestHost, said: verbs.Said) -> bool:
    entry, definition = _team(host), definition_of(host.station)
    if definition.kind == "quiz":
        right = request.form.get("right", "")
        if not right.isdecimal() or len(right) > 4:
            raise RefusalError(_("Напишите, сколько ответов верны."), "right")
        return verbs.count_quiz(entry, host.station, int(right), said)
    if definition.kind == "judged" and definition.criteria:
        marks = marks_in(request.form, [one.code for one in definition.criteria])
        return verbs.give_marks(entry, host.station, marks, said)
    return verbs.confirm(entry, host.station, said)


def marks_in(typed: Mapping[str, str], codes: list[str], prefix: str = "") -> dict[str, Fraction]:
    """The marks of a form by criteria; those that cannot be read are left out."""
    found = {}
    for code in codes:
        text = typed.get(f"mark-{prefix}{code}", "").strip().replace(",", ".")
        try:
            mark = Decimal(text)
        except InvalidOperation:
            continue
        if mark.is_finite() and abs(mark) < 10**6 and len(mark.as_tuple().digits) < 12:
            found[code] = Fraction(mark)
    return found


def _team(host: QuestHost) -> Entry:
    wanted = row_id(request.form.get("team"))
    entry = next((one for one in teams_of(host.event) if one.id == wanted), None)
    if entry is None:
        raise RefusalError(_("Выберите команду."), "team")
    return entry


def _said(host: QuestHost, verb: Callable[[verbs.Said], bool]) -> Page:
    key = request.form.get("key", "")
    if not 8 <= len(key) <= LONGEST_KEY:
        key = token_hex(8)
    comment = request.form.get("comment", "").strip()[:500]
    said = verbs.Said(f"host:{host.id}", uid=f"host-{host.id}-{key}", comment=comment)
    try:
        verb(said)
    except RefusalError as refusal:
        message, field = refusal.message, refusal.field
        db.session.rollback()
        if is_script():
            return jsonify(outcome="refused", message=message, field=field), 200
        return host_page(host, {field or "team": message}), 422
    where = url_for("quest_running.host", **place())
    words = _("Записано: %(team)s.", team=_team(host).title)
    flash(words, "ok")
    commit()
    if is_script():
        return jsonify(outcome="kept", message=words)
    return redirect(where)


def is_script() -> bool:
    """Whether the page's script asks and not its form."""
    return request.accept_mimetypes.best == "application/json"


def place() -> dict[str, Any]:
    """What stands in the address of this host's pages."""
    arguments = request.view_args or {}
    return {"slug": arguments["slug"], "token": arguments["token"]}


def host_page(host: QuestHost, errors: Mapping[str, str] | None = None) -> str:
    """The page of a host; ``errors`` stand at their fields and keep what was typed."""
    teams = teams_of(host.event)
    given = given_at(host.station)
    typed: Mapping[str, Any] = request.form if errors else request.args
    chosen = row_id(typed.get("team"))
    if not errors and chosen in given:
        typed = given[chosen].typed
    return render_template(
        "quest/running/host.html",
        event=host.event,
        host=host,
        station=definition_of(host.station),
        place=place(),
        team_mark=code_mark(host.event),
        teams=teams,
        chosen=chosen,
        given=given,
        typed=typed,
        errors=errors or {},
        waiting=waiting_of(host.event, host.station_id),
        new_key=token_hex,
        photo_url=_photo,
    )


def _photo(one: Waiting, part: Shown) -> str:
    number = row_id(part.text)
    if not number:
        return ""
    return url_for("quest_running.host_photo", entry_id=one.entry.id, number=number, **place())


def _hosts(event: Event, form: HostForm | None = None) -> str:
    stations = stations_of(event)
    if form is None:
        form = HostForm(formdata=None)
        form.offer(stations)
    titles = {one.id: one.definition.get("title") or one.code for one in stations}
    return render_template(
        "quest/running/hosts.html",
        event=event,
        rows=hosts_of(event.id),
        lacking=without_host(event),
        form=form,
        titles=titles,
    )


def _show_link(host: QuestHost) -> str:
    token = verbs.issue_host_link(host, actor=_actor())
    address = full_url(url_for("quest_running.host", slug=host.event.slug, token=token))
    title = definition_of(host.station).title
    page = render_template(
        "quest/running/host_link.html", event=host.event, host=host, title=title, address=address
    )
    commit()
    return page


def _actor() -> str:
    return actor_of(current_viewer())
