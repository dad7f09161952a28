"""Pages of whoever makes questionnaires: the list, the texts, how people answer, versions."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.questionnaires import operations
from eventkit.questionnaires.authoring import operations as editor
from eventkit.questionnaires.authoring.blueprint import (
    ROOT,
    Page,
    actor,
    bp,
    done,
    find_event,
    find_questionnaire,
    tried,
)
from eventkit.questionnaires.authoring.forms import (
    FileForm,
    HeadForm,
    NewForm,
    ReasonForm,
    SettingsForm,
    StatementsForm,
)
from eventkit.questionnaires.authoring.lines import typed_lines
from eventkit.questionnaires.authoring.words import KINDS, MODE_TEXTS, MODES, STATES
from eventkit.questionnaires.library import library
from eventkit.questionnaires.models import Questionnaire
from eventkit.questionnaires.queries import (
    answered_by_wave,
    has_answers,
    has_results,
    is_answered,
    latest_version,
    questionnaires_of,
)
from eventkit.questionnaires.rules import may_author
from eventkit.questionnaires.versions import digest_of
from eventkit.web.access import access
from eventkit.web.requests import commit

NEW = {"format": "eventkit-questionnaire", "version": 1, "items": []}


@bp.get("/manage/<slug>/questionnaires")
@access(may_author, find=find_event)
def listed(event: Event) -> Page:
    """The questionnaires of an event, and the ways to another one."""
    return render_template(
        "questionnaires/authoring/list.html",
        event=event,
        rows=questionnaires_of(event),
        answered=answered_by_wave(event),
        modes=MODES,
        states=STATES,
    )


@bp.get("/manage/<slug>/questionnaires/new")
@access(may_author, find=find_event)
def new(event: Event) -> Page:
    """From the library, from a file, or empty."""
    return new_page(event)


@bp.post("/manage/<slug>/questionnaires/new")
@access(may_author, find=find_event)
def create(event: Event) -> Page:
    """Begin an empty questionnaire."""
    form = NewForm(prefix="new")
    if not form.validate_on_submit():
        return new_page(event, form=form), 422
    document = NEW | {"title": {"ru": form.title.data}}
    made = operations.create_questionnaire(event, document, actor=actor())
    return done("items", made, _("Опросник добавлен. Теперь добавьте пункты."))


@bp.post("/manage/<slug>/questionnaires/library/<name>")
@access(may_author, find=find_event)
def take_from_library(event: Event, name: str) -> Page:
    """Begin with an instrument of the library."""
    try:
        made = operations.take_from_library(event, name, actor=actor())
    except RefusalError:
        return new_page(event), 404
    return done("items", made, _("Опросник взят из библиотеки. Его можно менять как свой."))


@bp.get(ROOT)
@access(may_author, find=find_questionnaire)
def items(questionnaire: Questionnaire) -> Page:
    """The items by pages, and the ways to more."""
    return items_page(questionnaire)


@bp.post(f"{ROOT}/statements")
@access(may_author, find=find_questionnaire)
def add_statements(questionnaire: Questionnaire) -> Page:
    """Add many statements at once."""
    form = StatementsForm(prefix="many")
    texts = [one for one in typed_lines(form.lines.data) if one]
    if form.validate_on_submit() and tried(
        lambda: editor.add_statements(questionnaire, texts, actor=actor()),
        form,
        {"items": "lines"},
    ):
        return done("items", questionnaire, _("Пункты добавлены."))
    return items_page(questionnaire, statements=form), 422


@bp.route(f"{ROOT}/texts", methods=["GET", "POST"])
@access(may_author, find=find_questionnaire)
def texts(questionnaire: Questionnaire) -> Page:
    """Titles, what is said before and after, source and licence."""
    draft = questionnaire.draft
    names = ("title", "intro", "thanks")
    data: dict[str, Any] = {name: draft[name] for name in ("quoted", "source", "licence")}
    data["own_result"] = draft.get("own_result", True)
    for name in names:
        data |= {f"{name}_{tongue}": draft[name].get(tongue) for tongue in ("ru", "en")}
    form = HeadForm(data=data)
    if form.validate_on_submit():
        head: dict[str, Any] = {name: _both(form, name) for name in names}
        head |= {name: form[name].data for name in ("quoted", "own_result")}
        head |= {name: form[name].data or "" for name in ("source", "licence")}
        if tried(lambda: editor.save_head(questionnaire, head, actor=actor()), form):
            return done("texts", questionnaire)
    return page("texts", questionnaire, form)


@bp.route(f"{ROOT}/settings", methods=["GET", "POST"])
@access(may_author, find=find_questionnaire)
def settings(questionnaire: Questionnaire) -> Page:
    """How people answer, whom reports hide, how long answers are kept."""
    form = SettingsForm(questionnaire)
    if form.validate_on_submit() and tried(
        lambda: operations.change_settings(
            questionnaire,
            mode=form.mode.data,
            once=form.once.data,
            small_group=form.small_group.data,
            pair_scale=form.pair_scale.data or "",
            keep_until=form.keep_until.data,
            actor=actor(),
        ),
        form,
    ):
        return done("settings", questionnaire)
    return page(
        "settings",
        questionnaire,
        form,
        mode_texts=MODE_TEXTS,
        modes=MODES,
        answered=is_answered(questionnaire),
        has_results=has_results(questionnaire),
    )


@bp.post(f"{ROOT}/version")
@access(may_author, find=find_questionnaire)
def issue(questionnaire: Questionnaire) -> Page:
    """Let respondents see what has changed since the first answer."""
    form = ReasonForm(prefix="version")
    if form.validate_on_submit() and tried(
        lambda: operations.issue_version(questionnaire, form.reason.data or "", actor=actor()),
        form,
    ):
        return done("items", questionnaire, _("Новая версия выпущена: дальше отвечают на неё."))
    return items_page(questionnaire, reason=form), 422


@bp.get(f"{ROOT}/remove")
@access(may_author, find=find_questionnaire)
def ask_to_remove(questionnaire: Questionnaire) -> Page:
    """The question before a questionnaire is taken out, for browsers without dialogs."""
    return render_template("questionnaires/authoring/remove.html", **about(questionnaire))


@bp.post(f"{ROOT}/remove")
@access(may_author, find=find_questionnaire)
def remove(questionnaire: Questionnaire) -> Page:
    """Take the questionnaire out, if nobody has answered."""
    slug = questionnaire.event.slug
    if tried(lambda: operations.remove_questionnaire(questionnaire, actor=actor())):
        commit()
        flash(_("Опросник убран."), "ok")
    return redirect(url_for("questionnaires.listed", slug=slug))


def new_page(event: Event, **shown: Any) -> str:
    """The page of ways to a new questionnaire."""
    known = {
        "form": NewForm(formdata=None, prefix="new"),
        "file_form": FileForm(formdata=None, prefix="file"),
        "problems": [],
    }
    return render_template(
        "questionnaires/authoring/new.html", event=event, library=library(), **known | shown
    )


def items_page(
    questionnaire: Questionnaire,
    statements: StatementsForm | None = None,
    reason: ReasonForm | None = None,
) -> str:
    """The page of all items."""
    draft = questionnaire.draft
    return render_template(
        "questionnaires/authoring/items.html",
        **about(questionnaire, reason),
        by_id={item["id"]: item for item in draft["items"]},
        kinds=KINDS,
        scales=_scales_of(draft),
        is_bilingual=any(item["text"].get("en") for item in draft["items"]),
        statements=statements or StatementsForm(formdata=None, prefix="many"),
    )


def page(name: str, questionnaire: Questionnaire, form: Any, **more: Any) -> Page:
    """A page with a form of the questionnaire."""
    shown = render_template(
        f"questionnaires/authoring/{name}.html", **about(questionnaire), form=form, **more
    )
    return shown, 422 if form.is_submitted() else 200


def about(questionnaire: Questionnaire, reason: ReasonForm | None = None) -> dict[str, Any]:
    """What the head of each page of a questionnaire shows."""
    version = latest_version(questionnaire)
    answered = version is not None and has_answers(version)
    same = version is not None and version.digest == digest_of(questionnaire.draft)
    return {
        "event": questionnaire.event,
        "questionnaire": questionnaire,
        "draft": questionnaire.draft,
        "version": version if answered else None,
        "is_waiting": answered and not same,
        "reason": reason or ReasonForm(formdata=None, prefix="version"),
    }


def _scales_of(draft: Any) -> dict[str, list[str]]:
    """Which scales take an item and whether the other way round, by its id."""
    found: dict[str, list[str]] = {}
    for scale in draft["scales"]:
        title = scale["title"].get("ru", scale["id"])
        turned = _("%(scale)s, обратный", scale=title)
        for one in dict.fromkeys(name.partition(".")[0] for name in scale["items"]):
            found.setdefault(one, []).append(turned if one in scale["reversed"] else title)
    return found


def _both(form: HeadForm, name: str) -> dict[str, str]:
    both = (("ru", form[f"{name}_ru"].data), ("en", form[f"{name}_en"].data))
    return {language: words for language, words in both if words}
