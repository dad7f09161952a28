"""Many texts escaped at once are the same texts escaped one by one."""

from __future__ import annotations

import pytest

from eventkit.web.escaping import escape_all


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], []),
        (["<b>«А&Б»</b>", "", "O'Нил"], ["&lt;b&gt;«А&amp;Б»&lt;/b&gt;", "", "O&#39;Нил"]),
        (["a\x1f<", "b"], ["a\x1f&lt;", "b"]),
    ],
)  # fmt: skip
def test_each_text_is_escaped_and_keeps_its_place(texts, expected):
    assert escape_all(texts) == expected
