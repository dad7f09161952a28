"""The texts that people agree to: the administrator reads them and makes new versions."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.registration.consent_forms import ConsentTextForm
from eventkit.registration.consents import KINDS, current_text, publish_text, versions_of
from eventkit.registration.views import bp
from eventkit.web.access import access, administrator
from eventkit.web.requests import commit
from eventkit.web.viewer import current_viewer

Page = str | Response | tuple[str, int]


@bp.get("/manage/site/consents")
@access(administrator)
def consent_texts() -> Page:
    """Both texts in force, each with its earlier versions."""
    kinds = {kind: (current_text(kind), versions_of(kind)) for kind in KINDS}
    return render_template("registration/consent_texts.html", kinds=kinds)


@bp.route("/manage/site/consents/<any(processing,publication):kind>", methods=["GET", "POST"])
@access(administrator)
def new_consent_text(kind: str) -> Page:
    """Write the next version of one text."""
    latest = current_text(kind)
    form = ConsentTextForm(text=latest.text)
    if form.validate_on_submit():
        try:
            made = publish_text(kind, form.text.data or "", actor=actor_of(current_viewer()))
        except RefusalError as refusal:
            form.text.errors = [refusal.message]
        else:
            commit()
            flash(_("Версия %(version)s действует с этой минуты.", version=made.version), "ok")
            return redirect(url_for(".consent_texts"))
    page = render_template(
        "registration/consent_text.html", form=form, kind=kind, version=latest.version + 1
    )
    return page, 422 if form.is_submitted() else 200
