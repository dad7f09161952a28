"""Verbs of official papers: prepare, issue, void."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from eventkit.db import db
from eventkit.documents.codes import new_code
from eventkit.documents.heads import letter_to_head, nameless, schools_without_letter
from eventkit.documents.hours import certificate, hours_difference
from eventkit.documents.journaling import record_papers
from eventkit.documents.letters import tell_recipients
from eventkit.documents.models import Award, NumberSequence
from eventkit.documents.naming import forms_of, forms_of_all
from eventkit.documents.queries import awards_of, official_calculation
from eventkit.documents.texts import text_for
from eventkit.documents.wanted import Wanted, difference, last_voided
from eventkit.documents.wording import contest_of, text_of
from eventkit.events.models import Event
from eventkit.events.phases import phase
from eventkit.events.refusals import RefusalError
from eventkit.hooks import active_plugins
from eventkit.journal.operations import event_chain, record
from eventkit.juries.models import Juror
from eventkit.juries.queries import jurors_of
from eventkit.web.clock import now


def prepare_awards(event: Event, actor: str) -> Sequence[Award]:
    """Make the papers of works agree with the official results; returns all in force.

    A paper that the results contradict is voided and replaced under a new number, the others stay
    as they are. Raises RefusalError before the results are locked.
    """
    made = official_calculation(event)
    if made is None:
        raise RefusalError(
            _("Итоги ещё не закрыты. Дипломы готовят после того, как подсчёт закрыт.")
        )
    _hold_numbers(event)
    found = difference(event)
    reason = _("Итоги подсчитаны заново: подсчёт № %(number)s.", number=made.number)
    for award in found.contradicted:
        _void(award, reason, actor)
    for award, wanted in found.kept:
        award.is_provisional = wanted.standing.is_provisional
    if found.missing:
        replaced, case = last_voided(event), _case_of(event, "works")
        contest = contest_of(event)
        new = []
        for wanted in found.missing:
            award = _paper(event, wanted, case)
            award.text = text_for(award, contest, case)
            award.replaces = replaced.get(wanted.key)
            if award.replaces in found.contradicted and award.replaces.named_ids == award.named_ids:
                _keep_names(award, award.replaces)
            new.append(award)
        _add(event, new, actor)
    _tell_voided(event, found.contradicted)
    return awards_of(event, kind="works")


def prepare_thanks(event: Event, actor: str) -> Sequence[Award]:
    """Prepare a letter of thanks for each juror who has none; returns all in force."""
    _hold_numbers(event)
    have = {award.person_id for award in awards_of(event, kind="thanks")}
    jury = [juror for juror in jurors_of(event.id) if juror.person_id not in have]
    case = _case_of(event, "thanks")
    text = text_of(contest_of(event), "thanks", case)
    new = [_thanks(event, juror, case, text) for juror in jury]
    if new:
        _add(event, new, actor)
    return awards_of(event, kind="thanks")


def prepare_head_thanks(event: Event, actor: str) -> Sequence[Award]:
    """Prepare a letter for the head of each pair's school that has none; returns all in force.

    A school whose head the directory does not know is left out.
    """
    _hold_numbers(event)
    case, contest = _case_of(event, "heads"), contest_of(event)
    waiting = schools_without_letter(event)
    unknown = nameless(waiting)
    new = [letter_to_head(event, one, contest, case) for one in waiting if one not in unknown]
    if new:
        _add(event, new, actor)
    return awards_of(event, kind="heads")


def prepare_hours(event: Event, actor: str) -> Sequence[Award]:
    """Prepare a certificate for each person with counted hours who has none; returns all in force.

    One that says other hours than counted now is voided and replaced under a new number.
    """
    _hold_numbers(event)
    found, replaced = hours_difference(event), {}
    for award in found.contradicted:
        replaced[award.person_id] = award
        _void(award, _("Часы посчитаны заново."), actor)
    case, contest = _case_of(event, "hours"), contest_of(event, "hours")
    new = [certificate(event, person, hours, contest, case) for person, hours in found.missing]
    for award in new:
        former = replaced.get(award.person.id if award.person else None)
        if former is not None:
            award.replaces = former
            _keep_names(award, former)
    if new:
        _add(event, new, actor)
    db.session.flush()
    _tell_plugins(event)  # hours stand in portfolios from now on
    return awards_of(event, kind="hours")


def _paper(event: Event, wanted: Wanted, case: str) -> Award:
    forms = forms_of_all(wanted)
    return Award(
        event=event,
        standing=wanted.standing,
        person=wanted.person,
        group=wanted.standing.entry.group,
        kind=wanted.kind,
        degree=wanted.standing.degree,
        named_ids=wanted.named_ids,
        case=case,
        name_nominative=forms.nominative,
        name_dative=forms.dative,
        post=forms.post,
        post_dative=forms.post_dative,
        organization_name="\n".join(one.school for one in wanted.recipients),
        is_sure=forms.is_sure,
        is_provisional=wanted.standing.is_provisional,
    )


def _keep_names(award: Award, former: Award) -> None:
    """Only the result has changed: names that a person checked or corrected stay so."""
    award.name_nominative, award.name_dative = former.name_nominative, former.name_dative
    award.post, award.post_dative = former.post, former.post_dative
    award.is_sure, award.is_checked = former.is_sure, former.is_checked


def _thanks(event: Event, juror: Juror, case: str, text: str) -> Award:
    person = juror.person
    forms = forms_of(person, person.position)
    return Award(
        event=event,
        person=person,
        kind="thanks",
        case=case,
        name_nominative=forms.nominative,
        name_dative=forms.dative,
        post=forms.post,
        post_dative=forms.post_dative,
        organization_name=person.organization.short_name if person.organization else "",
        is_sure=forms.is_sure,
        text=text,
    )


def _add(event: Event, new: Sequence[Award], actor: str) -> None:
    """Number the papers in their order; a number is never given twice."""
    numbers = _hold_numbers(event)
    at = now()
    for award in new:
        numbers.last += 1
        award.sequence = numbers.last
        award.number = f"{event.document_prefix}{numbers.last:03d}"
        award.code = new_code()
        award.state = "prepared"
        award.prepared_at = at
    db.session.add_all(new)
    db.session.flush()
    record_papers(event, "documents.prepared", new, actor)


def _hold_numbers(event: Event) -> NumberSequence:
    """The event's last number; the event's row is locked, so two preparations follow each other."""
    db.session.execute(select(Event.id).where(Event.id == event.id).with_for_update())
    numbers = db.session.get(NumberSequence, event.id)
    if numbers is None:
        numbers = NumberSequence(event_id=event.id, last=0)
        db.session.add(numbers)
        db.session.flush()
    return numbers


def _case_of(event: Event, kind: str) -> str:
    """The case that was chosen for the batch; thanks are declared to somebody."""
    for award in awards_of(event, kind=kind):
        if award.state == "prepared":
            return award.case
    return "nominative" if kind in ("works", "hours") else "dative"


def issue_awards(event: Event, actor: str) -> Sequence[Award]:
    """Issue the prepared papers and write to those who receive them; returns the issued ones.

    Provisional ones wait for the jury's decision. Raises RefusalError while a name is unchecked,
    when there is nothing to issue, or when the results have changed since.
    """
    prepared = [a for a in awards_of(event) if a.state == "prepared"]
    ready = [a for a in prepared if not a.is_provisional]
    if not ready:
        raise RefusalError(_nothing_to_issue(len(prepared)))
    unchecked = len([a for a in ready if not a.is_checked])
    if unchecked:
        raise RefusalError(
            ngettext(
                "Не проверено %(num)d имя. Отметьте его в таблице и выдайте документы.",
                "Не проверено %(num)d имён. Отметьте их в таблице и выдайте документы.",
                unchecked,
            )
        )
    if not difference(event).is_empty or hours_difference(event).contradicted:
        raise RefusalError(_("Итоги изменились. Подготовьте документы ещё раз."))
    at = now()
    for award in ready:
        award.state, award.issued_at = "issued", at
    db.session.flush()
    record_papers(event, "documents.issued", ready, actor)
    tell_recipients(ready)
    _tell_plugins(event)
    return ready


def _nothing_to_issue(provisional: int) -> str:
    if provisional:
        return str(_("Места ещё предварительные. Сначала нужно решение председателя."))
    return str(_("Выдавать нечего: подготовленных документов нет."))


def void_award(award: Award, reason: str, *, actor: str) -> None:
    """Void one paper; whoever verifies it reads the reason. Raises RefusalError without one."""
    if award.state == "voided":
        return
    if not reason.strip():
        raise RefusalError(_("Напишите причину: её увидит тот, кто проверит документ."), "reason")
    was_issued = award.issued_at is not None
    _void(award, reason.strip(), actor)
    db.session.flush()
    if was_issued:
        _tell_plugins(award.event)


def _void(award: Award, reason: str, actor: str) -> None:
    award.state, award.voided_at, award.void_reason = "voided", now(), reason
    record(
        event_chain(award.event_id),
        "document.voided",
        f"award:{award.id}",
        actor=actor,
        data={"number": award.number},
        texts={"reason": reason},
    )


def _tell_voided(event: Event, voided: Iterable[Award]) -> None:
    db.session.flush()
    if any(award.issued_at is not None for award in voided):
        _tell_plugins(event)


def _tell_plugins(event: Event) -> None:
    """Papers came into force or ceased: portfolios quote their numbers."""
    at = phase(event, now())
    active_plugins().ask_others("eventkit_stage_changed", event, before=at, after=at)
