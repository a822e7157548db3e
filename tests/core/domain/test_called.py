"""Names that somebody typed, and which recorded one is meant."""

from __future__ import annotations

import pytest

from sfph_desktop.core.domain.called import as_called


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("lunch club", "Lunch club"),
        ("  LUNCH   Club ", "Lunch club"),
        ("CHESS", "CHESS"),
        ("chess", "chess"),
        ("Chess ", "Chess "),
        ("lunch", "lunch"),
        ("", ""),
    ],
)
def test_the_recorded_name_is_meant_where_just_one_can_be(said: str, meant: str) -> None:
    assert as_called(said, ["Lunch club", "CHESS", "Chess"]) == meant
