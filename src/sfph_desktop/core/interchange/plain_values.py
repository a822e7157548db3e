"""Values of the domain as JSON knows them, and back again, by their types: documents the store keeps are made of it."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from sfph_desktop.core.domain import impact

_SPACE: dict[str, Any] = {**vars(impact), "Mapping": Mapping}


def plain(value: object, leave: AbstractSet[str] = frozenset()) -> Any:
    """A value as JSON knows it; fields named in `leave` are left out at every depth."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name), leave) for f in dataclasses.fields(value) if f.name not in leave}
    if isinstance(value, Mapping):
        return {str(key): plain(item, leave) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(item, leave) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def rebuild(wanted: Any, data: Any) -> Any:
    """The value of type `wanted` that `plain` turned into `data`. Unknown names are passed over, for older readers."""
    return None if data is None else _way(wanted)(data)


@cache
def _way(wanted: Any) -> Callable[[Any], Any]:
    """How data becomes a value of a type: found once for each type, since a kept run has thousands of values."""
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin in {Union, types.UnionType}:
        return _way(next(a for a in arguments if a is not types.NoneType))
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return lambda data: tuple([rebuild(arguments[0], item) for item in data])
        return lambda data: tuple([rebuild(kind, item) for kind, item in zip(arguments, data, strict=True)])
    if origin is Literal:
        return _as_it_is
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        kind = arguments[1]
        if arguments[0] is int:
            return lambda data: {int(key): rebuild(kind, item) for key, item in data.items()}
        return lambda data: {key: rebuild(kind, item) for key, item in data.items()}
    if dataclasses.is_dataclass(wanted):
        hints = get_type_hints(wanted, localns=_SPACE)
        return lambda data: wanted(**{n: rebuild(hints[n], item) for n, item in data.items() if n in hints})  # type: ignore[operator]
    if wanted is date:
        return date.fromisoformat
    return Decimal if wanted is Decimal else _as_it_is


def _as_it_is(data: Any) -> Any:
    return data
