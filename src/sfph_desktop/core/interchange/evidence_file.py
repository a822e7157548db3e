"""An evidence file as bytes: one line of JSON in one spelling, so that the same content is the same file.

An allow-list: what `SharedEvidence` names, and nothing else, goes in or is read. What is read must be spelt as we would
spell it, to the byte: nothing can be hidden in it or be said twice.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from sfph_desktop.core.domain.joint import SharedEvidence, SharedFigure
from sfph_desktop.core.interchange.spelt import (
    FileKind,
    json_bytes,
    plain,
    plain_decimal,
    read_body,
    short_text,
    with_body,
)

EVIDENCE = FileKind(format="sfph evidence file", version=1, called="evidence file", sender="the partner", largest=2**20)
MOST_FIGURES = 500
_DATES = ("made_on", "period_start", "period_end")
_WHOLE = ("sequence", "evidence_level", "people", "whole")
_MAY_BE_NONE = ("people", "whole", "quantity", "evidence_level")


def body_bytes(evidence: SharedEvidence) -> bytes:
    """What is signed."""
    return json_bytes(_body(evidence))


def file_bytes(evidence: SharedEvidence, signature: bytes) -> bytes:
    """The whole file."""
    return with_body(EVIDENCE, _body(evidence), signature)


def read_evidence(content: bytes, name: str) -> tuple[SharedEvidence, bytes]:
    """What the file says and its signature, which is not checked here. Raises UserCanFix with the reason."""
    return read_body(EVIDENCE, content, name, read=_evidence, body_of=_body)


def _body(evidence: SharedEvidence) -> dict[str, Any]:
    return {**plain(evidence), "versions": dict(evidence.versions)}


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
        versions=tuple(sorted((short_text(name), short_text(version)) for name, version in versions.items())),
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
        return date.fromisoformat(short_text(found))
    if name == "quantity":
        return plain_decimal(short_text(found), 10**12)
    return short_text(found)
