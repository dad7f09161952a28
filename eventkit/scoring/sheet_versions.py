"""What a sheet said each time: a version is written beside the sheet and never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eventkit.db import db
from eventkit.scoring.marks import marks_of, plain_criteria, text_of
from eventkit.scoring.models import Criterion, Mark, Sheet, SheetVersion
from eventkit.web.clock import now


def keep_version(sheet: Sheet, actor: str, reason: str = "") -> None:
    """Count the sheet's version up and keep what it says now."""
    sheet.version += 1
    sheet.saved_at = now()
    criteria = plain_criteria(sheet.assignment.trial_id)
    db.session.add(
        SheetVersion(
            sheet_id=sheet.id,
            version=sheet.version,
            state=sheet.state,
            marks=texts_of(criteria, marks_of(sheet)),
            total=sheet.total,
            reason=reason,
            actor=actor,
            at=now(),
        )
    )
    db.session.flush()


def texts_of(criteria: Sequence[Criterion], marks: Mapping[int, Mark]) -> dict[str, str | None]:
    """Criterion code → mark as text, None for a gap."""
    steps = {c: marks[c.id].steps if c.id in marks else None for c in criteria}
    return {c.code: text_of(c, count) or None for c, count in steps.items()}
