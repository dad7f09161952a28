"""What a training writes into the journal, in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

OF_THE_CORE = {
    "entry.created": _l("Добавлен участник"),
    "nomination.added": _l("Открыт список участников"),
}
"""What acts of the core mean in a training."""
ACTS = {
    "training.session_added": _l("Добавлено занятие"),
    "training.session_changed": _l("Занятие изменено"),
    "training.session_removed": _l("Занятие убрано"),
    "training.moved": _l("Программа перенесена на другой день"),
    "training.material_added": _l("К занятию добавлен материал"),
    "training.material_removed": _l("Материал занятия убран"),
    "training.portrait_changed": _l("Изменён состав портрета"),
    "training.portrait_published": _l("Портрет показан всем"),
    "training.portrait_hidden": _l("Портрет закрыт от всех"),
    "training.signed_up": _l("Участник записался на занятие"),
    "training.queued": _l("Участник встал в очередь на занятие"),
    "training.left": _l("Участник отменил запись на занятие"),
    "training.let_in": _l("Участнику из очереди досталось место"),
}
