"""The training: a programme with sign-up, questionnaires before and after, portraits."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from eventkit.hooks import Contribution, Format, hookimpl

TRAINING = Format(
    name="training",
    title=_l("Тренинг с анкетами"),
    description=_l("Программа занятий, анкеты до и после, групповой портрет."),
    ornament="training",
    hands_in=False,
    has_jury=False,
    is_offered=False,
)


@hookimpl
def eventkit_contribution() -> Contribution:
    """Bring the format «training»."""
    return Contribution(formats=[TRAINING])
