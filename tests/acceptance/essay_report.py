"""What the application says about a played essay contest, under the ids of the input."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import Any

from essay_facts import Played

from eventkit.documents.queries import certificates, document_counts
from eventkit.juries.queries import conflicts
from eventkit.registration.queue_queries import counts_by_state
from eventkit.results.queries import official_text, result_of, standings, what_if

STATUS = {"winner": "победитель", "prize": "призёр", "participant": "участник"}
STATE = {"admitted": "допущена", "refused": "отклонена", "withdrawn": "отозвана"}
FLAG = {"strict": "строгий", "lenient": "мягкий", None: None}
KINDS = {
    "same_organization": "одна организация",
    "branch": "организация и её филиал",
    "mentor": "наставник автора",
    "mentee": "наставляемый автора",
}
DEGREES = {1: "диплом I степени", 2: "диплом II степени", 3: "диплом III степени"}
CERTIFICATE = "сертификат участника"
POLICIES = ("third_is_final", "closest_two", "mean_of_three")


def report_essay(played: Played) -> dict[str, Any]:
    """The whole output, section by section."""
    speaker = _Speaker(played)
    return {
        "eligibility": speaker.eligibility(),
        "admitted": counts_by_state(played.event.id).get("admitted", 0),
        "conflicts": speaker.conflicts(),
        "results": speaker.results(),
        "nominations": speaker.nominations(),
        "grand_prix": speaker.grand_prix(),
        "counts": dict(Counter(STATUS[row.status] for row in speaker.rows)),
        "documents": document_counts(played.event),
        "if_annulled_sheets_counted": speaker.annulled(),
        "judges": speaker.judges(),
        "advisory_additive_model": speaker.advice(),
        "two_plus_third": speaker.two_plus_third(),
        "certificates": speaker.certificates(),
    }


class _Speaker:
    """Asks the application and names its answers by the input's ids."""

    def __init__(self, played: Played) -> None:
        self.played = played
        self.rows = standings(played.calculation)
        self.result = result_of(played.calculation)
        self.author_ids = {person.id: key for key, person in played.people.items()}
        self.juror_ids = {str(juror.id): key for key, juror in played.jurors.items()}
        self.authors = {
            row.entry.code: self.author_ids[row.entry.authors[0].person_id] for row in self.rows
        }

    def eligibility(self) -> list[dict[str, Any]]:
        """One row for each application, by its number in the input."""
        found = []
        for row in sorted(self.played.given["applications"], key=lambda a: a["no"]):
            said = self.played.applications[row["no"]]
            found.append(
                {
                    "no": row["no"],
                    "author": self.author_ids[said.person_id],
                    "age": said.age,
                    "experience_full_years": said.experience,
                    "status": STATE[said.state],
                    "reason": said.reason_text or None,
                    "reason_code": said.reason_code,
                }
            )
        return found

    def conflicts(self) -> list[dict[str, Any]]:
        """By juror in the order of the input, then by work."""
        order = {key: place for place, key in enumerate(self.played.jurors)}
        found = [
            {
                "judge": self.juror_ids[str(row.juror_id)],
                "essay": row.entry.code,
                "author": self.author_ids[row.entry.authors[0].person_id],
                "reason": KINDS.get(row.kind) or row.reason,
            }
            for row in conflicts(self.played.event)
        ]
        return sorted(found, key=lambda row: (order[row["judge"]], row["essay"]))

    def results(self) -> list[dict[str, Any]]:
        """Works by nomination and place."""
        return [self._result(row) for row in self.rows]

    def _result(self, row: Any) -> dict[str, Any]:
        said = self.result.entry(row.entry.code)
        shown: dict[str, Any] = {
            "nomination": row.nomination.code,
            "code": row.entry.code,
            "author": self.authors[row.entry.code],
            "sheets": {
                self.juror_ids[s.juror]: _plain(s.total)
                for s in sorted(said.sheets, key=lambda s: self._juror_order(s.juror))
                if s.use not in ("annulled", "incomplete")
            },
            "sum": _plain(said.sum),
            "official": official_text(row.value),
            "mean": official_text(said.mean),
            "percent": official_text(row.percent),
            "median": official_text(said.median),
            "trimmed": official_text(said.trimmed),
        }
        for breaker in self.result.rules["tie_break"]:
            code = breaker.removesuffix("_mean")
            if breaker == "lowest_sheet":
                shown["lowest_sheet"] = official_text(said.lowest_sheet)
            elif code in said.criterion_means:
                shown[breaker] = official_text(said.criterion_means[code])
        return shown | {
            "spread": _plain(said.spread),
            "divergent": said.divergent,
            "rank_competition": said.rank_competition,
            "rank_dense": said.rank_dense,
            "rank_range": said.rank_range,
            "awarded_place": row.place,
            "awarded_place_shown": row.place_shown or None,
            "status": STATUS[row.status],
            "document": _document(row.degree),
        }

    def _juror_order(self, juror: str) -> int:
        return list(self.played.jurors).index(self.juror_ids[juror])

    def nominations(self) -> list[dict[str, Any]]:
        """Each nomination with its ties, in the order of the input."""
        said = {n.nomination: n for n in self.result.nominations}
        return [
            {
                "nomination": code,
                "entries": len(said[code].entries),
                "winner_awarded": said[code].winner_awarded,
                "ties": [
                    {
                        "codes": list(tie.entries),
                        "mean": official_text(tie.value),
                        "resolved_by": tie.resolved_by,
                    }
                    for tie in said[code].ties
                ],
                "provisional": said[code].provisional,
            }
            for code in self.played.nominations
        ]

    def grand_prix(self) -> dict[str, list[str]]:
        """Authors of the best winners of each audience."""
        return {
            audience: sorted(
                self.authors[code] for code in self.result.grand_prix.get(audience, ())
            )
            for audience in self.played.audiences
        }

    def annulled(self) -> list[dict[str, Any]]:
        """What annulled sheets would have made of their works."""
        return [
            {
                "code": row.entry,
                "author": self.authors[row.entry],
                "judge": self.juror_ids[row.juror],
                "replaced_by": self.juror_ids[row.replaced_by] if row.replaced_by else None,
                "mean": official_text(row.mean),
                "official": official_text(row.value),
                "valid_sheets": row.valid_sheets,
            }
            for row in sorted(self.result.annulled, key=lambda r: r.entry)
        ]

    def judges(self) -> list[dict[str, Any]]:
        """Statistics of the jury in the order of the input."""
        found = [
            {
                "judge": self.juror_ids[row.juror],
                "sheets": row.sheets,
                "mean": official_text(row.mean),
                "sd": official_text(row.variance, root=True),
                "mean_deviation_from_cojudges": official_text(row.mean_deviation),
                "flag": FLAG[row.flag],
            }
            for row in self.result.jurors
        ]
        order = {key: place for place, key in enumerate(self.played.jurors)}
        return sorted(found, key=lambda row: order[row["judge"]])

    def advice(self) -> dict[str, Any]:
        """The additive model: effects of jurors, adjusted means, orders."""
        said = self.result.advice
        effects = {self.juror_ids[juror]: value for juror, value in said.effects.items()}
        return {
            "note": "справочно, на места не влияет",
            "judge_effect": {key: official_text(effects.get(key)) for key in self.played.jurors},
            "adjusted_mean": {code: official_text(value) for code, value in said.adjusted.items()},
            "changed_first_place": [n for n in self.played.nominations if n in said.changed_first],
            "order": {
                nomination: [self.authors[code] for code in said.order[nomination]]
                for nomination in self.played.nominations
            },
        }

    def two_plus_third(self) -> dict[str, Any]:
        """What two readings and a third would give under each policy."""
        results = {
            policy: what_if(
                self.played.calculation, aggregation="two_plus_third", third_policy=policy
            )
            for policy in POLICIES
        }
        threshold = self.result.rules["divergence_points"]
        one = results[POLICIES[0]]
        needed = sorted(e.entry for e in one.entries if e.third_reading_needed)
        return {
            "threshold": None if threshold is None else _plain(Fraction(str(threshold))),
            "equidistant_rule": "если третий равноудалён, берётся больший из двух",
            "third_readings": [
                {
                    "code": code,
                    "author": self.authors[code],
                    **_readings(one.entry(code)),
                    "final": {p: official_text(results[p].entry(code).value) for p in POLICIES},
                }
                for code in needed
            ],
            "final": {
                policy: {e.entry: official_text(e.value) for e in sorted(r.entries, key=_code)}
                for policy, r in results.items()
            },
        }

    def certificates(self) -> list[dict[str, Any]]:
        """The documents by their numbers."""
        return [
            {
                "number": row.number,
                "author": self.author_ids[row.person_id],
                "document": row.document,
                "name_nominative": row.name_nominative,
                "line": row.line,
                "provisional": row.is_provisional,
            }
            for row in certificates(self.played.event)
        ]


def _readings(entry: Any) -> dict[str, Any]:
    """First, second and third as the explanation of the value names them."""
    told = next(r.params for r in entry.reasons if "first" in r.params)
    return {name: _plain(told.get(name)) for name in ("first", "second", "third")}


def _code(entry: Any) -> str:
    code: str = entry.entry
    return code


def _document(degree: int | None) -> str:
    return CERTIFICATE if degree is None else DEGREES[degree]


def _plain(value: Fraction | None) -> int | float | None:
    """A JSON number: whole, or the shortest decimal that reads back to it."""
    if value is None:
        return None
    if value.denominator == 1:
        return value.numerator
    return float(Decimal(value.numerator) / Decimal(value.denominator))
