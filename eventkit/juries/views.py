"""The make-up of a jury, for the organizer."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.pages import find_judged
from eventkit.events.queries import event_by_slug
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.juries import operations
from eventkit.juries.expertise import set_expertise
from eventkit.juries.forms import JurorForm, JurorSettingsForm
from eventkit.juries.models import Juror
from eventkit.juries.opening import day_words, is_ahead
from eventkit.juries.queries import juror_by_token, juror_of_event, jurors_of, loads
from eventkit.juries.rules import may_run_jury, may_run_jury_of, may_watch_jury, session_key
from eventkit.people.models import Organization, Person
from eventkit.people.operations import create_organization, create_person, update_person
from eventkit.people.organizations import organization_named
from eventkit.people.queries import persons
from eventkit.people.signing_in import enter_as_juror
from eventkit.printing import qr
from eventkit.web.access import access, anyone
from eventkit.web.requests import commit, row_id
from eventkit.web.urls import full_url, pages_work_offline
from eventkit.web.viewer import current_viewer

bp = Blueprint("juries", __name__)
Page = str | Response | tuple[str, int]


def find_juror(slug: str, juror_id: int) -> Juror | None:
    """A member of this event's jury."""
    event = event_by_slug(slug)
    return juror_of_event(event.id, juror_id) if event else None


def actor() -> str:
    """Who acts, for the journal."""
    return actor_of(current_viewer())


@bp.get("/jury/<token>")
@access(anyone)
def door(token: str) -> Page:
    """Says for whom the door is; only the button opens it, so that mail scanners do not."""
    subject = juror_by_token(token)
    if subject is None:
        return render_template("juries/door_closed.html"), 404
    return render_template("juries/door.html", juror=subject, event=subject.event, token=token)


@bp.post("/jury/<token>")
@access(anyone)
def enter(token: str) -> Page:
    """Let the juror in; the link stays good until it is replaced or revoked."""
    subject = juror_by_token(token)
    if subject is None:
        return render_template("juries/door_closed.html"), 404
    operations.note_opening(subject)
    enter_as_juror(subject.id, session_key(subject))
    commit()
    return redirect(url_for("scoring.tasks"))


@bp.get("/manage/<slug>/jury")
@access(may_watch_jury, find=find_judged)
def jury(event: Event) -> Page:
    """Who sits in the jury, with links and loads."""
    form = JurorForm()
    form.offer(event)
    return _jury_page(event, form)


@bp.post("/manage/<slug>/jury")
@access(may_run_jury, find=find_judged)
def add(event: Event) -> Page:
    """Take a person into the jury."""
    form = JurorForm()
    form.offer(event)
    if not form.validate():
        return _jury_page(event, form), 422
    person = _person(form)
    if person is None:
        form.person.errors = [
            _("Такого человека в справочнике нет или их несколько. Выберите из списка.")
        ]
        return _jury_page(event, form), 422
    try:
        juror = operations.add_juror(
            event,
            person,
            is_chair=form.is_chair.data,
            load_limit=form.load_limit.data,
            actor=actor(),
        )
    except RefusalError as refusal:
        form.person.errors = [refusal.message]
        return _jury_page(event, form), 422
    set_expertise(juror, form.chosen(event), actor=actor())
    name = juror.person.short_name
    commit()
    flash(_("В жюри: %(name)s. Теперь отправьте личную ссылку.", name=name), "ok")
    return redirect(url_for("juries.jury", slug=event.slug))


def _jury_page(event: Event, form: JurorForm) -> str:
    jurors = jurors_of(event.id)
    return render_template(
        "juries/jury.html",
        event=event,
        jurors=jurors,
        loads=loads(event.id),
        form=form,
        may_run=may_run_jury(current_viewer(), event),
        without_link=[j for j in jurors if j.token_hash is None],
        works_offline=pages_work_offline(),
        is_ahead=is_ahead(event),
        opening_day=day_words(event),
    )


def _person(form: JurorForm) -> Person | None:
    if form.is_known:
        person = _known_person(form)
        if person is not None and form.email.data and not person.email:
            update_person(person, actor=actor(), email=form.email.data)
        return person
    return create_person(
        form.last_name.data.strip(),
        form.first_name.data.strip(),
        (form.patronymic.data or "").strip(),
        actor=actor(),
        email=(form.email.data or "").strip(),
        organization=_organization(form),
    )


def _known_person(form: JurorForm) -> Person | None:
    """Who was chosen; without scripts the one person whose names fit what was typed."""
    wanted = row_id(form.person_id.data)
    if wanted:
        return db.session.get(Person, wanted)
    found = db.session.scalars(persons(form.person.data or "").limit(2)).all()
    return found[0] if len(found) == 1 else None


def _organization(form: JurorForm) -> Organization | None:
    chosen = row_id(form.organization_id.data)
    if chosen:
        return db.session.get(Organization, chosen)
    name = " ".join((form.organization.data or "").split())
    if not name:
        return None
    known = organization_named(name)
    return known or create_organization(name[:200], is_confirmed=False, actor=actor())


@bp.get("/manage/<slug>/jury/people")
@access(may_run_jury, find=find_judged)
def people(event: Event) -> str:
    """Options for the search of known people."""
    search = request.args.get("q", "")
    found = db.session.scalars(persons(search).limit(12)).all() if len(search) > 1 else []
    return render_template("juries/people_options.html", people=found)


@bp.route("/manage/<slug>/jury/<int:juror_id>", methods=["GET", "POST"])
@access(may_run_jury_of, find_juror)
def juror(subject: Juror) -> Page:
    """One member: chair, limit, address, the personal link."""
    form = JurorSettingsForm(
        email=subject.person.email, is_chair=subject.is_chair, load_limit=subject.load_limit
    )
    form.offer(subject.event, subject)
    if not form.validate_on_submit():
        status = 422 if form.is_submitted() else 200
        return render_template(
            "juries/juror.html", event=subject.event, juror=subject, form=form
        ), status
    update_person(subject.person, actor=actor(), email=(form.email.data or "").strip())
    set_expertise(subject, form.chosen(subject.event), actor=actor())
    operations.change_juror(
        subject, is_chair=form.is_chair.data, load_limit=form.load_limit.data, actor=actor()
    )
    slug = subject.event.slug
    commit()
    flash(_("Изменения сохранены."), "ok")
    return redirect(url_for("juries.jury", slug=slug))


@bp.post("/manage/<slug>/jury/<int:juror_id>/link")
@access(may_run_jury_of, find_juror)
def link(subject: Juror) -> Page:
    """A new personal link: by letter, or shown once on this page."""
    address = _new_address(subject)
    event, name = subject.event, subject.person.short_name
    if request.form.get("how") == "letter":
        if operations.send_invitation(subject, address):
            commit()
            flash(_("Ссылка отправлена: %(name)s.", name=name), "ok")
            return redirect(url_for("juries.jury", slug=event.slug))
        flash(_("У этого человека нет почты: %(name)s. Ссылка показана здесь.", name=name), "warn")
    commit()
    return render_template(
        "juries/invitations.html", event=event, invitations=[_invitation(subject, address)]
    )


@bp.post("/manage/<slug>/jury/<int:juror_id>/revoke")
@access(may_run_jury_of, find_juror)
def revoke(subject: Juror) -> Response:
    """Shut the personal door."""
    operations.revoke_link(subject, actor=actor())
    slug, name = subject.event.slug, subject.person.short_name
    commit()
    flash(_("Ссылка отозвана: %(name)s.", name=name), "ok")
    return redirect(url_for("juries.jury", slug=slug))


@bp.post("/manage/<slug>/jury/letters")
@access(may_run_jury, find=find_judged)
def letters(event: Event) -> Response:
    """Send links to all who have none yet."""
    sent, unreachable = 0, []
    for member in jurors_of(event.id):
        if member.token_hash is not None:
            continue
        if member.person.email:
            sent += operations.send_invitation(member, _new_address(member))
        else:
            unreachable.append(member.person.short_name)
    slug = event.slug
    said = ngettext("Отправлено %(num)d письмо.", "Отправлено %(num)d писем.", sent)
    if is_ahead(event):
        said = f"{said} {_('Оценивать жюри сможет, когда вы откроете его работу.')}"
    commit()
    flash(said, "ok")
    if unreachable:
        names = ", ".join(unreachable)
        flash(_("Без почты: %(names)s. Напечатайте им приглашения.", names=names), "warn")
    return redirect(url_for("juries.jury", slug=slug))


@bp.post("/manage/<slug>/jury/invitations")
@access(may_run_jury, find=find_judged)
def invitations(event: Event) -> str:
    """A sheet of invitations with QR codes: new links, for those who have none or for all."""
    everyone = request.form.get("who") == "all"
    chosen = [j for j in jurors_of(event.id) if everyone or j.token_hash is None]
    rows = [_invitation(member, _new_address(member)) for member in chosen]
    commit()
    return render_template("juries/invitations.html", event=event, invitations=rows)


def _new_address(subject: Juror) -> str:
    token = operations.issue_link(subject, actor=actor())
    return full_url(url_for("juries.door", token=token))


def _invitation(subject: Juror, address: str) -> dict[str, object]:
    name = subject.person.full_name
    title = _("Личная ссылка: %(name)s", name=name)
    code = qr.svg(address, title=title, prefix=f"juror{subject.id}")
    return {"name": name, "chair": subject.is_chair, "address": address, "qr": code}
