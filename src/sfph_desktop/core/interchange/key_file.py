"""A public key as a small file: whose it is, and the key as it is printed."""

from __future__ import annotations

import json
from pathlib import Path

from sfph_desktop.core.domain.problems import UserCanFix

FORMAT = "sfph public key"
LARGEST = 4096


def key_file_text(name: str, public_key: str) -> str:
    """The content of the file."""
    return json.dumps({"format": FORMAT, "version": 1, "name": name, "key": public_key}, ensure_ascii=False) + "\n"


def read_key_file(path: Path) -> tuple[str, str]:
    """Whose key it says it is, and the key as printed. Raises UserCanFix when it is no such file."""
    try:
        if path.stat().st_size > LARGEST:
            raise _wrong(path, "It is too large for one.")
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UserCanFix(
            what=f"'{path.name}' cannot be read.", why=f"The computer says: {error.strerror}.", do="Check its name."
        ) from None
    except (ValueError, RecursionError):
        raise _wrong(path, "It is no JSON.") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise _wrong(path, "It does not say that it is one.")
    if found.get("version") != 1:
        raise _wrong(path, "It was written by another version of the program.")
    name, key = found.get("name"), found.get("key")
    if not isinstance(name, str) or not isinstance(key, str):
        raise _wrong(path, "Its name or its key is missing.")
    return name[:200], key


def _wrong(path: Path, why: str) -> UserCanFix:
    return UserCanFix(
        what=f"'{path.name}' is no public key of this program.",
        why=why,
        do="Ask the partner for the file that 'sfph key show --out' writes, or type the key.",
    )
