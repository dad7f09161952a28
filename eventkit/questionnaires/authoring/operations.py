"""Verbs of the editor: each holds the questionnaire, then changes the document as it is now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from eventkit.events.refusals import RefusalError
from eventkit.questionnaires.authoring import editing
from eventkit.questionnaires.models import Questionnaire
from eventkit.questionnaires.operations import change_draft
from eventkit.questionnaires.versions import hold


def save_head(questionnaire: Questionnaire, head: Mapping[str, Any], *, actor: str) -> None:
    """Keep the titles, texts, source and licence."""
    _edit(questionnaire, lambda document: dict(document) | dict(head), actor)


def save_item(
    questionnaire: Questionnaire, item: Mapping[str, Any], *, is_group: bool, actor: str
) -> None:
    """Keep an item, or add it last."""

    def change(document: editing.Document) -> editing.Document:
        return editing.put_group(editing.put_item(document, item), str(item["id"]), is_group)

    _edit(questionnaire, change, actor)


def add_statements(questionnaire: Questionnaire, texts: list[str], *, actor: str) -> None:
    """Add an agreement item for each text, answered like the last item of that kind if any."""

    def change(document: editing.Document) -> editing.Document:
        like = [one for one in document["items"] if one["kind"] == "likert"]
        kept = ("min", "max", "labels", "required")
        model = like[-1] if like else editing.AGREEMENT
        shape = {name: model[name] for name in kept if name in model}
        for text in texts:
            name = editing.free_name("q", [one["id"] for one in document["items"]])
            item = {"id": name, "kind": "likert", "text": {"ru": text}} | shape
            document = editing.put_item(document, item)
        return document

    _edit(questionnaire, change, actor)


def move_item(questionnaire: Questionnaire, item_id: str, up: bool, *, actor: str) -> None:
    """Exchange an item with its neighbour; refused where it would come before its condition."""
    _edit(questionnaire, lambda known: editing.moved_item(known, item_id, up), actor)


def remove_item(questionnaire: Questionnaire, item_id: str, *, actor: str) -> None:
    """Take an item out; refused while other items or a scale need it."""

    def change(document: editing.Document) -> editing.Document:
        asked = [one for one in document["items"] if one.get("when", {}).get("item") == item_id]
        if asked:
            raise RefusalError(
                _(
                    "От этого пункта зависит другой: «%(text)s». Сначала снимите его условие.",
                    text=asked[0]["text"].get("ru", "")[:80],
                )
            )
        made = editing.without_item(document, item_id)
        for scale in made["scales"]:
            if not scale["items"]:
                raise RefusalError(
                    _(
                        "Шкала «%(title)s» осталась бы без пунктов. Сначала уберите шкалу.",
                        title=scale["title"].get("ru", ""),
                    )
                )
        return made

    _edit(questionnaire, change, actor)


def break_page(questionnaire: Questionnaire, item_id: str, *, actor: str) -> None:
    """Let a new page begin with an item."""
    _edit(questionnaire, lambda known: editing.broken_page(known, item_id), actor)


def join_page(questionnaire: Questionnaire, number: int, *, actor: str) -> None:
    """Put a page together with the one before it."""
    _edit(questionnaire, lambda known: editing.joined_page(known, number), actor)


def save_page(
    questionnaire: Questionnaire, number: int, said: Mapping[str, Any], *, actor: str
) -> None:
    """Keep a page's title, text and order."""
    _edit(questionnaire, lambda known: editing.put_page(known, number, said), actor)


def save_scale(questionnaire: Questionnaire, scale: Mapping[str, Any], *, actor: str) -> None:
    """Keep a scale, or add it last."""
    _edit(questionnaire, lambda known: editing.put_scale(known, scale), actor)


def remove_scale(questionnaire: Questionnaire, scale_id: str, *, actor: str) -> None:
    """Take a scale out."""
    _edit(questionnaire, lambda known: editing.without_scale(known, scale_id), actor)


def _edit(
    questionnaire: Questionnaire,
    change: Callable[[editing.Document], editing.Document],
    actor: str,
) -> None:
    hold(questionnaire)
    change_draft(questionnaire, change(questionnaire.draft), actor=actor)
