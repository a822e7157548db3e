"""Notices out of a file's bytes, as the confined child reads them: packages, records and bare releases, as they come.

Publishers' files are not always what JSON or the standard ask for: bytes that are no UTF-8, `1e9999` and ` 000,` as
numbers, the same key twice. All of it is read as far as it can be, and told; only what is no notice at all is refused.
"""

from __future__ import annotations

import codecs
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sfph_desktop.core.interchange.caps import Refused
from sfph_desktop.core.interchange.ocds_shape import trimmed

MOST_RELEASES = 5_000
"""Notices of one file: a month of all of Scotland's are fewer."""
LONGEST_DIGITS = 300
_ZEROS = re.compile(r'(?<=":)\s*0+(?=[0-9])')
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_GZIP, _ZIP, _PDF = b"\x1f\x8b", b"PK", b"%PDF"

_SAID = {
    "bytes": "Some letters of the file were not written as they should be (in UTF-8). They were read as Windows writes "
    "them: look whether names are right.",
    "twice": "A part was given twice: the later one counts.",
    "number": "A number could not be one, or was too large to be true. It was left out and counts as not known.",
    "kind": "A part was not of the kind it should be, as text where an amount stands. It was left out.",
    "long": "A text was longer than is kept. It ends early here: the whole stands in the notice itself.",
    "many": "A list was longer than is kept: the first 500 entries are here.",
    "ocid": "A notice had no number of its process (ocid). It was given one of its own, so an update may not find it.",
    "no_id": "A notice had no number of its own (id). It is told from others by its date and kind.",
    "no_date": "A notice had no date. It counts as older than those that have one.",
    "no_object": "An entry of the file was no notice. It was passed over.",
    "linked": "A record only links to its notices. What was put together of them was read instead.",
    "pages": "The file is one page of several. Save and bring in the others too.",
}


def notice_lines(path: Path) -> Iterator[str]:
    """Every release of a file as a line of JSON, then one with what was not right.

    Raises Refused when the file holds no notice.
    """
    told: Counter[tuple[str, str]] = Counter()

    def note(kind: str, place: str) -> None:
        if len(told) < 1_000 or (kind, place) in told:
            told[kind, place] += 1

    count = 0
    for release in _releases(_document(path.read_bytes(), note), note):
        count += 1
        if count > MOST_RELEASES:
            raise Refused(f"It holds more than {MOST_RELEASES:,} notices. Save fewer days at once.")
        kept = trimmed(release, note)
        if not kept.get("id"):
            note("no_id", "")
        if not kept.get("date"):
            note("no_date", "")
        yield json.dumps({"release": kept}, ensure_ascii=False, separators=(",", ":"))
    if not count:
        raise Refused("There is no notice in it.")
    warnings = [[kind, place, number, _SAID[kind]] for (kind, place), number in told.items()]
    yield json.dumps({"warnings": warnings}, ensure_ascii=False)


def _document(content: bytes, note: Any) -> Any:
    """The JSON of a file, read as leniently as its meaning stays the same. Raises Refused when it is none."""
    if content.startswith((_GZIP, _ZIP)):
        raise Refused("It is packed. Unpack it first, and bring in the .json file that is in it.")
    if content.startswith(_PDF):
        raise Refused("It is a PDF. Notices are read from the .json file that the website offers beside it.")
    text = _decoded(content, note)
    if not text.strip():
        raise Refused("It is empty.")
    if text.lstrip()[:1] == "<":
        raise Refused("It is a web page or XML, and not JSON. On the notice's page, choose the OCDS or JSON file.")
    try:
        return _loaded(text, note)
    except RecursionError:
        raise Refused("Its parts lie within one another more deeply than those of any notice.") from None
    except ValueError:
        pass
    try:
        return _loaded(_ZEROS.sub(" ", text), note)
    except (ValueError, RecursionError):
        pass
    try:  # one notice on a line, as some tools save them
        return [_loaded(line, note) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        raise Refused("It is not JSON, or it was cut off in the middle. Save it once more from the website.") from None


def _decoded(content: bytes, note: Any) -> str:
    for mark, name in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(name)
            except UnicodeDecodeError:
                break
    try:
        return content.decode()
    except UnicodeDecodeError:
        note("bytes", "")
    text = content.decode("utf-8", errors="surrogateescape")
    return re.sub("[\udc80-\udcff]+", _as_windows, text)


def _as_windows(found: re.Match[str]) -> str:
    return found[0].encode("utf-8", errors="surrogateescape").decode("cp1252", errors="replace")


def _loaded(text: str, note: Any) -> Any:
    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        kept = dict(found)
        if len(kept) != len(found):
            note("twice", "")
        return kept

    def real(digits: str) -> float | None:
        number = float(digits)
        if math.isfinite(number):
            return number
        note("number", "")
        return None

    def whole(digits: str) -> int | None:
        if len(digits) <= LONGEST_DIGITS:
            return int(digits)
        note("number", "")
        return None

    def constant(_name: str) -> None:
        note("number", "")

    return json.loads(text, object_pairs_hook=pairs, parse_float=real, parse_int=whole, parse_constant=constant)


def _releases(document: Any, note: Any) -> Iterator[Mapping[str, Any]]:
    """The releases of a package, a record package, a list, or a release by itself."""
    if isinstance(document, list):
        for one in document:
            yield from _releases(one, note)
        return
    if not isinstance(document, Mapping):
        note("no_object", "")
        return
    links = document.get("links")
    if isinstance(links, Mapping) and links.get("next"):
        note("pages", "")
    if isinstance(document.get("releases"), list) and "compiledRelease" not in document:
        yield from _objects(document["releases"], note)
    elif isinstance(document.get("records"), list):
        for record in _objects(document["records"], note):
            yield from _record(record, note)
    elif "compiledRelease" in document:
        yield from _record(document, note)
    elif _is_release(document):
        yield document
    else:
        note("no_object", "")


def _record(record: Mapping[str, Any], note: Any) -> Iterator[Mapping[str, Any]]:
    """The releases of a record where they are whole; otherwise what was compiled of them."""
    inner = record.get("releases")
    whole = [one for one in inner if isinstance(one, Mapping) and _is_release(one)] if isinstance(inner, list) else []
    if whole and isinstance(inner, list) and len(whole) == len(inner):
        yield from ({"ocid": record.get("ocid"), **one} for one in whole)
        return
    compiled = record.get("compiledRelease")
    if isinstance(compiled, Mapping):
        note("linked", "")
        yield {"ocid": record.get("ocid"), **compiled}
    elif whole:
        yield from whole
    else:
        note("no_object", "")


_STAGES = ("tender", "planning", "awards", "contracts")


def _is_release(found: Mapping[str, Any]) -> bool:
    """Whether an object tells a stage of a process, or at least names a process and its buyer or kind."""
    if any(isinstance(found.get(name), Mapping | list) for name in _STAGES):
        return True
    return isinstance(found.get("ocid"), str) and ("tag" in found or "buyer" in found)


def _objects(entries: Iterable[Any], note: Any) -> Iterator[Mapping[str, Any]]:
    for one in entries:
        if isinstance(one, Mapping):
            yield one
        else:
            note("no_object", "")
