"""A file is replaced only by one that is whole."""

from __future__ import annotations

from pathlib import Path

from sfph_desktop.core.domain.problems import UserCanFix


def put_whole(data: bytes, out: Path) -> None:
    """Write bytes to `out`. UserCanFix when that cannot be done: what was there stays. The folder has to exist."""
    part = out.with_name(out.name + ".part")
    try:
        part.write_bytes(data)
        part.replace(out)
    except OSError as trouble:
        part.unlink(missing_ok=True)
        raise UserCanFix(
            what=f"{out} could not be written.",
            why=f"{trouble.strerror or trouble}.",
            do="Close it where it is open, or choose another folder, and try again. Nothing was lost.",
        ) from None
