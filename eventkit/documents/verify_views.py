"""Pages for everybody: is this document real; and one's own paper by its secret address."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.documents.answers import pdf_answer
from eventkit.documents.codes import LENGTH, looks_like_code, read_code
from eventkit.documents.forms import VerifyForm
from eventkit.documents.keys import award_by_key
from eventkit.documents.models import Award
from eventkit.documents.papers import ornament_of
from eventkit.documents.queries import award_by_code, awards_by_number
from eventkit.documents.verdicts import has_surname, verdict
from eventkit.documents.views import bp
from eventkit.web.access import access, anyone
from eventkit.web.security import limiter

Page = str | Response | tuple[str, int]


@bp.get("/verify")
@limiter.limit("60 per minute; 600 per hour")
@access(anyone)
def verify_form() -> Page:
    """Ask for a number or a code; one typed on the start page is already there."""
    typed = request.args.get("number", "")[:60]
    by_code = award_by_code(read_code(typed)) if typed else None
    if by_code is not None:
        return redirect(url_for("documents.verify", code=by_code.code))
    form = VerifyForm(data={"number": typed})
    return _no_such_code(form) if looks_like_code(typed) else _form_page(form, 200)


@bp.post("/verify")
@limiter.limit("10 per minute; 60 per hour")
@access(anyone)
def look_up() -> Page:
    """Find a paper by its code, or by its number with the surname on it."""
    form = VerifyForm()
    if not form.validate_on_submit():
        return _form_page(form, 422)
    by_code = award_by_code(read_code(form.number.data) or form.number.data)
    if by_code is not None:
        return redirect(url_for("documents.verify", code=by_code.code))
    is_code = looks_like_code(form.number.data)
    if not form.surname.data and not is_code:
        form.surname.errors = [_("Вместе с номером нужна фамилия, как она напечатана.")]
        return _form_page(form, 422)
    for award in awards_by_number(form.number.data):
        if has_surname(award, form.surname.data):
            return redirect(url_for("documents.verify", code=award.code))
    if is_code:
        return _no_such_code(form)
    return render_template("documents/not_found.html", typed=form.number.data, is_code=False), 404


def _no_such_code(form: VerifyForm) -> Page:
    """Say that no paper bears the code, and what to compare; it stays to be corrected."""
    form.number.errors = [
        _(
            "Документа с таким кодом нет. Сверьте с бумагой все %(num)d знаков: это цифры и "
            "латинские буквы, кроме I, L, O и U. Или впишите номер и фамилию.",
            num=LENGTH,
        )
    ]
    return _form_page(form, 404)


def _form_page(form: VerifyForm, status: int) -> Page:
    return render_template("documents/verify_form.html", form=form), status


@bp.get("/verify/<code>")
@limiter.limit("60 per minute; 600 per hour")
@access(anyone)
def verify(code: str) -> Page:
    """Say whether the paper is real, and what it certifies."""
    stored = read_code(code)
    award = award_by_code(stored) if stored else None
    if award is None:
        is_code = looks_like_code(code)
        page = render_template("documents/not_found.html", typed=code[:60], is_code=is_code)
        return page, 404
    return render_template(
        "documents/verdict.html", verdict=verdict(award), ornament=ornament_of(award.event)
    )


@bp.get("/papers/<key>")
@limiter.limit("30 per minute")
@access(anyone, award_by_key)
def own_paper(award: Award) -> Response:
    """The recipient's own file; the address is secret and ends when the paper is voided."""
    return pdf_answer(award.event, [award])
