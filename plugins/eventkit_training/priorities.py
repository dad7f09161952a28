"""What people of a training want most, as proposals for the next year's plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventkit.events.models import Event
from eventkit.hooks import PlanItem
from eventkit.questionnaires.reports.contents import ChoiceReport, Report
from eventkit.questionnaires.reports.queries import reports_for_all_of
from eventkit.questionnaires.titles import text_of, whom_it_asks
from eventkit_training.queries import FORMAT, feedback_of


def plan_items(event: Event) -> Sequence[PlanItem]:
    """The most chosen answers to questions of several, as the last shown wave has them.

    What people thought of the day itself is no wish for the year: the closing questionnaire is
    left out, as is whatever small groups hide.
    """
    if event.format != FORMAT:
        return []
    closing = feedback_of(event)
    left_out = closing.questionnaire_id if closing is not None else None
    return [
        item
        for report in reports_for_all_of(event)
        if report.questionnaire.id != left_out
        for one in _latest(report)
        for item in _items(report, one)
    ]


def _latest(report: Report) -> Sequence[ChoiceReport]:
    """The last wave of each question that may be shown."""
    shown = [one for one in report.choices if one.item.kind == "several" and one.chosen]
    ordered = sorted(shown, key=lambda one: one.wave.position)
    return list({one.item.id: one for one in ordered}.values())


def _items(report: Report, one: ChoiceReport) -> Iterator[PlanItem]:
    if one.chosen is None:
        return
    texts = {option.id: text_of(option.text) for option in one.item.options}
    title = text_of(report.instrument.title)
    for option in one.chosen.top():
        yield PlanItem(
            source=f"questionnaire:{report.questionnaire.id}:{one.item.id}:{option}",
            title=texts[option][:1].upper() + texts[option][1:],
            audience=whom_it_asks(title),
            about=f"{title}, {one.wave.title}",
            named=one.chosen.counts[option],
            asked=one.chosen.valid,
        )
