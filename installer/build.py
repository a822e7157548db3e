"""Build the program as a folder with PyInstaller, then let the built program test itself.

`--archive` packs the folder into one file besides, with its checksum: docs/INSTALL.md says what becomes of it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from time import monotonic

from archive import archived

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "dist" / "sfph-desktop"
FAILED = 70
"""What the self-test ends with when something does not work."""
LINUX = ROOT / "installer" / "linux"
"""What a person on Linux finds beside the program: it puts it into the menu, and takes it away."""
ENDING = ".exe" if os.name == "nt" else ""
# Libraries with their debugging symbols still in them. By name, because numpy's and SciPy's break when stripped.
SYMBOLS = (
    "libpython3*",
    "python3*/lib-dynload/*.so",
    "cryptography/*/*/*.so",
    "fontTools/*/*.so",
    "kiwisolver/*.so",
    "pyarrow/*.so*",
    "pypdfium2_raw/*.so",
    "python_calamine/*.so",
    "sqlalchemy/*/*.so",
    "sqlcipher3/*.so",
    "uharfbuzz/*.so",
)


def main() -> int:
    """Build into dist/, `--self-test` what was built, pack it if asked; the exit status of the first that failed."""
    begun = monotonic()
    pack = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    pack += ["--distpath", str(FOLDER.parent), "--workpath", str(ROOT / "build")]
    status = subprocess.call([*pack, str(Path(__file__).with_name("sfph_desktop.spec"))], cwd=ROOT)
    if status:
        return status
    if os.name != "nt":
        (FOLDER / "sfph").symlink_to("sfph-desktop")
    if sys.platform.startswith("linux"):
        for file in LINUX.iterdir():
            shutil.copy(file, FOLDER)
    strip_symbols()
    size = sum(file.stat().st_size for file in FOLDER.rglob("*") if file.is_file() and not file.is_symlink())
    minutes, seconds = divmod(round(monotonic() - begun), 60)
    sys.stderr.write(f"built {FOLDER.relative_to(ROOT)}: {size / 1e6:.0f} MB, in {minutes} min {seconds} s\n")
    status = try_it()
    if status == 0 and "--archive" in sys.argv[1:]:
        made = archived(FOLDER, version("sfph-desktop"))
        sys.stderr.write(f"packed {made.relative_to(ROOT)}: {made.stat().st_size / 1e6:.0f} MB\n")
    return status


def strip_symbols() -> None:
    """Take the debugging symbols out, where the tool for it is there."""
    tool = shutil.which("strip")
    if tool is None or not sys.platform.startswith("linux"):
        return
    for pattern in SYMBOLS:
        for file in (FOLDER / "_internal").glob(pattern):
            if not file.is_symlink():
                subprocess.check_call([tool, "--strip-unneeded", str(file)])


def try_it() -> int:
    """The built program's own test, its command, and that the test fails when a slot does; 0 when all is well."""
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    window, command = str(FOLDER / f"sfph-desktop{ENDING}"), str(FOLDER / f"sfph{ENDING}")
    status = subprocess.call([window, "--self-test"], env=offscreen)
    status = status or subprocess.call([command, "--version"])
    if status:
        return status
    broken = [window, "--self-test", "--with-fault"]
    if subprocess.call(broken, env=offscreen, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) != FAILED:
        sys.stderr.write("the self-test did not notice a fault that was made on purpose\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
