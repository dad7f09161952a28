"""Why a verb was refused, in words for whoever asked."""

from __future__ import annotations


class RefusalError(ValueError):
    """The act is not possible now; the message says why and what to do, in the reader's language.

    ``field`` names the field of the form at which the message belongs, if there is one.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
