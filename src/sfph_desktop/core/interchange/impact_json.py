"""A run as JSON: whole, as the snapshot keeps it; and as the contract `toolkit --json` shows it to other programs."""

from __future__ import annotations

import json
import zlib
from typing import Any

from sfph_desktop.core.domain.impact import ImpactRun, Records
from sfph_desktop.core.interchange.plain_values import plain, rebuild

# What stays inside: one person's two scores are a point, and the ids lead to people.
_INSIDE = {"records", "points", "groups"}


def pack(run: ImpactRun) -> bytes:
    """The whole run but for its record ids, as compressed JSON: what a snapshot keeps."""
    return zlib.compress(json.dumps(plain(run, leave={"records"}), ensure_ascii=False).encode(), 6)


def unpack(content: bytes) -> ImpactRun:
    """The run that `pack` kept; its figures carry no record ids (`unpack_records` has them)."""
    run: ImpactRun = rebuild(ImpactRun, json.loads(zlib.decompress(content)))
    return run


def as_kept(run: ImpactRun | bytes) -> dict[str, Any]:
    """A run as plain values, but for its record ids; of a kept document those that were kept."""
    whole: dict[str, Any] = json.loads(zlib.decompress(run if isinstance(run, bytes) else pack(run)))
    return whole


def pack_records(records: Records) -> bytes:
    """The ids behind one figure, as compressed JSON."""
    return zlib.compress(json.dumps({kind: list(ids) for kind, ids in records.ids.items()}).encode(), 6)


def unpack_records(content: bytes) -> Records:
    """The ids that `pack_records` kept."""
    return Records(ids={kind: tuple(ids) for kind, ids in json.loads(zlib.decompress(content)).items()})


def document(run: ImpactRun) -> dict[str, Any]:
    """The run as the interface contract lays it out: full precision, pounds, shares 0 to 1, ISO dates."""
    whole = plain(run, leave=_INSIDE)
    selection, period = whole.pop("selection"), run.selection.period
    whole.pop("tco2e_saved")
    head = {
        "snapshot": run.snapshot,
        "period": {"from": period.start.isoformat(), "to": period.end.isoformat()},
        "selection": {key: value for key, value in selection.items() if key != "period"},
    }
    whole["value"]["tco2e_saved_by_year"] = dict(run.tco2e_saved)
    return {**head, **{key: value for key, value in whole.items() if key not in head}}
