"""Pages of cards: the pair's own, everybody's, the organizer's."""

from __future__ import annotations

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wsgi import FileWrapper

from eventkit.db import restart_as_writer
from eventkit.events.models import Event
from eventkit.events.queries import event_by_slug
from eventkit.files.operations import MEGABYTE, Received, open_file
from eventkit.journal.operations import actor_of
from eventkit.web.access import access
from eventkit.web.requests import commit, slow_first
from eventkit.web.viewer import current_viewer
from eventkit_duet.cards import operations
from eventkit_duet.cards.forms import CardForm, safe_photo
from eventkit_duet.cards.queries import Own, Shown, find_own, find_shown, shown_cards
from eventkit_duet.cards.rules import acts_for, may_fill, may_see_card, may_see_cards

bp = Blueprint("duet", "eventkit_duet", template_folder="templates")


@bp.get("/<slug>/own/<token>/card")
@access(may_fill, find_own)
def edit_card(own: Own) -> Any:
    """The pair's own card, to be filled in."""
    shown = _shown(own)
    form = CardForm()
    form.load(shown.card)
    return _own_page(own, shown, form)


@bp.post("/<slug>/own/<token>/card")
@slow_first
@access(may_fill, find_own)
def save_card(own: Own) -> Any:
    """Keep the card as a draft or as ready."""
    form = CardForm()
    valid = form.validate_on_submit()
    photo = _photo(form) if valid else None
    valid = valid and not form.errors
    restart_as_writer()
    if not valid:
        return _own_page(own, _shown(own), form), 422
    is_ready = request.form.get("then") == "ready"
    operations.save_card(
        own.entry,
        form.values(),
        is_ready=is_ready,
        photo=photo,
        drop_photo=bool(form.drop_photo.data),
        actor=_actor(),
    )
    where = _own_address(own)
    commit()
    flash(_("Карточка готова.") if is_ready else _("Черновик сохранён."), "ok")
    return redirect(where)


@bp.post("/<slug>/own/<token>/card/<any(agree,hide):act>")
@access(may_fill, find_own)
def consent(own: Own, act: str) -> Any:
    """A member agrees to show the card, or takes that back; each only for oneself."""
    person_id = acts_for(current_viewer(), own)
    if person_id is None:
        abort(403)
    verb = operations.agree if act == "agree" else operations.take_back
    verb(own.entry, person_id, actor=_actor())
    where = _own_address(own)
    commit()
    flash(_("Записано. Решение можно изменить в любой день."), "ok")
    return redirect(where)


@bp.get("/<slug>/pairs/<int:entry_id>")
@access(may_see_card, find_shown)
def card(shown: Shown) -> Any:
    """One card; prints on a sheet."""
    return render_template("duet/card.html", event=shown.entry.event, shown=shown)


@bp.get("/<slug>/pairs/<int:entry_id>/photo.jpg")
@access(may_see_card, find_shown)
def photo(shown: Shown) -> Response:
    """The photograph as the app has drawn it anew."""
    file = shown.card.photo if shown.card else None
    if file is None:
        abort(404)
    stream = open_file(file)
    response = Response(FileWrapper(stream), mimetype="image/jpeg", direct_passthrough=True)
    response.call_on_close(stream.close)
    response.headers["Content-Length"] = str(file.size)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@bp.get("/<slug>/manage/cards")
@access(may_see_cards, event_by_slug)
def cards(event: Event) -> Any:
    """All cards of the admitted pairs: what is ready, what may be shown."""
    return render_template("duet/cards.html", event=event, rows=shown_cards(event))


def _shown(own: Own) -> Shown:
    return find_shown(own.entry.event.slug, own.entry.id) or abort(404)


def _own_address(own: Own) -> str:
    return url_for("duet.edit_card", slug=own.entry.event.slug, token=own.key)


def _home(own: Own) -> str:
    """The page of the one who fills the card in: the application's, or that of the own link."""
    page = "registration.mine" if own.second_id is None else "pairs.answer"
    return url_for(page, slug=own.entry.event.slug, token=own.key)


def _own_page(own: Own, shown: Shown, form: CardForm) -> str:
    return render_template(
        "duet/own_card.html",
        event=own.entry.event,
        key=own.key,
        home=_home(own),
        shown=shown,
        form=form,
        member=acts_for(current_viewer(), own),
    )


def _photo(form: CardForm) -> Received | None:
    upload = form.photo.data
    if not upload or not getattr(upload, "filename", ""):
        return None
    limit = int(current_app.config["MAX_FILE_MB"]) * MEGABYTE
    try:
        return safe_photo(upload.stream, limit)
    except ValueError as problem:
        form.photo.errors = [*form.photo.errors, str(problem)]
        return None


def _actor() -> str:
    return actor_of(current_viewer())
