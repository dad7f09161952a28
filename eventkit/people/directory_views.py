"""The directory: persons and organizations, for whoever runs events."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from eventkit.db import db
from eventkit.journal.operations import actor_of
from eventkit.people import operations
from eventkit.people.forms import OrganizationForm, PersonForm, person_details
from eventkit.people.models import Organization, Person
from eventkit.people.naming import dative
from eventkit.people.queries import organizations, persons
from eventkit.people.rules import may_change_address, may_edit_person, may_see_directory
from eventkit.people.views import bp
from eventkit.web.access import access
from eventkit.web.pages import paginate
from eventkit.web.requests import commit
from eventkit.web.viewer import current_viewer

Page = str | Response | tuple[str, int]


def find_person(person_id: int) -> Person | None:
    """A person that has not been erased."""
    person = db.session.get(Person, person_id)
    return None if person is None or person.erased_at else person


def find_organization(organization_id: int) -> Organization | None:
    """An organization of the directory."""
    return db.session.get(Organization, organization_id)


@bp.get("/manage/people")
@access(may_see_directory)
def directory() -> Page:
    """Persons in Russian order, with a search by parts of the name."""
    search = request.args.get("q", "")
    return render_template("people/directory.html", page=paginate(persons(search)), search=search)


@bp.route("/manage/people/new", methods=["GET", "POST"])
@access(may_see_directory)
def new_person() -> Page:
    """Add a person."""
    form = PersonForm()
    if not form.validate_on_submit():
        status = 422 if form.is_submitted() else 200
        return render_template("people/person.html", form=form, person=None, declined=""), status
    actor = actor_of(current_viewer())
    person = operations.create_person(**person_details(form), actor=actor)
    commit()
    flash(_("Человек добавлен в справочник."), "ok")
    return redirect(url_for("people.edit_person", person_id=person.id))


@bp.route("/manage/people/<int:person_id>", methods=["GET", "POST"])
@access(may_edit_person, find=find_person)
def edit_person(person: Person) -> Page:
    """A person's data and how the name is declined."""
    form = PersonForm(obj=person)
    if not may_change_address(current_viewer(), person):
        del form.email
    if form.validate_on_submit():
        operations.update_person(person, actor=actor_of(current_viewer()), **person_details(form))
        commit()
        flash(_("Сохранено."), "ok")
        return redirect(url_for("people.edit_person", person_id=person.id))
    status = 422 if form.is_submitted() else 200
    declined = person.dative_name or dative(
        person.last_name, person.first_name, person.patronymic, "m" if person.gender == "m" else "f"
    )
    page = render_template("people/person.html", form=form, person=person, declined=declined)
    return page, status


@bp.get("/manage/organizations")
@access(may_see_directory)
def organization_list() -> Page:
    """Organizations in Russian order, the unconfirmed ones marked."""
    search = request.args.get("q", "")
    page = paginate(organizations(search))
    return render_template("people/organizations.html", page=page, search=search)


@bp.route("/manage/organizations/new", methods=["GET", "POST"])
@access(may_see_directory)
def new_organization() -> Page:
    """Add an organization."""
    return _edit(None)


@bp.route("/manage/organizations/<int:organization_id>", methods=["GET", "POST"])
@access(may_see_directory, find=find_organization)
def edit_organization(organization: Organization) -> Page:
    """Names, aliases and the parent of an organization; saving confirms it."""
    return _edit(organization)


def _edit(organization: Organization | None) -> Page:
    form = OrganizationForm(data=_known(organization) if organization else None)
    form.parent_id.choices = _parents(organization)
    if not form.validate_on_submit():
        status = 422 if form.is_submitted() else 200
        return render_template(
            "people/organization.html", form=form, organization=organization
        ), status
    _save(organization, form)
    commit()
    flash(_("Сохранено."), "ok")
    return redirect(url_for("people.organization_list"))


def _known(organization: Organization) -> dict[str, Any]:
    return {
        "short_name": organization.short_name,
        "statutory_name": organization.statutory_name,
        "place": organization.place,
        "aliases": "; ".join(alias.name for alias in organization.aliases),
        "parent_id": organization.parent_id or 0,
    }


def _save(organization: Organization | None, form: OrganizationForm) -> None:
    actor = actor_of(current_viewer())
    aliases = tuple(filter(None, (part.strip() for part in (form.aliases.data or "").split(";"))))
    parent = db.session.get(Organization, form.parent_id.data or 0)
    short = form.short_name.data or ""
    statutory, place = form.statutory_name.data or short, form.place.data or ""
    if organization is None:
        operations.create_organization(
            short, statutory, place=place, parent=parent, aliases=aliases, actor=actor
        )
        return
    names = {"short_name": short, "statutory_name": statutory, "place": place}
    operations.update_organization(organization, parent, aliases, actor=actor, **names)


def _parents(organization: Organization | None) -> list[SelectChoice]:
    own = organization.id if organization else 0
    query = (
        select(Organization.id, Organization.short_name)
        .where(Organization.parent_id.is_(None), Organization.id != own)
        .order_by(Organization.sort_key)
    )
    rows = db.session.execute(query)
    return [
        SelectChoice(0, _("не филиал")),
        *(SelectChoice(row.id, row.short_name) for row in rows),
    ]
