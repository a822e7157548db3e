"""Every name prints right, or the document is refused with the name: never an empty box."""

from __future__ import annotations

import io
import random
import unicodedata
from pathlib import Path

import pikepdf
import pytest
from pdf_reading import elements, page_texts, seen, squeezed

from sfph_desktop.core.domain.problems import OurBug, UserCanFix
from sfph_desktop.core.reports import blocks as b
from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.reports.pdf import pdf_bytes, write_pdf
from sfph_desktop.core.reports.typeset.direction import levels
from sfph_desktop.core.reports.typeset.fonts import CHAINS, Typeface
from sfph_desktop.core.reports.typeset.lines import break_lines, set_text
from sfph_desktop.core.reports.typeset.shaping import Shaper, clusters
from sfph_desktop.core.reports.typeset.style import sheet

NAMES = (
    # Gaelic, Irish, Welsh
    *("Màiri NicDhòmhnaill", "Ciorstaidh Nic a' Ghobhainn", "Iain Mac an t-Saoir", "Eòghann MacAoidh"),
    *("Ùna NicÌomhair", "Siobhán Ní Dhálaigh", "Siân Llŷr", "Gŵyneth Ŵyn", "Dafydd ap Gwilym", "Ẁẃẅ Ỳŷ"),
    # Polish, Lithuanian, Czech, Romanian, Turkish, Nordic
    *("Zażółć Gęślą-Jaźń", "Świętosława Źdźbło", "Łukasz Żak", "Jurgis Šešelgis", "Žydrūnė Ąžuolė"),
    *("Příšerně Žluťoučký", "Ștefan Țepeș", "İbrahim Şahin Ğ", "Åsa Öberg", "Bjørn Ærø", "Þóra Ðe"),
    # Ukrainian, Bulgarian, Greek, Vietnamese, Yoruba
    *("Олена Ґалаґан-Їжак", "Євген В’юненко", "Любомир Щербань", "Ъгъл Йорданов", "Πέτρος Οἰκονόμου"),
    *("Nguyễn Thị Ánh", "Đặng Thùy Trâm", "Ọlábísí Ṣadé", "O'Neill & D’Arcy"),
    # Arabic, Urdu, Persian, Pashto
    *("محمد علي", "فاطمة الزهراء", "عبد الله بن عمر", "مالك", "يوسف إبراهيم", "علاء الدين", "سلام لأحمد"),
    *("ثمینہ خان", "محمد حسین شاہ", "یاسمین چوہدری", "ڈاکٹر بڑے", "نستعلیق", "ژاله گلپور", "پښتو"),
    # with quotation marks and figures of their own
    *("«عائشة»", "رقم ١٢٣"),
)
COMBINING = ("Mai\u0300ri", "O\u0323\u0301la\u0301", "Z\u0307o\u0301\u0142c\u0301", "Е\u0301лена", "B\u0323\u0301x")
"""Written with marks apart: read back composed."""
VOWELLED = ("مُحَمَّد", "گُل خان", "سَلْمَى")
MIXED = (
    "Mohammed محمد علي Khan",
    "محمد علي came 12 times",
    "سارة, 12 sessions (3 at home)",
    "See (فاطمہ خان) and Олена",
    "\u2068محمد\u2069: 4 of 5",
)


def printed(*texts: str, **more: bool) -> bytes:
    blocks = (b.Heading(text="Names", level=1), *(b.Prose(text=text) for text in texts))
    return pdf_bytes(b.Document(title="Names", blocks=blocks, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize("large", [False, True])
def test_names_are_read_back_from_the_pages_as_they_were_written(tmp_path: Path, large: bool) -> None:
    data = printed(*NAMES, large_print=large)
    lines = {
        seen(unicodedata.normalize("NFKC", line)).strip() for text in page_texts(data) for line in text.split("\n")
    }
    assert [name for name in NAMES if seen(unicodedata.normalize("NFKC", name)) not in lines] == []
    (tmp_path / "names.pdf").write_bytes(data)
    assert check_pdf(tmp_path / "names.pdf") == ()


def test_names_are_read_back_in_bold_italic_and_cells() -> None:
    chosen = [name for name in NAMES if "«" not in name]
    cells = tuple((b.Span(text=name, strong=True, italic=i % 2 == 0),) for i, name in enumerate(chosen))
    table = b.Table(header=("Name",), rows=tuple((cell,) for cell in cells))
    text = "\n".join(page_texts(pdf_bytes(b.Document(title="N", blocks=(b.Heading(text="N", level=1), table)))))
    lines = {seen(unicodedata.normalize("NFKC", line)).strip() for line in text.split("\n")}
    assert [name for name in chosen if unicodedata.normalize("NFKC", name) not in lines] == []


def test_marks_written_apart_are_read_back() -> None:
    text = squeezed("".join(page_texts(printed(*COMBINING))))
    assert [name for name in COMBINING if squeezed(name) not in text] == []


@pytest.mark.parametrize("text", [*MIXED, *VOWELLED])
def test_the_order_of_reading_is_told_where_it_is_not_the_order_of_drawing(text: str, tmp_path: Path) -> None:
    data = printed(text)
    told = [part.actual for part in elements(data) if part.kind == "Span"]
    assert told == [text]
    (tmp_path / "mixed.pdf").write_bytes(data)
    assert check_pdf(tmp_path / "mixed.pdf") == ()


def test_two_thousand_names_of_random_letters_print_without_a_box(tmp_path: Path) -> None:
    chance = random.Random(20)
    alphabets = (
        [chr(code) for code in range(0xC0, 0x180) if chr(code).isalpha() and code != 0x149],
        [chr(code) for code in range(0x400, 0x460)],
        [chr(code) for code in range(0x3B1, 0x3CA)],
        [chr(code) for code in (*range(0x627, 0x63B), *range(0x641, 0x64B), 0x67E, 0x686, 0x6A9, 0x6AF, 0x6BE, 0x6C1)],
    )
    names = [
        " ".join("".join(chance.choices(alphabets[i % 4], k=chance.randint(2, 9))) for _ in range(2))
        for i in range(2000)
    ]
    out = tmp_path / "many.pdf"
    write_pdf(b.Document(title="Many", blocks=(b.Heading(text="Many", level=1), b.BulletList(items=tuple(names)))), out)
    assert check_pdf(out) == ()
    text = unicodedata.normalize("NFKC", "".join("".join(page_texts(out.read_bytes())).split()))
    missing = [name for name in names if unicodedata.normalize("NFKC", "".join(name.split())) not in text]
    turned = [name for name in missing if levels(name)]
    # The reader may put the two words of a right-to-left name beside its bullet in the other order; never the letters.
    assert [name for name in missing if name not in turned] == []
    assert [
        name for name in turned if any(unicodedata.normalize("NFKC", word) not in text for word in name.split())
    ] == []


@pytest.mark.parametrize(
    ("text", "sign", "named"),
    [
        ("王小明", "王", "U+738B"),
        ("Thanks 👍 all", "👍", "U+1F44D, thumbs up sign"),
        ("नमस्ते", "न", "U+0928, devanagari letter na"),
        ("bell\x07", "a sign that cannot be shown", "U+0007"),
        ("\ue000", "a sign that cannot be shown", "U+E000"),
        ("lone \ud800", "a sign that cannot be shown", "U+D800"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_its_name(tmp_path: Path, text: str, sign: str, named: str) -> None:
    document = b.Document(
        title="T", blocks=(b.Heading(text="T", level=1), b.Table(header=("Name",), rows=(("Màiri",), (text,))))
    )
    out = tmp_path / "out.pdf"
    with pytest.raises(UserCanFix) as refused:
        write_pdf(document, out)
    assert not list(tmp_path.iterdir())
    assert sign in refused.value.what
    assert named in refused.value.what
    assert "Nothing was written" in refused.value.do
    assert "\ue000" not in str(refused.value)
    str(refused.value).encode("utf-8")


def test_all_refused_texts_are_named_at_once() -> None:
    with pytest.raises(UserCanFix) as refused:
        printed("王小明 came", "fine", "👍👍", "李")
    reasons = [problem.reason for problem in refused.value.problems]
    assert len(reasons) == 3
    assert "王小明 came" in reasons[0]
    assert "2 more such signs" in reasons[0]
    assert "2 more such texts" in refused.value.what


@pytest.mark.parametrize("place", ["footer", "author"])
def test_the_furniture_of_the_page_is_refused_too(place: str) -> None:
    blocks = (b.Heading(text="T", level=1), b.PageBreak(), b.Prose(text="next"))
    with pytest.raises(UserCanFix, match="王"):
        pdf_bytes(b.Document(title="T", blocks=blocks, **{place: "王"}))  # type: ignore[arg-type]


def test_arabic_letters_join() -> None:
    shaper = Shaper(Typeface())
    (joined,) = shaper.shape("محمد", "Regular", rtl=True)
    apart = [shaper.shape(letter, "Regular", rtl=True)[0] for letter in "محمد"]
    assert joined.stretches[0].steps[0][1] != "".join(run.stretches[0].steps[0][1] for run in reversed(apart))


def test_one_glyph_for_two_letters_is_told_apart() -> None:
    """Yeh and alef maksura share a form at a word's end; each keeps its own text."""
    text = "".join(page_texts(printed("علي", "على", "علی")))
    assert all(name in text for name in ("علي", "على", "علی"))


def test_levels_of_direction() -> None:
    assert levels("plain") is None
    assert levels("Màiri Олена") is None
    assert levels("محمد") == (1, 1, 1, 1)
    assert levels("a محمد 12 b") == (0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0)
    assert levels("a \u2067محمد 12\u2069 b") == (0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 0, 0, 0)
    assert levels("رقم 12") == (1, 1, 1, 1, 2, 2)


def test_letters_and_their_marks_stay_together() -> None:
    assert list(clusters("a\u0301b")) == ["a\u0301", "b"]
    assert list(clusters("گُل")) == ["گُ", "ل"]
    assert list(clusters("")) == []
    assert list(clusters("é")) == ["é"]


def test_lines_are_never_wider_than_asked_and_lose_nothing() -> None:
    chance = random.Random(4)
    shaper = Shaper(Typeface())
    style = sheet(large_print=False).body
    words = [
        "a",
        "fine",
        "word",
        "Wellbeing",
        "E-0412",
        "31/38",
        "and/or",
        "x" * 70,
        "محمد",
        "Олена",
        "\u00a0joined\u00a0",
    ]
    for _ in range(60):
        text = " ".join(chance.choices(words, k=chance.randint(1, 40)))
        width = chance.uniform(40, 500)
        lines = break_lines(shaper, set_text(shaper, text, style), width)
        assert all(line.width <= width + 0.01 for line in lines)
        kept = sorted("".join(piece.run.text for line in lines for piece in line.pieces).replace(" ", ""))
        assert kept == sorted(text.replace(" ", ""))


def test_evidence_numbers_are_not_broken() -> None:
    shaper = Shaper(Typeface())
    style = sheet(large_print=False).body
    lines = break_lines(shaper, set_text(shaper, "see E-0412 and 31/38 or well-being", style), 46)
    said = ["".join(piece.run.text for piece in line.pieces) for line in lines]
    assert any("E-0412" in line for line in said)
    assert any("31/38" in line for line in said)
    assert any(line.endswith("well-") for line in said)


def test_every_chain_of_faces_is_there_and_may_be_embedded() -> None:
    typeface = Typeface()
    for manner in CHAINS:
        for face in typeface.chain(manner):
            assert int.from_bytes(bytes(face.face.reference_table("OS/2").data[8:10]), "big") == 0, face.name


def test_a_box_that_came_through_stops_the_document() -> None:
    typeface = Typeface()
    (run,) = Shaper(typeface).shape("王", "Regular")
    assert "0000" in run.stretches[0].steps[0][1]
    with pikepdf.new() as pdf, pytest.raises(OurBug):
        typeface.embed(pdf)


def test_only_the_glyphs_that_are_used_are_in_the_file() -> None:
    with pikepdf.open(io.BytesIO(printed("Màiri"))) as pdf:
        programs = [
            font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
            for font in pdf.pages[0].obj.Resources.Font.as_dict().values()
        ]
    assert all(len(program) < 16_000 for program in programs)
