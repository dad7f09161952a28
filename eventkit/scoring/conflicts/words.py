"""Conflicts and challenges in words: for the staff with their reasons, for the juror blind."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventkit.juries.conflicts import Ground
from eventkit.juries.models import Challenge

KINDS: Mapping[str, LazyString] = {
    "author": _l("Своя работа"),
    "same_organization": _l("Одна организация"),
    "branch": _l("Организация и её филиал"),
    "mentor": _l("Наставник автора"),
    "mentee": _l("Наставляемый автора"),
    "pair": _l("В одной паре или команде с автором"),
    "coauthor": _l("Соавтор автора в другой работе"),
    "declared": _l("Самоотвод"),
    "challenged": _l("Отвод"),
}
STATES: Mapping[str, LazyString] = {
    "accepted": _l("Действует"),
    "waiting": _l("Ждёт решения"),
    "refused": _l("Отклонён"),
    "withdrawn": _l("Отменён"),
}
GROUNDS: Mapping[str, LazyString] = {
    "colleague": _l("Работаем вместе"),
    "relative": _l("Родственник"),
    "recognised": _l("Узнал(а) автора"),
    "other": _l("Другая причина"),
}
RAISERS: Mapping[str, LazyString] = {
    "juror": _l("Сам член жюри"),
    "organizer": _l("Организатор"),
    "participant": _l("Участник или другой человек"),
}
MOMENTS: Mapping[str, LazyString] = {
    "before": _l("до чтения"),
    "while": _l("во время чтения"),
    "after": _l("после отправки листа"),
}
DECIDERS: Mapping[str, LazyString] = {
    "juror": _l("Сам член жюри: его слова достаточно"),
    "chair": _l("Председатель: до его решения лист ждёт"),
}


def reason_words(ground: str, reason: str) -> str:
    """«Родственник. Племянница мужа.»; for another reason its words alone."""
    if ground in ("", "other") and reason:
        return reason
    named = str(GROUNDS[ground]) if ground in GROUNDS else ""
    return ". ".join(filter(None, (named, reason)))


def ground_words(ground: Ground) -> str:
    """«Одна организация: СОШ № 5» for those who may know the author."""
    about = ""
    if ground.organization is not None:
        about = ground.organization.short_name
    elif ground.person is not None and ground.kind != "author":
        about = ground.person.short_name
    return f"{KINDS[ground.kind]}: {about}" if about else str(KINDS[ground.kind])


def raised_kind(challenge: Challenge) -> str:
    """What kind of conflict it makes when it is accepted."""
    return "declared" if challenge.raised_by == "juror" else "challenged"


def own_words(challenge: Challenge) -> str:
    """What the juror reads about it; another's reason could tell who the author is."""
    own = challenge.raised_by == "juror"
    if challenge.state == "waiting":
        return str(_("Самоотвод ждёт решения.") if own else _("Заявлен отвод, он ждёт решения."))
    if challenge.state == "accepted":
        return str(_("Самоотвод принят.") if own else _("Отвод принят."))
    if challenge.state == "refused":
        return str(_("Самоотвод отклонён.") if own else _("Отвод отклонён."))
    return str(_("Самоотвод отменён.") if own else _("Отвод отменён."))
