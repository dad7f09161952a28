"""What a team sent, as people read it: the texts of options instead of their ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from eventkit.lazy import dataclass
from eventkit_quest.engine.checking import sent
from eventkit_quest.engine.station_definition import StationDefinition
from eventkit_quest.engine.tasks import WITH_OPTIONS, Answer, Option


@dataclass(frozen=True)
class Shown:
    """One answer of a task as a person sees it, each chosen option or pair in a line of its own.

    A photo is named by the number of its file.
    """

    label: str
    text: str
    is_photo: bool = False


def shown(station: StationDefinition, text: str) -> list[Shown]:
    """The answers of a task that were sent, in the order of the task.

    What cannot be told apart by answers, since the task has changed meanwhile, stands as it came.
    """
    texts = sent(station, text)
    parts = [(answer, texts.get(answer.id, "")) for answer in station.answers]
    found = [shown_answer(answer, said) for answer, said in parts if said.strip()]
    return found or ([Shown("", text)] if text else [])


def shown_answer(answer: Answer, text: str) -> Shown:
    """One answer: options by their texts, everything else as it was typed."""
    if answer.kind == "photo":
        return Shown(answer.label, text, is_photo=True)
    if answer.kind not in WITH_OPTIONS:
        return Shown(answer.label, text)
    options, partners = _texts(answer.options), _texts(answer.partners)
    chosen = [part.strip() for part in text.split(",")]
    if answer.kind == "order":
        told = [f"{place}. {_of(options, one)}" for place, one in enumerate(chosen, start=1)]
    elif answer.kind == "match":
        pairs = [one.partition("=") for one in chosen]
        told = [f"{_of(options, left)} → {_of(partners, right)}" for left, _is, right in pairs]
    else:
        told = [_of(options, one) for one in chosen]
    return Shown(answer.label, "\n".join(told))


def _texts(options: Sequence[Option]) -> Mapping[str, str]:
    return {option.id: option.text for option in options}


def _of(texts: Mapping[str, str], name: str) -> str:
    return texts.get(name) or str(_("вариант, которого больше нет"))
