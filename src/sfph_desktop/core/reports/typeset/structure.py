"""The tree of structure written into a PDF: elements, parent tree, links, as ISO 32000-1 (14.7) and PDF/UA-1 ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from sfph_desktop.core.reports.typeset.papers import Box
from sfph_desktop.core.reports.typeset.tagging import Element, Mark, Press

_KEPT_EMPTY = frozenset({"TD", "TH"})


def write_structure(pdf: pikepdf.Pdf, root: Element, placed: Callable[[Box], Box]) -> None:
    """Put the tree under the catalogue. Elements that nothing was drawn for are left out, but for empty cells.

    `placed` says where a rectangle of the layout lies on the paper.
    """
    _prune(root)
    writer = _Writer(pdf, placed)
    top = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    top.K = writer.write(root, top)
    top.ParentTree = pdf.make_indirect(Dictionary(Nums=writer.parents()))
    top.ParentTreeNextKey = len(pdf.pages) + len(writer.pressed)
    pdf.Root.StructTreeRoot = top
    pdf.Root.MarkInfo = Dictionary(Marked=True, Suspects=False)


def _prune(element: Element) -> bool:
    """Drop empty parts; whether this one holds anything."""
    element.kids = [kid for kid in element.kids if not isinstance(kid, Element) or _prune(kid)]
    return bool(element.kids) or element.kind in _KEPT_EMPTY


class _Writer:
    """Writes elements and remembers what each marked stretch and each link belongs to."""

    def __init__(self, pdf: pikepdf.Pdf, placed: Callable[[Box], Box]) -> None:
        self._pdf, self._placed = pdf, placed
        self._pages = [page.obj for page in pdf.pages]
        self._owners: list[dict[int, Any]] = [{} for _ in self._pages]
        self.pressed: list[Any] = []
        """The elements of links, in the order of their numbers in the parent tree."""

    def write(self, element: Element, parent: Any) -> Any:
        """The structure element of a part and of everything in it."""
        written = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.kind}"), P=parent))
        self._describe(element, written)
        own = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
        if own is not None:
            written.Pg = self._pages[own]
        kids: list[Any] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(self.write(kid, written))
            elif isinstance(kid, Press):
                kids.append(self._press(kid, written))
            else:
                self._owners[kid.page][kid.number] = written
                kids.append(
                    kid.number
                    if kid.page == own
                    else Dictionary(Type=Name.MCR, Pg=self._pages[kid.page], MCID=kid.number)
                )
        if kids:
            written.K = kids[0] if len(kids) == 1 else Array(kids)
        return written

    def _describe(self, element: Element, written: Any) -> None:
        """Alternative text and attributes."""
        if element.alt:
            written.Alt = pikepdf.String(element.alt)
        if element.actual:
            written.ActualText = pikepdf.String(element.actual)
        if element.scope:
            written.A = Dictionary(O=Name.Table, Scope=Name(f"/{element.scope}"))
        if element.numbering:
            written.A = Dictionary(O=Name.List, ListNumbering=Name(f"/{element.numbering}"))
        if element.box:
            box = Array([round(edge, 2) for edge in self._placed(element.box)])
            written.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=box)

    def _press(self, press: Press, owner: Any) -> Any:
        """The annotation of a link, and what refers to it from its element."""
        page = self._pages[press.page]
        annotation = self._pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([round(edge, 2) for edge in self._placed(press.box)]),
                Border=Array([0, 0, 0]),
                F=4,
                A=Dictionary(S=Name.URI, URI=pikepdf.String(press.address)),
                Contents=pikepdf.String(press.said),
                StructParent=len(self._pages) + len(self.pressed),
            )
        )
        self.pressed.append(owner)
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(annotation)
        return Dictionary(Type=Name.OBJR, Pg=page, Obj=annotation)

    def parents(self) -> Array:
        """The number tree from pages' marks, and from links, back to their elements. Pages get their key and order."""
        numbers = Array()
        for place, (page, owners) in enumerate(zip(self._pages, self._owners, strict=True)):
            page.StructParents = place
            page.Tabs = Name.S
            numbers.append(place)
            numbers.append(self._pdf.make_indirect(Array([owners[number] for number in range(len(owners))])))
        for place, owner in enumerate(self.pressed, start=len(self._pages)):
            numbers.append(place)
            numbers.append(owner)
        return numbers


def write_outline(pdf: pikepdf.Pdf, headings: Sequence[tuple[int, str, int, float]]) -> None:
    """The outline from (level, text, page, top) of every heading, deeper levels beneath the one before."""
    if not headings:
        return
    top = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    above: list[tuple[int, Any]] = [(0, top)]
    for level, text, page, height in headings:
        while above[-1][0] >= level:
            above.pop()
        parent = above[-1][1]
        item = pdf.make_indirect(
            Dictionary(
                Title=pikepdf.String(text),
                Parent=parent,
                Dest=Array([pdf.pages[page].obj, Name.XYZ, 0, round(height, 1), 0]),
            )
        )
        if "/Last" in parent:
            item.Prev = parent.Last
            parent.Last.Next = item
        else:
            parent.First = item
        parent.Last = item
        for _, one in above:
            one.Count = int(one.get("/Count", 0)) + 1
        above.append((level, item))
    pdf.Root.Outlines = top
