"""A questionnaire as a file, out and in."""

from __future__ import annotations

import json

from flask import render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.files.answers import attachment
from eventkit.printing.file_names import windows_file_name
from eventkit.questionnaires import operations
from eventkit.questionnaires.authoring.blueprint import (
    ROOT,
    Page,
    actor,
    bp,
    done,
    find_event,
    find_questionnaire,
)
from eventkit.questionnaires.authoring.forms import FileForm
from eventkit.questionnaires.authoring.reading import TableError, read_workbook
from eventkit.questionnaires.authoring.views import about, new_page
from eventkit.questionnaires.authoring.words import refused
from eventkit.questionnaires.authoring.workbook import to_workbook
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.models import Questionnaire
from eventkit.questionnaires.rules import may_author
from eventkit.spreadsheets.archives import UnreadableTableError
from eventkit.spreadsheets.writing import XLSX
from eventkit.web.access import access
from eventkit.web.plain_data import DefinitionError

LARGEST = 5 * 1024 * 1024
MOST_SHOWN = 50


@bp.post("/manage/<slug>/questionnaires/file")
@access(may_author, find=find_event)
def take_in(event: Event) -> Page:
    """A new questionnaire out of a colleague's file or out of a table."""
    form = FileForm(prefix="file")
    problems: list[str] = []
    if form.validate_on_submit():
        document, problems = _read(form)
        if not problems:
            made = operations.create_questionnaire(event, document, actor=actor())
            return done("items", made, _("Опросник из файла добавлен."))
    return new_page(event, file_form=form, problems=problems[:MOST_SHOWN]), 422


@bp.get(f"{ROOT}/file")
@access(may_author, find=find_questionnaire)
def file(questionnaire: Questionnaire) -> Page:
    """The questionnaire as a file, out and in."""
    return _page(questionnaire, FileForm(formdata=None), [])


@bp.post(f"{ROOT}/file")
@access(may_author, find=find_questionnaire)
def replace(questionnaire: Questionnaire) -> Page:
    """Put what a file says in the place of the draft."""
    form = FileForm()
    problems: list[str] = []
    if form.validate_on_submit():
        document, problems = _read(form)
        if not problems:
            try:
                operations.change_draft(questionnaire, document, actor=actor())
            except RefusalError as refusal:
                db.session.rollback()
                problems = [refusal.message]
            else:
                return done("items", questionnaire, _("Опросник заменён содержимым файла."))
    return _page(questionnaire, form, problems[:MOST_SHOWN]), 422


@bp.get(f"{ROOT}/questionnaire.json")
@access(may_author, find=find_questionnaire)
def as_json(questionnaire: Questionnaire) -> Response:
    """The whole questionnaire, to give to a colleague."""
    text = json.dumps(questionnaire.draft, ensure_ascii=False, indent=1)
    return _sent(questionnaire, text, "application/json", "json")


@bp.get(f"{ROOT}/questionnaire.xlsx")
@access(may_author, find=find_questionnaire)
def as_workbook(questionnaire: Questionnaire) -> Response:
    """The whole questionnaire as a workbook, to change in Excel."""
    return _sent(questionnaire, to_workbook(questionnaire.draft), XLSX, "xlsx")


def _sent(questionnaire: Questionnaire, body: str | bytes, kind: str, suffix: str) -> Response:
    answer = Response(body, mimetype=kind)
    name = windows_file_name(questionnaire.draft["title"]["ru"][:80])
    answer.headers["Content-Disposition"] = attachment(f"{name}.{suffix}")
    return answer


def _read(form: FileForm) -> tuple[object, list[str]]:
    """The document of the file that was sent, and what is wrong with it."""
    content = form.file.data.stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        return None, [_("Файл слишком большой.")]
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{":
        return _read_json(content)
    try:
        return read_workbook(content, form.file.data.filename or ""), []
    except TableError as refusal:
        return None, refusal.mistakes
    except UnreadableTableError as refusal:
        return None, [str(refusal)]


def _read_json(content: bytes) -> tuple[object, list[str]]:
    try:
        document = json.loads(content.decode("utf-8-sig"))
        return Instrument.from_dict(document).to_dict(), []
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        return None, [_("Файл повреждён: это не JSON.")]
    except DefinitionError as refusal:
        return None, [refused(problem) for problem in refusal.problems]


def _page(questionnaire: Questionnaire, form: FileForm, problems: list[str]) -> str:
    return render_template(
        "questionnaires/authoring/file.html",
        **about(questionnaire),
        form=form,
        problems=problems,
    )
