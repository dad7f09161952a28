"""Teams and their routes."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.events.queries import event_by_slug
from eventkit.people.models import Person
from eventkit.people.operations import create_person
from eventkit.people.organizations import organization_named
from eventkit.web.access import access
from eventkit.web.urls import full_url
from eventkit_quest.authoring import operations
from eventkit_quest.authoring.blueprint import Page, actor, bp, done
from eventkit_quest.authoring.forms import TeamForm, TeamsForm
from eventkit_quest.authoring.queries import team_rows
from eventkit_quest.authoring.rules import may_author
from eventkit_quest.engine.rotation import meetings, rotated
from eventkit_quest.operations import add_team, open_game
from eventkit_quest.play.operations import open_doors, renew_door
from eventkit_quest.queries import definitions_of, quest_of, teams_of

MOST_TEAMS = 200


@bp.route("/<slug>/edit/teams", methods=["GET", "POST"])
@access(may_author, event_by_slug)
def teams(event: Event) -> Page:
    """The teams that play; several may be named at once."""
    is_many = "many-teams" in request.form
    many = TeamsForm(prefix="many") if is_many else TeamsForm(formdata=None, prefix="many")
    one = TeamForm(formdata=None, prefix="one") if is_many else TeamForm(prefix="one")
    return _teams(event, one, many)


def _teams(event: Event, one: TeamForm, many: TeamsForm) -> Page:
    if "many-teams" in request.form and many.validate_on_submit():
        lines = [line.strip() for line in (many.teams.data or "").splitlines() if line.strip()]
        if len(lines) + len(teams_of(event)) <= MOST_TEAMS:
            for line in lines:
                title, _mark, school = line.partition(";")
                _add(event, title.strip()[:200] or line[:200], school.strip(), [])
            return done("quest_authoring.teams", event.slug, _("Команды добавлены."))
        many.teams.errors = [_("Больше %(most)d команд не бывает.", most=MOST_TEAMS)]
    elif "many-teams" not in request.form and one.validate_on_submit():
        people = [_person(line) for line in (one.members.data or "").splitlines() if line.strip()]
        _add(event, one.title.data, one.organization.data or "", people)
        return done("quest_authoring.teams", event.slug, _("Команда добавлена."))
    page = render_template(
        "quest/authoring/teams.html",
        event=event,
        rows=teams_of(event),
        with_doors={row.entry_id for row in team_rows(event)},
        one=one,
        many=many,
    )
    return page, 422 if request.method == "POST" else 200


@bp.post("/<slug>/edit/teams/doors")
@access(may_author, event_by_slug)
def give_doors(event: Event) -> Page:
    """Give a code and a link to each team that has none, as those that applied by themselves."""
    open_doors(event, actor=actor())
    return done("quest_authoring.teams", event.slug, _("Коды выданы."))


@bp.post("/<slug>/edit/teams/<int:entry_id>/door")
@access(may_author, event_by_slug)
def new_door(event: Event, entry_id: int) -> Page:
    """Give a team another code, as when its card is lost; the old one opens nothing any more."""
    entry = next((one for one in teams_of(event) if one.id == entry_id), None)
    if entry is None:
        abort(404)
    renew_door(entry, actor=actor())
    return done("quest_authoring.teams", event.slug, _("Команде выданы новые код и ссылка."))


@bp.get("/<slug>/edit/teams/cards")
@access(may_author, event_by_slug)
def cards(event: Event) -> Page:
    """A card for each team with its QR code and the code that it types instead."""
    doors = {row.entry_id: row for row in team_rows(event)}
    made = []
    for entry in teams_of(event):
        door = doors.get(entry.id)
        if door is None:
            continue
        link = full_url(url_for("play.link", slug=event.slug, secret=door.secret))
        made.append((entry, door, link))
    address = full_url(url_for("play.game", slug=event.slug))
    return render_template("quest/authoring/cards.html", event=event, teams=made, address=address)


@bp.route("/<slug>/edit/routes", methods=["GET", "POST"])
@access(may_author, event_by_slug)
def routes(event: Event) -> Page:
    """Who goes where in which order: worked out, and changed by hand."""
    entries = teams_of(event)
    stations = definitions_of(event)
    codes = [station.code for station in stations]
    rows = {row.entry_id: " ".join(row.route) for row in team_rows(event)}
    wrong: dict[int, str] = {}
    if request.method == "POST":
        if request.form.get("act") == "work_out":
            made = rotated(stations, len(entries))
            chosen = {entry.id: made[place] for place, entry in enumerate(entries)}
        else:
            rows |= {
                entry.id: request.form.get(f"route-{entry.id}", "")[:2000] for entry in entries
            }
            chosen = {entry.id: tuple(rows[entry.id].split()) for entry in entries}
        said = {entry_id: _wrong_in(route, codes) for entry_id, route in chosen.items()}
        wrong = {entry_id: text for entry_id, text in said.items() if text}
        if not wrong:
            operations.set_routes(event, chosen, actor=actor())
            return done("quest_authoring.routes", event.slug)
    page = render_template(
        "quest/authoring/routes.html",
        event=event,
        quest=quest_of(event),
        entries=entries,
        rows=rows,
        wrong=wrong,
        meetings=meetings([text.split() for text in rows.values()], _shared(event)),
    )
    return page, 422 if request.method == "POST" else 200


def _wrong_in(route: Sequence[str], codes: Sequence[str]) -> str:
    """Why a route cannot be gone, as a sentence; empty where it can."""
    for place, code in enumerate(route):
        if code not in codes:
            return str(_("Станции «%(code)s» в квесте нет.", code=code[:20]))
        if code in route[:place]:
            return str(_("Станция %(code)s названа дважды.", code=code))
    return ""


def _shared(event: Event) -> list[str]:
    """Stations that end every route: there teams may meet."""
    return [one.code for one in definitions_of(event) if one.opens.after or one.is_goal]


def _add(event: Event, title: str, school: str, members: list[Person]) -> None:
    open_game(event, actor=actor())
    organization = organization_named(school) if school else None
    add_team(
        event,
        title,
        members=members,
        organization=organization,
        code=_code(event),
        actor=actor(),
    )


def _code(event: Event) -> str:
    taken = {entry.code for entry in teams_of(event)}
    return next(f"К{number}" for number in range(1, 10_000) if f"К{number}" not in taken)


def _person(line: str) -> Person:
    surname, *names = line.split()[:4]
    given = names[0] if names else "–"
    return create_person(surname[:100], given[:100], " ".join(names[1:])[:100], actor=actor())
