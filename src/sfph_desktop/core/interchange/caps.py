"""What a file may weigh before anything is parsed: size, members, ratio, rows, columns, memory and time.

Every spreadsheet is hostile until checked. These checks read only the directory of an archive and, by inflating in
bounded steps, count what its members really hold: a directory that lies about a size is found out before the parser
allocates for it. Member names are counted and compared, and never used as paths.
"""

from __future__ import annotations

import csv
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

MB = 1024 * 1024
ACCEPTED = (
    "a workbook (.xlsx, .xls or .ods), a .csv file, a .zip of .csv files as web forms give it, or a folder of .csv "
    "files named after the workbook's sheets"
)

LOCKED = "It is locked with a password. Open it in its own program and save a copy without one."

_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_STORED, _DEFLATED = 0, 8


class Refused(Exception):
    """A file that goes over a cap, or is not what it says it is: the reason, in plain words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """The most that a file may ask of us. Sizes in bytes, time in seconds."""

    file_size: int = 64 * MB
    members: int = 2_000
    unpacked: int = 640 * MB
    ratio: int = 120
    """Unpacked to packed, of any member that unpacks to more than `ratio_from`; a real sheet is packed 5 to 30 fold."""
    ratio_from: int = 4 * MB
    rows: int = 500_000
    columns: int = 600
    cells: int = 10_000_000
    cell_length: int = 50_000
    memory: int = 300 * MB
    seconds: int = 20
    """For a small file; `time_for` gives larger ones more."""

    def time_for(self, size: int) -> float:
        """Seconds that reading a file of `size` bytes may take: twenty, and two more for every megabyte."""
        return self.seconds + 2 * size / MB


@contextmanager
def cells_up_to(length: int) -> Iterator[None]:
    """Python's csv reader refuses a cell of more than `length` characters meanwhile.

    Its limit holds for the whole program, and other code moves it: whoever reads says what it takes, and puts back what
    stood.
    """
    before = csv.field_size_limit(length)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def check_archive(path: Path, caps: Caps) -> str:
    """Look at a zip archive from outside; `xlsx`, `ods` or `zip` (of .csv files).

    Raises Refused with the reason.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            kind = _kind(archive, caps)
            _check_directory(members, caps)
            with path.open("rb") as file:
                _check_contents(file, members)
    except Refused:
        raise
    except Exception as error:  # damaged archives raise errors of a dozen classes, all meaning the same
        raise Refused("It is damaged: its contents cannot be listed.") from error
    return kind


def _kind(archive: zipfile.ZipFile, caps: Caps) -> str:
    names = set(archive.namelist())
    if len(names) > caps.members:
        raise Refused(f"It holds {len(names):,} parts; a workbook holds a few dozen.")
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    if any(name.casefold().endswith(".csv") for name in names):
        return "zip"
    if "xl/workbook.bin" in names:
        raise Refused("It is a binary Excel workbook (.xlsb). Save it as .xlsx.")
    raise Refused("It is an archive, but there is no workbook in it.")


def _check_directory(members: list[zipfile.ZipInfo], caps: Caps) -> None:
    """The directory's own word: how many, how large, how tightly packed, whether parts lie on top of each other."""
    if len(members) > caps.members:
        raise Refused(f"It holds {len(members):,} parts; a workbook holds a few dozen.")
    if len({member.filename for member in members}) != len(members):
        raise Refused("It holds two parts of the same name.")
    if sum(member.file_size for member in members) > caps.unpacked:
        raise Refused(f"It unpacks to more than {caps.unpacked // MB} MB.")
    for member in members:
        if member.flag_bits & 1:
            raise Refused("It is locked with a password. Save a copy without one.")
        if member.compress_type not in (_STORED, _DEFLATED):
            raise Refused("It is packed in a way that spreadsheet programs do not use.")
        if member.file_size > caps.ratio_from and member.file_size > caps.ratio * max(member.compress_size, 1):
            raise Refused(f"A part of it unpacks to more than {caps.ratio} times its size.")
    end = 0
    for member in sorted(members, key=lambda m: m.header_offset):
        if member.header_offset < end:
            raise Refused("Parts of it lie on top of each other.")
        end = member.header_offset + _LOCAL_HEADER.size + member.compress_size


def _check_contents(file: BinaryIO, members: list[zipfile.ZipInfo]) -> None:
    """Inflate every member in bounded steps and throw the bytes away: none may hold more than the directory says."""
    for member in members:
        file.seek(member.header_offset)
        header = file.read(_LOCAL_HEADER.size)
        if len(header) < _LOCAL_HEADER.size:
            raise Refused("It ends in the middle of a part.")
        signature, *_rest, name_length, extra_length = _LOCAL_HEADER.unpack(header)
        if signature != b"PK\x03\x04":
            raise Refused("It is damaged: a part is not where its directory says.")
        file.seek(name_length + extra_length, 1)
        if member.compress_type == _STORED:
            if member.file_size != member.compress_size:
                raise Refused("It is damaged: a part is not as large as its directory says.")
        elif _inflated(file, member.compress_size, member.file_size) != member.file_size:
            raise Refused("It is damaged: a part is not as large as its directory says.")


def _inflated(file: BinaryIO, packed: int, most: int) -> int:
    """How many bytes the next `packed` bytes inflate to; stops as soon as they are more than `most`."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    size = 0
    while packed and not inflater.eof:
        chunk = file.read(min(packed, MB // 4))
        if not chunk:
            break
        packed -= len(chunk)
        while chunk:
            size += len(inflater.decompress(chunk, MB))
            if size > most:
                return size
            chunk = inflater.unconsumed_tail
    return size + len(inflater.flush())
