"""A document becomes a .docx: real headings, lists and tables, stamped, told to those who listen, always the same."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pdf_reading import chart, every_kind
from PIL import Image
from plain_text import agrees_with_golden
from word_reading import heads, lines, opened, text

from sfph_desktop.core.domain.problems import OurBug, UserCanFix
from sfph_desktop.core.reports import blocks as b
from sfph_desktop.core.reports.word.document import word_bytes
from sfph_desktop.core.reports.written import write_document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = "<w:p/> & <b>bold</b> &amp; \x00\x0b\ufffe ]]>"


def one(*blocks: b.Block, **more: object) -> b.Document:
    return b.Document(title="T", blocks=blocks, **more)  # type: ignore[arg-type]


def part(data: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        return ET.fromstring(whole.read(name))


def test_every_kind_of_block_as_text() -> None:
    agrees_with_golden("every_kind_word.txt", text(word_bytes(every_kind())))


def test_same_document_same_bytes_here_and_in_another_process(tmp_path: Path) -> None:
    first = word_bytes(every_kind())
    code = (
        "import sys; from pathlib import Path; from pdf_reading import every_kind;"
        "from sfph_desktop.core.reports.word.document import word_bytes;"
        "Path(sys.argv[1]).write_bytes(word_bytes(every_kind()))"
    )
    out = tmp_path / "elsewhere.docx"
    env = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(Path(__file__).parent), "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", code, str(out)], check=True, env=env, timeout=60)
    assert out.read_bytes() == first
    assert word_bytes(one(b.Prose(text="a"))) != word_bytes(one(b.Prose(text="b")))


def test_a_table_has_a_heading_row_that_repeats_and_columns_as_wide_as_asked() -> None:
    table = b.Table(
        header=("A", "B"), rows=(("a", "1"), ("b", "2")), widths=(3, 1), aligns=("left", "right"), total=True
    )
    made = opened(word_bytes(one(table))).tables[0]
    rows = [row._tr for row in made.rows]
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert made.columns[0].width == pytest.approx(3 * made.columns[1].width, rel=0.01)
    with pytest.raises(OurBug):
        word_bytes(one(b.Table(header=("A", "B"), rows=(("only one",),))))


def test_a_column_is_no_narrower_than_its_longest_word_and_a_day_or_a_number_is_not_cut() -> None:
    quiet = (b.Span(text="Visits "), b.Span(text="E-0412", quiet=True))
    rows = ((quiet, "subcontractor", "14 December 2026"), ("Some words that may be wrapped", "lead", "soon"))
    data = word_bytes(one(b.Table(header=("What", "Part", "Day"), rows=rows, widths=(20, 1, 1))))
    made = opened(data).tables[0]
    what, part_of, day = (column.width.pt for column in made.columns)
    assert part_of > 13 * 5.5 and day > 16 * 5.5 and what > 100
    assert made.rows[1].cells[2].text == "14\N{NO-BREAK SPACE}December\N{NO-BREAK SPACE}2026"
    assert made.rows[1].cells[0].text == "Visits E-0412"
    assert len(list(part(data, "word/document.xml").iter(f"{W}noBreakHyphen"))) == 1


def test_a_page_break_holds_before_a_table_too() -> None:
    table = b.Table(header=("A",), rows=(("a",),))
    for after in (b.Prose(text="x"), table):
        document = part(word_bytes(one(b.Prose(text="-"), b.PageBreak(), after)), "word/document.xml")
        body = [node for node in document.iter() if node.tag in {f"{W}pageBreakBefore", f"{W}tbl"}]
        assert body[0].tag == f"{W}pageBreakBefore"


def test_each_numbered_list_begins_at_one_and_headings_carry_numbers() -> None:
    listed = b.BulletList(items=("x", "y"), ordered=True)
    document = one(b.Heading(text="Head"), listed, b.Prose(text="-"), b.KeepTogether(blocks=(listed,)))
    data = word_bytes(document)
    numbers = [node.get(f"{W}val") for node in part(data, "word/document.xml").iter(f"{W}numId")]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    known = {node.get(f"{W}numId") for node in part(data, "word/numbering.xml").iter(f"{W}num")}
    assert set(numbers) <= known

    def heading_is_numbered(data: bytes) -> bool:
        styles = part(data, "word/styles.xml")
        return any(s.get(f"{W}styleId") == "Heading2" and s.find(f".//{W}numPr") is not None for s in styles)

    assert heading_is_numbered(data) and not heading_is_numbered(word_bytes(document, numbered=False))


def test_a_chart_is_a_fine_picture_with_words_and_must_have_them() -> None:
    data = word_bytes(one(b.ChartBlock(drawing=chart(), alt="31 of 38 rise.", caption="Each line is a person.")))
    assert lines(data)[:2] == ["Normal: [picture: 31 of 38 rise.]", "Chart caption: Each line is a person."]
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        picture = Image.open(io.BytesIO(whole.read("word/media/image1.png")))
    assert picture.width / (482 / 72) >= 200
    with pytest.raises(OurBug):
        word_bytes(one(b.ChartBlock(drawing=chart(), alt=" ")))


def test_sample_stands_at_the_head_of_every_page_and_in_words() -> None:
    data = word_bytes(every_kind(sample=True))
    assert len(heads(data)) == 2 and all("SAMPLE" in head for head in heads(data))
    assert any("invented data" in line for line in lines(data)[:6])
    assert "SAMPLE" in opened(data).core_properties.title
    assert not any("SAMPLE" in told for told in (*heads(word_bytes(every_kind())), text(word_bytes(every_kind()))))


def test_what_the_file_says_of_itself_and_no_trace_of_another_program() -> None:
    said = {"author": "Càrdan & Co", "subject": "Why", "made_at": datetime(2026, 5, 4, 9, 30, tzinfo=UTC)}
    data = word_bytes(one(b.Prose(text="x"), **said))
    about = opened(data).core_properties
    assert (about.title, about.author, about.subject, about.language) == ("T", "Càrdan & Co", "Why", "en-GB")
    assert about.created == about.modified and about.created.year == 2026
    lang = part(data, "word/styles.xml").find(f".//{W}lang")
    assert lang is not None and lang.get(f"{W}val") == "en-GB"
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        every = b"".join(whole.read(name) for name in whole.namelist())
        assert {info.date_time for info in whole.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"Microsoft Macintosh" not in every and b"python-docx" not in every


def test_stored_text_is_never_mark_up_and_signs_that_are_no_text_are_left_out() -> None:
    document = one(
        b.Heading(text=HOSTILE),
        b.Prose(text=HOSTILE),
        b.Table(header=(HOSTILE,), rows=((HOSTILE,),), caption=HOSTILE),
        b.Note(title=HOSTILE, text=HOSTILE),
        b.KeyFigures(tiles=(b.KeyFigure(number=HOSTILE, explanation=HOSTILE),)),
        author=HOSTILE.replace("\x00\x0b\ufffe", ""),
        footer=HOSTILE,
    )
    assert text(word_bytes(document)).count("<w:p/> & <b>bold</b> &amp;  ]]>") == 9


def test_the_ending_of_the_name_chooses_and_what_was_there_stays_when_it_fails(tmp_path: Path) -> None:
    document = b.Document(title="T", blocks=(b.Heading(text="Start", level=1), b.Prose(text="x")))
    assert write_document(document, tmp_path / "new" / "a.docx").read_bytes()[:2] == b"PK"
    assert write_document(document, tmp_path / "a.PDF").read_bytes()[:4] == b"%PDF"
    with pytest.raises(UserCanFix, match=r"\.pdf or \.docx"):
        write_document(document, tmp_path / "a.odt")
    (tmp_path / "b.docx").mkdir()
    with pytest.raises(UserCanFix):
        write_document(document, tmp_path / "b.docx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.PDF", "b.docx", "new"]
