"""Mutated notices, small cut: read or refused, never a crash; `mutated_notices.py 10000` is the full figure."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from mutated_notices import mutations, tried

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import notices
from sfph_desktop.core.usecases.office import Office


def test_three_hundred_mutated_notices_are_read_or_refused(tmp_path: Path) -> None:
    ends, longest = tried(300, 7, tmp_path)
    assert sum(ends.values()) == 300
    assert ends["read"] > 120
    assert ends["refused"] > 30
    assert longest < 5, "a generous bar: the machine may be busy"


def test_mutated_notices_come_into_an_office_whole_or_not_at_all(tmp_path: Path, new_office) -> None:  # type: ignore[no-untyped-def]
    office: Office = new_office(tmp_path)
    path = tmp_path / "mutated.json"
    came = 0
    for content in mutations(12, 11):
        path.write_bytes(content)
        before = _rows(office)
        try:
            done = notices.import_notices(office, path)
        except UserCanFix as refused:
            assert _rows(office) == before, refused
            continue
        came += 1
        assert all(line.opportunity.title for line in done.value.lines)
    assert came >= 4


def _rows(office: Office) -> list[int]:
    tables = ("opportunities", "opportunity_lots", "opportunity_details", "notice_releases")
    with office.reading() as connection:
        return [int(connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar() or 0) for name in tables]
