"""A register on paper: to be ticked by hand, or as it was taken; readable by those who listen, on few pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from sfph_desktop.core.domain.delivery import ActivitySession, Group, SessionId
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.registers import AWAY, HERE, RegisterAt, RegisterLine, RegisterPage
from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.reports.pdf import pdf_bytes, write_pdf
from sfph_desktop.core.reports.register_paper import register_document

DAY = date(2026, 11, 3)
AT = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
NAMES = ("Màiri Bàn", "Zofia Żółkiewska", "Олена Коваленко", "محمد علي", "<b>Ann</b>", *(f"N{n}" for n in range(15)))


def register(**more: object) -> RegisterPage:
    session = ActivitySession(
        session_ref="", service="Lunch club", date=DAY, minutes=90, place="Braes Hall", starts_at="12:30"
    )
    lines = tuple(
        RegisterLine(person_id=n, ref=f"P-{n}", name=name, member=True, shown=HERE) for n, name in enumerate(NAMES, 1)
    )
    page = RegisterPage(
        at=RegisterAt(day=DAY, group_id=1),
        session=session,
        group=Group(name="Tuesday lunch", service="Lunch club"),
        lines=lines,
    )
    return replace(page, **more)  # type: ignore[arg-type]


def taken() -> RegisterPage:
    blank = register()
    walk_in = RegisterLine(person_id=99, ref="P-99", name="Tam Reid", member=False, mark=HERE, shown=HERE)
    lines = tuple(line.marked(HERE) for line in blank.lines)
    lines = (replace(lines[0].marked(AWAY), reason="told"), replace(lines[1], minutes=45), *lines[2:], walk_in)
    session = replace(
        blank.session, id=SessionId(1), register="taken", unnamed_low=2, unnamed_high=3, note="Fire drill."
    )
    return replace(blank, session=session, lines=lines)


def written(page: RegisterPage, folder: Path, *, large: bool = False) -> tuple[list[str], Path]:
    out = folder / "register.pdf"
    write_pdf(register_document(page, "Hill Street", large_print=large, made_at=AT), out)
    with pypdfium2.PdfDocument(out) as document:
        return [one.get_textpage().get_text_bounded() for one in document], out


def boxes(out: Path) -> int:
    """How many squares to tick are drawn: outlines, not areas."""
    found = 0
    with pikepdf.open(out) as pdf:
        for page in pdf.pages:
            operators = [str(one.operator) for one in pikepdf.parse_content_stream(page)]
            found += list(pairwise(operators)).count(("re", "S"))
    return found


@pytest.mark.parametrize(("large", "most"), [(False, 1), (True, 3)])
def test_a_list_to_tick_has_every_name_and_room_for_more(tmp_path: Path, large: bool, most: int) -> None:
    pages, out = written(register(), tmp_path, large=large)
    said = "\n".join(pages)
    assert len(pages) <= most
    for name in (*NAMES[:3], *NAMES[4:]):
        assert name in said
    for words in ("Tuesday 3 November 2026", "Who else came", "at least and at most", "Taken by"):
        assert words in said
    assert boxes(out) == len(NAMES)
    assert check_pdf(out) == ()


def test_what_was_said_so_far_is_on_a_list_printed_half_way(tmp_path: Path) -> None:
    page = register()
    pages, out = written(replace(page, lines=(page.lines[0].marked(AWAY), *page.lines[1:])), tmp_path)
    assert "away" in pages[0]
    assert boxes(out) == len(NAMES) - 1


def test_a_taken_register_says_who_came_and_why_not(tmp_path: Path) -> None:
    pages, out = written(taken(), tmp_path)
    said = "\n".join(pages)
    for words in ("19 of 20 here, 1 walked in, 2 to 3 unnamed", "told", "45", "Tam Reid", "Fire drill."):
        assert words in said
    assert boxes(out) == 0
    assert check_pdf(out) == ()


def test_the_same_register_gives_the_same_bytes() -> None:
    document = register_document(taken(), "Hill Street", made_at=AT)
    assert pdf_bytes(document) == pdf_bytes(document)


def test_a_name_that_cannot_be_printed_refuses_the_paper(tmp_path: Path) -> None:
    page = register()
    odd = replace(page.lines[0], name="\U000132f9 Odd")
    with pytest.raises(UserCanFix, match="Odd"):
        written(replace(page, lines=(odd,)), tmp_path)
    assert not (tmp_path / "register.pdf").exists()
