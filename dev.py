#!/usr/bin/env python3
"""Set up, run, test, measure and build SFPH Desktop. Standard library only.

python3 dev.py run     the sample enterprise, the toolkit, the summary; then the window where there is a screen
python3 dev.py test    lint, types, import rules, tests, the main job on the sample, the small trust figures
python3 dev.py bench   the benchmarks, as ratios against a floor measured in the same run
python3 dev.py build   the program as a folder to install, and its self-test
python3 dev.py sfph    the command `sfph` with the arguments that follow
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = HERE / "locks"
# What Qt needs of a bare Debian or Ubuntu to start offscreen, and to open a window.
DEBIAN = ["libgl1", "libegl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1", "libglib2.0-0"]
DEBIAN_WINDOW = ["libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0"]
ON_X = (
    "import ctypes, pathlib, PySide6; "
    "ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / 'Qt/plugins/platforms/libqxcb.so')); "
)
"""What Qt loads to open a window on X misses any of its libraries only then: Qt's widgets can be imported without."""
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
COMPILED = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(HERE / "build" / "pycache")}
"""For the tests: what Python compiles is kept, in one folder of ours, also where the machine's own setting is to keep
nothing. Hundreds of processes are started, and each would compile the whole program and its libraries again."""


def say(text: str) -> None:
    print(f"dev.py: {text}", file=sys.stderr, flush=True)


def call(*command: object, **env: str) -> int:
    """Run a command in the project folder; its exit status."""
    return subprocess.call([str(part) for part in command], cwd=HERE, env={**os.environ, **env})


def need(*command: object, **env: str) -> None:
    """Run a command that must succeed; stop with its exit status when it does not."""
    status = call(*command, **env)
    if status:
        say(f"failed: {' '.join(str(part) for part in command)}")
        raise SystemExit(status)


def fetch(*command: object) -> None:
    """Have uv install something. It brings its own certificates: behind some proxies this computer's are right."""
    if call(*command):
        say("once more, with the certificates of this computer")
        need(*command, UV_SYSTEM_CERTS="1")


def set_up(lock: str) -> None:
    """Make .venv as the lock file says, unless it already is so."""
    if sys.version_info < (3, 11):
        raise SystemExit("dev.py: Python 3.11 or newer is needed; this is " + sys.version.split()[0])
    wanted = hashlib.sha256(f"{sys.version} {HERE}".encode())
    for part in (LOCKS / lock, HERE / "pyproject.toml"):
        wanted.update(part.read_bytes())
    stamp = VENV / f"set-up-by-{lock}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted.hexdigest():
        return
    say("setting up .venv (once; a minute or two)")
    if not PYTHON.exists():
        make_venv()
    need(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", LOCKS / "boot.txt")
    install = (PYTHON, "-m", "uv", "--quiet", "--no-progress", "pip", "install", "--python", PYTHON)
    fetch(*install, "--require-hashes", "-r", LOCKS / lock)
    fetch(*install, "--no-build-isolation", "--no-deps", "-e", HERE)
    stamp.write_text(wanted.hexdigest())


def make_venv() -> None:
    """Make the virtual environment; name the Debian package that a bare Python may lack."""
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        venv.create(VENV, with_pip=True)
    except (subprocess.CalledProcessError, OSError) as failure:
        shutil.rmtree(VENV, ignore_errors=True)
        raise SystemExit(
            f"dev.py: could not make .venv ({failure}). On Debian or Ubuntu: apt-get install python3-venv"
        ) from None


def system_packages() -> None:
    """Install the system libraries Qt needs where that is allowed; name them where it is not."""
    if not sys.platform.startswith("linux"):
        return
    on_x = ON_X if sys.platform.startswith("linux") and os.environ.get("DISPLAY") else ""
    probe = [str(PYTHON), "-c", f"import PySide6.QtWidgets; {on_x}"]
    missing = subprocess.run(probe, cwd=HERE, capture_output=True, text=True)
    if missing.returncode == 0:
        return
    wanted = DEBIAN + DEBIAN_WINDOW
    if shutil.which("apt-get") and os.geteuid() == 0:
        say("installing the system packages Qt needs")
        need("apt-get", "-qq", "update")
        need("apt-get", "-qq", "install", "-y", "--no-install-recommends", *wanted, DEBIAN_FRONTEND="noninteractive")
    else:
        say(missing.stderr.strip().splitlines()[-1])
        raise SystemExit(
            "dev.py: Qt needs system packages. On Debian or Ubuntu:\n  sudo apt-get install " + " ".join(wanted)
        )


def has_screen() -> bool:
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run() -> int:
    need(PYTHON, "-m", "sfph_desktop.cli", "demo", "--out", HERE / "out")
    if has_screen():
        say("opening the window")
        return call(PYTHON, "-m", "sfph_desktop", "--demo", HERE / "out")
    say("no screen here, so no window")
    return 0


def test(arguments: list[str]) -> int:
    if arguments:
        return call(PYTHON, "-m", "pytest", *arguments, **COMPILED, **OFFSCREEN)
    need(PYTHON, "-m", "ruff", "format", "--check", "--quiet", ".")
    need(PYTHON, "-m", "ruff", "check", "--quiet", ".")
    need(PYTHON, "-m", "mypy")
    need(BIN / "lint-imports", "--no-cache")
    need(PYTHON, "-m", "sfph_desktop.cli", "demo", "--out", HERE / "out", "--fresh", **COMPILED)
    # Two files of tests at a time: the machines that run this have two cores.
    return call(PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadfile", **COMPILED, **OFFSCREEN)


def main() -> int:
    what, *rest = sys.argv[1:] or ["help"]
    if what not in {"run", "test", "bench", "build", "sfph"}:
        print(__doc__)
        return 0 if what in {"help", "--help", "-h"} else 2
    set_up("run.txt" if what in {"run", "sfph"} else "dev.txt")
    system_packages()
    if what == "run":
        return run()
    if what == "test":
        return test(rest)
    if what == "bench":
        return call(PYTHON, HERE / "benchmarks" / "run.py", *rest, QT_QPA_PLATFORM="offscreen")
    if what == "build":
        return call(PYTHON, HERE / "installer" / "build.py", *rest)
    return call(PYTHON, "-m", "sfph_desktop.cli", *rest)


if __name__ == "__main__":
    raise SystemExit(main())
