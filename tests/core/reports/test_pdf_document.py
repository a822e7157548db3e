"""A document becomes a tagged PDF: sound for a screen reader, the same bytes each time, its text never mark-up."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pdf_reading import LOREM, chart, elements, every_kind, kinds, page_texts

from sfph_desktop.core.domain.problems import OurBug, UserCanFix
from sfph_desktop.core.reports import blocks as b
from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.reports.drawing import Drawing, Shape, Words
from sfph_desktop.core.reports.pdf import pdf_bytes, write_pdf

HOSTILE = "<img src='/etc/passwd'/> & <b>bold</b> &amp; </para> <font size=99>"


def one_page(*blocks: b.Block, **more: object) -> b.Document:
    return b.Document(title="T", blocks=(b.Heading(text="Start", level=1), *blocks), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes", [{}, {"sample": True}, {"large_print": True}, {"sample": True, "large_print": True}]
)
def test_every_kind_of_block_passes_the_checker(tmp_path: Path, changes: dict[str, bool]) -> None:
    out = tmp_path / "all.pdf"
    write_pdf(every_kind(**changes), out)
    assert check_pdf(out) == ()


def test_same_document_same_bytes_here_and_in_another_process(tmp_path: Path) -> None:
    assert pdf_bytes(every_kind()) == pdf_bytes(every_kind())
    code = (
        "import sys; from pathlib import Path; from pdf_reading import every_kind;"
        "from sfph_desktop.core.reports.pdf import write_pdf; write_pdf(every_kind(), Path(sys.argv[1]))"
    )
    out = tmp_path / "elsewhere.pdf"
    env = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(Path(__file__).parent), "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", code, str(out)], check=True, env=env, timeout=60)
    assert out.read_bytes() == pdf_bytes(every_kind())


def test_other_document_other_bytes() -> None:
    assert pdf_bytes(one_page(b.Prose(text="a"))) != pdf_bytes(one_page(b.Prose(text="b")))


def test_stored_text_is_never_mark_up() -> None:
    document = b.Document(
        title=HOSTILE,
        author=HOSTILE,
        footer=HOSTILE,
        blocks=(
            b.Heading(text=HOSTILE, level=1),
            b.Prose(text=HOSTILE),
            b.BulletList(items=(HOSTILE,)),
            b.FindingLine(text="x", detail=HOSTILE),
            b.Table(header=("A",), rows=((HOSTILE,),)),
            b.Note(text=HOSTILE),
        ),
    )
    data = pdf_bytes(document)
    text = " ".join(" ".join(page_texts(data)).split())
    assert text.count("<img src='/etc/passwd'/> & <b>bold</b> &amp; </para> <font size=99>") >= 6
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.docinfo["/Title"]) == HOSTILE
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as packet:
            assert packet["dc:title"] == HOSTILE


def test_sample_is_on_every_page_and_told_to_a_screen_reader() -> None:
    data = pdf_bytes(every_kind(sample=True))
    texts = page_texts(data)
    assert len(texts) > 3
    assert all("SAMPLE" in text for text in texts)
    assert "SAMPLE" not in "".join(page_texts(pdf_bytes(every_kind())))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "SAMPLE" in str(pdf.docinfo["/Title"])
    assert "invented data" in texts[0]


def sizes_of_type(data: bytes) -> set[float]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {
            float(str(one.operands[1]))
            for page in pdf.pages
            for one in pikepdf.parse_content_stream(page)
            if str(one.operator) == "Tf"
        }


def test_large_print_has_no_type_under_16_points() -> None:
    assert min(sizes_of_type(pdf_bytes(every_kind(large_print=True, sample=True)))) >= 16
    assert min(sizes_of_type(pdf_bytes(every_kind()))) < 16


def test_reading_order_and_kinds_of_elements() -> None:
    data = pdf_bytes(
        one_page(
            b.Heading(text="Level", role="social"),
            b.FindingLine(text="Found", detail="More", evidence="E-0001"),
            b.BulletList(items=("one",)),
            b.Table(caption="C", header=("A", "B"), rows=(("1", "2"),)),
            b.ChartBlock(drawing=chart(), alt="A line.", caption="Caption"),
        )
    )
    assert kinds(data) == [
        *("Document", "H1", "H2", "P", "P", "L", "LI", "Lbl", "LBody"),
        *("Table", "Caption", "THead", "TR", "TH", "TH", "TBody", "TR", "TH", "TD"),
        *("Div", "Figure", "Caption"),
    ]
    figure = next(part for part in elements(data) if part.kind == "Figure")
    assert figure.alt == "A line."
    left, foot, right, top = figure.box
    assert right - left == pytest.approx(482, abs=0.1)
    assert top - foot == pytest.approx(200, abs=0.1)


def test_a_paragraph_over_two_pages_stays_one_element() -> None:
    data = pdf_bytes(one_page(b.Prose(text=LOREM * 20)))
    assert len(page_texts(data)) == 2
    (paragraph,) = (part for part in elements(data) if part.kind == "P")
    assert paragraph.pages == (0, 1)


def test_a_table_over_pages_stays_one_table_with_its_heading_drawn_again() -> None:
    table = b.Table(header=("Name", "What"), rows=tuple((f"Row {i}", LOREM) for i in range(30)))
    data = pdf_bytes(one_page(table))
    texts = page_texts(data)
    assert len(texts) > 2
    assert all("Name" in text for text in texts)
    found = kinds(data)
    assert found.count("Table") == 1
    assert found.count("TR") == 31
    assert found.count("TH") == 2 + 30  # the heading drawn again is decoration


@pytest.mark.parametrize("above", range(21, 24))
def test_a_tables_heading_stands_once_on_a_page(above: int) -> None:
    """Also where all but the last row would fit: the row before it goes with it, to the next page."""
    table = b.Table(header=("Heading", "What"), rows=tuple((f"Row {i}", "Some words " * 25) for i in range(3)))
    texts = page_texts(pdf_bytes(one_page(*(b.Prose(text=f"Line {i}") for i in range(above)), table)))
    assert all(text.count("Heading") <= 1 for text in texts)
    assert sum(text.count("Row") for text in texts) == 3


def test_a_row_taller_than_a_page_is_cut_between_lines(tmp_path: Path) -> None:
    out = tmp_path / "tall.pdf"
    write_pdf(one_page(b.Table(header=("A", "B"), rows=(("x", LOREM * 25),))), out)
    assert check_pdf(out) == ()
    joined = "".join("".join(page_texts(out.read_bytes())).split())
    assert joined.count("".join(LOREM.split())[-60:]) == 25


def test_a_table_too_wide_is_told_row_by_row(tmp_path: Path) -> None:
    columns = tuple(f"Extraordinarily{i}" for i in range(9))
    out = tmp_path / "wide.pdf"
    write_pdf(one_page(b.Table(header=columns, rows=(tuple("abcdefghi"), tuple("ABCDEFGHI")))), out)
    assert check_pdf(out) == ()
    assert "Table" not in kinds(out.read_bytes())
    assert "Extraordinarily3: d" in page_texts(out.read_bytes())[0]


def test_a_heading_is_never_left_alone_at_the_foot() -> None:
    for height in range(560, 700, 4):
        document = one_page(
            b.Spacer(height=height), b.Heading(text="Headed"), b.FindingLine(text="Found", detail="More")
        )
        pages = page_texts(pdf_bytes(document))
        (here,) = (page for page in pages if "Headed" in page)
        assert "Found" in here, height


def test_links_are_in_the_tree_and_lead_where_they_say() -> None:
    link = b.Span(text="a long link " * 20, link="https://example.org/x?a=1&b=2")
    data = pdf_bytes(one_page(b.Prose(text=(b.Span(text="See "), link, b.Span(text="now.")))))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        annotations = list(pdf.pages[0].obj.Annots)
        assert len(annotations) == 3  # one for each line
        assert {str(one.A.URI) for one in annotations} == {"https://example.org/x?a=1&b=2"}
    assert kinds(data) == ["Document", "H1", "P", "Link"]
    assert elements(data)[-1].pages == (0, 0, 0)


def test_headings_are_in_the_outline() -> None:
    blocks = (b.Heading(text="One"), b.Heading(text="Sub", level=3), b.Heading(text="Two"))
    with pikepdf.open(io.BytesIO(pdf_bytes(one_page(*blocks)))) as pdf, pdf.open_outline() as outline:
        (top,) = outline.root
        assert top.title == "Start"
        assert [one.title for one in top.children] == ["One", "Two"]
        assert [one.title for one in top.children[0].children] == ["Sub"]


def test_charts_are_vectors_in_the_typeface_of_the_document() -> None:
    data = pdf_bytes(one_page(b.ChartBlock(drawing=chart(), alt="A line.", width=0.5)))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        told = b" ".join(pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page)).split()).decode("ascii")
        assert "/XObject" not in page.obj.Resources
        assert sorted(page.obj.Resources.Font.keys()) == [
            "/AtkinsonHyperlegibleNext-Bold",
            "/AtkinsonHyperlegibleNext-Regular",
        ]
    assert "q 0.5 0 0 0.5 0" in told
    assert "0.000 0.447 0.698 RG 2 w 1 J 1 j [ 6 4 ] 0 d 10 10 m 470 150 l S" in told
    assert "0.902 0.902 0.902 rg 0.114 0.169 0.200 RG 0.8 w 0 J 0 j [ ] 0 d 20 20 m 80 20 l" in told
    assert "20 110 l h B" in told
    assert page_texts(data)[0].count("31 better") == 1


def test_a_chart_is_in_the_file_for_every_place_it_stands_in_and_clipped_where_it_asks(tmp_path: Path) -> None:
    clipped = Drawing(100.0, 50.0, (Shape("0 0 m 200 200 l", edge="#000000", thick=1.0, clip=(0.0, 0.0, 10.0, 10.0)),))
    out = tmp_path / "charts.pdf"
    write_pdf(one_page(*(b.ChartBlock(drawing=d, alt="x") for d in (clipped, chart(), chart()))), out)
    assert check_pdf(out) == ()
    assert page_texts(out.read_bytes())[0].count("31 better") == 2
    picture = pypdfium2.PdfDocument(out)[0].render(scale=1).to_pil().convert("L")
    left, foot, *_ = next(part for part in elements(out.read_bytes()) if part.kind == "Figure").box
    across = 482 / 100
    seen, cut = (picture.getpixel((int(left + at * across), int(842 - foot - at * across))) for at in (8, 30))
    assert seen < 200 < cut


def test_names_in_charts_are_shaped_as_in_the_text_and_refused_by_name_where_they_cannot_be() -> None:
    def named(name: str) -> b.Document:
        words = Words(f"{name}: 7 better", 5.0, 5.0, 9.0, "#000000")
        return one_page(b.ChartBlock(drawing=Drawing(300.0, 20.0, (words,)), alt="x"))

    for name in ("Mòrag", "Żółć", "Олена", "Đỗ Mười"):
        assert f"{name}: 7 better" in page_texts(pdf_bytes(named(name)))[0]
    data = pdf_bytes(named("محمد"))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/IBMPlexSansArabic-Regular" in pdf.pages[0].obj.Resources.Font
    with pytest.raises(UserCanFix, match="王: 7 better"):
        pdf_bytes(named("王"))


@pytest.mark.parametrize(
    "block",
    [
        b.ChartBlock(drawing=chart(), alt="  "),
        b.Table(header=("A", "B"), rows=(("1",),)),
    ],
)
def test_what_only_we_can_get_wrong_is_our_bug(block: b.Block) -> None:
    with pytest.raises(OurBug):
        pdf_bytes(one_page(block))


def test_what_the_file_says_of_itself() -> None:
    with pikepdf.open(io.BytesIO(pdf_bytes(every_kind(language="gd")))) as pdf:
        assert str(pdf.Root.Lang) == "gd"
        assert str(pdf.docinfo["/Author"]) == "Càrdan Laundry"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260504093000+00'00'"
        assert "Helvetica" not in str([page.obj.Resources for page in pdf.pages])
        assert pdf.pdf_version == "1.7"
    with pikepdf.open(io.BytesIO(pdf_bytes(every_kind(made_at=None)))) as pdf:
        assert "/CreationDate" not in pdf.docinfo


def test_a_refused_document_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "old.pdf"
    out.write_bytes(b"old")
    with pytest.raises(UserCanFix, match="王"):
        write_pdf(one_page(b.Prose(text="王")), out)
    assert [path.name for path in tmp_path.iterdir()] == ["old.pdf"]
    assert out.read_bytes() == b"old"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserCanFix, match=r"nowhere.out\.pdf could not be written"):
        write_pdf(one_page(), tmp_path / "nowhere" / "out.pdf")


def test_twelve_pages_with_six_charts_are_small_enough_to_mail() -> None:
    blocks: list[b.Block] = []
    for i in range(6):
        blocks += [
            b.Heading(text=f"Part {i}"),
            b.Prose(text=LOREM * 6),
            b.ChartBlock(drawing=chart(300 + i), alt="x"),
        ]
        blocks += [b.Table(header=("A", "B"), rows=tuple((f"{j}", LOREM[:80]) for j in range(20))), b.PageBreak()]
    data = pdf_bytes(one_page(*blocks))
    assert len(page_texts(data)) >= 12
    assert len(data) < 1_000_000


def test_empty_and_odd_blocks_are_drawn(tmp_path: Path) -> None:
    document = one_page(
        b.Prose(text=""),
        b.BulletList(items=()),
        b.KeyFigures(tiles=()),
        b.CodeGroups(groups=()),
        b.Table(header=("A", "B"), rows=(("", ""), ("x", ""))),
        b.Table(header=("A",), rows=()),
        b.KeepTogether(blocks=()),
        b.Columns(left=(), right=(b.Prose(text="right"),)),
        b.KeyFigures(tiles=tuple(b.KeyFigure(number=f"{i}", explanation=LOREM[:90]) for i in range(30))),
        b.Prose(text="x" * 900),
        b.Prose(text="line one\nline two\r\nline three\ttabbed"),
        b.Columns(left=(b.Prose(text=LOREM * 30),), right=(b.BulletList(items=(LOREM,) * 30),)),
        b.Note(text=LOREM * 40),
        b.KeepTogether(blocks=(b.Prose(text=LOREM * 30),)),
    )
    out = tmp_path / "odd.pdf"
    write_pdf(document, out)
    assert check_pdf(out) == ()
    text = "".join(page_texts(out.read_bytes()))
    assert "line one\nline two\nline three tabbed" in text
    assert "".join(text.split()).count("x" * 900) == 1


def test_nothing_is_drawn_outside_the_page() -> None:
    document = pypdfium2.PdfDocument(pdf_bytes(every_kind()))
    for page in document:
        reader = page.get_textpage()
        for place in range(reader.count_chars()):
            if reader.get_text_range(place, 1).strip():
                left, foot, right, top = reader.get_charbox(place)
                assert left >= 40, (place, reader.get_text_range(place, 20))
                assert right <= 555.3, (place, reader.get_text_range(place, 20))
                assert foot >= 20
                assert top <= 830
        reader.close()
        page.close()
    document.close()


def test_figures_in_right_aligned_columns_are_equally_wide() -> None:
    rows = tuple((f"{i}", figure) for i, figure in enumerate(("£1,111", "£4,040", "£8,888")))
    data = pdf_bytes(one_page(b.Table(header=("A", "B"), rows=rows, aligns=("left", "right"))))
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    reader = page.get_textpage()
    text = reader.get_text_range()
    starts = [reader.get_charbox(found.start())[0] for found in re.finditer("£", text)]
    reader.close()
    page.close()
    document.close()
    assert len(starts) == 3
    assert max(starts) - min(starts) < 0.6
