"""What is drawn: every stroke is content with a number in the tree, or decoration; and every glyph has a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from sfph_desktop.core.reports.checking.fonts import FontReader

_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_PAINT = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "INLINE IMAGE"}) | _TEXT
_DECORATION, _CONTENT, _OTHER = "decoration", "content", "other"


@dataclass(slots=True)
class Content:
    """What was found in the streams of a file."""

    marks: set[tuple[int, int]] = field(default_factory=set)
    """(key in the parent tree, number) of every marked stretch."""
    problems: list[str] = field(default_factory=list)


def read_content(pdf: pikepdf.Pdf) -> Content:
    """Read everything that is drawn, forms within pages included."""
    content = Content()
    fonts = FontReader()
    for place, page in enumerate(pdf.pages, start=1):
        _Reader(content, fonts, place).read(page.obj, within=None)
    return content


class _Reader:
    """Reads the content of one page, and of the forms it uses."""

    def __init__(self, content: Content, fonts: FontReader, page: int) -> None:
        self._content, self._fonts, self._page = content, fonts, page
        self._reading: list[tuple[int, int]] = []

    def _say(self, problem: str) -> None:
        """Note a problem of this page, once."""
        said = f"Page {self._page} {problem}"
        if said not in self._content.problems:
            self._content.problems.append(said)

    def read(self, stream: Any, *, within: str | None) -> None:
        """Read a page or a form; `within` is what kind of stretch it is drawn in."""
        resources = stream.get("/Resources", pikepdf.Dictionary())
        opened: list[str] = [within] if within else []
        floor = len(opened)
        font: Any = None
        kept: list[Any] = []
        for operands, operator in _operations(stream):
            name = str(operator)
            if name in {"BDC", "BMC"}:
                opened.append(self._open(operands, resources, stream, opened))
            elif name == "EMC":
                if len(opened) == floor:
                    self._say("closes a marked stretch that was not opened.")
                else:
                    opened.pop()
            elif name == "q":
                kept.append(font)
            elif name == "Q":
                font = kept.pop() if kept else font
            elif name == "Tf":
                font = resources.get("/Font", pikepdf.Dictionary()).get(str(operands[0]))
            elif name == "Do":
                self._use(resources, str(operands[0]), opened)
            if name in _PAINT:
                self._paint(name, operands, font, opened)
        if len(opened) > floor:
            self._say("opens a marked stretch and does not close it.")

    def _paint(self, name: str, operands: Any, font: Any, opened: list[str]) -> None:
        """Something is drawn."""
        if not {_DECORATION, _CONTENT} & set(opened):
            self._say("draws something that is neither content nor decoration.")
        if name in _TEXT and font is not None and _DECORATION not in opened:
            for problem in self._fonts.shown(font, operands):
                self._say(problem)

    def _open(self, operands: Any, resources: Any, stream: Any, opened: list[str]) -> str:
        """A marked stretch begins; what kind it is."""
        kind = str(operands[0])
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, pikepdf.Name):
            properties = resources.get("/Properties", pikepdf.Dictionary()).get(str(properties))
        if kind == "/Artifact":
            if _CONTENT in opened:
                self._say("has decoration inside content.")
            return _DECORATION
        if properties is None or "/MCID" not in properties:
            return _OTHER
        if _DECORATION in opened:
            self._say("has content inside decoration.")
        if _CONTENT in opened:
            self._say("has numbered content inside numbered content.")
        key = stream.get("/StructParents")
        if key is None:
            self._say("has content but no place in the parent tree (StructParents).")
            return _CONTENT
        mark = (int(key), int(properties.MCID))
        if mark in self._content.marks:
            self._say(f"uses the content number {mark[1]} twice.")
        self._content.marks.add(mark)
        return _CONTENT

    def _use(self, resources: Any, name: str, opened: list[str]) -> None:
        """A form or a picture is drawn."""
        used = resources.get("/XObject", pikepdf.Dictionary()).get(name)
        if used is None:
            self._say(f"uses {name}, which is not there.")
            return
        marked = next((kind for kind in opened if kind in {_DECORATION, _CONTENT}), None)
        if used.get("/Subtype") != pikepdf.Name.Form:
            if marked is None:
                self._say("draws something that is neither content nor decoration.")
            return
        if used.objgen in self._reading:
            self._say(f"uses {name} inside itself.")
            return
        self._reading.append(used.objgen)
        self.read(used, within=marked)
        self._reading.pop()


def _operations(stream: Any) -> Iterator[tuple[Any, Any]]:
    """Operands and operator, one after the other."""
    for instruction in pikepdf.parse_content_stream(stream):
        yield instruction.operands, instruction.operator
