"""The room's answer to a hook: its lines of the journal in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from eventkit.hooks import Contribution, hookimpl

ACTS = {
    "plan.proposed": _l("Предложено в план"),
    "plan.renewed": _l("Числа предложения в план обновлены"),
    "plan.reworded": _l("Предложение в план сформулировано иначе"),
    "plan.taken": _l("Предложение взято в план"),
    "plan.declined": _l("Предложение в план отклонено"),
    "plan.undone": _l("Решение о предложении в план отменено"),
}


@hookimpl
def eventkit_contribution() -> Contribution:
    """Say what was done with proposals."""
    return Contribution(acts=ACTS)
