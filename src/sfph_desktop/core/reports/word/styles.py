"""The styles of a Word document: those of paper (`typeset/style.py`), under the names that Word knows.

Headings, lists and captions keep Word's own names, so that its list of contents, its navigation and a screen reader
find them. The house typeface is named; where it is not installed, Word takes the one that stands beside it.
"""

from __future__ import annotations

from dataclasses import replace

from sfph_desktop.core.reports.typeset.style import (
    ACCENT,
    ACCENT_TINT,
    ATTENTION,
    ATTENTION_TINT,
    LINE,
    QUIET,
    Colour,
    Sheet,
    TextStyle,
)

HOUSE, STANDS_IN, MONO, MONO_STANDS_IN = (
    "Atkinson Hyperlegible Next",
    "Verdana",
    "Atkinson Hyperlegible Mono",
    "Consolas",
)
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEADINGS, BULLETS, NUMBERS = 1, 2, 3
"""Numbers of the lists that styles refer to; `numbering.py` says how they look."""


def ink(colour: Colour) -> str:
    """`#RRGGBB` as Word writes it."""
    return colour.removeprefix("#").upper()


def twips(points: float) -> int:
    """Points in twentieths, Word's unit of length."""
    return round(points * 20)


def edge(side: str, colour: Colour, eighths: int, space: int = 4) -> str:
    """A border of a paragraph: its thickness in eighths of a point, its distance in points."""
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{ink(colour)}"/>'


def styles_xml(sheet: Sheet, language: str, *, numbered: bool) -> str:
    """All styles. `numbered`: the headings of level 2 and 3 carry numbers (1, 1.1)."""
    body, small = sheet.body, sheet.small
    flat = replace(body, after=0.0)
    parts = [
        _defaults(body, language),
        _paragraph("Normal", "Normal", body, default=True),
        _paragraph("Title", "Title", sheet.cover_title, outline=0),
        _paragraph("CoverLine", "Cover line", sheet.cover_line),
        *(_heading(level, sheet.headings[level - 1], numbered) for level in (1, 2, 3)),
        _paragraph("Lead", "Lead", sheet.lead),
        _paragraph("ListBullet", "List Bullet", replace(body, after=body.size * 0.3), extra=_listed(BULLETS)),
        _paragraph("ListNumber", "List Number", replace(body, after=body.size * 0.3), extra=_listed(NUMBERS)),
        _paragraph("Finding", "Finding", replace(body, after=body.size * 0.45)),
        _paragraph("FindingDetail", "Finding detail", sheet.detail, extra=_indent(body.size * 1.5)),
        _paragraph("Caption", "caption", replace(sheet.cell, strong=True, before=6.0, after=3.0), keep=True),
        _paragraph("ChartCaption", "Chart caption", small),
        _paragraph("Cell", "Cell", sheet.cell),
        _paragraph("CellHead", "Cell heading", replace(sheet.cell, strong=True)),
        _paragraph("KeyNumber", "Key figure", sheet.tile_number, keep=True),
        _paragraph("KeyText", "Key figure text", replace(sheet.detail, colour=body.colour)),
        _paragraph("Note", "Note", flat, extra=_note(ACCENT, ACCENT_TINT), inset=_INSET),
        _paragraph("Caution", "Caution", flat, extra=_note(ATTENTION, ATTENTION_TINT), inset=_INSET),
        _paragraph("SmallPrint", "Small print", small),
        _paragraph("FillIn", "Fill in", body, extra=f"<w:pBdr>{edge('bottom', QUIET, 6, 1)}</w:pBdr>"),
        _paragraph("Code", "Code", sheet.code),
        _paragraph("Header", "header", sheet.furniture, extra=f"<w:pBdr>{edge('bottom', LINE, 4)}</w:pBdr>"),
        _paragraph("Footer", "footer", sheet.furniture, extra=f"<w:pBdr>{edge('top', LINE, 4)}</w:pBdr>"),
        _character("Evidence", "Evidence number", f'<w:color w:val="{ink(QUIET)}"/>{_size(small.size)}'),
        _character("Hyperlink", "Hyperlink", f'<w:color w:val="{ink(ACCENT)}"/><w:u w:val="single"/>'),
        _TABLE.format(line=ink(LINE), strong=ink(ACCENT), pad=twips(4)),
    ]
    return f"<w:styles {SPACE}>{''.join(parts)}</w:styles>"


def fonts_xml() -> str:
    """The typefaces named, each with the one to be taken where it is not installed."""
    one = (
        '<w:font w:name="{}"><w:altName w:val="{}"/><w:charset w:val="00"/><w:family w:val="{}"/>'
        '<w:pitch w:val="{}"/></w:font>'
    )
    fonts = one.format(HOUSE, STANDS_IN, "swiss", "variable") + one.format(MONO, MONO_STANDS_IN, "modern", "fixed")
    return f"<w:fonts {SPACE}>{fonts}</w:fonts>"


_INSET = f'<w:ind w:left="{twips(12)}" w:right="{twips(6)}"/>'
"""Word draws the rule and the ground of a note outside its words: set in, they end where the page's column does."""
_TABLE = """<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
<w:uiPriority w:val="99"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>
<w:left w:w="{pad}" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="{pad}" w:type="dxa"/></w:tblCellMar>
</w:tblPr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="Figures"><w:name w:val="Figures"/><w:basedOn w:val="TableNormal"/>
<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{strong}"/>
<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{line}"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{line}"/></w:tblBorders><w:tblCellMar>
<w:top w:w="50" w:type="dxa"/><w:left w:w="{pad}" w:type="dxa"/><w:bottom w:w="50" w:type="dxa"/>
<w:right w:w="{pad}" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{strong}"/></w:tcBorders></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>
<w:top w:val="single" w:sz="8" w:space="0" w:color="{strong}"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>"""


def _defaults(body: TextStyle, language: str) -> str:
    """What every style starts from: typeface, size, language, and words that Word may check."""
    face = f'w:ascii="{HOUSE}" w:hAnsi="{HOUSE}" w:cs="{STANDS_IN}" w:eastAsia="{STANDS_IN}"'
    run = f'<w:rFonts {face}/>{_size(body.size)}<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/>'
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>"
        "<w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _heading(level: int, style: TextStyle, numbered: bool) -> str:
    """A heading. Level 1 is the document's title and has no number."""
    ruled = f"<w:pBdr>{edge('bottom', LINE, 6, 2)}</w:pBdr>" if level == 2 else ""
    listed = f'<w:numPr><w:ilvl w:val="{level - 2}"/><w:numId w:val="{HEADINGS}"/></w:numPr>'
    extra = (listed if numbered and level > 1 else "") + ruled
    return _paragraph(f"Heading{level}", f"heading {level}", style, extra=extra, outline=level - 1, keep=True)


def _paragraph(
    name: str,
    shown: str,
    style: TextStyle,
    *,
    extra: str = "",
    default: bool = False,
    outline: int | None = None,
    keep: bool = False,
    inset: str = "",
) -> str:
    """One style of paragraphs; `extra` is what comes between keeping with the next and the spaces, in Word's order.

    `inset` comes after the spaces.
    """
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    known = "heading list title caption header footer normal".split()
    custom = "" if shown.lower().split()[0] in known else ' w:customStyle="1"'
    spaces = (
        f'<w:spacing w:before="{twips(style.before)}" w:after="{twips(style.after)}" '
        f'w:line="{round(240 * style.leading / style.size / 1.22)}" w:lineRule="auto"/>'
    )
    indent = extra if "<w:ind" in extra else inset
    before = "" if extra == indent else extra
    keeping = "<w:keepNext/><w:keepLines/>" if keep else ""
    level = f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else ""
    face = f'<w:rFonts w:ascii="{MONO}" w:hAnsi="{MONO}"/>' if style.mono else ""
    run = f'{face}{"<w:b/>" if style.strong else ""}<w:color w:val="{ink(style.colour)}"/>{_size(style.size)}'
    mark = ' w:default="1"' if default else custom
    return (
        f'<w:style w:type="paragraph"{mark} w:styleId="{name}"><w:name w:val="{shown}"/>{based}<w:qFormat/>'
        f"<w:pPr>{keeping}{before}{spaces}{indent}{level}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _character(name: str, shown: str, run: str) -> str:
    """A style of letters within a paragraph."""
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{name}"><w:name w:val="{shown}"/>'
        f"<w:qFormat/><w:rPr>{run}</w:rPr></w:style>"
    )


def _size(points: float) -> str:
    """Size of letters, in half points."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _listed(number: int) -> str:
    """The paragraph is an item of a list."""
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'


def _indent(points: float) -> str:
    """Set in from the left."""
    return f'<w:ind w:left="{twips(points)}"/>'


def _shade(colour: Colour) -> str:
    """The ground of a paragraph."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{ink(colour)}"/>'


def _note(rule: Colour, ground: Colour) -> str:
    """A thick rule at the left, the ground tinted."""
    around = "".join(edge(side, ground, 4, 5) for side in ("bottom", "right"))
    top = edge("top", ground, 4, 5)
    return f"<w:pBdr>{top}{edge('left', rule, 36, 8)}{around}</w:pBdr>{_shade(ground)}"
