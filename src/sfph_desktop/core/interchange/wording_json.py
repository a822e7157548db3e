"""The wording of an instrument as a JSON file: to be filled in from the office's own copy, and read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.own_measures import TypedWording
from sfph_desktop.core.domain.problems import Problem, UserCanFix

LARGEST = 2**20
HEAD = ("stem", "options", "items")


def wording_json(instrument: Instrument) -> str:
    """What there is of its wording, with an empty text for each question whose words are missing."""
    items = {
        item.id: {"about": item.theme, "text": item.text or "", "options": _labels(instrument, place)}
        for place, item in enumerate(instrument.items)
    }
    document = {"stem": instrument.stem, "options": {}, "items": items}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def read_wording_json(path: Path, instrument: Instrument) -> TypedWording:
    """The wording in a file; UserCanFix naming the place that is not laid out as it should be."""
    try:
        if path.stat().st_size > LARGEST:
            raise UserCanFix(what=f"'{path.name}' is too large for a wording.", do="Give a file of up to 1 MB.")
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UserCanFix(
            what=f"'{path.name}' cannot be read.", why=f"The computer says: {error.strerror}.", do="Check its name."
        ) from None
    except (ValueError, RecursionError):
        raise _wrong(path, "the file", "It is not JSON.", "a JSON object in UTF-8") from None
    document = _object(path, "the file", found, HEAD)
    ids = [item.id for item in instrument.items]
    items = _object(path, "items", document.get("items", {}), ids)
    entries = {name: _object(path, name, entry, ("about", "text", "options")) for name, entry in items.items()}
    return TypedWording(
        stem=_text(path, "stem", document.get("stem")),
        items={name: _text(path, name, entry.get("text")) for name, entry in entries.items()},
        options=_options(path, "options", document.get("options")),
        item_options={
            name: options for name, entry in entries.items() if (options := _options(path, name, entry.get("options")))
        },
    )


def _labels(instrument: Instrument, place: int) -> dict[str, str]:
    return {f"{option.value:g}": option.label for option in instrument.items[place].options}


def _options(path: Path, where: str, found: Any) -> dict[str, str]:
    options = _object(path, where, found or {}, None)
    return {value: _text(path, where, label) for value, label in options.items()}


def _object(path: Path, where: str, found: Any, keys: Any) -> Mapping[str, Any]:
    if not isinstance(found, dict):
        raise _wrong(path, where, "It is not laid out as it should be.", "an object in curly brackets")
    for key in found:
        if keys is not None and key not in keys:
            raise _wrong(path, where, f"'{key}' is not known here.", ", ".join(keys))
    return found


def _text(path: Path, where: str, found: Any) -> str:
    if found is None or isinstance(found, str):
        return found or ""
    raise _wrong(path, where, "This is no text.", "text in quotation marks")


def _wrong(path: Path, where: str, reason: str, accepted: str) -> UserCanFix:
    return UserCanFix(
        what=f"'{path.name}' cannot be used as a wording.",
        why=f"{where}: {reason}",
        do=f"Accepted: {accepted}. Nothing was changed.",
        problems=(Problem(reason=reason, accepted=accepted, file=path.name, column=where),),
    )
