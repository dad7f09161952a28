"""«Результаты опроса»: the report of a questionnaire as page and workbook."""

from __future__ import annotations

from io import BytesIO

from flask import render_template, request, send_file
from werkzeug.wrappers import Response

from eventkit.printing.file_names import windows_file_name
from eventkit.questionnaires.authoring.blueprint import ROOT, Page, bp, find_questionnaire
from eventkit.questionnaires.authoring.views import about
from eventkit.questionnaires.models import Questionnaire
from eventkit.questionnaires.queries import answered_by_wave
from eventkit.questionnaires.reports import words
from eventkit.questionnaires.reports.forms import LimitsForm
from eventkit.questionnaires.reports.queries import report_of
from eventkit.questionnaires.reports.themes import answers_by_theme, themes_of
from eventkit.questionnaires.reports.workbook import report_workbook
from eventkit.questionnaires.rules import may_author
from eventkit.questionnaires.titles import text_of, title_of
from eventkit.spreadsheets.writing import XLSX
from eventkit.web.access import access


@bp.get(f"{ROOT}/results")
@access(may_author, find=find_questionnaire)
def results(questionnaire: Questionnaire) -> Page:
    """Scales, changes, choices, pairs and words of the closed waves."""
    form = LimitsForm(request.args)
    limits = form.limits()
    return render_template(
        "questionnaires/reports/results.html",
        **about(questionnaire),
        report=report_of(questionnaire, **limits),
        limits=limits,
        form=form,
        words=words,
        title_of=title_of,
        answered=answered_by_wave(questionnaire.event),
        themes=themes_of(questionnaire),
        inside=answers_by_theme(questionnaire),
    )


@bp.get(f"{ROOT}/results.xlsx")
@access(may_author, find=find_questionnaire)
def results_as_workbook(questionnaire: Questionnaire) -> Response:
    """The same numbers as a workbook, hidden ones left out."""
    report = report_of(questionnaire, **LimitsForm(request.args).limits())
    title = text_of(report.instrument.title)
    return send_file(
        BytesIO(report_workbook(report)),
        mimetype=XLSX,
        as_attachment=True,
        download_name=windows_file_name(f"{title}.xlsx"),
    )
