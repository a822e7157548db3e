"""Spreadsheets made for tests: workbooks, OpenDocument files by hand, archives that lie."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

Rows = Sequence[Sequence[object]]


def xlsx(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook with these sheets; the first row of each is its heading."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(i, j, cell, day)
                elif cell is not None:
                    page.write(i, j, cell)
    book.close()
    return out.getvalue()


def write_xlsx(path: Path, sheets: Mapping[str, Rows]) -> Path:
    path.write_bytes(xlsx(sheets))
    return path


def ods(sheets: Mapping[str, Rows]) -> bytes:
    """An OpenDocument spreadsheet: text, numbers and dates."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{space}"/>'
    return archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def _ods_cell(cell: object) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}"/>'
    if isinstance(cell, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:table-cell>'


def archive(members: Mapping[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return out.getvalue()


def with_members(workbook: bytes, members: Mapping[str, bytes]) -> bytes:
    """A workbook with some of its parts replaced, or others added."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    return archive({**parts, **members})


def lying_about_size(data: bytes, member: str, claimed: int) -> bytes:
    """An archive whose directory says that a member unpacks to `claimed` bytes, when it unpacks to more."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        info = old.getinfo(member)
    said, lie = info.file_size.to_bytes(4, "little"), claimed.to_bytes(4, "little")
    place = data.index(b"PK\x01\x02", info.header_offset)
    while True:
        name_length = int.from_bytes(data[place + 28 : place + 30], "little")
        if data[place + 46 : place + 46 + name_length] == member.encode():
            break
        place = data.index(b"PK\x01\x02", place + 4)
    assert data[place + 24 : place + 28] == said
    return data[: place + 24] + lie + data[place + 28 :]


def with_a_cell_far_away(workbook: bytes) -> bytes:
    """A workbook whose first sheet has one more cell, in the last row and column there can be."""
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(workbook)) as book:
        text = book.read(sheet).decode()
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return with_members(workbook, {sheet: text.replace("</sheetData>", far).encode()})
