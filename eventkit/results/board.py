"""What the results room shows of one nomination: rows, their explanations, the list beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.events.models import Event, Nomination
from eventkit.juries.models import Juror
from eventkit.juries.queries import jurors_of
from eventkit.lazy import dataclass
from eventkit.results.explained.paragraphs import paragraphs
from eventkit.results.explained.telling import Teller
from eventkit.results.models import Calculation, Standing
from eventkit.results.names import Named
from eventkit.scoring.engine import EntryResult, NominationResult, ScoringRules
from eventkit.scoring.engine.codec import from_plain
from eventkit.scoring.engine.rules import criterion_of
from eventkit.scoring.setup_queries import criteria_of_event
from eventkit.web.i18n import exact_words, number


@dataclass(frozen=True)
class Row:
    """A work as the table shows it."""

    standing: Standing
    result: EntryResult
    named: Named
    sheets: tuple[str, ...]
    """Totals of the sheets; where there are several trials, what each counts, less its penalty."""
    probable: tuple[int, int] | None = None

    @property
    def code(self) -> str:
        """The work's code."""
        return self.result.entry

    @property
    def fewer(self) -> tuple[int, int] | None:
        """How many sheets the work has and should have, where it has fewer (in some trial)."""
        for reason in self.result.reasons:
            if reason.code == "fewer_sheets":
                return int(str(reason.params["sheets"])), int(str(reason.params["expected"]))
        return None


@dataclass(frozen=True)
class Note:
    """What is to be known about a nomination in the list of all."""

    text: str
    is_warning: bool = False


def result_row(standing: Standing) -> EntryResult:
    """The engine's result of one work as the row keeps it."""
    return from_plain(EntryResult, standing.details)


def rows_of(
    standings: Sequence[Standing],
    names: Mapping[int, Named],
    probable: Mapping[str, tuple[int, int]],
) -> list[Row]:
    """The table of a nomination."""
    rows = []
    for standing in standings:
        result = result_row(standing)
        rows.append(
            Row(
                standing=standing,
                result=result,
                named=names[standing.entry_id],
                sheets=_sheets(result),
                probable=probable.get(result.entry),
            )
        )
    return rows


def _sheets(result: EntryResult) -> tuple[str, ...]:
    by_trial: dict[str, list[Fraction]] = {}
    for sheet in result.sheets:
        if sheet.use != "annulled" and sheet.total is not None:
            by_trial.setdefault(sheet.trial, []).append(sheet.total)
    if len(by_trial) < 2:
        totals = [exact_words(total) for own in by_trial.values() for total in own]
        off = sum(result.penalties.values(), Fraction(0))
        return (*totals, *([_("за время −%(points)s", points=exact_words(off))] if off else []))
    counted = trial_values(result)
    return tuple(
        _less(counted.get(trial), sum(own, Fraction(0)) / len(own), result.penalties.get(trial))
        for trial, own in by_trial.items()
    )


def _less(counted: Fraction | None, mean: Fraction, penalty: Fraction | None) -> str:
    """«18,38 − 1»: what a trial gave and what time took off; ``counted`` is already without it."""
    before = mean if counted is None else counted + (penalty or 0)
    return f"{number(before)} − {exact_words(penalty)}" if penalty else number(before)


def trial_values(result: EntryResult) -> Mapping[str, Fraction]:
    """What each trial adds to the result after its penalty, where trials are added up."""
    for one in result.reasons:
        trials, values = one.params.get("trials"), one.params.get("values")
        if (
            one.code == "trials_together"
            and isinstance(trials, tuple)
            and isinstance(values, tuple)
        ):
            return dict(zip(map(str, trials), map(Fraction, values), strict=True))
    return {}


def teller_of(
    made: Calculation, jurors: Mapping[str, str] | None = None, *, is_discreet: bool = False
) -> Teller:
    """Who tells how a version came about: to the author of a work (``is_discreet``) only what
    the event shows; ``jurors`` are the names that may be said, all of them when not given."""
    event = made.event
    rules = ScoringRules.from_dict(made.result["rules"])
    if is_discreet:
        jurors = {}
    elif jurors is None:
        jurors = juror_names(event)
    return Teller(
        maximum=maximum_of(made),
        criteria={c.code: c.title for c in criteria_of_event(event)},
        jurors=jurors,
        is_discreet=is_discreet,
        shows_totals=not is_discreet or event.author_sees != "means",
        paragraphs=dict(rules.paragraphs),
        trials={trial.code: trial.title for trial in event.trials},
    )


def most_of(made: Calculation, row: EntryResult) -> Fraction | None:
    """The most that this work could get; None where nobody can say, as with places."""
    if row.value and row.percent:
        return row.value * 100 / row.percent
    return None if row.value and row.percent is None else maximum_of(made)


def maximum_of(made: Calculation) -> Fraction:
    """The most that a work can get: of one sheet, or of all where sheets are added."""
    rules, most = made.result["rules"], Fraction(made.result["maximum"])
    is_sum = rules["aggregation"] == "sum_of_valid_sheets"
    return most * rules["sheets_per_entry"] if is_sum and rules["sheets_per_entry"] else most


def juror_names(event: Event) -> dict[str, str]:
    """Short names of all who sat in the jury, by the ids that results use."""
    return {str(j.id): j.person.short_name for j in jurors_of(event.id, with_left=True)}


def surnames(event: Event) -> dict[str, str]:
    """Surnames of the jury for narrow columns; namesakes keep their initials."""
    people = {str(j.id): j.person for j in jurors_of(event.id, with_left=True)}
    seen = Counter(person.last_name for person in people.values())
    return {
        key: person.last_name if seen[person.last_name] == 1 else person.short_name
        for key, person in people.items()
    }


def explanation(row: EntryResult, teller: Teller) -> list[str]:
    """The paragraphs under an opened row."""
    return paragraphs(row.reasons, teller)


def deciding_criterion(row: EntryResult) -> str | None:
    """The criterion whose mean settled the work's tie."""
    for reason in row.reasons:
        if reason.code == "tie_step" and reason.params["decided"]:
            return criterion_of(str(reason.params["breaker"]))
    return None


def nomination_results(calculation: Calculation) -> dict[str, NominationResult]:
    """The nominations of a version by their codes."""
    return {
        plain["nomination"]: from_plain(NominationResult, plain)
        for plain in calculation.result["nominations"]
    }


def notes_of(
    nomination: NominationResult,
    best: EntryResult | None,
    rules: ScoringRules,
    criteria: Mapping[str, int],
) -> list[Note]:
    """Ties and missing winners in a few words; ``criteria`` gives each code its number."""
    if not nomination.entries:
        return [Note(_("работ нет"))]
    notes = []
    if not nomination.winner_awarded:
        notes.append(_no_winner(best, rules))
    for tie in nomination.ties:
        if not tie.affects_awards:
            continue
        criterion = criterion_of(tie.resolved_by)
        if tie.resolved_by == "chair_decision_needed":
            notes.append(Note(_("нужно решение председателя"), True))
        elif tie.resolved_by == "shared_place":
            notes.append(Note(_("место разделено решением")))
        elif tie.resolved_by == "chair_decision":
            notes.append(Note(_("ничью решил председатель")))
        elif criterion is not None:
            notes.append(
                Note(_("ничья решена по критерию %(number)s", number=criteria.get(criterion, "")))
            )
        else:
            notes.append(Note(_("ничья решена дополнительным сравнением")))
    third = nomination.provisional and not any(t.open_groups for t in nomination.ties)
    if third:
        notes.append(Note(_("не хватает третьего чтения"), True))
    return notes


def is_withheld(best: EntryResult | None) -> bool:
    """Whether people decided that the best work is not given first place."""
    return best is not None and any(r.code == "first_place_withheld" for r in best.reasons)


def lacks_third(row: EntryResult) -> bool:
    """Whether the value of a work waits for a third reading."""
    return any(reason.code == "third_reading_missing" for reason in row.reasons)


def _no_winner(best: EntryResult | None, rules: ScoringRules) -> Note:
    if is_withheld(best):
        return Note(_("первое место решено не присуждать"))
    if best is None or best.percent is None or rules.winner_min_percent is None:
        return Note(_("победителя нет"), True)
    return Note(
        _(
            "победителя нет: %(percent)s %% при пороге %(needed)s %%",
            percent=exact_words(best.percent),
            needed=exact_words(rules.winner_min_percent),
        ),
        True,
    )


def place_words(place_shown: str, sharing: int) -> str:
    """«на двоих» under a shared place; empty for one's own."""
    if sharing < 2:
        return ""
    words = {2: _("на двоих"), 3: _("на троих"), 4: _("на четверых")}
    return str(words.get(sharing) or ngettext("на %(num)d", "на %(num)d", sharing))


def chosen_nomination(event: Event, code: str) -> Nomination | None:
    """The nomination asked for, or the first one."""
    for nomination in event.nominations:
        if nomination.code == code:
            return nomination
    return None if code else next(iter(event.nominations), None)


def jury_of(event: Event) -> dict[str, Juror]:
    """The members of the jury by the ids that results use, those who left too."""
    return {str(j.id): j for j in jurors_of(event.id, with_left=True)}
