"""Packs: newer or licensed parts of the reference library, as a folder or a zip, hostile until checked.

A pack holds `pack.json` and any of the tables in TABLES, `measures/<id>.json` and the area files. It is never unpacked:
members are read into memory under caps and known by exact names, so that no path of an archive is ever used as a path.
What is kept in the store is a zip that we have written ourselves, from nothing but checked members.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.frameworks import PackInfo
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.reference.areas import FILES as AREAS
from sfph_desktop.core.reference.tables import document

ABOUT = "pack.json"
TABLES = (
    "unit_values.csv",
    "ghg_factors.csv",
    "gdp_deflator.csv",
    "carbon_values.csv",
    "discount_rates.csv",
    "outcome_frameworks.csv",
    "procurement_thresholds.csv",
)
MEASURE = re.compile(r"measures/[a-z][a-z0-9_]{0,63}\.json")
IGNORED = ("README.txt", "README.md", "LICENCE.txt")
"""A publisher may put these beside the data; they are not kept."""

MOST_MEMBERS = 500
MOST_IN_ONE = 8 * 2**20
MOST_IN_ALL = 32 * 2**20
MOST_PACKED = 16 * 2**20
MOST_RATIO = 100
"""Bytes out for each byte in; ordinary tables shrink 5 to 20 times."""
LONGEST_TEXT = 2000
SOUND_COPY = "Ask its publisher for a sound copy."
WHAT_A_PACK_IS = "A pack is a folder or a zip with pack.json and tables such as unit_values.csv."


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as read: what it says of itself, and its files by name."""

    info: PackInfo
    files: Mapping[str, bytes]


def read_pack(path: Path) -> Pack:
    """The pack in a folder or a zip; UserCanFix when it is neither, too large, or holds what no pack holds."""
    try:
        if path.is_dir():
            return from_members(folder_members(path), path.name)
        if not path.is_file():
            raise UserCanFix(what=f"There is no pack at {path}.", do="Give the pack's file or folder.")
        if path.stat().st_size > MOST_PACKED:
            raise too_large(path.name)
        return from_bytes(path.read_bytes(), path.name)
    except OSError as error:
        raise UserCanFix(what=f"{path.name} cannot be read.", why=error.strerror or "", do=WHAT_A_PACK_IS) from None


def from_bytes(content: bytes, name: str = "The pack") -> Pack:
    """The pack in the bytes of a zip; UserCanFix as `read_pack`."""
    if len(content) > MOST_PACKED:
        raise too_large(name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return from_members(zip_members(archive, name), name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        # Damaged, encrypted, or packed in a way that Python does not read: all the same to whoever holds it.
        raise UserCanFix(what=f"{name} cannot be opened as a zip.", do=WHAT_A_PACK_IS) from None


def to_bytes(pack: Pack) -> bytes:
    """A pack as a zip of our own: same files, same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(pack.files):
            archive.writestr(zipfile.ZipInfo(name, date_time=(2000, 1, 1, 0, 0, 0)), pack.files[name])
    return packed.getvalue()


def from_members(members: Iterator[tuple[str, bytes]], name: str) -> Pack:
    """A pack from its members; UserCanFix for a member that no pack holds, or when pack.json is missing or wrong."""
    files: dict[str, bytes] = {}
    for member, content in members:
        if member in IGNORED:
            continue
        if member not in (ABOUT, *TABLES, *AREAS) and not MEASURE.fullmatch(member):
            raise UserCanFix(
                what=f"{name} holds '{member[:80]}', which is no part of a pack.",
                do=f"A pack holds {ABOUT}, measures/<id>.json and any of: {', '.join((*TABLES, *AREAS))}.",
            )
        if member in files:
            raise UserCanFix(what=f"{name} holds '{member}' twice.", do=SOUND_COPY)
        files[member] = content
    if ABOUT not in files:
        raise UserCanFix(what=f"{name} has no {ABOUT}.", do=WHAT_A_PACK_IS)
    if len(files) == 1:
        raise UserCanFix(what=f"{name} holds no figures.", do=WHAT_A_PACK_IS)
    holds = tuple(sorted(member for member in files if member != ABOUT))
    told = document(files[ABOUT], ABOUT)
    check_sums(files, told, name)
    return Pack(info=replace(about(told), holds=holds), files=files)


def zip_members(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, bytes]]:
    """The files of a zip, read under the caps: what a header says of a size is not believed."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_MEMBERS:
        raise too_large(name)
    left = MOST_IN_ALL
    for entry in entries:
        allowed = min(MOST_IN_ONE, left, max(entry.compress_size, 1) * MOST_RATIO + 1024)
        with archive.open(entry) as member:
            content = member.read(allowed + 1)
        if len(content) > allowed:
            raise too_large(name)
        left -= len(content)
        yield entry.filename, content


def folder_members(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a folder, of its `measures` and `areas`, under the caps; hidden files and links are passed over."""
    inside = (*folder.iterdir(), *folder.glob("measures/*"), *folder.glob("areas/*"))
    found = [path for path in inside if is_plain_file(path)]
    if len(found) > MOST_MEMBERS:
        raise too_large(folder.name)
    left = MOST_IN_ALL
    for path in sorted(found):
        if path.stat().st_size > min(MOST_IN_ONE, left):
            raise too_large(folder.name)
        content = path.read_bytes()
        left -= len(content)
        yield path.relative_to(folder).as_posix(), content


def is_plain_file(path: Path) -> bool:
    """An ordinary file that nobody hid."""
    return path.is_file() and not path.is_symlink() and not path.name.startswith(".")


def too_large(name: str) -> UserCanFix:
    """The refusal of a pack beyond the caps."""
    return UserCanFix(
        what=f"{name} is too large for a pack, or grows too much when opened.",
        do="Ask its publisher for a smaller pack.",
    )


_FIELDS = ("name", "version", "publisher", "licence", "made", "licensed", "declaration", "licensed_until", "files")


def about(told: Mapping[str, Any]) -> PackInfo:
    """What `pack.json` says; UserCanFix for a field that is missing, misspelt, too long or of the wrong kind.

    A misspelt end of a licence, passed over, would let its values count for ever.
    """
    for field in told:
        meant = get_close_matches(field, _FIELDS, n=1, cutoff=0.8)
        if meant and field not in _FIELDS:
            raise UserCanFix(what=f"{ABOUT} says '{field[:40]}', which it cannot.", do=f'Write "{meant[0]}" instead.')
    for field in ("name", "version", "publisher", "licence", "made"):
        text = told.get(field)
        if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_TEXT:
            raise UserCanFix(what=f"{ABOUT} does not say its {field}.", do=f'Add "{field}": "..." to {ABOUT}.')
    licensed, declaration = told.get("licensed", False), told.get("declaration", "")
    if not isinstance(licensed, bool) or not isinstance(declaration, str) or len(declaration) > LONGEST_TEXT:
        raise UserCanFix(
            what=f"{ABOUT} does not say whether the pack is licensed.", do='Add "licensed": true or false.'
        )
    if licensed and not declaration.strip():
        raise UserCanFix(
            what=f"{ABOUT} says that the pack is licensed, but not what is to be declared.",
            do='Add "declaration": "..." with the words that a person agrees to when loading it.',
        )
    try:
        made = date.fromisoformat(told["made"].strip())
    except ValueError:
        raise UserCanFix(what=f"{ABOUT}: '{told['made'][:40]}' is not a date.", do="Write 2026-04-30.") from None
    return PackInfo(
        name=told["name"].strip(),
        version=told["version"].strip(),
        publisher=told["publisher"].strip(),
        licence=told["licence"].strip(),
        made=made.isoformat(),
        licensed=licensed,
        declaration=declaration.strip(),
        licensed_until=_licensed_until(told),
    )


def _licensed_until(told: Mapping[str, Any]) -> str:
    """The last day of the licence; blank where it has none. UserCanFix when it is no date."""
    text = told.get("licensed_until", "")
    try:
        return date.fromisoformat(text.strip()).isoformat() if text else ""
    except (AttributeError, ValueError):
        raise UserCanFix(
            what=f"{ABOUT}: '{str(text)[:40]}' is not the last day of a licence.",
            do='Write "licensed_until": "2027-03-31".',
        ) from None


def check_sums(files: Mapping[str, bytes], told: Mapping[str, Any], name: str) -> None:
    """Where `pack.json` names the SHA-256 of its files (`"files": {"unit_values.csv": "..."}`), all of them agree.

    UserCanFix for a file that was changed on the way, that is missing, or that is not named beside others.
    """
    listed = told.get("files")
    if listed is None:
        return
    if not isinstance(listed, dict) or not all(isinstance(one, str) for one in listed.values()):
        raise UserCanFix(what=f'{ABOUT}: "files" does not name a checksum for each file.', do=SOUND_COPY)
    for member in sorted({*listed, *files} - {ABOUT}):
        if member not in files:
            raise UserCanFix(what=f"{name} lacks '{member[:80]}', which its own list names.", do=SOUND_COPY)
        if member not in listed:
            raise UserCanFix(what=f"{name} holds '{member[:80]}', which its own list does not name.", do=SOUND_COPY)
        if hashlib.sha256(files[member]).hexdigest() != listed[member].strip().lower():
            raise UserCanFix(
                what=f"{name} has a wrong checksum for {member}.",
                why="The file was changed or damaged after its publisher made it.",
                do=f"{SOUND_COPY} Nothing was loaded.",
            )
