"""The network's definitions as a file: one line of JSON in one spelling, signed by the desk.

An allow-list: what `Definitions` names, and nothing else, goes in or is read. What is read must be spelt as we would
spell it, to the byte. Whether it makes sense is for `domain/network_rules.py`, who signed it for the use case.
"""

from __future__ import annotations

import base64
import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.network import Definitions, NetworkIndicator, Quarter, read_quarter
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.interchange.one_spelling import read_json, spelt, text_in, whole_in

FORMAT = "sfph network definitions"
VERSION = 1
LARGEST = 2**18
MOST_INDICATORS = 500
LONGEST = 20_000
_NAMES = frozenset(field.name for field in dataclasses.fields(Definitions))
_OF_ONE = frozenset(field.name for field in dataclasses.fields(NetworkIndicator))


def body_bytes(found: Definitions) -> bytes:
    """What is signed, for the purpose `definitions`."""
    return spelt(_body(found))


def file_bytes(found: Definitions, signature: bytes) -> bytes:
    """The whole file."""
    signed = base64.b64encode(signature).decode()
    return spelt({"format": FORMAT, "version": VERSION, "body": _body(found), "signature": signed}) + b"\n"


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that may be one. Raises UserCanFix when it is too large or cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise _wrong(path.name, f"It is larger than {LARGEST // 1024} kB: no such file is.")
        return path.read_bytes()
    except OSError as error:
        raise UserCanFix(
            what=f"'{path.name}' cannot be read.", why=f"The computer says: {error.strerror}.", do="Check its name."
        ) from None


def read_definitions(content: bytes, name: str) -> tuple[Definitions, bytes]:
    """What the file says and its signature, which is not checked here. Raises UserCanFix with the reason."""
    try:
        found = read_json(content)
    except (ValueError, RecursionError):
        raise _wrong(name, "It is not whole, or it is something else.") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise _wrong(name, "It does not say that it is one.")
    version = found.get("version")
    if version != VERSION or isinstance(version, bool):
        newer = isinstance(version, int) and version > VERSION
        raise UserCanFix(
            what=f"'{name}' was made by {'a newer' if newer else 'another, older'} version of the program.",
            do="Update this program, and take it again." if newer else "Ask the network to update and write it anew.",
        )
    try:
        definitions = _definitions(found["body"])
        signature = base64.b64decode(found["signature"], validate=True)
        whole = file_bytes(definitions, signature) == content
    except (KeyError, TypeError, ValueError):
        raise _wrong(name, "A part of it is missing, or is not what belongs there.") from None
    if not whole:
        raise _wrong(name, "It was changed since it was written: it is not spelt as the program spells it.")
    return definitions, signature


def _body(found: Definitions) -> dict[str, Any]:
    plain = {name: getattr(found, name) for name in _NAMES - {"issued_on", "first_quarter", "indicators"}}
    return {
        **plain,
        "issued_on": found.issued_on.isoformat(),
        "first_quarter": str(found.first_quarter),
        "indicators": [{name: _listed(getattr(one, name)) for name in sorted(_OF_ONE)} for one in found.indicators],
    }


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _definitions(body: Any) -> Definitions:
    if not isinstance(body, dict) or set(body) != _NAMES:
        raise ValueError
    indicators = body["indicators"]
    if not isinstance(indicators, list) or len(indicators) > MOST_INDICATORS:
        raise ValueError
    texts = ("network", "desk_key", "seal_key", "agreement")
    return Definitions(
        **{name: text_in(body[name], LONGEST) for name in texts},
        version=whole_in(body["version"]),
        threshold=whole_in(body["threshold"]),
        issued_on=date.fromisoformat(text_in(body["issued_on"], 10)),
        first_quarter=_quarter(body["first_quarter"]),
        indicators=tuple(_indicator(one) for one in indicators),
    )


def _indicator(found: Any) -> NetworkIndicator:
    if not isinstance(found, dict) or set(found) != _OF_ONE or not isinstance(found["groups"], list):
        raise ValueError
    texts: dict[str, Any] = {name: text_in(found[name], LONGEST) for name in _OF_ONE - {"groups"}}
    return NetworkIndicator(**texts, groups=tuple(text_in(one, LONGEST) for one in found["groups"][:20]))


def _quarter(found: Any) -> Quarter:
    quarter = read_quarter(text_in(found, 10))
    if quarter is None:
        raise ValueError
    return quarter


def _wrong(name: str, why: str) -> UserCanFix:
    return UserCanFix(
        what=f"'{name}' holds no definitions of a network.",
        why=why,
        do="Ask the network for the file once more. Nothing was changed.",
    )
