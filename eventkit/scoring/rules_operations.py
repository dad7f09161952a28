"""Verbs about the scoring rules: choose, freeze, change with a reason; open and close judging."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.operations import journal
from eventkit.events.refusals import RefusalError
from eventkit.events.stage_operations import close_stage, open_stage
from eventkit.juries.rounds.operations import open_first_round
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.models import RulesVersion
from eventkit.scoring.setup_queries import criteria_of_event, rules_version, trials_without
from eventkit.web.clock import now


def set_rules(
    event: Event,
    rules: ScoringRules | Mapping[str, Any],
    *,
    reason: str = "",
    actor: str = "system",
) -> RulesVersion:
    """Choose the rules of an event.

    Until judging opens the one version is rewritten. Frozen rules are never touched: a change
    needs a reason and makes the next version, frozen at once. Raises RulesError for a mapping
    that says something impossible.
    """
    chosen = rules if isinstance(rules, ScoringRules) else ScoringRules.from_dict(rules)
    version = rules_version(event)
    if version is not None and version.hash == chosen.digest():
        return version
    if version is None or version.frozen_at is not None:
        version = _next_version(event, version, reason)
    version.data = chosen.to_dict()
    version.hash = chosen.digest()
    db.session.flush()
    facts = {"number": version.number, "rules_sha256": version.hash}
    texts = {"reason": version.reason} if version.reason else None
    journal(event, "rules.set", actor, subject=f"rules:{version.number}", data=facts, texts=texts)
    return version


def freeze_rules(event: Event, *, actor: str = "system") -> RulesVersion:
    """Keep the rules in force as they are; from now on a change makes a new version."""
    version = rules_version(event) or set_rules(event, ScoringRules(), actor=actor)
    if version.frozen_at is None:
        version.frozen_at = now()
        db.session.flush()
        facts = {"number": version.number, "rules_sha256": version.hash}
        journal(event, "rules.frozen", actor, subject=f"rules:{version.number}", data=facts)
    return version


def open_judging(event: Event, *, actor: str = "system") -> None:
    """Let the jury begin: the rules are frozen with their hash, the stage opens."""
    if event.published_at is None:
        raise RefusalError(_("Мероприятие ещё не опубликовано: сначала откройте приём работ."))
    criteria = criteria_of_event(event)
    if not criteria:
        raise RefusalError(_("Нет ни одного критерия: жюри нечего оценивать."))
    bare = trials_without(event, criteria)
    if bare:
        raise RefusalError(
            _("У испытания «%(title)s» нет критериев: жюри нечего оценивать.", title=bare[0].title)
        )
    results = event.stage("results")
    if results is not None and results.closed_at is not None:
        raise RefusalError(_("Итоги уже опубликованы: жюри больше не оценивает."))
    freeze_rules(event, actor=actor)
    open_stage(event, "judging", actor=actor)
    open_first_round(event, actor=actor)


def close_judging(event: Event, *, actor: str = "system") -> None:
    """End the work of the jury; sheets that are not sent stay out of the results."""
    judging = event.stage("judging")
    if judging is None or judging.opened_at is None:
        raise RefusalError(_("Работа жюри ещё не начиналась."))
    close_stage(event, "judging", actor=actor)


def _next_version(event: Event, before: RulesVersion | None, reason: str) -> RulesVersion:
    if before is not None and not reason.strip():
        raise RefusalError(
            _("Жюри уже работает. Напишите, почему правила меняются: причина войдёт в протокол."),
            "reason",
        )
    version = RulesVersion(
        event_id=event.id,
        number=before.number + 1 if before else 1,
        reason=reason.strip(),
        created_at=now(),
        frozen_at=now() if before else None,
    )
    db.session.add(version)
    return version
