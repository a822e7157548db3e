"""The typefaces that go with the program: what each covers, how it is measured, and how it is put into a PDF.

Every manner of text (upright, bold, italic, monospaced) is a chain of faces: the house face first, then those that
cover other scripts. A document carries only the glyphs it uses, each with the text it stands for.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pikepdf
import uharfbuzz
from pikepdf import Array, Dictionary, Name

from sfph_desktop.core.domain.problems import OurBug
from sfph_desktop.core.reports.resources import font_folder

HOUSE = "AtkinsonHyperlegibleNext"
_SYMBOLS = ("NotoSansMath-Regular", "NotoSansSymbols2-Regular")


def _chain(manner: str, weight: str) -> tuple[str, ...]:
    """The house face, then those for other scripts; Arabic script has weights but no italic."""
    arabic = (f"IBMPlexSansArabic-{weight}", f"NotoSansArabic-{weight}")
    return (f"{HOUSE}-{manner}", f"NotoSans-{manner}", *arabic, *_SYMBOLS)


CHAINS: Mapping[str, tuple[str, ...]] = {
    "Regular": _chain("Regular", "Regular"),
    "Bold": _chain("Bold", "Bold"),
    "Italic": _chain("Italic", "Regular"),
    "BoldItalic": _chain("BoldItalic", "Bold"),
    "Mono": ("AtkinsonHyperlegibleMono-Regular", *_chain("Regular", "Regular")),
}
"""The faces tried in turn for each manner of text."""

_KEPT_TABLES = frozenset({"glyf", "loca", "head", "hhea", "hmtx", "maxp", "cvt ", "fpgm", "prep"})


@dataclass(eq=False)
class Face:
    """One font file. Advances are in thousandths of the type size."""

    name: str
    face: uharfbuzz.Face
    font: uharfbuzz.Font
    covers: frozenset[int]
    """Code points it has a glyph for."""
    letters: frozenset[str]
    """The same as signs."""
    used: dict[int, tuple[int, str]] = field(default_factory=dict)
    """What a document has used so far: by character code, the glyph and the text it stands for."""
    _codes: dict[tuple[int, str], int] = field(default_factory=dict)
    _spelled: dict[tuple[int, str], str] = field(default_factory=dict)
    _advances: dict[int, int] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Face:
        """Read a font file; OurBug when its units are not the thousandths all of ours have."""
        return cls(path.stem, *_program(str(path)))

    def advance(self, glyph: int) -> int:
        """How far the pen moves after a glyph."""
        known = self._advances.get(glyph)
        if known is None:
            known = self._advances[glyph] = int(self.font.get_glyph_h_advance(glyph))
        return known

    def code(self, glyph: int, text: str, *, alone: bool) -> int:
        """The character code for a glyph that stands for a text; noted as used.

        The code is the glyph's number, but a glyph that stands alone for different texts (Arabic letters share forms)
        gets a further code for each, so that every code has one text. `alone` False: the text is told beside a group
        of glyphs, and any code will do.
        """
        known = self._codes.get((glyph, text))
        if known is None:
            taken = glyph in self.used
            if taken and not alone:
                return glyph
            known = self._codes[glyph, text] = self.face.glyph_count + len(self._codes) if taken else glyph
            self.used[known] = (glyph, text)
        return known

    def spelled(self, glyph: int, text: str) -> str:
        """The character code of a glyph that stands alone for a text, as PDF writes it: `<0041>`."""
        known = self._spelled.get((glyph, text))
        if known is None:
            known = self._spelled[glyph, text] = f"<{self.code(glyph, text, alone=True):04X}>"
        return known


@lru_cache(maxsize=32)
def _program(path: str) -> tuple[uharfbuzz.Face, uharfbuzz.Font, frozenset[int], frozenset[str]]:
    """What never changes of a font file: read once, shared by all documents of the process."""
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path))
    if face.upem != 1000:
        raise OurBug(f"The font {Path(path).name} is not measured in thousandths.")
    covers = frozenset(face.unicodes)
    return face, uharfbuzz.Font(face), covers, frozenset(map(chr, covers))


class Typeface:
    """The faces of one document, each loaded when first wanted."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or font_folder()
        self._faces: dict[str, Face] = {}
        self._chains: dict[str, tuple[Face, ...]] = {}

    def chain(self, manner: str) -> tuple[Face, ...]:
        """The faces to try in turn for a manner, a key of CHAINS. Loading all is cheap: none is parsed ahead."""
        known = self._chains.get(manner)
        if known is None:
            known = self._chains[manner] = tuple(self.face(name) for name in CHAINS[manner])
        return known

    def face(self, name: str) -> Face:
        """One face by its file's name without ending."""
        found = self._faces.get(name)
        if found is None:
            found = self._faces[name] = Face.load(self._folder / f"{name}.ttf")
        return found

    def embed(self, pdf: pikepdf.Pdf) -> Dictionary:
        """A font dictionary for page resources with every face that was used, under its own name.

        OurBug when a glyph 0, the empty box, was ever set: no document leaves with one.
        """
        if any(0 in {glyph for glyph, _ in face.used.values()} for face in self._faces.values()):
            raise OurBug("A sign without a glyph came through to the page.")
        return Dictionary(
            {f"/{name}": _type0(pdf, face) for name, face in sorted(self._faces.items()) if face.used},
        )


def _type0(pdf: pikepdf.Pdf, face: Face) -> pikepdf.Object:
    """The composite font for the glyphs used: character codes are glyph numbers (ISO 32000-1, 9.7)."""
    glyphs = sorted({0, *(glyph for glyph, _ in face.used.values())})
    name = Name(f"/{_subset_tag(face.name, glyphs)}+{face.name}")
    program = pdf.make_stream(_subset(face, glyphs))
    program.Length1 = len(program.read_bytes())
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(_descriptor(face, name, program)),
        CIDToGIDMap=_glyph_map(pdf, face),
        DW=1000,
        W=_widths(face),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(_to_unicode(face.used)),
        )
    )


def _subset(face: Face, glyphs: list[int]) -> bytes:
    """A TrueType file with these glyphs only, under the numbers they had."""
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = (
        uharfbuzz.SubsetFlags.RETAIN_GIDS
        | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
        | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    )
    wanted.glyph_set.update(glyphs)
    dropped = [tag for tag in face.face.table_tags if tag not in _KEPT_TABLES]
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode("ascii"), "big") for tag in dropped)
    return bytes(wanted.subset(face.face).blob.data)


def _subset_tag(name: str, glyphs: list[int]) -> str:
    """Six capitals that depend on the glyphs alone (ISO 32000-1, 9.6.4)."""
    digest = hashlib.sha256(f"{name}:{glyphs}".encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def _descriptor(face: Face, name: Name, program: pikepdf.Object) -> Dictionary:
    """The font descriptor, with measures from the font's own tables."""
    head = face.face.reference_table("head").data
    box = struct.unpack(">4h", bytes(head[36:44]))
    extents = face.font.get_font_extents("ltr")
    metric = uharfbuzz.OTMetricsTag
    bold, italic = "Bold" in face.name, "Italic" in face.name
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=4 | (64 if italic else 0) | (1 if "Mono" in face.name else 0),
        FontBBox=Array(list(box)),
        ItalicAngle=-10 if italic else 0,
        Ascent=extents.ascender,
        Descent=extents.descender,
        CapHeight=face.font.get_metric_position_with_fallback(metric.CAP_HEIGHT),
        XHeight=face.font.get_metric_position_with_fallback(metric.X_HEIGHT),
        StemV=140 if bold else 84,
        FontFile2=program,
    )


def _glyph_map(pdf: pikepdf.Pdf, face: Face) -> pikepdf.Object:
    """From character codes to glyphs: they are the same unless some glyph has several codes."""
    if all(code == glyph for code, (glyph, _) in face.used.items()):
        return Name.Identity
    mapped = [0] * (max(face.used) + 1)
    for code, (glyph, _) in face.used.items():
        mapped[code] = glyph
    return pdf.make_stream(struct.pack(f">{len(mapped)}H", *mapped))


def _widths(face: Face) -> Array:
    """The W array: runs of neighbouring character codes with their advances."""
    runs: list[tuple[int, list[int]]] = []
    for code, (glyph, _) in sorted(face.used.items()):
        advance = face.advance(glyph)
        if runs and runs[-1][0] + len(runs[-1][1]) == code:
            runs[-1][1].append(advance)
        else:
            runs.append((code, [advance]))
    return Array([part for first, advances in runs for part in (first, Array(advances))])


def _to_unicode(used: Mapping[int, tuple[int, str]]) -> bytes:
    """The CMap that turns character codes back into text (ISO 32000-1, 9.10.3); at most 100 lines to a block."""
    lines = [
        f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, (_, text) in sorted(used.items()) if text
    ]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
