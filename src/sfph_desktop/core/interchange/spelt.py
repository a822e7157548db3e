"""Frozen values as JSON in one spelling: the same value is the same bytes, and only what its class names goes in.

What is read must be spelt, to the byte, as it would be written: nothing can be hidden in it or be said twice. The file
of a signed value is `{"format": ..., "version": ..., "body": ..., "signature": ...}` and a line feed.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import re
import types
import typing
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TypeVar, Union

from sfph_desktop.core.domain.network import Quarter, read_quarter
from sfph_desktop.core.domain.problems import UserCanFix

LONGEST_TEXT = 20_000
MOST_ITEMS = 20_000
LARGEST_NUMBER = 10**15
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")

T = TypeVar("T")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """One kind of signed file: how it names itself, and how it is called when it is refused."""

    format: str
    version: int
    called: str
    """`pack of the network`: in "'x' is no pack of the network that can be taken"."""
    sender: str
    """Whom to ask for another: `the network's desk`."""
    largest: int = 2**22


def spelt(value: Any) -> bytes:
    """The one spelling of a frozen value: what is signed."""
    return json_bytes(plain(value))


def file_bytes(kind: FileKind, value: Any, signature: bytes) -> bytes:
    """The whole file of a signed value."""
    return with_body(kind, plain(value), signature)


def with_body(kind: FileKind, body: Any, signature: bytes) -> bytes:
    """The whole file round a signed body in its plain form."""
    whole = {
        "format": kind.format,
        "version": kind.version,
        "body": body,
        "signature": base64.b64encode(signature).decode(),
    }
    return json_bytes(whole) + b"\n"


def read_file(kind: FileKind, content: bytes, cls: type[T], name: str) -> tuple[T, bytes]:
    """The value in a signed file, and its signature, which is not checked here.

    Raises UserCanFix with the reason: too large, something else, another version, or not spelt as it would be written.
    """
    return read_body(kind, content, name, read=lambda body: read_value(cls, body), body_of=plain)


def read_body(
    kind: FileKind, content: bytes, name: str, *, read: Callable[[Any], T], body_of: Callable[[T], Any]
) -> tuple[T, bytes]:
    """As `read_file`, of a kind whose body has a form of its own.

    `read` makes the value of it, and raises TypeError or ValueError for what does not belong there; `body_of` makes it
    of the value again.
    """
    if len(content) > kind.largest:
        raise too_large(kind, name)
    try:
        found = json.loads(content.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise wrong(kind, name, "It is not whole, or it is something else.") from None
    if not isinstance(found, dict) or found.get("format") != kind.format:
        raise wrong(kind, name, "It does not say that it is one.")
    version = found.get("version")
    if version != kind.version:
        newer = isinstance(version, int) and not isinstance(version, bool) and version > kind.version
        raise UserCanFix(
            what=f"'{name}' was made by {'a newer' if newer else 'another, older'} version of the program.",
            do="Update this program, and take it again."
            if newer
            else f"Ask {kind.sender} to update the program and make it anew.",
        )
    try:
        value = read(found["body"])
        signature = base64.b64decode(found["signature"], validate=True)
        same = with_body(kind, body_of(value), signature) == content
    except (KeyError, TypeError, ValueError, UnicodeEncodeError, RecursionError):
        raise wrong(kind, name, "A part of it is missing, or is not what belongs there.") from None
    if not same:
        raise wrong(kind, name, "It was changed since it was written: it is not spelt as the program spells it.")
    return value, signature


def read_bytes(kind: FileKind, path: Path, sealed: int = 0) -> bytes:
    """The bytes of a file that may be one, where they are not too many; `sealed`: what a seal may add to them.

    Raises UserCanFix when it is too large or cannot be read.
    """
    try:
        if path.stat().st_size > kind.largest + sealed:
            raise too_large(kind, path.name)
        return path.read_bytes()
    except OSError as error:
        raise UserCanFix(
            what=f"'{path.name}' cannot be read.", why=f"The computer says: {error.strerror}.", do="Check its name."
        ) from None


def read_value(cls: type[T], body: Any) -> T:
    """A frozen value from its plain form. Raises TypeError or ValueError where something does not belong there."""
    return typing.cast(T, _read(cls, body))


def too_large(kind: FileKind, name: str) -> UserCanFix:
    """The refusal of a file that is larger than any such file."""
    whole, unit = (kind.largest // 2**20, "MB") if kind.largest >= 2**20 else (kind.largest // 2**10, "kB")
    return wrong(kind, name, f"It is larger than {whole} {unit}: none is.")


def wrong(kind: FileKind, name: str, why: str) -> UserCanFix:
    """The refusal of a file that is no such file."""
    return UserCanFix(
        what=f"'{name}' is no {kind.called} that can be taken.",
        why=why,
        do=f"Ask {kind.sender} to send it once more. Nothing was taken.",
    )


# --- to plain values and back -----------------------------------------------------------------------------------------


def plain(value: Any) -> Any:
    """A frozen value as JSON can hold it."""
    if isinstance(value, Quarter):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


def json_bytes(value: Any) -> bytes:
    """What JSON can hold, in its one spelling."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def _read(wanted: Any, found: Any) -> Any:
    origin = typing.get_origin(wanted)
    if origin in (Union, types.UnionType):
        inner = [one for one in typing.get_args(wanted) if one is not type(None)]
        return None if found is None else _read(inner[0], found)
    if origin is Literal:
        if not isinstance(found, str) or found not in typing.get_args(wanted):
            raise ValueError
        return found
    if origin is tuple:
        if not isinstance(found, list) or len(found) > MOST_ITEMS:
            raise TypeError
        return tuple(_read(typing.get_args(wanted)[0], one) for one in found)
    if wanted is Quarter:
        quarter = read_quarter(short_text(found))
        if quarter is None:
            raise ValueError
        return quarter
    if dataclasses.is_dataclass(wanted):
        return _record(typing.cast(type[Any], wanted), found)
    return _one(wanted, found)


def _record(cls: type[Any], found: Any) -> Any:
    hints = typing.get_type_hints(cls)
    names = {field.name for field in dataclasses.fields(cls)}
    if not isinstance(found, dict) or set(found) != names:
        raise ValueError
    return cls(**{name: _read(hints[name], found[name]) for name in names})


def _one(wanted: Any, found: Any) -> Any:
    if wanted is bool:
        if not isinstance(found, bool):
            raise TypeError
        return found
    if wanted is int:
        if not isinstance(found, int) or isinstance(found, bool) or abs(found) >= LARGEST_NUMBER:
            raise TypeError
        return found
    if wanted is date:
        return date.fromisoformat(short_text(found))
    if wanted is Decimal:
        return plain_decimal(short_text(found), LARGEST_NUMBER)
    if wanted is not str:
        raise TypeError
    return short_text(found)


def plain_decimal(text: str, below: int) -> Decimal:
    """The decimal in a text that spells it out, smaller than `below` in size. Raises ValueError for any other text.

    An exponent is refused before anything is made of it: `1E-999999999` spelt out again would have a thousand million
    digits.
    """
    if not _DECIMAL.fullmatch(text) or abs(amount := Decimal(text)) >= below:
        raise ValueError
    return amount


def short_text(found: Any) -> str:
    """A text that is not too long. Raises TypeError."""
    if not isinstance(found, str) or len(found) > LONGEST_TEXT:
        raise TypeError
    return found


def _no_number(_text: str) -> Any:
    raise ValueError
