"""For the tests of paper: documents to print, and ways to read a PDF back."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pypdfium2

from sfph_desktop.core.reports import blocks as b
from sfph_desktop.core.reports.drawing import Drawing, Shape, Words

LOREM = (
    "People who came to the lunch club said that they felt less alone. Most of them came every week, and those who "
    "came most often also said they slept better. We asked everybody the same seven questions when they joined and "
    "again every six months, and we count only those who answered both times."
)


def chart(high: int = 200) -> Drawing:
    """A drawing, as a chart is handed over."""
    marks = (
        Shape("10 10 m 470 150 l", edge="#0072B2", thick=2.0, dashes=(6.0, 4.0), cap=1, join=1),
        Shape("20 20 m 80 20 l 80 110 l 20 110 l h", fill="#E6E6E6", edge="#1D2B33", thick=0.8),
        Words("31 better", 24.0, 60.0, 17.0, "#1D2B33", strong=True),
    )
    return Drawing(482.0, float(high), marks)


def every_kind(**changes: Any) -> b.Document:
    """A document that holds every kind of block, some of them more than a page can take."""
    rows = tuple((f"Outcome {i}", LOREM[: 60 + i], f"{i} of {i + 9}", f"E-{i:04}") for i in range(1, 40))
    blocks: tuple[b.Block, ...] = (
        b.CoverStrip(enterprise="Càrdan Laundry", title="What changed", contract="C-12", lines=("For us",)),
        b.Prose(text="The one thing to take away.", lead=True),
        b.KeyFigures(
            tiles=(
                b.KeyFigure(number="31 of 38", explanation="felt better", evidence="E-0412", role="individual"),
                b.KeyFigure(number="£38,000 to £112,000", explanation="worth to people", evidence="E-0431"),
                b.KeyFigure(number="12 people", explanation="started a job", role="social"),
            )
        ),
        b.Heading(text="Individual people", role="individual"),
        b.FindingLine(text="Wellbeing rose.", detail="Asked twice.", evidence="E-0412", role="individual", strong=True),
        b.FindingLine(text="Four felt worse.", role="individual"),
        b.ChartBlock(drawing=chart(), alt="Slopes: 31 of 38 rise.", caption="Each line is a person."),
        b.Heading(text="In the community", role="social"),
        b.Prose(text=LOREM),
        b.BulletList(items=("one", (b.Span(text="two "), b.Span(text="strong", strong=True)), LOREM)),
        b.BulletList(items=("first", "second"), ordered=True),
        b.ChartBlock(drawing=chart(), alt="The same drawing again.", width=0.5),
        b.Heading(text="The environment", role="environmental"),
        b.Table(
            caption="Outcomes and evidence",
            header=("Outcome", "What we can show", "People", "Evidence"),
            rows=rows,
            widths=(3, 4, 1.4, 1.2),
            aligns=("left", "left", "right", "left"),
        ),
        b.Heading(text="Who gains", level=3),
        b.Table(
            header=("Payer", "Low", "High"),
            rows=(("NHS", "£1", "£2"), ("All", "£1", "£2")),
            aligns=("left", "right", "right"),
            total=True,
        ),
        b.Note(title="Not known", text=LOREM, caution=True),
        b.Note(text="Plain."),
        b.Columns(
            left=(b.Heading(text="Left", level=3), b.Prose(text=LOREM)),
            right=(b.BulletList(items=("a", "b")), b.KeepTogether(blocks=(b.Prose(text="kept"),))),
        ),
        b.PageBreak(),
        b.Prose(
            text=(
                b.Span(text="See "),
                b.Span(text="how we count", link="https://example.org/how"),
                b.Span(text=" and ", italic=True),
                b.Span(text="E-0412", quiet=True),
                b.Span(text=" of Олена and محمد علي."),
            )
        ),
        b.Spacer(height=20),
        b.CodeGroups(groups=("7KQ2M", "0AB8Z", "XW4VR")),
        b.FillIn(label="Kept at:"),
        b.SmallPrint(text=LOREM * 40),
        b.Contact(name="Màiri", lines=("3 Shore Street", (b.Span(text="m@example.org", link="mailto:m@example.org"),))),
    )
    wanted: dict[str, Any] = {
        "title": "Impact summary",
        "author": "Càrdan Laundry",
        "subject": "Impact",
        "footer": "Snapshot S-0007",
        "made_at": datetime(2026, 5, 4, 9, 30, tzinfo=UTC),
        "blocks": blocks,
    }
    return b.Document(**{**wanted, **changes})


def page_texts(data: bytes) -> list[str]:
    """The text of every page, as a reader in common use finds it."""
    document = pypdfium2.PdfDocument(data)
    texts = []
    for page in document:
        reader = page.get_textpage()
        texts.append(reader.get_text_range().replace("\r\n", "\n"))
        reader.close()
        page.close()
    document.close()
    return texts


@dataclass(frozen=True)
class Part:
    """A structure element as it was found."""

    kind: str
    alt: str
    actual: str
    box: tuple[float, ...]
    pages: tuple[int, ...]
    """The page of each stretch of content, in order."""


def elements(data: bytes) -> list[Part]:
    """Every structure element, in reading order."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: place for place, page in enumerate(pdf.pages)}
        return list(_parts(pdf.Root.StructTreeRoot.K, numbers))


def _parts(element: Any, numbers: dict[tuple[int, int], int]) -> Iterator[Part]:
    kids = element.get("/K", [])
    several = kids.as_list() if isinstance(kids, pikepdf.Array) else [kids] if "/K" in element else []
    pages = []
    for kid in several:
        if isinstance(kid, int):
            pages.append(numbers[element.Pg.objgen])
        elif kid.get("/Type") == pikepdf.Name.MCR:
            pages.append(numbers[kid.Pg.objgen])
    attributes = element.get("/A", {})
    yield Part(
        kind=str(element.S).lstrip("/"),
        alt=str(element.get("/Alt", "")),
        actual=str(element.get("/ActualText", "")),
        box=tuple(float(edge) for edge in attributes.get("/BBox", [])),
        pages=tuple(pages),
    )
    for kid in several:
        if not isinstance(kid, int) and "/S" in kid:
            yield from _parts(kid, numbers)


def kinds(data: bytes) -> list[str]:
    """The kinds of all structure elements, in reading order."""
    return [part.kind for part in elements(data)]


def seen(text: str) -> str:
    """A text as it is on paper: composed, with ordinary blanks, without signs that are never seen."""
    composed = unicodedata.normalize("NFC", text).replace("\u00a0", " ")
    return "".join(sign for sign in composed if unicodedata.category(sign) not in {"Cf", "Cc"} or sign == "\n")


def squeezed(text: str) -> str:
    """A text without any white space."""
    return "".join(seen(text).split())
