"""What the steps of an application show: their forms, the summary beside, the way on."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from markupsafe import Markup

from eventkit.entries.checking import problems_of
from eventkit.entries.forms import EntryForm
from eventkit.entries.queries import count_words
from eventkit.events.models import Event
from eventkit.hooks import active_plugins
from eventkit.registration.changes import has_changes
from eventkit.registration.consent_forms import ConsentsForm
from eventkit.registration.consents import PROCESSING, PUBLICATION, current_text
from eventkit.registration.drafts import (
    NEXT_TITLES,
    TITLES,
    Applicant,
    done_steps,
    own_form,
    steps_of,
    typed_in,
)
from eventkit.registration.forms import (
    NominationForm,
    PlainForm,
    SchoolForm,
    YouForm,
    from_draft,
)
from eventkit.registration.models import Registration
from eventkit.registration.pairs.doubles import taken
from eventkit.registration.pairs.forms import ROLES, PairForm
from eventkit.registration.part import part_rows
from eventkit.registration.rules import Door, in_time
from eventkit.registration.verdicts import late_sentence, offers, years, years_on
from eventkit.web.clock import now


def step_form(registration: Registration, step: str, *, typed: bool = False) -> Any:
    """The form of a step: with what the draft holds (``typed``), else with what was sent."""
    options: dict[str, Any] = {}
    if typed:
        options["formdata"] = from_draft(typed_in(registration, step)) or None
    if step == "nomination":
        applicant = Applicant.of(registration)
        dates = (applicant.birth_date, applicant.teaching_since)
        return NominationForm(offers(registration.event, *dates), **options)
    if step == "work":
        return _work_form(registration, typed=typed)
    if step == "part":
        return (own_form(registration.event) or PlainForm)(**options)
    if step == "pair":
        return PairForm(Applicant.of(registration).email, **options)
    simple: dict[str, type[FlaskForm]] = {
        "you": YouForm,
        "school": SchoolForm,
        "consents": ConsentsForm,
        "check": PlainForm,
    }
    return simple[step](**options)


def _work_form(registration: Registration, *, typed: bool) -> Any:
    kind = active_plugins().ask_owner(
        "eventkit_entry_form", registration.event, nomination=registration.nomination
    )
    form_class: type[Any] = kind or EntryForm
    if not typed:
        return form_class()
    draft = typed_in(registration, "work")
    form = form_class(formdata=from_draft(draft) if draft else None)
    if not draft and registration.entry is not None:
        form.load(registration.entry)
    return form


def put_taken(event: Event, form: YouForm, but: int = 0) -> bool:
    """Say at the last name that the person is in another pair of the event; whether it is so."""
    if "pair" not in steps_of(event):
        return False
    names = (form.last_name.data, form.first_name.data, form.patronymic.data)
    sentence = taken(event.id, " ".join(filter(None, names)), form.birth_date.day, but)
    if sentence:
        form.last_name.errors = [*form.last_name.errors, sentence]
    return bool(sentence)


def unfinished_step(registration: Registration, before: str) -> str | None:
    """The first step to be filled in before another one; None when the way is free."""
    done, steps = done_steps(registration), steps_of(registration.event)
    earlier = steps[: steps.index(before)]
    return next((step for step in earlier if step not in done), None)


def own_url(door: Door) -> str:
    """The applicant's own page, or the page of the second person's link."""
    page = "pairs.answer" if door.second_id is not None else "registration.mine"
    return url_for(page, slug=door.registration.event.slug, token=door.key)


def step_page(event: Event, door: Door | None, step: str, form: Any, **more: Any) -> str:
    """Show a step: its form, the stepper and the summary of what is known so far."""
    registration = door.registration if door else None
    steps = steps_of(event)
    here = steps.index(step)
    return render_template(
        f"registration/step_{step}.html",
        event=event,
        ornament=ornament_of(event),
        registration=registration,
        form=form,
        step=step,
        steps=_stepper(event, door),
        number=here + 1,
        back=_address(event, door, steps[here - 1]) if step != "you" else "",
        next_title=NEXT_TITLES[steps[here + 1]] if step != "check" else "",
        autosave=_autosave(event, door, step),
        saved_at=_saved_at(event, registration),
        rows=_summary(event, door),
        own=own_url(door) if door and door.registration.state != "draft" else "",
        has_changes=has_changes(door.registration) if door else False,
        late=late_sentence(event) if not in_time(event, now()) else "",
        **_for_step(step, registration, form),
        **more,
    )


def _for_step(step: str, registration: Registration | None, form: Any) -> dict[str, Any]:
    if registration is None:
        return {}
    if step == "nomination":
        return _nomination_words(registration, form)
    if step == "work":
        return {"files": registration.entry.own_files if registration.entry else []}
    if step == "consents":
        return {
            "processing": current_text(PROCESSING),
            "publication": current_text(PUBLICATION),
        }
    if step == "check":
        entry, pair = registration.entry, typed_in(registration, "pair")
        return {
            "applicant": Applicant.of(registration),
            "school": {"organization": "", "place": "", **typed_in(registration, "school")},
            "consents": {"publication": False, **typed_in(registration, "consents")},
            "entry": entry,
            "pair": pair,
            "part": part_rows(registration),
            "hands_in": "work" in steps_of(registration.event),
            "own_role": ROLES.get(str(pair.get("role", "")), ""),
            "problems": problems_of(entry) if entry else [],
            "words": count_words(entry.text) if entry else 0,
        }
    return {}


def _nomination_words(registration: Registration, form: Any) -> dict[str, Any]:
    applicant, event = Applicant.of(registration), registration.event
    age = years_on(event, applicant.birth_date)
    experience = years_on(event, applicant.teaching_since)
    offered = [offer for offer in form.all_offers if offer.is_offered]
    audiences = {o.nomination.audience.title for o in offered if o.nomination.audience}
    refused: dict[tuple[str, str], list[str]] = {}
    for offer in form.all_offers:
        if not offer.is_offered:
            whys = (offer.why_not, offer.why_not_these)
            refused.setdefault(whys, []).append(offer.nomination.title)
    return {
        "age": years(age) if age is not None else "",
        "experience": years(experience) if experience is not None else "",
        "audiences": sorted(audiences),
        "offered": offered,
        "refused": [(why[len(titles) > 1], titles) for why, titles in refused.items()],
        "refused_count": sum(map(len, refused.values())),
        "genres": {str(o.nomination.id): o.nomination.genre for o in offered},
    }


def _stepper(event: Event, door: Door | None) -> list[dict[str, Any]]:
    done = done_steps(door.registration) if door else frozenset()
    open_ = unfinished_step(door.registration, "check") or "check" if door else "you"
    steps = steps_of(event)
    reachable = steps.index(open_)
    return [
        {
            "title": TITLES[step],
            "url": _address(event, door, step) if door and index <= reachable else "",
            "done": step in done,
        }
        for index, step in enumerate(steps)
    ]


def _address(event: Event, door: Door | None, step: str) -> str:
    if door is None:
        return url_for("registration.apply", slug=event.slug)
    if step == "work":
        return url_for("registration.work", slug=event.slug, token=door.key)
    return url_for("registration.step", slug=event.slug, token=door.key, step=step)


def step_url(door: Door, step: str) -> str:
    """The address of a step of an application."""
    return _address(door.registration.event, door, step)


def _autosave(event: Event, door: Door | None, step: str) -> str:
    if door is None or step == "check" or door.registration.state == "admitted":
        return ""
    return url_for("registration.autosave", slug=event.slug, token=door.key, step=step)


def _saved_at(event: Event, registration: Registration | None) -> str:
    saved = registration.draft.get("saved_at") if registration else None
    return clock_time(event, datetime.fromisoformat(saved)) if saved else ""


def clock_time(event: Event, instant: datetime) -> str:
    """The time in the event's zone: «14:32»."""
    return f"{instant.astimezone(ZoneInfo(event.timezone)):%H:%M}"


def _summary(event: Event, door: Door | None) -> list[tuple[Any, ...]]:
    if door is None:
        titles = [_("Участник"), _("Организация и должность"), _("Номинация")]
        return [(title, "") for title in titles[: 3 if "nomination" in steps_of(event) else 2]]
    registration, done = door.registration, done_steps(door.registration)
    applicant, school = Applicant.of(registration), typed_in(registration, "school")
    place = ", ".join(filter(None, (str(school.get("organization", "")), applicant.position)))
    number = str(typed_in(registration, "nomination").get("nomination", ""))
    chosen = [n for n in event.nominations if str(n.id) == number and "nomination" in done]
    nomination = chosen[0] if chosen else None
    named = f"«{nomination.title}»" if nomination else ""
    if nomination and nomination.genre:
        named = Markup("{}, {}").format(named, nomination.genre)
    entry = registration.entry
    rows: list[tuple[Any, ...]] = [
        (_("Участник"), applicant.full_name, _address(event, door, "you")),
        (_("Организация и должность"), place, _address(event, door, "school")),
        (_("Номинация"), named, _address(event, door, "nomination") if named else ""),
    ]
    if "nomination" not in steps_of(event):
        rows.pop()
    if "pair" in steps_of(event):
        last = _pair_line(event, door)
    elif "work" not in steps_of(event):
        return rows
    else:
        last = (
            _("Работа"),
            entry.title if entry else "",
            _address(event, door, "work") if entry and entry.title else "",
        )
    return [*rows, last]


def _pair_line(event: Event, door: Door) -> tuple[Any, ...]:
    typed = typed_in(door.registration, "pair")
    title, other = str(typed.get("title", "")), str(typed.get("partner", ""))
    words = ", ".join(filter(None, (f"«{title}»" if title else "", other)))
    return (_("Пара"), words, _address(event, door, "pair") if words else "")


def ornament_of(event: Event) -> str:
    """The rosette of the event's format."""
    return active_plugins().format_of(event).ornament
