"""Which jurors can be compared: those whom works link, directly or through other jurors."""

from __future__ import annotations

from typing import Any

from eventkit.lazy import dataclass

from .totals import Totals


@dataclass(frozen=True)
class Piece:
    """Jurors linked to each other, and the works that they marked."""

    jurors: tuple[str, ...]
    entries: tuple[str, ...]


def incidence(totals: Totals) -> Any:
    """Works × jurors, 1.0 where there is a sheet; sparse (scipy's csr_array)."""
    import numpy as np

    return sparse(totals, np.ones(totals.marks))


def sparse(totals: Totals, values: Any) -> Any:
    """Works × jurors with one value for each sheet; sparse (scipy's csr_array)."""
    import numpy as np
    from scipy.sparse import csr_array  # type: ignore[import-untyped]

    first = np.concatenate(([0], np.cumsum(totals.sheets_of_work)))
    shape = (len(totals.entries), len(totals.jurors))
    return csr_array((values, totals.juror_of, first), shape=shape)


def pieces(totals: Totals) -> tuple[Piece, ...]:
    """The pieces in the order of their first jurors; one of them when all is linked."""
    import numpy as np
    from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

    links = incidence(totals)
    _, piece_of_juror = connected_components(links.T @ links, directed=False)
    # Every work has a sheet, and all its jurors are of one piece.
    first_sheets = np.cumsum(totals.sheets_of_work) - totals.sheets_of_work
    piece_of_work = piece_of_juror[totals.juror_of[first_sheets]]
    jurors: dict[int, list[str]] = {}
    entries: dict[int, list[str]] = {}
    for juror, piece in zip(totals.jurors, piece_of_juror.tolist(), strict=True):
        jurors.setdefault(piece, []).append(juror)
    for entry, piece in zip(totals.entries, piece_of_work.tolist(), strict=True):
        entries.setdefault(piece, []).append(entry)
    return tuple(Piece(tuple(jurors[piece]), tuple(entries[piece])) for piece in jurors)
