"""The archive that is handed on: everything in it as built, and a checksum that a person can try."""

from __future__ import annotations

import hashlib
import os
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest
from installer.archive import archived


@pytest.mark.skipif(os.name == "nt", reason="there it is a .zip, of another making")
def test_what_is_unpacked_is_what_was_built_and_of_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "dist" / "sfph-desktop"
    (folder / "_internal").mkdir(parents=True)
    (folder / "_internal" / "data.txt").write_text("words")
    (folder / "_internal" / "data.txt").chmod(0o600)  # as a careful umask leaves it
    (folder / "sfph-desktop").write_text("#!/bin/sh\n")
    (folder / "sfph-desktop").chmod(0o700)
    (folder / "sfph").symlink_to("sfph-desktop")

    made = archived(folder, "1.2.3")

    kept, name = (folder.parent / "SHA256SUMS").read_text().split("  ")
    assert (kept, name) == (hashlib.sha256(made.read_bytes()).hexdigest(), made.name + "\n")
    assert made.name.startswith("sfph-desktop-1.2.3-")
    assert sys.platform != "linux" or "-linux-" in made.name
    with tarfile.open(made) as archive:
        assert {entry.uname for entry in archive} == {""}
        careful: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # from 3.11.4 on
        archive.extractall(tmp_path / "there", **careful)
    there = tmp_path / "there" / made.name.removesuffix(".tar.xz")
    assert (there / "sfph").readlink() == Path("sfph-desktop")
    assert (there / "_internal" / "data.txt").read_text() == "words"
    assert (there / "_internal" / "data.txt").stat().st_mode & 0o777 == 0o644
    assert (there / "sfph-desktop").stat().st_mode & 0o777 == 0o755
