"""Checks a reference library, or the files of a pack, before a single figure of it is used.

Ids are unique, every figure has its source and licence, confidence and status are words we know, numbers are numbers,
low <= value <= high, factors carry their year, rates leave no gap, and instruments say only what the scorer can do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.reference.areas import check_areas
from sfph_desktop.core.reference.check_measures import check_measure
from sfph_desktop.core.reference.check_tables import TABLES, check_table
from sfph_desktop.core.reference.frameworks import instrument_ids
from sfph_desktop.core.reference.packs import Pack
from sfph_desktop.core.reference.tables import document, rows

MANIFEST = "manifest.json"
WORDING = "wording_non_commercial/"


def check_folder(path: Path) -> tuple[Problem, ...]:
    """Everything wrong with a library folder; empty when it is sound."""
    files = {p.relative_to(path).as_posix(): p.read_bytes() for p in sorted(path.rglob("*")) if p.is_file()}
    missing = [name for name in TABLES if name not in files]
    found = [Problem(file=name, reason="The file is missing") for name in missing]
    found += check_manifest(files)
    found += check_files(files)
    found += check_wordings(files)
    found += check_phrases(files)
    return tuple(found)


def check_pack(pack: Pack) -> tuple[Problem, ...]:
    """Everything wrong with the files of a pack; empty when it is sound."""
    return tuple(check_files(pack.files))


def check_files(files: Mapping[str, bytes]) -> list[Problem]:
    """The tables, the measures and the areas among these files."""
    found: list[Problem] = []
    for name, content in files.items():
        if name in TABLES or name.startswith("code_lists/"):
            found += check_table(name, content)
        elif name.startswith("measures/"):
            found += check_measure(name, content)
    return [*found, *check_areas(files)]


def check_manifest(files: Mapping[str, bytes]) -> list[Problem]:
    """Whether every file is the one that was built: same name, same SHA-256."""
    try:
        listed = document(files.get(MANIFEST, b""), MANIFEST).get("files", {})
    except UserCanFix as error:
        return [Problem(file=MANIFEST, reason=error.what)]
    found = [
        Problem(file=name, reason="The file is not in the manifest", accepted="files written by build_reference.py")
        for name in files
        if name not in listed and name != MANIFEST
    ]
    for name, told in listed.items():
        if name not in files:
            found.append(Problem(file=name, reason="The manifest names a file that is not there"))
        elif hashlib.sha256(files[name]).hexdigest() != told.get("sha256"):
            found.append(Problem(file=name, reason="The file was changed after it was built"))
    return found


def check_wordings(files: Mapping[str, bytes]) -> list[Problem]:
    """Whether each separate wording belongs to a measure and has its licence text beside it."""
    found: list[Problem] = []
    for name in files:
        if not name.startswith(WORDING) or not name.endswith(".json"):
            continue
        wording = document(files[name], name)
        if f"measures/{wording.get('id')}.json" not in files:
            found.append(
                Problem(file=name, reason="There is no measure for this wording", value=str(wording.get("id")))
            )
        licence = files.get(f"{WORDING}{wording.get('licence_file')}", b"")
        if not licence.strip() or not wording.get("licence"):
            found.append(Problem(file=name, reason="The wording has no licence text beside it"))
    return found


def check_phrases(files: Mapping[str, bytes]) -> list[Problem]:
    """Whether everyday phrases point to instruments that exist."""
    name = "woolly_words.csv"
    try:
        phrases = rows(files.get(name, b""), name)
    except UserCanFix:
        return []  # said by check_table already
    return [
        Problem(file=name, row=number, column="suggested_instrument_ids", value=wanted, reason="No such instrument")
        for number, row in enumerate(phrases, 2)
        for wanted in instrument_ids(row)
        if f"measures/{wanted}.json" not in files
    ]
