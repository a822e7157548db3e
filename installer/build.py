"""Build the program as a folder with PyInstaller, then let the built program test itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Build into dist/, run `--self-test` on what was built; the exit status of the first that failed."""
    pack = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    pack += [
        "--distpath",
        str(ROOT / "dist"),
        "--workpath",
        str(ROOT / "build"),
        str(Path(__file__).with_name("sfph_desktop.spec")),
    ]
    status = subprocess.call(pack, cwd=ROOT)
    if status:
        return status
    ending = ".exe" if os.name == "nt" else ""
    folder = ROOT / "dist" / "sfph-desktop"
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    sys.stderr.write(f"built {folder.relative_to(ROOT)}: {size / 1e6:.0f} MB\n")
    status = subprocess.call(
        [str(folder / f"sfph-desktop{ending}"), "--self-test"], env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    )
    return status or subprocess.call([str(folder / f"sfph{ending}"), "--version"])


if __name__ == "__main__":
    raise SystemExit(main())
