"""How jurors agree: arithmetic on totals of sheets, without database, web or language.

Advice for the people of a contest; official places never come from here. Needs numpy and scipy
(the extra ``analysis``).
"""

from .outcome import (
    AdjustedEntry,
    Agreement,
    Concordance,
    EntryPlaces,
    JurorAgreement,
)
from .report import agreement

__all__ = [
    "AdjustedEntry",
    "Agreement",
    "Concordance",
    "EntryPlaces",
    "JurorAgreement",
    "agreement",
]
