"""The one place that joins the parts: the options, the machine, the application, and what may be loaded when.

Nothing heavy is imported before the window is on the screen: Qt by `make_program`, the database by `warm_up`, which
runs beside the interface once the window has been painted.
"""

from __future__ import annotations

import _locale  # the part of `locale` that is there anyway: the rest takes a millisecond before the first window
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.ui.shell.start import Start

if TYPE_CHECKING:
    from sfph_desktop.ui.shell.program import Program

READ_SPREADSHEET = "--read-spreadsheet"
SELF_TEST, FAULT = "--self-test", "--with-fault"
_OFTEN = 0.0005
"""Seconds that a worker keeps the interpreter while it warms up."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the program; the exit status. `--read-spreadsheet` turns this process into the reader's child instead."""
    os.umask(0o077)  # whatever is written here is for nobody else on this computer
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == [READ_SPREADSHEET]:
        from sfph_desktop.core.interchange.reader_child import main as read

        return int(read() or 0)
    if given in ([SELF_TEST], [SELF_TEST, FAULT]):
        # The platform of Qt is settled before Qt is imported; a self-test needs no screen.
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from sfph_desktop.ui.shell.self_test import self_test

        return self_test(make_program, with_fault=FAULT in given)
    program = make_program(read_options(given))
    program.start()
    return program.run()


def read_options(arguments: Sequence[str]) -> Start:
    """How to start, from the command line; ends with status 2 when the options are wrong."""
    if not arguments:
        return Start()
    import argparse

    parser = argparse.ArgumentParser(prog="sfph-desktop", description="SFPH Desktop: the window.")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--store", type=Path, metavar="FILE", help="open this office file")
    which.add_argument("--throwaway", action="store_true", help="a new office that is deleted when the window closes")
    which.add_argument("--demo", type=Path, metavar="FOLDER", help="open the office that `sfph demo` made there")
    which.add_argument(SELF_TEST, action="store_true", help="try the whole chain without a screen; takes no other")
    parser.add_argument("--office", type=Path, metavar="FOLDER", help="keep office, settings and log in this folder")
    parser.add_argument("--locked", default="", help=argparse.SUPPRESS)
    found = parser.parse_args(arguments)
    if found.self_test:
        parser.error(f"{SELF_TEST} stands alone")
    folder: Path | None = found.office.absolute() if found.office else None
    if found.demo is not None:
        folder = found.demo.absolute()
        return Start(folder=folder, store=folder / "demo.sfph", passphrase_file=folder / "demo.passphrase")
    if found.throwaway:
        return Start(folder=folder or _throwaway_folder(), throwaway=True, locked=found.locked)
    return Start(folder=folder, store=found.store.absolute() if found.store else None, locked=found.locked)


def make_program(start: Start) -> Program:
    """The application with its theme, its jobs and its window, ready to start."""
    from sfph_desktop.ui.support.quick_qt import quick_import

    with quick_import():
        from PySide6.QtWidgets import QApplication

        from sfph_desktop.core.usecases.machine import this_machine
        from sfph_desktop.ui.shell.program import Program

    application = QApplication.instance() or QApplication([sys.argv[0], "-style", "fusion"])
    _locale.setlocale(_locale.LC_TIME, "C")  # Qt takes the computer's: its months would stand in English sentences
    program = Program(application, this_machine(start.folder), start, again=command(start), warm_up=warm_up)
    program.faults.install()
    return program


def command(start: Start) -> list[str]:
    """The command line that starts this program again, locked, in place of this one."""
    again = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "sfph_desktop"]
    if start.folder is not None:
        again += ["--office", str(start.folder)]
    if start.throwaway:
        again.append("--throwaway")
    elif start.store is not None:
        again += ["--store", str(start.store)]
    return again


def warm_up() -> None:
    """Import what opening an office and filling Today need, so that the passphrase is not followed by a wait.

    On a worker. The interpreter is taken from it often meanwhile, because somebody is typing: a key that is pressed
    would otherwise wait five milliseconds each time that anything is asked of Qt.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_OFTEN)
    try:
        import sfph_desktop.core.reference.library
        import sfph_desktop.core.store.history
        import sfph_desktop.core.store.keys
        import sfph_desktop.core.store.migrations.runner
        import sfph_desktop.core.store.opening
        import sfph_desktop.core.store.queries.consents
        import sfph_desktop.core.store.queries.due
        import sfph_desktop.core.store.queries.measures
        import sfph_desktop.core.store.queries.office
        import sfph_desktop.core.store.queries.values
        import sfph_desktop.core.store.resting
        import sfph_desktop.core.store.undo
        import sfph_desktop.core.usecases.keeping
        import sfph_desktop.core.usecases.resting
        import sfph_desktop.core.usecases.today
        import sfph_desktop.core.usecases.unlocking

        sfph_desktop.core.store.keys.get_ready()
    finally:
        sys.setswitchinterval(usual)


def _throwaway_folder() -> Path:
    from tempfile import mkdtemp

    return Path(mkdtemp(prefix="sfph-throwaway-"))
