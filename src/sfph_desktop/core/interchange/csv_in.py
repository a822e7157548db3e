"""Comma-separated text, as spreadsheets, web forms and other programs really write it.

The encoding is told by its mark, else tried: UTF-8, UTF-16, then Windows-1252, which is what Excel on Windows writes.
The delimiter is the one that the first lines use outside quotation marks: comma, semicolon or tab. Cells that were
escaped against formulas, by this program or by hand, come back as their text.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from sfph_desktop.core.interchange.caps import Caps, Refused, cells_up_to
from sfph_desktop.core.interchange.csv_out import unescape

DELIMITERS = ",;\t"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Bytes that no text holds: control characters other than tab, line feed, form feed and carriage return.
_BINARY = bytes(b for b in range(32) if b not in (9, 10, 12, 13))


def rows(path: Path, caps: Caps) -> Iterator[list[str]]:
    """The rows of a .csv file, blank ones too, cells as text; raises Refused when it is not text in columns."""
    yield from rows_of(path.read_bytes(), caps)


def rows_of(data: bytes, caps: Caps) -> Iterator[list[str]]:
    """The rows of what a .csv file holds, as `rows`."""
    text = io.TextIOWrapper(io.BytesIO(data), encoding_of(data), newline="")
    opening = text.read(20_000)
    text.seek(0)
    told = re.match(r'"?sep=(.)"?\r?\n', opening)
    if told:
        text.readline()
        yield []
    reader = csv.reader(text, delimiter=told[1] if told else guess_delimiter(opening))
    row: list[str] = []
    try:
        with cells_up_to(caps.cell_length):
            for row in reader:
                yield [unescape(cell) if cell.startswith("'") else cell for cell in row]
    except csv.Error as error:
        raise Refused(f"Line {reader.line_num}: a cell is too long, or its quotation marks do not close.") from error
    # Python's reader takes the rest of the file as one cell; an odd number of marks tells that from a real line break.
    if data.count(b'"') % 2 and row and "\n" in row[-1].replace("\r", "\n"):
        raise Refused("A quotation mark is opened and never closed, so the rows after it run together.")


def encoding_of(data: bytes) -> str:
    """The encoding that a file's bytes are in; raises Refused for what is not text."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "") or _unmarked_utf16(data)
    # A stray control character or two is left for the cells' own cleaning.
    if not marked and len(data) - len(data.translate(None, _BINARY)) > 4 + len(data) // 1000:
        raise Refused("It is not text.")
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise Refused("It is not text, or not in an encoding that spreadsheets write.")


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without its mark: nearly every second byte of European text is zero."""
    sample = data[:4096]
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if half < 2 or len(data) % 2:
        return ""
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def guess_delimiter(text: str) -> str:
    """The delimiter that occurs most outside quotation marks in the first five lines; a comma when none does."""
    outside = re.sub(r'"[^"]*"', "", text)
    lines = [line for line in outside.splitlines() if line.strip()][:5]
    return max(DELIMITERS, key=lambda d: (sum(line.count(d) for line in lines), d == ","))
