"""Pages of one item and of one page of items."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, request, url_for

from eventkit.questionnaires.authoring import operations as editor
from eventkit.questionnaires.authoring.blueprint import (
    ROOT,
    Page,
    actor,
    bp,
    done,
    find_questionnaire,
    tried,
)
from eventkit.questionnaires.authoring.editing import free_name
from eventkit.questionnaires.authoring.forms import PageForm
from eventkit.questionnaires.authoring.item_form import FIELDS, ItemForm, item_data, new_item
from eventkit.questionnaires.authoring.views import page
from eventkit.questionnaires.authoring.words import KINDS
from eventkit.questionnaires.engine.items import KINDS as KNOWN_KINDS
from eventkit.questionnaires.models import Questionnaire
from eventkit.questionnaires.rules import may_author
from eventkit.web.access import access


@bp.route(f"{ROOT}/items/new", methods=["GET", "POST"])
@access(may_author, find=find_questionnaire)
def new_item_page(questionnaire: Questionnaire) -> Page:
    """A new item of the kind that was chosen; it goes to the end of the last page."""
    kind = request.args.get("kind", "likert")
    if kind not in KNOWN_KINDS:
        abort(404)
    return _item(questionnaire, new_item(kind), "")


@bp.route(f"{ROOT}/items/<item_id>", methods=["GET", "POST"])
@access(may_author, find=find_questionnaire)
def item(questionnaire: Questionnaire, item_id: str) -> Page:
    """One item."""
    return _item(questionnaire, _known(questionnaire, item_id), item_id)


@bp.post(f"{ROOT}/items/<item_id>/<any(up,down,page,remove):act>")
@access(may_author, find=find_questionnaire)
def act_on_item(questionnaire: Questionnaire, item_id: str, act: str) -> Page:
    """Move an item, let a page begin with it, or take it out."""
    _known(questionnaire, item_id)
    verbs = {
        "up": lambda: editor.move_item(questionnaire, item_id, True, actor=actor()),
        "down": lambda: editor.move_item(questionnaire, item_id, False, actor=actor()),
        "page": lambda: editor.break_page(questionnaire, item_id, actor=actor()),
        "remove": lambda: editor.remove_item(questionnaire, item_id, actor=actor()),
    }
    return _acted(questionnaire, verbs[act])


@bp.route(f"{ROOT}/pages/<int:number>", methods=["GET", "POST"])
@access(may_author, find=find_questionnaire)
def edit_page(questionnaire: Questionnaire, number: int) -> Page:
    """A page of items: its title, its text, its order; pages count from 1."""
    known = _page(questionnaire, number)
    data: dict[str, Any] = {"shuffled": known["shuffled"]}
    for name in ("title", "text"):
        data |= {f"{name}_{tongue}": known[name].get(tongue) for tongue in ("ru", "en")}
    form = PageForm(data=data)
    if form.validate_on_submit():
        said: dict[str, Any] = {"shuffled": form.shuffled.data}
        for name in ("title", "text"):
            both = {tongue: form[f"{name}_{tongue}"].data for tongue in ("ru", "en")}
            said[name] = {tongue: words for tongue, words in both.items() if words}
        if tried(lambda: editor.save_page(questionnaire, number - 1, said, actor=actor()), form):
            return done("items", questionnaire)
    return page("page", questionnaire, form, number=number)


@bp.post(f"{ROOT}/pages/<int:number>/join")
@access(may_author, find=find_questionnaire)
def join_page(questionnaire: Questionnaire, number: int) -> Page:
    """Put a page together with the one before it."""
    _page(questionnaire, number)
    return _acted(questionnaire, lambda: editor.join_page(questionnaire, number - 1, actor=actor()))


def _item(questionnaire: Questionnaire, known: dict[str, Any], item_id: str) -> Page:
    draft = questionnaire.draft
    items = draft["items"]
    place = next((n for n, one in enumerate(items) if one["id"] == item_id), len(items))
    data = item_data(known, {one["id"]: one for one in items}, is_group=item_id in draft["groups"])
    form = ItemForm(known["kind"], items[:place], data=data)
    if form.validate_on_submit():
        name = item_id or free_name("q", [one["id"] for one in items])
        made = form.item(name, known)
        is_group = "is_group" in form and bool(form.is_group.data)
        if tried(
            lambda: editor.save_item(questionnaire, made, is_group=is_group, actor=actor()),
            form,
            FIELDS,
            at=f"items[{place}]",
        ):
            return done("items", questionnaire, _anchor=f"item-{name}")
    return page(
        "item", questionnaire, form, item_id=item_id, kind=KINDS[known["kind"]], number=place + 1
    )


def _acted(questionnaire: Questionnaire, verb: Any) -> Page:
    slug, own = questionnaire.event.slug, questionnaire.id
    if tried(verb):
        return done("items", questionnaire)
    return redirect(url_for("questionnaires.items", slug=slug, questionnaire_id=own))


def _known(questionnaire: Questionnaire, item_id: str) -> dict[str, Any]:
    known: list[dict[str, Any]] = questionnaire.draft["items"]
    return next((one for one in known if one["id"] == item_id), None) or abort(404)


def _page(questionnaire: Questionnaire, number: int) -> dict[str, Any]:
    pages = questionnaire.draft["pages"]
    if not 1 <= number <= len(pages):
        abort(404)
    return dict(pages[number - 1])
