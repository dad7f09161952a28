"""Texts and titles of questionnaires in the reader's language."""

from __future__ import annotations

import re

from eventkit.questionnaires.engine.items import Words, said
from eventkit.questionnaires.models import Questionnaire
from eventkit.web.i18n import readers_language


def text_of(words: Words) -> str:
    """A text of a questionnaire, else in Russian."""
    return said(words, readers_language())


def title_of(questionnaire: Questionnaire) -> str:
    """What a questionnaire is called now."""
    return text_of(questionnaire.draft["title"])


def whom_it_asks(title: str) -> str:
    """Whom a title names in quotation marks: «Наставник» of «Анкета „Наставник“»; else nothing."""
    found = re.search("[«“„]([^«»“”„]+)[»”“]", title)
    return found[1] if found else ""
