"""Open answers put together into themes by hand."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask_babel import gettext as _
from sqlalchemy import delete, select

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.questionnaires.models import Questionnaire, Theme, ThemedAnswer
from eventkit.questionnaires.reports.contents import Text
from eventkit.questionnaires.reports.queries import report_of
from eventkit.questionnaires.versions import hold, note


def texts_of(questionnaire: Questionnaire, item: str) -> list[Text]:
    """The open answers to an item in all waves, as far as they are shown."""
    report = report_of(questionnaire)
    return [text for one in report.texts if one.item.id == item for text in one.texts or ()]


def themes_of(questionnaire: Questionnaire, item: str = "") -> Sequence[Theme]:
    """The themes of an item, or of all, by title."""
    query = select(Theme).where(Theme.questionnaire_id == questionnaire.id)
    if item:
        query = query.where(Theme.item == item)
    return db.session.scalars(query.order_by(Theme.title, Theme.id)).all()


def answers_by_theme(questionnaire: Questionnaire) -> dict[int, set[int]]:
    """Ids of answers by the id of their theme, themes without answers too."""
    themes = themes_of(questionnaire)
    found: dict[int, set[int]] = {theme.id: set() for theme in themes}
    query = select(ThemedAnswer.theme_id, ThemedAnswer.response_id)
    for theme, response in db.session.execute(query.where(ThemedAnswer.theme_id.in_(found))):
        found[theme].add(response)
    return found


def put_into_theme(
    questionnaire: Questionnaire, item: str, title: str, answers: Collection[int], *, actor: str
) -> Theme:
    """Put answers into the theme of this title, made where there is none.

    Raises RefusalError without a title, or without an answer that is shown.
    """
    hold(questionnaire)
    title = " ".join(title.split())
    if not title:
        raise RefusalError(_("Назовите тему или выберите из списка."), "title")
    known = {text.response_id for text in texts_of(questionnaire, item)} & set(answers)
    if not known:
        raise RefusalError(_("Отметьте хотя бы один ответ."))
    theme = _theme(questionnaire, item, title)
    inside = answers_by_theme(questionnaire)[theme.id]
    db.session.add_all(
        ThemedAnswer(theme=theme, response_id=number) for number in sorted(known - inside)
    )
    db.session.flush()
    note(questionnaire, "theme.filled", actor, {"answers": len(known)}, {"title": title})
    return theme


def take_out(theme: Theme, answer: int, *, actor: str) -> None:
    """Take an answer out of a theme again."""
    hold(theme.questionnaire)
    own = (ThemedAnswer.theme_id == theme.id, ThemedAnswer.response_id == answer)
    db.session.execute(delete(ThemedAnswer).where(*own))
    note(theme.questionnaire, "theme.thinned", actor, texts={"title": theme.title})


def remove_theme(theme: Theme, *, actor: str) -> None:
    """Take a theme away; its answers stay."""
    hold(theme.questionnaire)
    note(theme.questionnaire, "theme.removed", actor, texts={"title": theme.title})
    db.session.execute(delete(ThemedAnswer).where(ThemedAnswer.theme_id == theme.id))
    db.session.execute(delete(Theme).where(Theme.id == theme.id))
    db.session.expire_all()


def _theme(questionnaire: Questionnaire, item: str, title: str) -> Theme:
    for theme in themes_of(questionnaire, item):
        if theme.title.casefold() == title.casefold():
            return theme
    made = Theme(questionnaire=questionnaire, item=item, title=title)
    db.session.add(made)
    db.session.flush()
    return made
