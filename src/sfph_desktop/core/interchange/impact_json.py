"""A run as JSON: whole, as the snapshot keeps it; and as the contract `toolkit --json` shows it to other programs."""

from __future__ import annotations

import dataclasses
import json
import types
import zlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from sfph_desktop.core.domain import impact
from sfph_desktop.core.domain.impact import ImpactRun, Records

# What stays inside: one person's two scores are a point, and the ids lead to people.
_INSIDE = {"records", "points", "groups"}
_SPACE: dict[str, Any] = {**vars(impact), "Mapping": Mapping}


def pack(run: ImpactRun) -> bytes:
    """The whole run but for its record ids, as compressed JSON: what a snapshot keeps."""
    return zlib.compress(json.dumps(_plain(run, leave={"records"}), ensure_ascii=False).encode(), 6)


def unpack(content: bytes) -> ImpactRun:
    """The run that `pack` kept; its figures carry no record ids (`unpack_records` has them)."""
    run: ImpactRun = _rebuild(ImpactRun, json.loads(zlib.decompress(content)))
    return run


def pack_records(records: Records) -> bytes:
    """The ids behind one figure, as compressed JSON."""
    return zlib.compress(json.dumps({kind: list(ids) for kind, ids in records.ids.items()}).encode(), 6)


def unpack_records(content: bytes) -> Records:
    """The ids that `pack_records` kept."""
    return Records(ids={kind: tuple(ids) for kind, ids in json.loads(zlib.decompress(content)).items()})


def document(run: ImpactRun) -> dict[str, Any]:
    """The run as the interface contract lays it out: full precision, pounds, shares 0 to 1, ISO dates."""
    whole = _plain(run, leave=_INSIDE)
    selection, period = whole.pop("selection"), run.selection.period
    whole.pop("tco2e_saved")
    head = {
        "snapshot": run.snapshot,
        "period": {"from": period.start.isoformat(), "to": period.end.isoformat()},
        "selection": {key: value for key, value in selection.items() if key != "period"},
    }
    whole["value"]["tco2e_saved_by_year"] = dict(run.tco2e_saved)
    return {**head, **{key: value for key, value in whole.items() if key not in head}}


def _plain(value: object, leave: set[str]) -> Any:
    """A value as JSON knows it; fields named in `leave` are left out at every depth."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name), leave) for f in dataclasses.fields(value) if f.name not in leave}
    if isinstance(value, Mapping):
        return {str(key): _plain(item, leave) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item, leave) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def _rebuild(wanted: Any, data: Any) -> Any:
    """The value of type `wanted` that `_plain` turned into `data`. Unknown names are passed over, for older readers."""
    if data is None:
        return None
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin in {Union, types.UnionType}:
        return _rebuild(next(a for a in arguments if a is not types.NoneType), data)
    if origin is tuple:
        many = len(arguments) == 2 and arguments[1] is Ellipsis
        kinds = [arguments[0]] * len(data) if many else list(arguments)
        return tuple(_rebuild(kind, item) for kind, item in zip(kinds, data, strict=True))
    if origin is Literal:
        return data
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return {key: _rebuild(arguments[1], item) for key, item in data.items()}
    if dataclasses.is_dataclass(wanted):
        assert isinstance(wanted, type)
        hints = get_type_hints(wanted, localns=_SPACE)
        return wanted(**{name: _rebuild(hints[name], item) for name, item in data.items() if name in hints})
    if wanted is date:
        return date.fromisoformat(data)
    return Decimal(data) if wanted is Decimal else data
