"""What a screen reader is told: the structure of a document, and which stretch of drawing belongs to which part of it.

Elements are built from the blocks in reading order; drawing fills them. Everything drawn is either the content of an
element or decoration (an artifact), and never both: the canvas refuses anything else (ISO 14289-1, 7.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from sfph_desktop.core.domain.problems import OurBug


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of drawing: its number on its page, pages counted from 0."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Press:
    """A rectangle on a page (left, foot, right, top in points) that opens an address."""

    page: int
    box: tuple[float, float, float, float]
    address: str
    said: str
    """The words of the link, for a screen reader."""


@dataclass(eq=False, slots=True)
class Element:
    """A part of the document in the tree of its structure, by the standard name of its kind (P, H2, TD ...)."""

    kind: str
    kids: list[Element | Mark | Press] = field(default_factory=list)
    alt: str = ""
    actual: str = ""
    """The text as it is read, where it is not drawn in that order."""
    scope: str = ""
    """`Column` or `Row`, of a table's heading cell."""
    title: str = ""
    numbering: str = ""
    """How a list's items are numbered: `Disc` or `Decimal`."""
    box: tuple[float, float, float, float] | None = None
    """Of a figure: where it stands on its page."""

    def add(self, kind: str) -> Element:
        """A new part at the end of this one."""
        part = Element(kind)
        self.kids.append(part)
        return part

    def marks(self) -> Iterator[Mark]:
        """Every stretch of drawing in this part, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.marks()
            elif isinstance(kid, Mark):
                yield kid


class TaggedCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A ReportLab canvas on which every stretch of drawing says what it belongs to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._numbers: dict[int, int] = {}
        self._inside = False
        super().__init__(*args, **kwargs)

    def _make_preamble(self) -> None:
        """Start a page with nothing: ReportLab would name a typeface that is not embedded."""
        self._preamble = ""

    @property
    def page(self) -> int:
        """The page being drawn, counted from 0."""
        return int(self.getPageNumber()) - 1

    @contextmanager
    def content_of(self, element: Element) -> Iterator[None]:
        """What is drawn inside belongs to the element."""
        number = self._numbers.get(self.page, 0)
        self._numbers[self.page] = number + 1
        element.kids.append(Mark(self.page, number))
        with self._marked(f"/{element.kind} <</MCID {number}>> BDC"):
            yield

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """What is drawn inside is for the eye only."""
        with self._marked("/Artifact BMC"):
            yield

    @contextmanager
    def _marked(self, opening: str) -> Iterator[None]:
        """Write the marks around what is drawn; OurBug when one stretch is opened inside another."""
        if self._inside:
            raise OurBug("A stretch of drawing was opened inside another.")
        self._inside = True
        self.addLiteral(opening)
        yield
        self.addLiteral("EMC")
        self._inside = False
