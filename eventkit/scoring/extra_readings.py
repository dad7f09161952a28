"""Verbs about readings beside the plan: a third one changes hands, a work gets one more reader."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Trial
from eventkit.events.refusals import RefusalError
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.operations import assign, withdraw
from eventkit.lazy import dataclass
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.letters import tell_extra_reader, tell_it_is_over
from eventkit.scoring.models import Sheet
from eventkit.scoring.readings import (
    THIRD,
    give_third_reading,
    jurors_to_offer,
    readings_diverge,
)
from eventkit.scoring.rules import judging_is_open
from eventkit.scoring.setup_queries import current_rules
from eventkit.scoring.sheets import annul_sheet

MEANS = (
    "mean_of_valid_sheets",
    "median_of_valid_sheets",
    "trimmed_mean_of_valid_sheets",
)
"""Ways to count in which a sheet beyond those planned counts as any other."""


@dataclass(frozen=True)
class Present:
    """The third reading of a work as it stands; ``sheet`` once something was written in it."""

    task: Assignment
    sheet: Sheet | None

    @property
    def is_sent(self) -> bool:
        """Whether it is done."""
        return self.sheet is not None and self.sheet.state == "submitted"

    @property
    def is_begun(self) -> bool:
        """Whether a sheet would be annulled with it."""
        return self.sheet is not None


def present_third(entry: Entry, trial: Trial) -> Present | None:
    """The third reading in force, or None."""
    query = (
        select(Assignment, Sheet)
        .outerjoin(Sheet, Sheet.assignment_id == Assignment.id)
        .where(
            Assignment.entry_id == entry.id,
            Assignment.trial_id == trial.id,
            Assignment.state == "active",
            Assignment.reading >= THIRD,
        )
        .order_by(Assignment.reading, Assignment.id)
    )
    row = db.session.execute(query).first()
    return Present(row[0], row[1]) if row else None


def why_not_third(entry: Entry, trial: Trial) -> str:
    """Why nobody can be given the third reading now, in words; empty where somebody can."""
    if not readings_diverge(entry, trial):
        return str(_("Два первых листа этой работы не разошлись: третье чтение не нужно."))
    present = present_third(entry, trial)
    if present is not None and present.is_sent:
        return str(
            _(
                "Третье чтение уже отправлено. Если в нём ошибка, верните лист или аннулируйте его:"
                " «Назначения», фамилия."
            )
        )
    if not judging_is_open(entry.event):
        return str(_("Работа жюри закрыта. Откройте её снова, чтобы дать третье чтение."))
    return ""


def hand_third_reading(
    juror: Juror, entry: Entry, trial: Trial, reason: str = "", *, actor: str = "system"
) -> Assignment:
    """Give the third reading of a work to this juror, taking it from whoever has it now.

    A reading that is not begun is taken back; a begun sheet is annulled with the reason and stays
    in the log. Raises RefusalError for a juror with a conflict or no room, for a reading that is
    sent or not needed, and after the jury's work.
    """
    refusal = why_not_third(entry, trial)
    if refusal:
        raise RefusalError(refusal)
    if juror.id not in {one.id for one in jurors_to_offer(entry)}:
        raise RefusalError(
            _(
                "Этому члену жюри работу дать нельзя: конфликт интересов, он её уже читал или"
                " у него предельная нагрузка."
            ),
            "juror_id",
        )
    present = present_third(entry, trial)
    replaces = None
    if present is not None and present.sheet is not None:
        annul_sheet(present.sheet, reason, actor=actor, open_third=False)
        replaces = present.task
    elif present is not None:
        tell_it_is_over(present.task)
        withdraw(present.task, actor=actor)
    return give_third_reading(juror, entry, trial, replaces=replaces, actor=actor)


def why_no_more_readers(rules: ScoringRules) -> str:
    """Why one more sheet would not count under these rules, in words; empty where it would."""
    if rules.steps:
        return str(
            _(
                "Балл считают по шагам положения: добавится ли к нему ещё один лист, программа"
                " не знает и поэтому читателя не предлагает."
            )
        )
    if rules.aggregation == "two_plus_third":
        return str(
            _(
                "По правилам балл дают два чтения и третье, если они разошлись. Лишний лист в него"
                " не войдёт, поэтому ещё одного читателя не предлагают."
            )
        )
    if rules.aggregation not in MEANS:
        return str(
            _(
                "По правилам балл работы – сумма листов: лишний лист поднял бы её над другими,"
                " поэтому ещё одного читателя не предлагают."
            )
        )
    return ""


def give_one_more_reader(entry: Entry, trial: Trial, *, actor: str = "system") -> Assignment:
    """Give a work to the least loaded free juror beside those who read it; he or she gets a letter.

    Raises RefusalError where the rules would not count the sheet, after the jury's work, while a
    sheet of the work is still to come, and where nobody is free.
    """
    refusal = why_no_more_readers(current_rules(entry.event))
    if refusal:
        raise RefusalError(refusal)
    if not judging_is_open(entry.event):
        raise RefusalError(
            _("Работа жюри закрыта. Откройте её снова, чтобы дать работу ещё одному.")
        )
    names = {"code": entry.code or ""}
    if _is_being_read(entry, trial):
        raise RefusalError(
            _("Работу %(code)s ещё читают: дождитесь листа и посчитайте снова.", **names)
        )
    free = jurors_to_offer(entry)
    if not free:
        raise RefusalError(
            _(
                "Работу %(code)s дать некому: добавьте члена жюри без конфликта интересов или"
                " поднимите предел нагрузки.",
                **names,
            )
        )
    task = assign(free[0], entry, trial, actor=actor)
    tell_extra_reader(task)
    return task


def _is_being_read(entry: Entry, trial: Trial) -> bool:
    query = select(Assignment.id).where(
        Assignment.entry_id == entry.id,
        Assignment.trial_id == trial.id,
        Assignment.state == "active",
        Assignment.progress != "submitted",
    )
    return db.session.scalars(query.limit(1)).first() is not None
