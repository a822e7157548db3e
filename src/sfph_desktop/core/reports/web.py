"""A document of blocks as one web page: a file that needs nothing else, holds no script, and is read aloud in order.

Every text is text: it is escaped wherever it stands. Charts are pictures in vectors with their description. The page
forbids by itself that anything be fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Any

from sfph_desktop.core.domain.problems import OurBug
from sfph_desktop.core.reports import blocks as of
from sfph_desktop.core.reports.blocks import Block, Document, Text
from sfph_desktop.core.reports.drawing import Drawing, Shape, Words
from sfph_desktop.core.reports.pdf import with_notice
from sfph_desktop.core.reports.typeset.ruler import Ruler

_STYLE = """
:root{color-scheme:light;--ink:#1D2B33;--quiet:#55626B;--line:#DDD8CF;--accent:#0F6B6B;--note:#F4F1EA}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:var(--ink);font:1.0625rem/1.55 "Atkinson Hyperlegible Next",Verdana,sans-serif}
main,header>div,footer{max-width:44rem;margin:0 auto;padding:0 1.25rem}
header{background:var(--accent);color:#fff;padding:1.5rem 0}
header p{margin:.25rem 0}h1{font-size:1.75rem;line-height:1.25;margin:.25rem 0}
h2{font-size:1.3rem;margin:1.75rem 0 .5rem}h3{font-size:1.1rem;margin:1.25rem 0 .25rem}
.individual{color:#00558A}.social{color:#9E4700}.environmental{color:#00694F}
.lead{font-size:1.2rem}.quiet,.small,figcaption,footer{color:var(--quiet);font-size:.9rem}
.note{border-left:.3rem solid var(--accent);background:var(--note);padding:.75rem 1rem;margin:1rem 0}
.caution{border-color:#B35C00}.finding{margin:.75rem 0}figure{margin:1rem 0}svg{max-width:100%;height:auto}
table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{text-align:left;padding:.4rem .6rem;vertical-align:top}
tr{border-bottom:1px solid var(--line)}.right{text-align:right}.centre{text-align:center}
.tiles{display:flex;flex-wrap:wrap;gap:1rem}.tile{flex:1 1 9rem}.tile strong{display:block;font-size:1.6rem}
.stamp{background:#B35C00;color:#fff;text-align:center;font-weight:bold;letter-spacing:.3em;padding:.3rem}
@media print{.stamp{position:fixed;top:0;left:0;right:0}header{-webkit-print-color-adjust:exact}}
"""
_MARKS = {
    "individual": "\N{BLACK CIRCLE}",
    "social": "\N{BLACK DIAMOND}",
    "environmental": "\N{BLACK UP-POINTING TRIANGLE}",
}
_STAMP = '<div class="stamp" role="note">SAMPLE</div>'


def html_bytes(document: Document) -> bytes:
    """The web page of a document, in UTF-8; the same document gives the same bytes.

    OurBug for a block that belongs on paper only: what is filled in by hand.
    """
    body = with_notice(document)
    head = [block for block in body if isinstance(block, of.CoverStrip)]
    rest: list[Block] = [block for block in body if not isinstance(block, of.CoverStrip)]
    stamp = _STAMP if document.sample else ""
    parts = [
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta name="author" content="{escape(document.author)}">',
        f"<title>{escape(document.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>{stamp}",
        *(_cover(one) for one in head),
        "<main>",
        *_all(rest),
        "</main>",
        f"<footer><p>{_lines(document.footer)}</p></footer>" if document.footer else "",
        f"{stamp}</body>\n</html>\n",
    ]
    return "\n".join(part for part in parts if part).encode()


def _all(several: Sequence[Block]) -> Iterator[str]:
    for block in several:
        way = _WAYS.get(type(block))
        if way is None:
            raise OurBug(f"A {type(block).__name__} has no place on a web page.")
        yield way(block)


def _cover(strip: of.CoverStrip) -> str:
    lines = [one for one in (strip.contract, strip.period, *strip.lines) if one]
    told = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f"<header><div><p>{escape(strip.enterprise)}</p><h1>{escape(strip.title)}</h1>{told}</div></header>"


# --- text -------------------------------------------------------------------------------------------------------------


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.split("\n"))


def _text(text: Text) -> str:
    if isinstance(text, str):
        return _lines(text)
    return "".join(_span(one) for one in text)


def _span(span: of.Span) -> str:
    said = _lines(span.text)
    if span.strong:
        said = f"<strong>{said}</strong>"
    if span.italic:
        said = f"<em>{said}</em>"
    if span.quiet:
        said = f'<span class="quiet">{said}</span>'
    safe = span.link.startswith(("https://", "http://", "mailto:"))
    return f'<a href="{escape(span.link)}">{said}</a>' if safe else said


def _role(role: str | None) -> tuple[str, str]:
    """The class of a level, and its mark, which the words tell by themselves."""
    return (f' class="{role}"', f'<span aria-hidden="true">{_MARKS[role]} </span>') if role else ("", "")


# --- block by block ---------------------------------------------------------------------------------------------------


def _heading(block: of.Heading) -> str:
    kind, mark = _role(block.role)
    return f"<h{block.level}{kind}>{mark}{_lines(block.text)}</h{block.level}>"


def _prose(block: of.Prose) -> str:
    kind = ' class="lead"' if block.lead else ""
    return f"<p{kind}>{_text(block.text)}</p>"


def _finding(block: of.FindingLine) -> str:
    kind, mark = _role(block.role)
    said = _text(block.text)
    said = f"<strong>{said}</strong>" if block.strong else said
    number = f' <span class="quiet">{escape(block.evidence)}</span>' if block.evidence else ""
    detail = f'<br><span class="quiet">{_text(block.detail)}</span>' if block.detail else ""
    return f'<p class="finding"><span{kind}>{mark}</span>{said}{number}{detail}</p>'


def _bullets(block: of.BulletList) -> str:
    name = "ol" if block.ordered else "ul"
    return f"<{name}>{''.join(f'<li>{_text(one)}</li>' for one in block.items)}</{name}>"


def _table(block: of.Table) -> str:
    aligns = block.aligns or tuple("left" for _ in block.header)
    kinds = [f' class="{one}"' if one != "left" else "" for one in aligns]
    head = "".join(f'<th scope="col"{kind}>{_text(one)}</th>' for kind, one in zip(kinds, block.header, strict=True))
    rows = []
    for row in block.rows:
        cells = [
            f'<th scope="row"{kind}>{_text(cell)}</th>'
            if place == 0 and block.row_headers
            else f"<td{kind}>{_text(cell)}</td>"
            for place, (kind, cell) in enumerate(zip(kinds, row, strict=True))
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    caption = f"<caption>{escape(block.caption)}</caption>" if block.caption else ""
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _chart(block: of.ChartBlock) -> str:
    caption = f"<figcaption>{escape(block.caption)}</figcaption>" if block.caption else ""
    return f"<figure>{drawing_svg(block.drawing, block.alt, block.width)}{caption}</figure>"


def _tiles(block: of.KeyFigures) -> str:
    told = []
    for one in block.tiles:
        kind, _ = _role(one.role)
        number = f' <span class="quiet">{escape(one.evidence)}</span>' if one.evidence else ""
        told.append(
            f'<div class="tile"><strong{kind}>{escape(one.number)}</strong>{escape(one.explanation)}{number}</div>'
        )
    return f'<div class="tiles">{"".join(told)}</div>'


def _note(block: of.Note) -> str:
    title = f"<strong>{escape(block.title)}</strong><br>" if block.title else ""
    return f'<div class="note{" caution" if block.caution else ""}" role="note">{title}{_text(block.text)}</div>'


def _contact(block: of.Contact) -> str:
    lines = "<br>".join(_text(one) for one in block.lines)
    return f'<address><span class="quiet">{escape(block.title)}</span><br>{escape(block.name)}<br>{lines}</address>'


_WAYS: dict[type, Callable[[Any], str]] = {
    of.CoverStrip: _cover,
    of.Heading: _heading,
    of.Prose: _prose,
    of.FindingLine: _finding,
    of.BulletList: _bullets,
    of.Table: _table,
    of.ChartBlock: _chart,
    of.KeyFigures: _tiles,
    of.Note: _note,
    of.SmallPrint: lambda block: f'<p class="small">{_text(block.text)}</p>',
    of.Contact: _contact,
    of.Spacer: lambda _block: "",
    of.PageBreak: lambda _block: "",
    of.KeepTogether: lambda block: "\n".join(_all(block.blocks)),
    of.Columns: lambda block: "\n".join(_all((*block.left, *block.right))),
}


# --- charts -----------------------------------------------------------------------------------------------------------


def drawing_svg(drawing: Drawing, alt: str, share: float = 1.0) -> str:
    """A drawing as a picture within the page, with its description; `share` is its part of the column's width."""
    high, ruler = drawing.height, Ruler()
    marks = "".join(_shape(m, high) if isinstance(m, Shape) else _words(m, high, ruler) for m in drawing.marks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(alt)}" width="{share * 100:.0f}%" '
        f'viewBox="0 0 {drawing.width:g} {drawing.height:g}"><title>{escape(alt)}</title>{marks}</svg>'
    )


def _shape(shape: Shape, height: float) -> str:
    edge = f'stroke="{shape.edge}" stroke-width="{shape.thick:g}"' if shape.edge else ""
    dashes = f' stroke-dasharray="{" ".join(f"{one:g}" for one in shape.dashes)}"' if shape.dashes else ""
    cap = f' stroke-linecap="{("butt", "round", "square")[shape.cap]}"' if shape.edge and shape.cap else ""
    return f'<path d="{_path(shape.path, height)}" fill="{shape.fill or "none"}" {edge}{dashes}{cap}/>'


def _path(path: str, height: float) -> str:
    """A path of PDF's operators as one of SVG's: each letter before its numbers, y downwards."""
    letters = {"m": "M", "l": "L", "c": "C", "h": "Z"}
    found: list[str] = []
    numbers: list[str] = []
    for part in path.split():
        if part in letters:
            found.append(letters[part] + " ".join(numbers))
            numbers = []
        else:
            amount = height - float(part) if len(numbers) % 2 else float(part)
            numbers.append(f"{amount:.2f}")
    return "".join(found)


def _words(words: Words, height: float, ruler: Ruler) -> str:
    """A line of text in the width it has on paper, whatever typeface the reader's computer has."""
    wide = ruler.width(words.text, words.size, strong=words.strong)
    x, y = words.x, height - words.y
    turned = f' transform="rotate({-words.angle:g} {x:.2f} {y:.2f})"' if words.angle else ""
    weight = ' font-weight="bold"' if words.strong else ""
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-size="{words.size:g}" fill="{words.colour}"{weight}{turned} '
        f'textLength="{wide:.2f}" lengthAdjust="spacingAndGlyphs">{escape(words.text)}</text>'
    )
