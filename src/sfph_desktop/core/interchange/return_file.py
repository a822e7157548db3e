"""A return as bytes: a Data Package (v1) in a zip of one spelling, with a signed manifest; and out of its bytes again.

The zip is stored uncompressed, its names in a fixed order and its date fixed: the same content is the same file.
An allow-list: what `Return` names, and nothing else, goes in or is read. What is read must be spelt as we would spell
it, to the byte, so nothing can be hidden in it, said twice, or stand where no check looks; the file for other programs
(`cids.jsonld`) alone is taken as it is, by its digest, and never parsed. The seal is put on outside (`store/sealing`).
"""

from __future__ import annotations

import base64
import csv
import dataclasses
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from sfph_desktop.core.domain.network import (
    GROUPS,
    QUALIFIERS,
    THRESHOLD,
    OrganisationFact,
    Return,
    ReturnCell,
    ReturnRow,
    read_quarter,
)
from sfph_desktop.core.interchange.caps import Refused, cells_up_to
from sfph_desktop.core.interchange.csv_out import csv_text, unescape
from sfph_desktop.core.interchange.return_schema import COLUMNS, FILES, package_text, readme_text
from sfph_desktop.core.interchange.spelt import plain_decimal

FORMAT = "sfph network return"
VERSION = 1
PURPOSE = "return"
"""What the manifest is signed for."""
LARGEST = 8 * 2**20
"""Of a return, sealed or opened: one of 60 figures by every group has a tenth of a megabyte."""
MOST_CELLS, MOST_FACTS, MOST_ROWS = 20_000, 500, 50_000
LONGEST_TEXT = 400
LONGEST_CELL = 10_000
_DATE = (1980, 1, 1, 0, 0, 0)
_HEAD = (
    *("member", "member_key", "network", "desk_key", "definitions", "quarter", "sequence", "sample", "program"),
)  # fmt: skip
AGGREGATES, ORGANISATION, ITEMS = "data/aggregates.csv", "data/organisation.csv", "data/items.csv"
CIDS = "cids.jsonld"
Made = TypeVar("Made")


# --- out --------------------------------------------------------------------------------------------------------------


def manifest_bytes(content: Return, cids: bytes) -> bytes:
    """What is signed: who sends what to whom, and the digest of every file."""
    files = {name: hashlib.sha256(found).hexdigest() for name, found in _parts(content, cids).items()}
    head = {name: _plain(getattr(content, name)) for name in _HEAD}
    return _json({"format": FORMAT, "version": VERSION, **head, "files": files})


def container(content: Return, cids: bytes, signature: bytes) -> bytes:
    """The whole zip, before it is sealed."""
    parts = _parts(content, cids)
    parts["manifest.json"] = manifest_bytes(content, cids)
    parts["manifest.sig"] = base64.b64encode(signature) + b"\n"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, found in parts.items():
            member = zipfile.ZipInfo(name, _DATE)
            member.create_system, member.external_attr = 3, 0o644 << 16  # the same on every system
            archive.writestr(member, found)
    return out.getvalue()


def content_digest(content: Return) -> str:
    """The digest of what a return says, whatever its number and whichever version of the program made it."""
    bare = dataclasses.replace(content, sequence=0, program="")
    return hashlib.sha256(manifest_bytes(bare, b"")).hexdigest()


def _parts(content: Return, cids: bytes) -> dict[str, bytes]:
    """Every file but the manifest and its signature, in the order they stand in."""
    tables = {
        AGGREGATES: _csv(ReturnCell, content.cells),
        ORGANISATION: _csv(OrganisationFact, content.organisation),
        **({ITEMS: _csv(ReturnRow, content.rows)} if content.rows else {}),
    }
    with_rows = bool(content.rows)
    return {
        "datapackage.json": _json(package_text(content, with_rows=with_rows)),
        **tables,
        CIDS: cids,
        "README.txt": readme_text(content, with_rows=with_rows).encode(),
    }


def _csv(kind: type[Any], values: Iterable[Any]) -> bytes:
    names = COLUMNS[kind]
    rows = [[_cell(getattr(one, name)) for name in names] for one in values]
    return csv_text(names, rows).encode()


def _cell(value: Any) -> Any:
    """A value as a cell: decimals plain, nothing as nothing. Numbers are no text and are not escaped."""
    return _Number(format(value, "f")) if isinstance(value, Decimal) else value


class _Number:
    """A decimal on its way into a .csv file, in its own spelling."""

    def __init__(self, spelt: str) -> None:
        self._spelt = spelt

    def __str__(self) -> str:
        return self._spelt


def _plain(value: Any) -> Any:
    return value if isinstance(value, (bool, int, str)) else str(value)


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"


# --- in ---------------------------------------------------------------------------------------------------------------


def read_container(found: bytes) -> tuple[Return, bytes, bytes]:
    """What an opened container says, its file for other programs, and its signature, which is not checked here.

    Raises Refused with the reason in plain words. A member's name is compared with the names there are, and never used
    as a path.
    """
    if len(found) > LARGEST:
        raise Refused(f"It is larger than {LARGEST // 2**20} MB: no return is.")
    try:
        parts = _members(found)
        content = _read(parts)
        signature = base64.b64decode(parts["manifest.sig"].removesuffix(b"\n"), validate=True)
        same = container(content, parts[CIDS], signature) == found
    except Refused:
        raise
    except Exception as error:  # whatever a hostile file brings about, it is one answer
        raise Refused("A part of it is missing, or is not what belongs there.") from error
    if not same:
        raise Refused("It was changed since it was made: it is not spelt as the program spells it.")
    return content, parts[CIDS], signature


def read_kept(found: bytes) -> Return:
    """What a container says that was read by `read_container` before it was kept: in a third of the time."""
    return _read(_members(found))


def return_lines(contents: Sequence[str]) -> Iterator[str]:
    """In the child: of each container, in base 64, its digest where it is a return, else why it is none."""
    for one in contents:
        whole = base64.b64decode(one)
        try:
            read_container(whole)
        except Refused as error:
            yield json.dumps({"why": str(error)})
        else:
            yield json.dumps({"whole": hashlib.sha256(whole).hexdigest()})


def _members(found: bytes) -> dict[str, bytes]:
    """The files of the zip by name. Nothing is unpacked: they lie in it as they are."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(found))
    except Exception as error:  # damaged archives raise errors of a dozen classes, all meaning the same
        raise Refused("It is not whole, or it is something else.") from error
    with archive:
        names = [one.filename for one in archive.infolist()]
        if tuple(names) not in {FILES, tuple(one for one in FILES if one != ITEMS)}:
            raise Refused("It does not hold what a return holds.")
        if any(one.compress_type != zipfile.ZIP_STORED or one.file_size > len(found) for one in archive.infolist()):
            raise Refused("It is packed in a way in which no return is.")
        if sum(one.file_size for one in archive.infolist()) > len(found):
            raise Refused("Parts of it lie on top of each other.")
        return {name: archive.read(name) for name in names}


def _read(parts: Mapping[str, bytes]) -> Return:
    head = json.loads(parts["manifest.json"], parse_constant=_no_number)
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise Refused("It does not say that it is a return.")
    version = head.get("version")
    if version != VERSION:
        newer = isinstance(version, int) and not isinstance(version, bool) and version > VERSION
        raise Refused(
            "It was made by a newer version of the program. Update this one, and take it again."
            if newer
            else "It was made by another, older version of the program."
        )
    for name in ("definitions", "sequence"):
        if type(head[name]) is not int or not 1 <= head[name] < 10**6:
            raise ValueError(name)
    if type(head["sample"]) is not bool:
        raise ValueError("sample")
    quarter = read_quarter(_text(head["quarter"]))
    if quarter is None or str(quarter) != head["quarter"]:
        raise ValueError("quarter")
    texts = {name: _text(head[name]) for name in ("member", "member_key", "network", "desk_key", "program")}
    return Return(
        **texts,
        definitions=head["definitions"],
        quarter=quarter,
        sequence=head["sequence"],
        sample=head["sample"],
        cells=_table(parts[AGGREGATES], ReturnCell, _read_cell, MOST_CELLS),
        organisation=_table(parts[ORGANISATION], OrganisationFact, _read_fact, MOST_FACTS),
        rows=_table(parts[ITEMS], ReturnRow, _read_row, MOST_ROWS) if ITEMS in parts else (),
    )


def _table(found: bytes, kind: type[Any], read: Callable[[dict[str, str]], Made], most: int) -> tuple[Made, ...]:
    with cells_up_to(LONGEST_CELL):
        lines = csv.reader(io.StringIO(found.decode("utf-8"), newline=""))
        if tuple(next(lines)) != COLUMNS[kind]:
            raise ValueError
        rows: list[Made] = []
        for line in lines:
            if len(rows) >= most:
                raise Refused(f"One of its tables has more than {most:,} lines.")
            rows.append(read(dict(zip(COLUMNS[kind], line, strict=True))))
        return tuple(rows)


def _read_cell(row: dict[str, str]) -> ReturnCell:
    start, end = date.fromisoformat(row["period_start"]), date.fromisoformat(row["period_end"])
    n = _whole(row["n"])
    value = _decimal(row["value"])
    if row["window"] not in {"quarter", "year"} or row["qualifier"] not in QUALIFIERS or end < start:
        raise ValueError
    if row["group"] not in {"", *GROUPS}:
        raise ValueError
    if n is not None and 0 < n < THRESHOLD:
        raise Refused(f"It tells of fewer than {THRESHOLD} people in '{row['indicator'][:60]}': no return may.")
    return ReturnCell(
        indicator=_needed(unescape(row["indicator"])),
        group=row["group"],
        group_value=_text(unescape(row["group_value"])),
        window=row["window"],  # type: ignore[arg-type]
        period_start=start,
        period_end=end,
        n=n,
        value=value,
        unit=_text(unescape(row["unit"])),
        qualifier=row["qualifier"],  # type: ignore[arg-type]
    )


def _read_fact(row: dict[str, str]) -> OrganisationFact:
    if row["qualifier"] not in QUALIFIERS:
        raise ValueError
    texts = {name: _text(unescape(row[name])) for name in ("field", "value", "unit")}
    return OrganisationFact(**texts, qualifier=row["qualifier"])  # type: ignore[arg-type]


def _read_row(row: dict[str, str]) -> ReturnRow:
    texts = {name: _text(unescape(value)) for name, value in row.items() if not name.endswith("_score")}
    first, latest = _decimal(row["first_score"]), _decimal(row["latest_score"])
    if first is None or latest is None or any(read_quarter(texts[f"{one}_quarter"]) is None for one in _TIMES):
        raise ValueError
    return ReturnRow(**texts, first_score=first, latest_score=latest)


_TIMES: Sequence[str] = ("first", "latest")


def _whole(text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise ValueError
    return int(text)


def _decimal(text: str) -> Decimal | None:
    if not text:
        return None
    if len(text) > 30:
        raise ValueError
    return plain_decimal(text, 10**12)


def _needed(text: str) -> str:
    if not text:
        raise ValueError
    return _text(text)


def _text(found: Any) -> str:
    if not isinstance(found, str) or len(found) > LONGEST_TEXT or not found.isprintable():
        raise ValueError
    return found


def _no_number(_text: str) -> Any:
    raise ValueError
