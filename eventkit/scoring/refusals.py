"""Why a sheet does not do what is asked: errors whose texts are words for people."""

from __future__ import annotations

from collections.abc import Sequence

from eventkit.events.refusals import RefusalError
from eventkit.scoring.models import Criterion


class SheetRefusedError(RefusalError):
    """The sheet's state does not allow the act; the text says what to do."""


class SheetIncompleteError(SheetRefusedError):
    """Criteria without a mark; ``missing`` names them."""

    def __init__(self, message: str, missing: Sequence[Criterion]) -> None:
        super().__init__(message, missing[0].code if missing else "")
        self.missing = missing
