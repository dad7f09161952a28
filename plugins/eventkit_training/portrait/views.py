"""«Портрет»: the organizer's page, the wall, and the files."""

from __future__ import annotations

import hashlib

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from eventkit.events.models import Event
from eventkit.files.answers import attachment
from eventkit.journal.operations import actor_of
from eventkit.web.access import access
from eventkit.web.papers import windows_file_name
from eventkit.web.requests import commit
from eventkit.web.viewer import current_viewer
from eventkit_training.portrait import circles, drawing, labels, sentences
from eventkit_training.portrait.files import MAKERS
from eventkit_training.portrait.forms import PortraitForm
from eventkit_training.portrait.operations import change_portrait, hide_portrait, publish_portrait
from eventkit_training.portrait.queries import Drawn, drawn_of, kept_portrait
from eventkit_training.portrait.rules import may_look
from eventkit_training.portrait.setting import about_words
from eventkit_training.programme.blueprint import bp
from eventkit_training.queries import training_by_slug
from eventkit_training.rules import may_plan

Page = str | Response | tuple[str, int]
HERE = "/<slug>/manage/portrait"
FILES = (
    ("pdf", _l("PDF для печати")),
    ("png", _l("Картинка PNG")),
    ("docx", _l("Word")),
    ("xlsx", _l("Excel")),
)


@bp.route(HERE, methods=["GET", "POST"])
@access(may_plan, training_by_slug)
def portrait(event: Event) -> Page:
    """The portrait as it stands, and the form of what it is made of."""
    drawn = drawn_of(event)
    form = PortraitForm(drawn)
    if form.validate_on_submit():
        change_portrait(event, form.choice(), form.picked(), actor=_actor())
        return _back(event, _("Портрет изменён."))
    if not form.is_submitted():
        form.load(drawn)
    kept = kept_portrait(event)
    page = _render(
        "training/portrait/manage.html",
        drawn,
        form=form,
        files=FILES,
        published_at=kept.published_at if kept else None,
    )
    return page, 422 if form.errors else 200


@bp.post(f"{HERE}/<any(publish,hide):act>")
@access(may_plan, training_by_slug)
def portrait_act(event: Event, act: str) -> Response:
    """Let everybody see the portrait, or the organizer alone again."""
    if act == "publish":
        publish_portrait(event, actor=_actor())
        return _back(event, _("Портрет виден всем: ссылка стоит на странице тренинга."))
    hide_portrait(event, actor=_actor())
    return _back(event, _("Портрет снова видите только вы."))


@bp.get(f"{HERE}.<any(pdf,png,docx,xlsx):ending>")
@access(may_plan, training_by_slug)
def portrait_file(event: Event, ending: str) -> Response:
    """The portrait as a file."""
    media_type, make = MAKERS[ending]
    name = windows_file_name(f"{_('Портрет')} {event.title}.{ending}")
    answer = Response(make(drawn_of(event)), mimetype=media_type)
    answer.headers["Content-Disposition"] = attachment(name)
    return answer


@bp.get("/<slug>/portrait/wall")
@access(may_look, training_by_slug)
def portrait_wall(event: Event) -> str:
    """The portrait on the whole screen."""
    drawn = drawn_of(event)
    return _render(
        "training/portrait/wall.html", drawn, state=_state(drawn), about=about_words(drawn)
    )


@bp.get("/<slug>/portrait/state")
@access(may_look, training_by_slug)
def portrait_state(event: Event) -> Response:
    """What changes of it; 304 while nothing has."""
    text = _state(drawn_of(event))
    tag = hashlib.sha256(text.encode()).hexdigest()[:20]
    answer = Response(status=304)
    if not request.if_none_match.contains_weak(tag):
        answer = Response(text, mimetype="text/html")
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _state(drawn: Drawn) -> str:
    return _render("training/portrait/_wall.html", drawn)


def _render(template: str, drawn: Drawn, **more: object) -> str:
    tools = {"words": sentences, "labels": labels, "draw": drawing, "circles": circles}
    return render_template(template, event=drawn.event, drawn=drawn, **tools, **more)


def _back(event: Event, words: str) -> Response:
    where = url_for("training.portrait", slug=event.slug)
    commit()
    flash(words, "ok")
    return redirect(where)


def _actor() -> str:
    return actor_of(current_viewer())
