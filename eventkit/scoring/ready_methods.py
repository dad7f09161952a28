"""Ways to count that are chosen by name: the core's templates and those that plugins bring."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flask_babel import gettext as _

from eventkit.hooks import Plugins, active_plugins
from eventkit.hooks.manager import PluginError
from eventkit.lazy import dataclass
from eventkit.scoring.engine import RulesError
from eventkit.scoring.engine.step_reading import read_steps
from eventkit.scoring.engine.step_templates import (
    TEMPLATES,
    USUAL_PULL,
    template_of,
    template_steps,
)
from eventkit.scoring.engine.steps import Step

OWN_STEPS = "steps"
"""Chosen where the steps are one's own."""


@dataclass(frozen=True)
class ReadyMethod:
    """A way to count as the form offers it; ``name`` is the form's value."""

    name: str
    title: str
    steps: tuple[Step, ...]


def check_methods(plugins: Plugins) -> None:
    """Refuse a start with a plugin whose method no steps can be read from."""
    for owner, method in plugins.methods.values():
        try:
            read_steps(method.steps)
        except RulesError as mistake:
            raise PluginError(f"method {method.name!r} of {owner!r}: {mistake}") from mistake


def ready_methods(
    *, several_trials: bool, by: Fraction, in_places: bool = False
) -> list[ReadyMethod]:
    """The templates, then what plugins bring; ``by`` is how far a clipped mark may stand.

    ``in_places``: where jurors' places are compared, points for time come off before that.
    """
    titles = {
        "clipped-mean": _("Среднее, где далёкие баллы подтянуты к среднему"),
        "mean-place": _("Среднее место работы у членов жюри"),
        "sum-place": _("Сумма мест работы у членов жюри"),
        "borda": _("Порядок по Борда: сколько работ ниже у каждого члена жюри"),
        "copeland": _("Порядок по Копленду: сколько работ она обходит попарно"),
        "schulze": _("Порядок по Шульце: попарные сравнения всех работ"),
    }
    found = [
        ReadyMethod(
            name,
            str(titles[name]),
            template_steps(name, several_trials=several_trials, by=by, in_places=in_places),
        )
        for name in TEMPLATES
    ]
    brought = active_plugins().methods
    found += [
        ReadyMethod(name, method.title, read_steps(method.steps))
        for name, (_owner, method) in brought.items()
    ]
    return found


def in_step_with_time(
    steps: Sequence[Step], *, several_trials: bool, in_places: bool
) -> tuple[Step, ...]:
    """The steps of a ready method after time came to count in places, or ceased to.

    One's own steps stay as they are.
    """
    known = template_of(steps, several_trials=several_trials)
    if known is None:
        return tuple(steps)
    name, by = known
    return template_steps(name, several_trials=several_trials, by=by, in_places=in_places)


def method_of(steps: Sequence[Step], *, several_trials: bool) -> tuple[str, Fraction]:
    """The name under which these steps are chosen, and how far they (or usual ones) pull."""
    if known := template_of(steps, several_trials=several_trials):
        return known
    for name, (_owner, method) in active_plugins().methods.items():
        if read_steps(method.steps) == tuple(steps):
            return name, USUAL_PULL
    return OWN_STEPS, USUAL_PULL
