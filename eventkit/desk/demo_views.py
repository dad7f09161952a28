"""The demo's page of people to sign in as: on this computer only."""

from __future__ import annotations

from flask import abort, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventkit.db import db
from eventkit.desk.demo_district import load_district
from eventkit.desk.views import bp
from eventkit.events.models import Event
from eventkit.events.phases import phase
from eventkit.events.queries import visible_events
from eventkit.hooks import DemoDoor, active_plugins
from eventkit.juries.models import Juror
from eventkit.juries.operations import issue_link
from eventkit.lazy import dataclass
from eventkit.people.queries import account_by_email
from eventkit.people.signing_in import sign_in
from eventkit.scoring.queries import JurorProgress, progress
from eventkit.web.access import access, anyone
from eventkit.web.clock import now
from eventkit.web.requests import commit, row_id
from eventkit.web.viewer import forget_viewer

LOCAL = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class Guest:
    """Somebody to sign in as."""

    key: str
    name: str
    role: str
    text: str
    link: str = ""


@bp.get("/demo")
@access(anyone)
def demo() -> str:
    """Whom to sign in as; without buttons where the site is open to others."""
    _only_in_demo()
    here = is_local()
    behind = [_behind(key, door) for key, door in _doors().items() if here]
    guests = [*_with_accounts(), *behind, *_at_tables()]
    return render_template("desk/demo.html", guests=guests, is_local=here)


@bp.post("/demo/enter")
@access(anyone)
def demo_enter() -> Response:
    """Sign in as one of the invented people, or come through a juror's personal door."""
    _only_in_demo()
    if not is_local():
        abort(404)
    key = request.form.get("key", "")
    if key.startswith("juror-"):
        return _through_the_door(key.removeprefix("juror-"))
    if door := _doors().get(key):
        address = door.open()
        commit()
        return redirect(address)
    row = next((one for one in load_district()["accounts"] if one["key"] == key), None)
    account = account_by_email(row["email"]) if row else None
    if account is None:
        abort(404)
    sign_in(account)
    forget_viewer()
    return redirect(_first_page(key))


def is_local() -> bool:
    """Whether the reader sits at this very computer and the demo is not open to others."""
    host = request.host.rsplit(":", 1)[0].strip("[]")
    near = request.remote_addr in LOCAL and host in LOCAL
    return near and not current_app.config.get("DEMO_PUBLIC")


def _only_in_demo() -> None:
    if not current_app.config["DEMO"]:
        abort(404)


def _with_accounts() -> list[Guest]:
    people = {row["id"]: " ".join(row["name"]) for row in load_district()["persons"]}
    words = {
        "organizer": (_("Организатор"), _("Ведёт все конкурсы: заявки, жюри, итоги, дипломы.")),
        "chair": (_("Председатель жюри"), _("Видит ход оценивания, решает ничьи.")),
        "secretary": (_("Секретарь"), _("Смотрит заявки, считает итоги, готовит таблицы.")),
        "observer": (_("Наблюдатель"), _("Смотрит и ничего не меняет.")),
        "administrator": (_("Администратор"), _("Учётные записи, настройки сайта.")),
        "participant": (_("Участник"), _("Свои заявки, результат, диплом и портфолио.")),
        "pair": (_("Участник пары"), _("Когда и где выступать, материалы, карточка пары.")),
    }
    rows = load_district()["accounts"]
    return [Guest(row["key"], people[row["person"]], *words[row["key"]]) for row in rows]


def _at_tables() -> list[Guest]:
    guests = []
    for row in _jurors():
        left = ngettext("осталась %(num)d работа", "осталось %(num)d работ", row.left)
        text = _(
            "Личная ссылка без пароля: %(event)s, %(left)s.",
            event=row.juror.event.title,
            left=left if row.left else _("всё отправлено"),
        )
        name = row.juror.person.full_name
        guests.append(Guest(f"juror-{row.juror.id}", name, _("Член жюри"), text))
    return guests


def _doors() -> dict[str, DemoDoor]:
    """Doors that plugins show, by keys that name the plugin."""
    brought = active_plugins().contributions.items()
    return {
        f"{name}-{door.key}": door
        for name, contribution in brought
        if contribution.demo_doors is not None
        for door in contribution.demo_doors()
    }


def _behind(key: str, door: DemoDoor) -> Guest:
    return Guest(key, door.name, door.role, door.text, door.link)


def _jurors() -> list[JurorProgress]:
    """Members of the juries that are at work now, the chairs apart, those with work left first."""
    members = [row for event in _at_work() for row in progress(event) if not row.juror.is_chair]
    return sorted(members, key=lambda row: row.left == 0)


def _through_the_door(number: str) -> Response:
    juror = db.session.get(Juror, row_id(number))
    if juror is None:
        abort(404)
    token = issue_link(juror)
    commit()
    return redirect(url_for("juries.door", token=token))


def _first_page(key: str) -> str:
    """Where the person has most to do."""
    at_work = _at_work() if key in ("organizer", "observer") else []
    if at_work:
        return url_for("desk.cockpit", slug=at_work[0].slug)
    return url_for("people.accounts" if key == "administrator" else "desk.desk")


def _at_work() -> list[Event]:
    """The contests whose juries read now."""
    return [event for event in visible_events() if phase(event, now()) == "judging"]
