"""On which conditions people answer: what is promised to them, and what is hidden."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from eventkit.events.refusals import RefusalError
from eventkit.questionnaires.models import MODES, Questionnaire
from eventkit.questionnaires.queries import has_results, is_answered
from eventkit.questionnaires.rules import LEAST_GROUP
from eventkit.questionnaires.versions import hold, note


def change_settings(
    questionnaire: Questionnaire,
    *,
    mode: str,
    once: bool,
    small_group: int,
    pair_scale: str = "",
    keep_until: date | None = None,
    actor: str,
) -> None:
    """Say how people answer and how long answers are kept.

    After the first answer the promise made to respondents holds: neither the mode nor «once» may
    change, the small-group limit may only grow, and answers are kept no longer. Once there are
    results, what decides on hiding stays as it is: hidden in another way, they would tell by the
    difference what neither way tells.
    """
    hold(questionnaire)
    if is_answered(questionnaire):
        _keep_promise(questionnaire, mode, once, small_group, keep_until)
    if has_results(questionnaire):
        _hide_as_before(questionnaire, small_group, pair_scale)
    if small_group < LEAST_GROUP:
        raise RefusalError(_("Не меньше %(least)s.", least=LEAST_GROUP), "small_group")
    known = {"", questionnaire.pair_scale, *(one["id"] for one in questionnaire.draft["scales"])}
    if pair_scale not in known:
        raise RefusalError(_("Такой шкалы нет."), "pair_scale")
    questionnaire.mode = known_mode(mode)
    questionnaire.once = once
    questionnaire.small_group = small_group
    questionnaire.pair_scale = pair_scale
    questionnaire.keep_until = keep_until
    facts = {
        "mode": mode,
        "once": once,
        "small_group": small_group,
        "pair_scale": pair_scale,
        "keep_until": keep_until.isoformat() if keep_until else None,
    }
    note(questionnaire, "questionnaire.settings", actor, facts)


def known_mode(mode: str) -> str:
    """The mode itself; raises ValueError for one that there is not."""
    if mode not in MODES:
        raise ValueError(f"there is no mode {mode!r}")
    return mode


def _keep_promise(
    questionnaire: Questionnaire,
    mode: str,
    once: bool,
    small_group: int,
    keep_until: date | None,
) -> None:
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


def _hide_as_before(questionnaire: Questionnaire, small_group: int, pair_scale: str) -> None:
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
