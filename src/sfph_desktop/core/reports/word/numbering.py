"""The lists of a Word document: numbered headings, bullets in the colour of what they stand for, numbered items."""

from __future__ import annotations

from sfph_desktop.core.domain.benefits import BenefitLevel
from sfph_desktop.core.reports.typeset.style import ACCENT, ROLE_COLOURS, Colour, Sheet
from sfph_desktop.core.reports.word.styles import BULLETS, HEADINGS, NUMBERS, SPACE, ink, twips

_FINDINGS = 4
FINDING_LISTS: dict[BenefitLevel | None, int] = {
    role: _FINDINGS + place for place, role in enumerate((None, *ROLE_COLOURS))
}
"""The list a finding belongs to, by its level: only the colour of its bullet differs."""
FIRST_FREE = _FINDINGS + len(FINDING_LISTS)
"""Each numbered list beyond the first is a list of its own, so that it begins at 1."""


def numbering_xml(sheet: Sheet, numbered_lists: int) -> str:
    """All lists, with room for so many numbered ones."""
    indent = twips(sheet.body.size * 1.5)
    colours = {BULLETS: ACCENT} | {
        number: ROLE_COLOURS[role] if role else ACCENT for role, number in FINDING_LISTS.items()
    }
    kinds = [_headings(), *(_bullets(number, colour, indent) for number, colour in colours.items())]
    kinds.insert(2, _numbers(indent))
    used = [HEADINGS, NUMBERS, *colours]
    lists = [f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in sorted(used)]
    lists += [_again(FIRST_FREE + place) for place in range(numbered_lists)]
    return f"<w:numbering {SPACE}>{''.join(kinds)}{''.join(lists)}</w:numbering>"


def _again(number: int) -> str:
    """One more numbered list, from 1."""
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{NUMBERS}"/>{start}</w:num>'


def _level(number: int, manner: str, text: str, indent: int, run: str = "", style: str = "") -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{manner}"/>{linked}<w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr>{run}</w:lvl>'
    )


def _headings() -> str:
    """Level 2 is 1, 2, 3; level 3 beneath it 1.1, 1.2."""
    levels = _level(0, "decimal", "%1", twips(28), style="Heading2")
    levels += _level(1, "decimal", "%1.%2", twips(34), style="Heading3")
    return f'<w:abstractNum w:abstractNumId="{HEADINGS}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


def _bullets(number: int, colour: Colour, indent: int) -> str:
    run = f'<w:rPr><w:b/><w:color w:val="{ink(colour)}"/></w:rPr>'
    level = _level(0, "bullet", "•", indent, run)
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>{level}</w:abstractNum>'
    )


def _numbers(indent: int) -> str:
    run = f'<w:rPr><w:color w:val="{ink(ACCENT)}"/></w:rPr>'
    level = _level(0, "decimal", "%1.", round(indent * 1.3), run, "ListNumber")
    return f'<w:abstractNum w:abstractNumId="{NUMBERS}"><w:multiLevelType w:val="singleLevel"/>{level}</w:abstractNum>'
