"""An evidence file as bytes: one line of JSON in one spelling, so that the same content is the same file.

An allow-list: what `SharedEvidence` names, and nothing else, goes in or is read. What is read must be spelt as we would
spell it, to the byte: nothing can be hidden in it or be said twice.
"""

from __future__ import annotations

import base64
import dataclasses
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.joint import SharedEvidence, SharedFigure
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.interchange.spelt import plain_decimal

FORMAT = "sfph evidence file"
VERSION = 1
LARGEST = 2**20
MOST_FIGURES = 500
LONGEST_TEXT = 20_000
_DATES = ("made_on", "period_start", "period_end")
_WHOLE = ("sequence", "evidence_level", "people", "whole")
_MAY_BE_NONE = ("people", "whole", "quantity", "evidence_level")


def body_bytes(evidence: SharedEvidence) -> bytes:
    """What is signed."""
    return _spelt(_body(evidence))


def file_bytes(evidence: SharedEvidence, signature: bytes) -> bytes:
    """The whole file."""
    signed = base64.b64encode(signature).decode()
    return _spelt({"format": FORMAT, "version": VERSION, "body": _body(evidence), "signature": signed}) + b"\n"


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that may be one. Raises UserCanFix when it is too large or cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise _wrong(path.name, f"It is larger than {LARGEST // 2**20} MB: no evidence file is.")
        return path.read_bytes()
    except OSError as error:
        raise UserCanFix(
            what=f"'{path.name}' cannot be read.", why=f"The computer says: {error.strerror}.", do="Check its name."
        ) from None


def read_evidence(content: bytes, name: str) -> tuple[SharedEvidence, bytes]:
    """What the file says and its signature, which is not checked here. Raises UserCanFix with the reason."""
    try:
        found = json.loads(content.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise _wrong(name, "It is not whole, or it is something else.") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise _wrong(name, "It does not say that it is one.")
    version = found.get("version")
    if version != VERSION:
        newer = isinstance(version, int) and not isinstance(version, bool) and version > VERSION
        raise UserCanFix(
            what=f"'{name}' was made by {'a newer' if newer else 'another, older'} version of the program.",
            do="Update this program, and take it again." if newer else "Ask the partner to update and make it anew.",
        )
    try:
        evidence = _evidence(found["body"])
        signature = base64.b64decode(found["signature"], validate=True)
        whole = file_bytes(evidence, signature) == content
    except (KeyError, TypeError, ValueError, UnicodeEncodeError):
        raise _wrong(name, "A part of it is missing, or is not what belongs there.") from None
    if not whole:
        raise _wrong(name, "It was changed since it was written: it is not spelt as the program spells it.")
    return evidence, signature


def _body(evidence: SharedEvidence) -> dict[str, Any]:
    return {
        **{name: _plain(value) for name, value in _fields(evidence).items() if name not in {"versions", "figures"}},
        "versions": dict(evidence.versions),
        "figures": [{name: _plain(value) for name, value in _fields(one).items()} for one in evidence.figures],
    }


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


def _spelt(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def _evidence(body: Any) -> SharedEvidence:
    names = {field.name for field in dataclasses.fields(SharedEvidence)}
    if not isinstance(body, dict) or set(body) != names:
        raise ValueError
    figures, versions = body["figures"], body["versions"]
    if not isinstance(figures, list) or not 0 < len(figures) <= MOST_FIGURES or not isinstance(versions, dict):
        raise ValueError
    read = {name: _value(name, body[name]) for name in names - {"figures", "versions"}}
    if read["sequence"] < 1 or read["period_end"] < read["period_start"]:
        raise ValueError
    return SharedEvidence(
        **read,
        versions=tuple(sorted((_text(name), _text(version)) for name, version in versions.items())),
        figures=tuple(_figure(one) for one in figures),
    )


def _figure(found: Any) -> SharedFigure:
    names = {field.name for field in dataclasses.fields(SharedFigure)}
    if not isinstance(found, dict) or set(found) != names:
        raise ValueError
    figure = SharedFigure(**{name: _value(name, found[name]) for name in names})
    if figure.people is not None and figure.whole is not None and figure.people > figure.whole:
        raise ValueError
    return figure


def _value(name: str, found: Any) -> Any:
    if found is None and name in _MAY_BE_NONE:
        return None
    if name == "sample":
        if not isinstance(found, bool):
            raise TypeError
        return found
    if name in _WHOLE:
        if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found < 10**9:
            raise TypeError
        return found
    if name in _DATES:
        return date.fromisoformat(_text(found))
    if name == "quantity":
        return plain_decimal(_text(found), 10**12)
    return _text(found)


def _text(found: Any) -> str:
    if not isinstance(found, str) or len(found) > LONGEST_TEXT:
        raise TypeError
    return found


def _no_number(_text: str) -> Any:
    raise ValueError


def _wrong(name: str, why: str) -> UserCanFix:
    return UserCanFix(
        what=f"'{name}' is no evidence file that can be taken.",
        why=why,
        do="Ask the partner to send it once more. Nothing was taken.",
    )
