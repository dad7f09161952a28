"""Pages of the administrator and of an event's staff: accounts, roles, the site's settings."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from eventkit.db import db
from eventkit.journal.operations import actor_of
from eventkit.people import operations
from eventkit.people.accounts import Account
from eventkit.people.forms import AccountForm, SiteForm
from eventkit.people.views import bp
from eventkit.web.access import access, administrator
from eventkit.web.models import SiteSettings, unsaved_site
from eventkit.web.pages import paginate
from eventkit.web.requests import commit
from eventkit.web.urls import full_url
from eventkit.web.viewer import current_viewer

Page = str | Response | tuple[str, int]


def find_account(account_id: int) -> Account | None:
    """An account by its id."""
    return db.session.get(Account, account_id)


@bp.get("/manage/accounts")
@access(administrator)
def accounts() -> Page:
    """All accounts."""
    query = select(Account).options(joinedload(Account.person)).order_by(Account.email)
    return render_template("people/accounts.html", page=paginate(query), form=AccountForm())


@bp.post("/manage/accounts")
@access(administrator)
def open_account() -> Page:
    """Open an account and send its first sign-in link."""
    form = AccountForm()
    if form.validate_on_submit():
        try:
            account = operations.create_account(
                form.email.data or "",
                is_administrator=form.is_administrator.data,
                actor=actor_of(current_viewer()),
            )
        except operations.EmailTakenError:
            form.email.errors = [_("С этим адресом учётная запись уже есть.")]
        else:
            operations.send_sign_in_link(
                account, lambda token: full_url(url_for("people.use_link", token=token))
            )
            commit()
            flash(_("Учётная запись открыта, ссылка для входа отправлена."), "ok")
            return redirect(url_for("people.accounts"))
    query = select(Account).options(joinedload(Account.person)).order_by(Account.email)
    return render_template("people/accounts.html", page=paginate(query), form=form), 422


@bp.post("/manage/accounts/<int:account_id>/active")
@access(administrator, find=find_account)
def set_account_active(account: Account) -> Page:
    """Close an account or open it again; the own one stays open."""
    if account.id == current_viewer().account_id:
        flash(_("Свою учётную запись отключить нельзя: попросите другого администратора."), "bad")
        return redirect(url_for("people.accounts"))
    active = request.form.get("active") == "1"
    operations.set_active(account, active, actor=actor_of(current_viewer()))
    commit()
    return redirect(url_for("people.accounts"))


@bp.route("/manage/site", methods=["GET", "POST"])
@access(administrator)
def site_settings() -> Page:
    """Who runs the site, as its pages, letters and diplomas say."""
    settings = db.session.get(SiteSettings, 1) or unsaved_site()
    form = SiteForm(obj=settings)
    if form.validate_on_submit():
        form.populate_obj(settings)
        kept: SiteSettings = db.session.merge(settings)
        operations.note_site_settings(kept, actor=actor_of(current_viewer()))
        commit()
        flash(_("Сохранено."), "ok")
        return redirect(url_for("people.site_settings"))
    return render_template("people/site.html", form=form), 422 if form.is_submitted() else 200
