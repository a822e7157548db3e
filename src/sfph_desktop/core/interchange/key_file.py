"""An office's public keys as a small file: whose they are, the key it signs with and the key to seal for it.

Version 2 binds the name and the key for seals to the key for signatures: its holder has signed the three together, so
that whoever heard the fingerprint of the one may trust the other. Files of version 1 hold no key for seals.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path

from sfph_desktop.core.domain.problems import UserCanFix

FORMAT = "sfph public key"
LARGEST = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """What a key file says; whether its signature holds is for those who have the code for it."""

    name: str
    key: str
    """The key for signatures, as printed."""
    seal_key: str = ""
    """The key for seals; blank in a file of version 1."""
    signature: bytes = b""


def bound_bytes(name: str, key: str, seal_key: str) -> bytes:
    """What is signed, for the purpose `identity`."""
    return json.dumps([name, key, seal_key], ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def key_file_text(found: KeyFile) -> str:
    """The content of the file."""
    document = {
        "format": FORMAT,
        "version": 2,
        "name": found.name,
        "key": found.key,
        "seal_key": found.seal_key,
        "signature": base64.b64encode(found.signature).decode(),
    }
    return json.dumps(document, ensure_ascii=False) + "\n"


def read_key_file(path: Path) -> KeyFile:
    """What the file says. Raises UserCanFix when it is no such file."""
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
    if found.get("version") not in (1, 2) or isinstance(found["version"], bool):
        raise _wrong(path, "It was written by another version of the program.")
    named = ("name", "key") if found["version"] == 1 else ("name", "key", "seal_key", "signature")
    texts = [found.get(name) for name in named]
    if not all(isinstance(one, str) for one in texts):
        raise _wrong(path, "Its name or its key is missing.")
    try:
        for one in texts:
            str(one).encode("utf-8")
        signature = base64.b64decode(found.get("signature", ""), validate=True)
    except (ValueError, TypeError):
        raise _wrong(path, "It is not whole.") from None
    return KeyFile(name=str(texts[0]), key=str(texts[1]), seal_key="".join(map(str, texts[2:3])), signature=signature)


def _wrong(path: Path, why: str) -> UserCanFix:
    return UserCanFix(
        what=f"'{path.name}' is no public key of this program.",
        why=why,
        do="Ask the partner for the file that 'sfph key show --out' writes, or type the key.",
    )
