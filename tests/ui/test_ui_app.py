"""The options, the reader's child, and what may be imported by when."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.ui.conftest import PASSPHRASE

from sfph_desktop.app import command, read_options
from sfph_desktop.core.usecases.machine import Machine
from sfph_desktop.ui.shell.start import Start

HEAVY = ("numpy", "scipy", "matplotlib", "reportlab", "pikepdf", "alembic", "python_calamine", "xlsxwriter")
BEFORE_UNLOCKING = (*HEAVY, "sqlalchemy", "sqlcipher3", "zxcvbn", "argon2", "pypdfium2", "uharfbuzz")


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", script, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_the_options(tmp_path: Path) -> None:
    assert read_options([]) == Start()
    demo = read_options(["--demo", str(tmp_path)])
    assert (demo.folder, demo.store) == (tmp_path, tmp_path / "demo.sfph")
    assert demo.passphrase_file == tmp_path / "demo.passphrase"
    plain = read_options(["--office", str(tmp_path), "--store", str(tmp_path / "x.sfph"), "--locked", "idle"])
    assert plain == Start(folder=tmp_path, store=tmp_path / "x.sfph", locked="idle")
    thrown = read_options(["--throwaway"])
    assert thrown.throwaway
    assert thrown.folder is not None
    assert thrown.folder.is_dir()
    thrown.folder.rmdir()


@pytest.mark.parametrize(
    "wrong", [["--nonsense"], ["--store"], ["--store", "a", "--throwaway"], ["--self-test", "--demo", "x"]]
)
def test_wrong_options_end_with_status_2(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_options(wrong)
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_the_locked_program_is_started_with_the_same_office_and_no_passphrase(tmp_path: Path) -> None:
    demo = read_options(["--demo", str(tmp_path)])
    again = command(demo)
    assert again[:3] == [sys.executable, "-m", "sfph_desktop"]
    assert read_options([*again[3:], "--locked", "asked"]) == Start(
        folder=tmp_path, store=tmp_path / "demo.sfph", locked="asked"
    )
    assert "--throwaway" in command(Start(folder=tmp_path, throwaway=True))


def test_the_readers_child_needs_no_window() -> None:
    script = (
        "import sys; from sfph_desktop.app import main\n"
        "try: main(['--read-spreadsheet'])\n"
        "except SystemExit: pass\n"
        "print([m for m in sys.modules if m.startswith('PySide6')])"
    )
    done = run(script)
    assert done.stdout.strip().endswith("[]"), done.stdout + done.stderr


_DOOR = """
import _locale, os, sys
os.environ["LC_ALL"] = "C.utf8"  # another than Python begins with: Qt takes the computer's
from pathlib import Path
from sfph_desktop.app import make_program
from sfph_desktop.ui.shell.start import Start
program = make_program(Start(folder=Path(sys.argv[1])))
program._warm_up = None
program.start()
program.application.processEvents()
assert _locale.setlocale(_locale.LC_TIME) == "C", "the months of another language would stand in English sentences"
assert program.window.isVisible() and type(program.window.content).__name__ == sys.argv[2]
print(sorted(set(name.split('.')[0] for name in sys.modules) & set(sys.argv[3:])))
program.jobs.stop()
"""

_INSIDE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from sfph_desktop.app import make_program
from sfph_desktop.ui.shell.start import Start
program = make_program(Start(folder=Path(sys.argv[1])))
program.start()
program.window.content.unlock_with(sys.argv[2])
def look():
    if program.frame is not None and program.jobs.idle:
        assert program.frame.here == 'today'
        print(sorted(set(name.split('.')[0] for name in sys.modules) & set(sys.argv[3:])))
        program.close()
timer = QTimer(interval=50); timer.timeout.connect(look); timer.start()
status = program.run()
sys.exit(status or program.faults.count)
"""


@pytest.mark.parametrize("there", [True, False])
def test_the_door_is_shown_before_anything_heavy_is_imported(
    machine: Machine, request: pytest.FixtureRequest, there: bool
) -> None:
    if there:
        request.getfixturevalue("store")
    page = "UnlockPage" if there else "FirstRunPage"
    done = run(_DOOR, str(machine.paths.office), page, *BEFORE_UNLOCKING)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


_BARE = """
import sys
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
application = QApplication([sys.argv[0], "-style", "fusion"])
window = QMainWindow()
window.setCentralWidget(QLabel("Nothing but a window"))
window.show()
application.processEvents()
"""
_NAMES = """
import PySide6.QtCore
print(*sys.modules)
print(*(name for name in ("Qt",) if name in vars(PySide6.QtCore)))
"""
_OURS_AT_THE_DOOR = {
    "app core core.domain core.domain.problems core.host core.host.clock core.host.files core.host.paths",
    "core.host.settings core.usecases core.usecases.machine ui ui.pages ui.pages.unlock ui.support.quick_qt ui.shell",
    "ui.shell.program ui.shell.start ui.shell.window ui.support ui.support.context ui.support.faults",
    "ui.support.messages ui.support.preferences ui.theme ui.theme.apply ui.theme.kept_heights ui.theme.pieces",
    "ui.theme.token_file ui.theme.tokens ui.widgets ui.widgets.door ui.widgets.passphrase_field",
}
_OTHERS_AT_THE_DOOR = {"copy", "dataclasses", "platformdirs", "PySide6.QtSvg", "sfph_desktop"}


def test_the_unlock_window_imports_little_more_than_a_bare_window(machine: Machine, store: tuple[Path, str]) -> None:
    bare = run(_BARE + _NAMES)
    door = run(_DOOR.partition("print(")[0] + _NAMES, str(machine.paths.office), "UnlockPage")
    assert bare.returncode == door.returncode == 0, bare.stderr + door.stderr
    (there, enumerations), (names, more) = (one.stdout.splitlines()[-2:] for one in (bare, door))
    added = set(names.split()) - set(there.split()) - set(sys.builtin_module_names)
    allowed = {f"sfph_desktop.{name}" for part in _OURS_AT_THE_DOOR for name in part.split()} | _OTHERS_AT_THE_DOOR
    assert added - allowed == set(), "each costs a millisecond or more before anybody sees the first window"
    assert enumerations == more == "", "naming Qt makes its 93 enumerations: see ui/theme/pieces.py"


def test_the_self_test_goes_the_whole_way_and_notices_a_fault_that_qt_passes_over() -> None:
    done = run("import sys; from sfph_desktop.app import main; sys.exit(main(['--self-test', '--with-fault']))")
    assert done.returncode == 70, done.stdout + done.stderr
    assert "collated the returns of 5 members" in done.stdout and "showed 5 places of the desk" in done.stdout
    assert "showed the" in done.stdout and "FAILED: the window ended with status 0 and 1 faults" in done.stdout


def test_with_today_filled_no_heavy_library_is_there(machine: Machine, store: tuple[Path, str]) -> None:
    done = run(_INSIDE, str(machine.paths.office), PASSPHRASE, *HEAVY)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
