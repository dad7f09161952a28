"""What wants attention in the work of a jury. Advice with numbers, never an accusation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.desk.jury_advice import Unusual
from eventkit.desk.seen import Alarm, Seen
from eventkit.results.explained.telling import listed, signed
from eventkit.scoring.queries import entry_by_code
from eventkit.scoring.readings import third_reading_limit
from eventkit.web.i18n import exact_words, number


def jury_alarms(seen: Seen) -> list[Alarm]:
    """The alarms about sheets and jurors, the heaviest first."""
    sources: tuple[Callable[[Seen], Iterator[Alarm]], ...] = (
        _replacements,
        _thirds,
        _divergent,
        _jurors,
        _unusual,
        _lacking,
        _short,
        _out_of_reach,
    )
    return [alarm for source in sources for alarm in source(seen)]


def _replacements(seen: Seen) -> Iterator[Alarm]:
    for task in seen.annulled:
        yield Alarm(
            "bad",
            _("Работе %(code)s нужна замена.", code=task.entry.code),
            _(
                "Лист аннулирован (%(name)s).",
                name=task.juror.person.short_name,
            ),
            _("Передать работу"),
            url_for("judging.works", slug=seen.event.slug),
        )


def _thirds(seen: Seen) -> Iterator[Alarm]:
    """Third readings that nobody has, then those under way."""
    waiting = [row.code for row in seen.thirds if row.state == "waiting"]
    running = [row.code for row in seen.thirds if row.state != "waiting"]
    link, url = _("Смотреть третьи чтения"), url_for("thirds.queue", slug=seen.event.slug)
    diverged = _("Листы разошлись: %(codes)s.", codes=listed((waiting or running)[:5]))
    if waiting:
        yield Alarm(
            "bad",
            ngettext(
                "%(num)d третье чтение никому не дано.",
                "%(num)d третьих чтений никому не даны.",
                len(waiting),
            ),
            diverged,
            link,
            url,
        )
    elif running:
        fact = ngettext("Идёт %(num)d третье чтение.", "Идут третьи чтения: %(num)d.", len(running))
        yield Alarm("info", fact, diverged, link, url)


def _divergent(seen: Seen) -> Iterator[Alarm]:
    found = seen.board.divergent
    if not found or seen.rules.divergence_points is None:
        return
    if third_reading_limit(seen.rules) is not None:
        return  # what is still open of them stands among the third readings
    worst, others = found[0], found[1:]
    text = _(
        "%(totals)s при допуске %(limit)s.",
        totals=listed([exact_words(total) for total in worst.totals]),
        limit=exact_words(seen.rules.divergence_points),
    )
    if others:
        codes = listed([one.code for one in others[:5]])
        more = ngettext(
            "Ещё %(num)d такой случай: %(codes)s.",
            "Ещё %(num)d таких случаев: %(codes)s.",
            len(others),
            codes=codes,
        )
        text = f"{text} {more}"
    yield Alarm(
        "bad",
        _(
            "Листы разошлись на %(points)s: %(code)s.",
            points=points_words(worst.spread),
            code=worst.code,
        ),
        text,
        *_place_to_compare(seen, worst.code),
    )


def _place_to_compare(seen: Seen, code: str) -> tuple[str, str]:
    """The row of a work in the results room; before anything is counted, the list of sheets."""
    slug = seen.event.slug
    entry = entry_by_code(seen.event.id, code) if seen.facts.calculation else None
    if entry is None:
        return _("Открыть листы"), url_for("judging.works", slug=slug)
    nomination = entry.nomination.code
    room = url_for("results.room", slug=slug, nomination=nomination, open=code)
    return _("Сравнить листы"), room


def _place_of_jury(seen: Seen, label: str) -> tuple[str, str]:
    """What the jury's sheets do to places; before anything is counted, the list of sheets."""
    if seen.facts.calculation:
        return label, url_for("results.jury", slug=seen.event.slug)
    return _("Открыть листы"), url_for("judging.works", slug=seen.event.slug)


def _jurors(seen: Seen) -> Iterator[Alarm]:
    for line in seen.board.lines:
        if line.flag is None or line.deviation is None:
            continue
        strict = line.flag == "strict"
        told = {
            "name": line.progress.juror.person.short_name,
            "points": number(abs(line.deviation), 1),
            "sheets": ngettext("%(num)d лист", "%(num)d листов", line.progress.submitted),
        }
        yield Alarm(
            "bad",
            _("Строгий член жюри.") if strict else _("Мягкий член жюри."),
            _("%(name)s ставит в среднем на %(points)s балла ниже коллег, %(sheets)s.", **told)
            if strict
            else _(
                "%(name)s ставит в среднем на %(points)s балла выше коллег, %(sheets)s.", **told
            ),
            *_place_of_jury(seen, _("Посмотреть, на что это влияет")),
        )


def _lacking(seen: Seen) -> Iterator[Alarm]:
    facts = seen.facts
    lacking = facts.sheets_needed - facts.sheets_assigned
    # Before anything is given out the next step says so; afterwards it may be about something else.
    is_handed_out = facts.phase == "judging" or facts.sheets_assigned > 0
    if facts.phase in ("registration", "judging") and is_handed_out and lacking > 0:
        yield Alarm(
            "bad",
            ngettext("Не хватает %(num)d назначения.", "Не хватает %(num)d назначений.", lacking),
            _("Часть работ прочитают реже, чем требуют правила."),
            _("Раздать работы"),
            url_for("planning.plan", slug=seen.event.slug),
            is_act=True,
        )
    left = facts.sheets_assigned - facts.sheets_sent
    if facts.phase == "results" and left > 0:
        yield Alarm(
            "warn",
            ngettext("%(num)d лист не отправлен.", "%(num)d листов не отправлены.", left),
            _("Жюри закончило без них, в итогах их нет."),
            _("Смотреть жюри"),
            url_for("desk.watch", slug=seen.event.slug),
        )


def _short(seen: Seen) -> Iterator[Alarm]:
    """Works that are read less often than the rules want, since conflicts leave nobody else."""
    if seen.short and seen.facts.phase in ("registration", "judging"):
        yield Alarm(
            "warn",
            ngettext(
                "%(num)d работу прочитают реже, чем хотят правила.",
                "%(num)d работ прочитают реже, чем хотят правила.",
                seen.short,
            ),
            _(
                "Мешает конфликт интересов. Позовите ещё одного члена жюри без конфликта или"
                " оставьте так: балл посчитают по тем листам, что есть."
            ),
            _("Собрать жюри"),
            url_for("juries.jury", slug=seen.event.slug),
            is_act=True,
        )


def _out_of_reach(seen: Seen) -> Iterator[Alarm]:
    """Works that conflicts leave too few jurors to be counted by the rules."""
    works = seen.uncountable
    if works and seen.facts.phase in ("registration", "judging"):
        yield Alarm(
            "bad",
            ngettext(
                "%(num)d работу не посчитать по правилам.",
                "%(num)d работ не посчитать по правилам.",
                works,
            ),
            _(
                "Из-за конфликтов интересов судить её может меньше членов жюри, чем нужно."
                " Позовите ещё одного без конфликта."
            )
            if works == 1
            else _(
                "Из-за конфликтов интересов судить их может меньше членов жюри, чем нужно."
                " Позовите ещё одного без конфликта."
            ),
            _("Собрать жюри"),
            url_for("juries.jury", slug=seen.event.slug),
            is_act=True,
        )


def points_words(value: Fraction) -> str:
    """«14 баллов»."""
    if value.denominator != 1:
        return str(_("%(points)s балла", points=exact_words(value)))
    return str(ngettext("%(num)d балл", "%(num)d баллов", int(value)))


def _unusual(seen: Seen) -> Iterator[Alarm]:
    """Jurors who differ now up, now down, and those whose marks hardly differ."""
    people = {line.progress.juror.id: line.progress.juror.person for line in seen.board.lines}
    for one in seen.board.unusual:
        if one.juror not in people:
            continue
        yield Alarm(
            "warn",
            _("Отличия то в плюс, то в минус.")
            if one.kind == "erratic"
            else _("Почти один и тот же балл."),
            unusual_words(one, people[one.juror].short_name),
            *_place_of_jury(seen, _("Посмотреть листы жюри")),
        )


def unusual_words(one: Unusual, name: str) -> str:
    """What a juror's sheets show, in one sentence with its numbers."""
    sheets = ngettext("%(num)d лист", "%(num)d листов", one.sheets)
    if one.kind == "erratic":
        return str(
            _(
                "%(name)s: разница с коллегами от %(low)s до %(high)s балла, %(sheets)s.",
                name=name,
                low=signed(one.low),
                high=signed(one.high),
                sheets=sheets,
            )
        )
    return str(
        _(
            "%(name)s: %(sheets)s от %(low)s до %(high)s балла, у коллег по тем же работам"
            " от %(lowest)s до %(highest)s.",
            name=name,
            sheets=sheets,
            low=number(one.low, 1),
            high=number(one.high, 1),
            lowest=number(one.others_low, 1),
            highest=number(one.others_high, 1),
        )
    )
