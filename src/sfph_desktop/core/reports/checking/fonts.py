"""The typefaces of a file: in the file, with the text of every character code that is used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end(?:bfchar|bfrange)", re.DOTALL)
_HEX = re.compile(rb"<\s*([0-9A-Fa-f\s]*?)\s*>")
_NO_TEXT = frozenset({"", "\x00", "\ufeff", "\ufffe"})


def font_problems(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Typefaces that are not in the file, or do not say which text they show."""
    for font in _fonts(pdf):
        name = str(font.get("/BaseFont", font.get("/Name", "without a name"))).lstrip("/")
        if not _embedded(font):
            yield f"The typeface {name} is not in the file."
        if "/ToUnicode" not in font:
            yield f"The typeface {name} does not say which text it shows (ToUnicode)."
        descendant = font.DescendantFonts[0] if "/DescendantFonts" in font else None
        if (
            descendant is not None
            and descendant.get("/Subtype") == pikepdf.Name.CIDFontType2
            and "/CIDToGIDMap" not in descendant
        ):
            yield f"The typeface {name} does not say which glyph each code is (CIDToGIDMap)."


def _embedded(font: Any) -> bool:
    """Whether the program of a typeface is in the file."""
    if font.get("/Subtype") == pikepdf.Name.Type3:
        return True
    owner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    descriptor = owner.get("/FontDescriptor", pikepdf.Dictionary())
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _fonts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every typeface that pages and forms name, each once."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [page.obj for page in pdf.pages]
    while waiting:
        resources = waiting.pop().get("/Resources", pikepdf.Dictionary())
        for font in resources.get("/Font", pikepdf.Dictionary()).as_dict().values():
            if font.objgen not in seen or font.objgen == (0, 0):
                seen.add(font.objgen)
                yield font
        for form in resources.get("/XObject", pikepdf.Dictionary()).as_dict().values():
            if form.get("/Subtype") == pikepdf.Name.Form and form.objgen not in seen:
                seen.add(form.objgen)
                waiting.append(form)


class FontReader:
    """Knows which codes of a composite typeface have a glyph and a text. Reads each typeface once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], tuple[dict[int, str], bytes | None]] = {}

    def shown(self, font: Any, operands: Any) -> Iterator[str]:
        """What is wrong with text shown in a typeface; only composite ones with two-byte codes are looked into."""
        if font.get("/Subtype") != pikepdf.Name.Type0 or font.get("/Encoding") != pikepdf.Name("/Identity-H"):
            return
        texts, glyphs = self._read(font)
        name = str(font.get("/BaseFont", "")).lstrip("/")
        for code in _codes(operands):
            glyph = code if glyphs is None else int.from_bytes(glyphs[2 * code : 2 * code + 2], "big")
            if glyph == 0:
                yield f"shows an empty box: {name} has no glyph for code {code}."
            if texts.get(code, "") in _NO_TEXT:
                yield f"shows a glyph without text: code {code} of {name}."

    def _read(self, font: Any) -> tuple[dict[int, str], bytes | None]:
        """The text of every code, and the map from codes to glyphs; none where they are the same."""
        known = self._known.get(font.objgen)
        if known is None or font.objgen == (0, 0):
            mapped = font.DescendantFonts[0].get("/CIDToGIDMap")
            glyphs = mapped.read_bytes() if isinstance(mapped, pikepdf.Stream) else None
            texts = _texts(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}
            known = self._known[font.objgen] = (texts, glyphs)
        return known


def _codes(operands: Any) -> Iterator[int]:
    """The two-byte codes in the operands of a text operator."""
    for operand in operands:
        if isinstance(operand, pikepdf.Array):
            yield from _codes(operand)
        elif isinstance(operand, pikepdf.String):
            data = bytes(operand)
            for place in range(0, len(data) - 1, 2):
                yield int.from_bytes(data[place : place + 2], "big")


def _texts(cmap: bytes) -> dict[int, str]:
    """The texts of codes, from a ToUnicode map."""
    found: dict[int, str] = {}
    for kind, block in _BLOCK.findall(cmap):
        for line in block.splitlines() if kind == b"bfrange" else [block]:
            parts = [bytes.fromhex(part.decode("ascii")) for part in _HEX.findall(line)]
            step = 3 if kind == b"bfrange" else 2
            for place in range(0, len(parts) - step + 1, step):
                _note(found, parts[place : place + step])
    return found


def _note(found: dict[int, str], parts: list[bytes]) -> None:
    """Note one line of a map: code and text, or first code, last code and first text."""
    first, last, text = parts[0], parts[-2], parts[-1]
    start, end = int.from_bytes(first, "big"), int.from_bytes(last, "big")
    for code in range(start, end + 1):
        number = int.from_bytes(text, "big") + code - start
        found[code] = number.to_bytes(len(text), "big").decode("utf-16-be", "replace") if text else ""
