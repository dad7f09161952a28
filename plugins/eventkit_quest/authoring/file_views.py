"""A quest as one file, and questions out of a table."""

from __future__ import annotations

import json
from dataclasses import replace

from flask import render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.queries import event_by_slug
from eventkit.events.refusals import RefusalError
from eventkit.files.models import StoredFile
from eventkit.web.access import access
from eventkit.web.tables import UnreadableTableError
from eventkit_quest.authoring import operations
from eventkit_quest.authoring.blueprint import Page, actor, bp, done
from eventkit_quest.authoring.drawings import is_harmless
from eventkit_quest.authoring.forms import FileForm
from eventkit_quest.authoring.queries import has_begun
from eventkit_quest.authoring.questions import read_questions
from eventkit_quest.authoring.rules import may_author
from eventkit_quest.authoring.words import refused
from eventkit_quest.engine import DefinitionError
from eventkit_quest.models import QuestGame
from eventkit_quest.pictures import data_url
from eventkit_quest.queries import definitions_of, quest_of

LARGEST = 20 * 1024 * 1024
LARGEST_TABLE = 5 * 1024 * 1024


@bp.get("/<slug>/edit/file")
@access(may_author, event_by_slug)
def file(event: Event) -> Page:
    """The quest as a file, out and in; questions from a table."""
    return _page(event)


@bp.get("/<slug>/edit/file/quest.json")
@access(may_author, event_by_slug)
def export(event: Event) -> Response:
    """The whole quest with its picture, to give to a colleague."""
    quest = quest_of(event)
    game = db.session.get(QuestGame, event.id)
    stored = db.session.get(StoredFile, game.picture_id) if game and game.picture_id else None
    if stored is not None and quest.map.picture:
        quest = replace(quest, pictures={quest.map.picture: data_url(stored)})
    else:
        quest = replace(quest, map=replace(quest.map, picture=""))
    text = json.dumps(quest.to_dict(), ensure_ascii=False, indent=1)
    answer = Response(text, mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{event.slug}.quest.json"'
    return answer


@bp.post("/<slug>/edit/file")
@access(may_author, event_by_slug)
def take_in(event: Event) -> Page:
    """Put a colleague's quest in the place of this one."""
    form = FileForm(prefix="quest")
    problems: list[str] = []
    if form.validate_on_submit():
        content = form.file.data.stream.read(LARGEST + 1)
        problems = _taken_in(event, content)
        if not problems:
            return done("quest_authoring.game", event.slug, _("Квест из файла взят."))
    return _page(event, quest_form=form, problems=problems), 422


@bp.post("/<slug>/edit/questions")
@access(may_author, event_by_slug)
def take_questions(event: Event) -> Page:
    """Add stations from a table of questions: all rows, or none with what is wrong."""
    form = FileForm(prefix="table")
    problems: list[str] = []
    if form.validate_on_submit():
        upload = form.file.data
        content = upload.stream.read(LARGEST_TABLE + 1)
        problems = _questions_taken(event, content, upload.filename or "")
        if not problems:
            return done("quest_authoring.game", event.slug, _("Вопросы добавлены станциями."))
    return _page(event, table_form=form, table_problems=problems), 422


def _taken_in(event: Event, content: bytes) -> list[str]:
    """Take a document in; what is wrong with it otherwise."""
    if len(content) > LARGEST:
        return [_("Файл слишком большой.")]
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        return [_("Это не файл квеста.")]
    try:
        quest = operations.take_in(event, document, actor=actor())
    except DefinitionError as refusal:
        db.session.rollback()
        return [refused(problem) for problem in refusal.problems]
    except (RefusalError, ValueError) as refusal:
        db.session.rollback()
        return [getattr(refusal, "message", "") or _("Картинка в файле повреждена.")]
    if not all(is_harmless(url) for url in quest.pictures.values()):
        db.session.rollback()
        return [_("Рисунок карты содержит не только рисунок. Сохраните его как PNG.")]
    return []


def _questions_taken(event: Event, content: bytes, name: str) -> list[str]:
    if len(content) > LARGEST_TABLE:
        return [_("Файл слишком большой.")]
    taken = {station.code for station in definitions_of(event)}
    try:
        stations, wrong = read_questions(content, name, taken)
        if wrong:
            return wrong
        operations.take_questions(event, stations, actor=actor())
    except UnreadableTableError as problem:
        return [str(problem)]
    except DefinitionError as refusal:
        db.session.rollback()
        return [refused(problem) for problem in refusal.problems]
    except RefusalError as refusal:
        db.session.rollback()
        return [str(refusal.message)]
    return []


def _page(
    event: Event,
    quest_form: FileForm | None = None,
    table_form: FileForm | None = None,
    problems: list[str] | None = None,
    table_problems: list[str] | None = None,
) -> str:
    return render_template(
        "quest/authoring/file.html",
        event=event,
        begun=has_begun(event),
        quest_form=quest_form or FileForm(formdata=None, prefix="quest"),
        table_form=table_form or FileForm(formdata=None, prefix="table"),
        problems=problems or [],
        table_problems=table_problems or [],
    )
