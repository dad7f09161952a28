"""Pages of the scales."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

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
from eventkit.questionnaires.authoring.editing import free_scale
from eventkit.questionnaires.authoring.scale_form import FIELDS, ScaleForm, scale_data
from eventkit.questionnaires.authoring.views import about, page
from eventkit.questionnaires.models import Questionnaire
from eventkit.questionnaires.queries import draft_of
from eventkit.questionnaires.rules import may_author
from eventkit.web.access import access


@bp.get(f"{ROOT}/scales")
@access(may_author, find=find_questionnaire)
def scales(questionnaire: Questionnaire) -> Page:
    """All scales."""
    return render_template(
        "questionnaires/authoring/scales.html",
        **about(questionnaire),
        can_add=bool(_scored(questionnaire)),
    )


@bp.route(f"{ROOT}/scales/new", methods=["GET", "POST"])
@access(may_author, find=find_questionnaire)
def new_scale(questionnaire: Questionnaire) -> Page:
    """A new scale."""
    blank = {"title": {}, "items": [], "reversed": [], "score": "mean", "levels": []}
    return _scale(questionnaire, blank | {"min_answered": None}, "")


@bp.route(f"{ROOT}/scales/<scale_id>", methods=["GET", "POST"])
@access(may_author, find=find_questionnaire)
def scale(questionnaire: Questionnaire, scale_id: str) -> Page:
    """One scale."""
    return _scale(questionnaire, _known(questionnaire, scale_id), scale_id)


@bp.post(f"{ROOT}/scales/<scale_id>/remove")
@access(may_author, find=find_questionnaire)
def remove_scale(questionnaire: Questionnaire, scale_id: str) -> Page:
    """Take a scale out; its items stay."""
    _known(questionnaire, scale_id)
    slug, own = questionnaire.event.slug, questionnaire.id
    if tried(lambda: editor.remove_scale(questionnaire, scale_id, actor=actor())):
        return done("scales", questionnaire)
    return redirect(url_for("questionnaires.scales", slug=slug, questionnaire_id=own))


def _scale(questionnaire: Questionnaire, known: dict[str, Any], scale_id: str) -> Page:
    draft = questionnaire.draft
    offered = _scored(questionnaire)
    items, turned = list(known["items"]), list(known["reversed"])
    form = ScaleForm(_groups(draft), data=scale_data(known))
    if form.is_submitted():
        ticked, reverse = request.form.getlist("items"), request.form.getlist("reversed")
        items = [one for one in offered if one in ticked]
        turned = [one for one in offered if one in reverse]
    misplaced = _misplaced(offered, items, turned) if form.is_submitted() else ""
    if form.validate_on_submit() and not misplaced:
        ids = [one["id"] for one in draft["scales"]]
        name = scale_id or free_scale(ids)
        place = ids.index(name) if name in ids else len(ids)
        made = form.scale(name, items, turned)
        if tried(
            lambda: editor.save_scale(questionnaire, made, actor=actor()),
            form,
            FIELDS,
            at=f"scales[{place}]",
        ):
            return done("scales", questionnaire)
    return page(
        "scale",
        questionnaire,
        form,
        scale_id=scale_id,
        offered=offered,
        items=items,
        turned=turned,
        misplaced=misplaced,
    )


def _misplaced(offered: dict[str, str], items: list[str], turned: list[str]) -> str:
    """What is wrong with the ticks; empty if nothing is."""
    if not items:
        return str(_("Отметьте хотя бы один пункт."))
    alone = [offered[one] for one in turned if one not in items]
    if alone:
        return str(_("Отмечен обратным, но не входит в шкалу: «%(text)s».", text=alone[0]))
    return ""


def _scored(questionnaire: Questionnaire) -> dict[str, str]:
    """What a scale may take, by id: the texts of numbered items, and of each row of a matrix."""
    found: dict[str, str] = {}
    for number, item in enumerate(draft_of(questionnaire).items, start=1):
        rows = {f"{item.id}.{row.id}": row.text.get("ru", "") for row in item.rows}
        for one in item.scored:
            found[one] = f"{number}. {rows.get(one) or item.text.get('ru', '')}"
    return found


def _groups(draft: Any) -> list[dict[str, Any]]:
    """Options of the first grouping item, by which norms may differ."""
    first = draft["groups"][0] if draft["groups"] else ""
    found = [item for item in draft["items"] if item["id"] == first]
    return list(found[0].get("options", [])) if found else []


def _known(questionnaire: Questionnaire, scale_id: str) -> dict[str, Any]:
    known: list[dict[str, Any]] = questionnaire.draft["scales"]
    return next((one for one in known if one["id"] == scale_id), None) or abort(404)
