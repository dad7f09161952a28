"""What holds once people have answered, and once results were shown. Each raises RefusalError."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from eventkit.events.refusals import RefusalError
from eventkit.questionnaires.models import Questionnaire


def keep_promise(
    questionnaire: Questionnaire,
    mode: str,
    once: bool,
    small_group: int,
    keep_until: date | None,
) -> None:
    """Refuse conditions that are not those under which people have answered."""
    if mode != questionnaire.mode or once != questionnaire.once:
        raise RefusalError(_("Люди уже ответили на этих условиях: менять их нельзя."), "mode")
    limit = questionnaire.small_group
    if small_group < limit:
        raise RefusalError(
            _("Людям обещано скрывать группы меньше %(limit)s. Можно только больше.", limit=limit),
            "small_group",
        )
    promised = questionnaire.keep_until
    if promised is not None and (keep_until is None or keep_until > promised):
        raise RefusalError(
            _("Людям обещано удалить ответы раньше. Этот день можно только приблизить."),
            "keep_until",
        )


def hide_as_before(questionnaire: Questionnaire, small_group: int, pair_scale: str) -> None:
    """Refuse another way of hiding than the one of the results that were shown."""
    if small_group != questionnaire.small_group:
        raise RefusalError(
            _(
                "Итоги закрытого замера показаны с пределом %(limit)s, менять его поздно:"
                " разница двух отчётов выдала бы ответы.",
                limit=questionnaire.small_group,
            ),
            "small_group",
        )
    if pair_scale != questionnaire.pair_scale:
        raise RefusalError(
            _(
                "Замер закрыт, его итоги уже показаны. Что сравнивать в парах, решают до закрытия:"
                " разница двух отчётов выдала бы ответы."
            ),
            "pair_scale",
        )
