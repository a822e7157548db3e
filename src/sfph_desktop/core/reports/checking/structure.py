"""The tree of structure: every number of content in it once, headings in order, pictures described, tables regular."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

_STANDARD = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 "
    "L LI Lbl LBody "
    "Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP "
    "Figure Formula Form".split()
)
"""ISO 32000-1, 14.8.4."""
_INSIDE = {
    "Table": {"Caption", "THead", "TBody", "TFoot", "TR"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"Caption", "L", "LI"},
    "LI": {"Lbl", "LBody"},
}


def structure_problems(pdf: pikepdf.Pdf, marks: set[tuple[int, int]]) -> Iterator[str]:
    """What is wrong with the tree, given the marked stretches that were found in the pages."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        yield "It has no tree of structure."
        return
    tree = _Tree(pdf, root)
    tree.walk(_kids(root), parent=None)
    yield from tree.problems
    yield from _heading_problems(tree.headings)
    yield from _number_problems(tree, marks)
    yield from _annotation_problems(pdf, tree)


class _Tree:
    """Walks the tree and notes what it meets."""

    def __init__(self, pdf: pikepdf.Pdf, root: Any) -> None:
        self.problems: list[str] = []
        self.headings: list[int] = []
        self.refers: Counter[tuple[int, int]] = Counter()
        self.owners: dict[tuple[int, int], tuple[int, int]] = {}
        self.objects: Counter[tuple[int, int]] = Counter()
        self.parents = _parent_tree(root)
        self._roles = root.get("/RoleMap", pikepdf.Dictionary())
        self._keys = {page.objgen: int(page.get("/StructParents", -1)) for page in (one.obj for one in pdf.pages)}

    def walk(self, kids: Sequence[Any], parent: Any) -> None:
        """Look at elements and everything in them."""
        for kid in kids:
            if isinstance(kid, int):
                self._refer(parent.get("/Pg"), kid, parent)
            elif kid.get("/Type") == pikepdf.Name.MCR:
                self._refer(kid.get("/Stm", kid.get("/Pg", parent.get("/Pg"))), int(kid.MCID), parent)
            elif kid.get("/Type") == pikepdf.Name.OBJR:
                self.objects[kid.Obj.objgen] += 1
            else:
                self._element(kid)

    def _refer(self, page: Any, number: int, owner: Any) -> None:
        """An element refers to a stretch of content."""
        key = -1 if page is None else self._keys.get(page.objgen, int(page.get("/StructParents", -1)))
        self.refers[key, number] += 1
        self.owners[key, number] = owner.objgen

    def kind(self, element: Any) -> str:
        """The standard name of an element's kind."""
        name = str(element.get("/S", "")).lstrip("/")
        return str(self._roles.get(f"/{name}", name)).lstrip("/") if name not in _STANDARD else name

    def _element(self, element: Any) -> None:
        """Look at one element."""
        kind = self.kind(element)
        kids = _kids(element)
        inside = [self.kind(kid) for kid in kids if not isinstance(kid, int) and "/S" in kid]
        if kind not in _STANDARD:
            self.problems.append(f"{kind or 'An element without a kind'} is no standard kind of element.")
        if kind in _INSIDE:
            self.problems.extend(f"{kind} has {part} directly in it." for part in inside if part not in _INSIDE[kind])
        if kind[:1] == "H" and kind[1:].isdigit():
            self.headings.append(int(kind[1:]))
        if kind in {"Figure", "Formula"} and not str(element.get("/Alt", element.get("/ActualText", ""))).strip():
            self.problems.append(f"A {kind.lower()} has no words that say what it shows (Alt).")
        if kind == "Table":
            self._table(element)
        if kind == "Link" and not any(
            not isinstance(kid, int) and kid.get("/Type") == pikepdf.Name.OBJR for kid in kids
        ):
            self.problems.append("A link leads nowhere (no OBJR).")
        self.walk(kids, element)

    def _table(self, table: Any) -> None:
        """Rows equally long, and headings that say what they head."""
        rows = [row for part in _kids(table) for row in ([part] if self.kind(part) == "TR" else self._rows(part))]
        cells = [[cell for cell in _kids(row) if not isinstance(cell, int)] for row in rows]
        if len(set(_row_lengths(cells))) > 1:
            self.problems.append("A table has rows of different length.")
        headings = [cell for row in cells for cell in row if self.kind(cell) == "TH"]
        if not headings:
            self.problems.append("A table has no headings (TH).")
        for cell in headings:
            if str(_attribute(cell, "/Scope")) not in {"/Row", "/Column", "/Both"}:
                self.problems.append("A table's heading does not say what it heads (Scope).")

    def _rows(self, part: Any) -> list[Any]:
        """The rows of a table's head, body or foot."""
        if self.kind(part) not in {"THead", "TBody", "TFoot"}:
            return []
        return [row for row in _kids(part) if not isinstance(row, int) and self.kind(row) == "TR"]


def _kids(element: Any) -> list[Any]:
    """What an element holds: elements, references, and numbers of content as int."""
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids.as_list()) if isinstance(kids, pikepdf.Array) else [kids]


def _attribute(element: Any, name: str) -> Any:
    """An attribute of an element, whichever dictionary of attributes it is in."""
    attributes = element.get("/A", pikepdf.Dictionary())
    several = attributes.as_list() if isinstance(attributes, pikepdf.Array) else [attributes]
    return next((one[name] for one in several if not isinstance(one, int) and name in one), None)


def _row_lengths(rows: Sequence[Sequence[Any]]) -> list[int]:
    """How many columns each row fills, cells over several rows and columns counted."""
    lengths = []
    hanging: list[tuple[int, int]] = []
    for row in rows:
        spans = [(int(_attribute(cell, "/ColSpan") or 1), int(_attribute(cell, "/RowSpan") or 1)) for cell in row]
        lengths.append(sum(wide for wide, _ in spans) + sum(wide for wide, _ in hanging))
        hanging = [(wide, high - 1) for wide, high in (*hanging, *spans) if high > 1]
    return lengths


def _parent_tree(root: Any) -> dict[int, Any]:
    """The parent tree by its keys."""
    found: dict[int, Any] = {}
    waiting = [root.get("/ParentTree", pikepdf.Dictionary())]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.get("/Kids", []))
        numbers = node.get("/Nums", [])
        for place in range(0, len(numbers) - 1, 2):
            found[int(numbers[place])] = numbers[place + 1]
    return found


def _heading_problems(headings: Sequence[int]) -> Iterator[str]:
    """Headings start at the first level and never skip one on the way down."""
    above = 0
    for level in headings:
        if level > above + 1:
            yield (
                f"A heading of level {level} comes after one of level {above}."
                if above
                else (f"The first heading is of level {level}, not 1.")
            )
        above = level


def _number_problems(tree: _Tree, marks: set[tuple[int, int]]) -> Iterator[str]:
    """Every number of content is in the tree once, and the parent tree leads from it to the same element."""
    for key, number in sorted(marks):
        times = tree.refers[key, number]
        if times != 1:
            yield f"Content {number} of page key {key} stands {times} times in the tree, not once."
        parents = tree.parents.get(key)
        known = isinstance(parents, pikepdf.Array) and number < len(parents)
        if not known or parents is None or parents[number].objgen != tree.owners.get((key, number)):
            yield f"The parent tree does not lead from content {number} of page key {key} to its element."
    for key, number in sorted(set(tree.refers) - marks):
        yield f"The tree refers to content {number} of page key {key}, which is not there."


def _annotation_problems(pdf: pikepdf.Pdf, tree: _Tree) -> Iterator[str]:
    """Links and other annotations are in the tree, and say in words what they do."""
    for place, page in enumerate(pdf.pages, start=1):
        for annotation in page.obj.get("/Annots", []):
            if annotation.get("/Subtype") == pikepdf.Name.Popup or int(annotation.get("/F", 0)) & 2:
                continue
            if tree.objects[annotation.objgen] != 1 or int(annotation.get("/StructParent", -1)) not in tree.parents:
                yield f"Page {place} has a link or note that is not in the tree."
            if not str(annotation.get("/Contents", "")).strip():
                yield f"Page {place} has a link or note without words that say what it is (Contents)."
