"""Situations from a spreadsheet: the template, and the file with all its rows or none."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from eventkit.db import restart_as_writer
from eventkit.journal.operations import actor_of
from eventkit.web.access import access
from eventkit.web.requests import commit, slow_first
from eventkit.web.tables import XLSX, UnreadableTableError, load
from eventkit.web.viewer import current_viewer
from eventkit_duet.cases import operations, queries
from eventkit_duet.cases.forms import TableForm
from eventkit_duet.cases.rules import may_keep_bank
from eventkit_duet.cases.table import Mistake, read_cases, template
from eventkit_duet.cases.views import Page, bp

LARGEST = 5 * 1024 * 1024


@bp.get("/cases/table")
@access(may_keep_bank)
def table() -> Page:
    """What the table is like, and the form for it."""
    return _page(TableForm(formdata=None))


@bp.get("/cases/table/template.xlsx")
@access(may_keep_bank)
def table_template() -> Response:
    """The empty table with its headings."""
    answer = Response(template(), mimetype=XLSX)
    answer.headers["Content-Disposition"] = 'attachment; filename="cases.xlsx"'
    return answer


@bp.post("/cases/table")
@slow_first
@access(may_keep_bank)
def take_table() -> Page:
    """Add all cases of the file; with one mistake in it, none, and each mistake is named."""
    form = TableForm()
    if not form.validate_on_submit():
        return _page(form), 422
    upload = form.file.data
    content = upload.stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        form.file.errors = [_("Файл больше 5 МБ. Уберите из него лишнее.")]
        return _page(form), 422
    actor = actor_of(current_viewer())
    try:
        sheets = load(content, upload.filename or "")
    except UnreadableTableError as problem:
        form.file.errors = [str(problem)]
        return _page(form), 422
    restart_as_writer()
    operations.hold_bank()
    right, wrong = read_cases(sheets, [one.title for one in queries.bank()])
    if wrong:
        return _page(form, wrong, len(right)), 422
    operations.add_cases([(one.title, one.topic, one.text) for one in right], actor=actor)
    commit()
    flash(_("Добавлено кейсов: %(number)d.", number=len(right)), "ok")
    return redirect(url_for("cases.bank"))


def _page(form: TableForm, wrong: Sequence[Mistake] = (), right: int = 0) -> str:
    return render_template("duet/bank_table.html", form=form, wrong=wrong, right=right)
