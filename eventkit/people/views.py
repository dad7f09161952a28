"""Signing in and out, by password or by a link in a letter; one's own account."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.db import db, restart_as_writer
from eventkit.journal.operations import actor_of
from eventkit.people import operations, passwords, signing_in
from eventkit.people.accounts import Account
from eventkit.people.forms import (
    LinkForm,
    PasswordForm,
    PersonForm,
    SignInForm,
    person_details,
)
from eventkit.people.queries import account_by_email
from eventkit.web.access import access, anyone, signed_in
from eventkit.web.requests import commit, slow_first
from eventkit.web.security import limiter
from eventkit.web.urls import full_url, safe_next
from eventkit.web.viewer import current_viewer

bp = Blueprint("people", __name__)
Page = str | Response | tuple[str, int]


@bp.route("/login", methods=["GET", "POST"])
@limiter.limit("10 per minute; 60 per hour", methods=["POST"])
@access(anyone)
@slow_first
def login() -> Page:
    """Sign in with e-mail and password; the other way is a link by e-mail."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _login_page(form, 422 if form.is_submitted() else 200)
    account = account_by_email(form.email.data)
    fits = passwords.verify_password(account.password_hash if account else None, form.password.data)
    if account is None or not fits or not account.is_active:
        form.password.errors = [
            _("Почта и пароль не подошли друг к другу. Проверьте их или получите ссылку на почту.")
        ]
        return _login_page(form, 422)
    signing_in.sign_in(account)
    return redirect(safe_next(request.args.get("next"), url_for("desk.desk")))


def _login_page(form: SignInForm, status: int) -> tuple[str, int]:
    return render_template("people/login.html", form=form, link_form=LinkForm()), status


@bp.post("/login/link")
@limiter.limit("5 per minute; 20 per hour")
@access(anyone)
def request_link() -> Page:
    """Send a sign-in link; the answer is the same whether the address is known or not."""
    form = LinkForm()
    if not form.validate_on_submit():
        return render_template(
            "people/login.html", form=SignInForm(formdata=None), link_form=form
        ), 422
    account = operations.account_for(form.email.data or "")
    if account is not None and account.is_active:
        operations.send_sign_in_link(
            account, lambda token: full_url(url_for("people.use_link", token=token))
        )
    commit()
    return render_template("people/link_sent.html", email=form.email.data)


@bp.route("/login/link/<token>", methods=["GET", "POST"])
@limiter.limit("20 per minute", methods=["POST"])
@access(anyone)
def use_link(token: str) -> Page:
    """Open a sign-in link: a GET only shows a button, so mail scanners do not spend it."""
    if request.method == "GET":
        return render_template("people/use_link.html", token=token)
    account = operations.use_sign_in_link(token)
    commit()
    if account is None:
        return render_template("people/link_spent.html"), 410
    signing_in.sign_in(account)
    return redirect(url_for("desk.desk"))


@bp.post("/logout")
@access(anyone)
def logout() -> Response:
    """End the session."""
    signing_in.sign_out()
    return redirect(url_for("desk.start"))


def own_account() -> Account | None:
    """The account of the viewer."""
    return db.session.get(Account, current_viewer().account_id or 0)


@bp.get("/me")
@access(signed_in)
def me() -> Page:
    """One's own data, password and sessions."""
    account = own_account()
    return _me_page(account, PersonForm(obj=account.person if account else None), PasswordForm())


@bp.post("/me")
@access(signed_in)
def save_me() -> Page:
    """Change one's own data; the first save makes the person of an account without one."""
    account = own_account()
    form = PersonForm()
    if account is None or not form.validate_on_submit():
        return _me_page(account, form, PasswordForm(formdata=None)), 422
    details = person_details(form)
    if account.person is None:
        account.person = operations.create_person(**details, actor=actor_of(current_viewer()))
    else:
        operations.update_person(account.person, actor=actor_of(current_viewer()), **details)
    commit()
    flash(_("Сохранено."), "ok")
    return redirect(url_for("people.me"))


@bp.post("/me/password")
@limiter.limit("10 per hour")
@access(signed_in)
@slow_first
def change_password() -> Page:
    """Set a new password; all other sessions end."""
    form = PasswordForm()
    if not form.validate_on_submit():
        account = own_account()
        return _me_page(
            account, PersonForm(formdata=None, obj=account.person if account else None), form
        ), 422
    hashed = passwords.hash_password(form.password.data)
    restart_as_writer()
    account = own_account()
    if account is not None:
        operations.set_password(account, hashed, actor=f"account:{account.id}")
        commit()
        signing_in.sign_in(account)
        flash(_("Пароль изменён. На других устройствах нужно войти заново."), "ok")
    return redirect(url_for("people.me"))


def _me_page(account: Account | None, form: PersonForm, password_form: PasswordForm) -> str:
    return render_template(
        "people/me.html", account=account, form=form, password_form=password_form
    )
