"""Values of the domain as JSON knows them, and back again, by their types: documents the store keeps are made of it."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
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
    if data is None:
        return None
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin in {Union, types.UnionType}:
        return rebuild(next(a for a in arguments if a is not types.NoneType), data)
    if origin is tuple:
        many = len(arguments) == 2 and arguments[1] is Ellipsis
        kinds = [arguments[0]] * len(data) if many else list(arguments)
        return tuple(rebuild(kind, item) for kind, item in zip(kinds, data, strict=True))
    if origin is Literal:
        return data
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return {int(key) if arguments[0] is int else key: rebuild(arguments[1], item) for key, item in data.items()}
    if dataclasses.is_dataclass(wanted):
        assert isinstance(wanted, type)
        hints = get_type_hints(wanted, localns=_SPACE)
        return wanted(**{name: rebuild(hints[name], item) for name, item in data.items() if name in hints})
    if wanted is date:
        return date.fromisoformat(data)
    return Decimal(data) if wanted is Decimal else data
