"""The facts of a run as bytes: what the store keeps beside a run, so that it can be worked out again.

A document: its length, JSON, and after it the columns as machine integers, all of it compressed. Words and fractions
stand once in a table, and the column holds their places in it.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import accumulate, pairwise
from operator import add
from typing import Any, get_type_hints

from sfph_desktop.core.domain.impact_facts import ImpactFacts
from sfph_desktop.core.domain.library_used import LibraryUsed
from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.interchange.plain_values import plain, rebuild

COLUMNS = (
    *("people", "episodes", "funding", "sessions", "attendance", "scores"),
    *("events", "environment", "referrals", "roles", "members"),
)
"""Parts of the facts that are columns."""
_SIZES = (("b", 1 << 7), ("h", 1 << 15), ("i", 1 << 31), ("q", 1 << 63))
_LEVEL = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsBehind:
    """What a run was worked out from."""

    facts: ImpactFacts
    instruments: tuple[Instrument, ...] = ()
    """The office's own questionnaires that it used, without their questions: they are no part of any library."""
    said: tuple[str, ...] = ()
    """What was said of the choices as they were asked for, before anything was worked out."""
    library: LibraryUsed | None = None
    """What it used of the reference library; None of a run that was kept before this was kept too."""


def pack_facts(behind: FactsBehind) -> bytes:
    """What stands behind a run, as compressed bytes."""
    body: list[bytes] = []
    facts, tables = behind.facts, {}
    for name in COLUMNS:
        table = getattr(facts, name)
        tables[name] = {
            one.name: dict(held) if isinstance(held, Mapping) else _column(held, body)
            for one in fields(table)
            if (held := getattr(table, one.name)) is not None
        }
    head = {
        "tables": tables,
        "values": {one.name: plain(getattr(facts, one.name)) for one in fields(facts) if one.name not in COLUMNS},
        "instruments": [plain(_unasked(one)) for one in behind.instruments],
        "said": list(behind.said),
    }
    if behind.library is not None:
        used = behind.library
        head["library"] = plain(replace(used, instruments=tuple(_unasked(one) for one in used.instruments)))
    said = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    return zlib.compress(b"".join([len(said).to_bytes(8, "little"), said, *body]), _LEVEL)


def unpack_facts(content: bytes) -> FactsBehind:
    """What `pack_facts` kept."""
    whole = zlib.decompress(content)
    start = 8 + int.from_bytes(whole[:8], "little")
    head, body = json.loads(whole[8:start]), memoryview(whole)[start:]
    hints = get_type_hints(ImpactFacts)
    parts: dict[str, Any] = {name: rebuild(hints[name], value) for name, value in head["values"].items()}
    for name, columns in head["tables"].items():
        types = get_type_hints(hints[name])
        parts[name] = hints[name](
            **{
                key: _opened(held, body) if "kind" in held else rebuild(types[key], held)
                for key, held in columns.items()
            }
        )
    return FactsBehind(
        facts=ImpactFacts(**parts),
        instruments=tuple(rebuild(Instrument, one) for one in head["instruments"]),
        said=tuple(head["said"]),
        library=rebuild(LibraryUsed, head.get("library")),
    )


def _unasked(instrument: Instrument) -> Instrument:
    """A questionnaire without its questions: to read scores none is needed, and wordings are not ours to keep."""
    return replace(instrument, items=(), stem="", definition={})


def _column(values: Sequence[Any], body: list[bytes]) -> dict[str, Any]:
    """How a column is written, with its numbers added to the body."""
    if isinstance(values, range):
        return {"kind": "run", "from": values.start, "to": values.stop}
    try:
        numbers: Sequence[int] = array("q", values)
    except TypeError:  # words, fractions, or a gap somewhere
        known: dict[Any, int] = {}
        numbers = [known.setdefault(one, len(known)) for one in values]
        return {"kind": "words", "words": list(known), **_numbers(numbers, body)}
    return {"kind": "numbers", **_numbers(numbers, body)}


def _numbers(numbers: Sequence[int], body: list[bytes]) -> dict[str, Any]:
    """Whole numbers in as few bytes as they need; of a column that only rises, the steps."""
    rising = len(numbers) > 1 and all(one <= after for one, after in pairwise(numbers))
    told = [numbers[0], *(after - one for one, after in pairwise(numbers))] if rising else numbers
    most = max(max(told, default=0), -min(told, default=0) - 1)
    code = next(code for code, above in _SIZES if most < above)
    cells = array(code, told)
    if sys.byteorder == "big":
        cells.byteswap()
    at = sum(map(len, body))
    body.append(cells.tobytes())
    return {"code": code, "at": at, "n": len(cells), **({"rising": True} if rising else {})}


def _opened(held: Mapping[str, Any], body: memoryview) -> Sequence[Any]:
    """The column that `_column` wrote."""
    if held["kind"] == "run":
        return range(held["from"], held["to"])
    cells = array(held["code"])
    cells.frombytes(body[held["at"] : held["at"] + held["n"] * cells.itemsize])
    if sys.byteorder == "big":
        cells.byteswap()
    numbers: Sequence[int] = list(accumulate(cells, add)) if held.get("rising") else cells
    if held["kind"] == "words":
        return tuple(map(held["words"].__getitem__, numbers))
    return tuple(numbers)
