"""The waiting list on paper: in its order, urgent ones marked, with room to tick, readable by those who listen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest

from sfph_desktop.core.domain.partner_rules import ContactTimes
from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.reports.pdf import pdf_bytes, write_pdf
from sfph_desktop.core.reports.waiting_paper import Waiting, waiting_document

DAY = date(2026, 11, 3)
AT = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
TIMES = ContactTimes(contacted=3, waiting=2, median_days=4.5, longest_days=40)


def waiting(name: str, days: int, **more: object) -> Waiting:
    told = {"ref": "P-1", "service": "Lunch club", "sent_by": "Leith Practice", "reason": "Low mood", "priority": 0}
    return Waiting(name=name, days=days, since=DAY - timedelta(days), **{**told, **more})  # type: ignore[arg-type]


def text_of(people: list[Waiting], *, large_print: bool = False) -> str:
    document = waiting_document(people, TIMES, "Hill Street Kitchen", on=DAY, made_at=AT, large_print=large_print)
    found = pypdfium2.PdfDocument(pdf_bytes(document))
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in found)


@pytest.mark.parametrize("large_print", [False, True])
def test_everybody_stands_in_order_with_how_long_they_wait(large_print: bool) -> None:
    people = [
        waiting("Zofia Żak", 0, priority=1),
        waiting("Màiri Bàn", 40, service="", sent_by="", reason=""),
        waiting("Tam Orr", 1),
    ]
    said = text_of(people, large_print=large_print)
    assert "3 people wait for a first contact on 3 November 2026." in said
    assert "half of them within 4.5 days" in said
    places = [
        said.index(words) for words in ("Zofia Żak", "Urgent", "today", "Màiri Bàn", "40 days", "Tam Orr", "1 day")
    ]
    assert places == sorted(places)
    assert said.count("Urgent") == 1
    assert said.count("Lunch club") == 2


def test_it_can_be_read_by_those_who_listen_and_an_empty_one_says_so(tmp_path: Path) -> None:
    file = tmp_path / "list.pdf"
    document = waiting_document([waiting("Tam Orr", 1)], TIMES, "Kitchen", on=DAY, made_at=AT)
    write_pdf(document, file)
    assert check_pdf(file) == ()
    assert "0 people wait for a first contact" in text_of([])
