"""What a sheet said each time: a version is written beside the sheet and never changed."""

from __future__ import annotations

from eventkit.db import db
from eventkit.scoring.marks import mark_texts, marks_of, plain_criteria
from eventkit.scoring.models import Sheet, SheetVersion
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
            marks=mark_texts(criteria, marks_of(sheet)),
            total=sheet.total,
            reason=reason,
            actor=actor,
            at=now(),
        )
    )
    db.session.flush()
