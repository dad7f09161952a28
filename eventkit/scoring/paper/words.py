"""What the pages say about a paper: its state, who has typed it, what stands against it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.juries.models import Assignment
from eventkit.lazy import dataclass
from eventkit.people.accounts import Account
from eventkit.scoring.models import Sheet
from eventkit.scoring.paper.models import PaperTyping
from eventkit.scoring.paper.rules import is_late
from eventkit.scoring.queries import has_begun
from eventkit.web.i18n import moment

BADGES = {
    "typing": "open",
    "waiting": "info",
    "differs": "bad",
    "asks": "warn",
    "once": "ok",
    "confirmed": "ok",
    "kept": "",
}
"""The mark beside each state."""


@dataclass(frozen=True)
class State:
    """A state as a badge."""

    title: str
    kind: str


def state_words(state: str) -> State:
    """The state of a paper in one or two words."""
    titles = {
        "typing": _("Начат"),
        "waiting": _("Ждёт второго"),
        "differs": _("Расходится"),
        "asks": _("Ждёт решения"),
        "once": _("Введён один раз"),
        "confirmed": _("Подтверждён"),
        "kept": _("Оставлен экран"),
    }
    return State(titles[state], BADGES[state])


def name_of(account: Account) -> str:
    """Who has typed: a short name, or the address of an account without a person."""
    return account.person.short_name if account.person else account.email


def typed_by(typing: PaperTyping | None) -> str:
    """The same of a typing; a dash where there is none."""
    return name_of(typing.account) if typing else "–"


def warnings_about(task: Assignment, sheet: Sheet | None) -> list[str]:
    """What whoever begins to type ought to know: the screen, the end of the round, publication."""
    event = task.juror.event
    said = []
    if sheet is not None and sheet.state == "submitted":
        when = moment(sheet.submitted_at, event.timezone)
        if sheet.source == "paper":
            said.append(_("Этот лист уже внесён с бумаги %(moment)s.", moment=when))
        else:
            said.append(_("Член жюри уже отправил этот лист с экрана %(moment)s.", moment=when))
        said.append(
            _("Если на бумаге другие баллы, исправить лист сможет организатор или председатель.")
        )
    elif sheet is not None and has_begun(sheet):
        said.append(_("Член жюри уже поставил баллы на экране и ещё не отправил лист."))
        said.append(_("Если на бумаге другие баллы, нужно будет выбрать верные и назвать причину."))
    if is_late(event) and not (sheet is not None and sheet.state == "submitted"):
        said.append(
            _(
                "Работа жюри закончена: лист с бумаги – исправление. Его с причиной запишет "
                "организатор или председатель."
            )
        )
    results = event.stage("results")
    if results is not None and results.closed_at is not None:
        said.append(_("Итоги опубликованы: после исправления нужен новый подсчёт."))
    return said


def saved_time(typing: PaperTyping, event: Event) -> str:
    """«14:32» where the event is."""
    return f"{typing.saved_at.astimezone(ZoneInfo(event.timezone)):%H:%M}"
