"""Windows in fresh processes: how long until they are on the screen, what they hold in memory, what they have imported.

The three scripts do the same at their end: let Qt deal with everything that waits, so that the window has been painted,
and say so on one line. The clock stops when that line arrives.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

from ground import PASSPHRASE

HEAVY = "numpy scipy matplotlib reportlab alembic python_calamine xlsxwriter pikepdf PIL".split()
PATIENCE = 120
TYPING_SECONDS = 3.0
"""How long a person is thought to type a passphrase of five words, and more; not counted."""

_SAY = """
def say(faults=0):
    import sys
    sys.stdout.write("shown\\n")
    sys.stdout.flush()
    import json, os
    try:
        with open("/proc/self/statm") as told:
            resident = int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        resident = None
    found = sorted(set(name.partition(".")[0] for name in list(sys.modules)) & set(sys.argv[2].split()))
    sys.stdout.write(json.dumps({"resident": resident, "heavy": found, "faults": faults}) + "\\n")
    sys.stdout.flush()
    os._exit(0)
"""
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
application = QApplication([sys.argv[0], "-style", "fusion"])
window = QMainWindow()
window.setCentralWidget(QLabel("Nothing but a window"))
window.resize(1100, 760)
window.show()
application.processEvents()
"""
UNLOCK = """
import sys
from pathlib import Path
from sfph_desktop.app import make_program
from sfph_desktop.ui.shell.start import Start
program = make_program(Start(folder=Path(sys.argv[1])))
program.start()
program.application.processEvents()
"""
_OPEN = """
import time
end = time.monotonic() + 60
from PySide6.QtCore import QEventLoop
some = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
def until(done):
    while not done():
        program.application.processEvents(some)
        assert time.monotonic() < end and not program.faults.count, "the office did not open"
"""
_ENTER = """
program.window.content.unlock_with(sys.argv[3])
until(lambda: program.frame is not None and program.jobs.idle)
program.application.processEvents()
"""
TODAY = f"{UNLOCK}{_OPEN}{_ENTER}"
"""The passphrase is there at once, which no person is."""
TYPED = f"""{UNLOCK}{_OPEN}
sys.stdout.write("asks\\n")
sys.stdout.flush()
from threading import Thread
from PySide6.QtCore import QTimer
typed = []
Thread(target=lambda: typed.append(sys.stdin.readline()), daemon=True).start()
awake = QTimer(interval=20)
awake.start()
until(lambda: typed)
awake.stop()
{_ENTER}"""
"""The passphrase comes a while later. Until then the window lives, as under somebody's hands."""
SCRIPTS = {
    "bare": f"{_SAY}{BARE}\nsay()",
    "unlock": f"{_SAY}{UNLOCK}\nsay(program.faults.count)",
    "today": f"{_SAY}{TODAY}\nsay(program.faults.count)",
    "typed": f"{_SAY}{TYPED}\nsay(program.faults.count)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a window's process told."""

    seconds: float
    """From starting the process, without the time that somebody types."""
    resident: int | None
    """Bytes; None where the system does not say."""
    heavy: tuple[str, ...]


class NotShown(Exception):
    """The process ended without its window."""


def show(which: str, folder: Path) -> Shown:
    """Start a process, wait for its window, hear what it has to tell. Raises NotShown."""
    command = [sys.executable, "-c", SCRIPTS[which], str(folder), " ".join(HEAVY), PASSPHRASE]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(folder.parent / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a start is warm when nothing is compiled any more
    begun = perf_counter()
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=folder,
    )
    assert child.stdin is not None and child.stdout is not None and child.stderr is not None
    first = child.stdout.readline()
    seconds = perf_counter() - begun
    if first.strip() == "asks":
        sleep(TYPING_SECONDS)
        begun = perf_counter()
        child.stdin.write("now\n")
        child.stdin.flush()
        first = child.stdout.readline()
        seconds += perf_counter() - begun
    rest, wrong = child.stdout.read(), child.stderr.read()
    child.wait(PATIENCE)
    if first.strip() != "shown" or not rest:
        raise NotShown(wrong.strip().splitlines()[-1] if wrong.strip() else f"ended with status {child.returncode}")
    told = json.loads(rest)
    if told["faults"]:
        raise NotShown(f"{told['faults']} faults while it opened")
    return Shown(seconds=seconds, resident=told["resident"], heavy=tuple(told["heavy"]))
