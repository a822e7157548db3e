"""The program tries itself: a throw-away office, sample, toolkit and summary, then the window there and back."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QTimer

from sfph_desktop.ui.shell.start import Start

if TYPE_CHECKING:
    from sfph_desktop.ui.shell.program import Program

_PASSPHRASE = "otter ladder violet teapot harbour"
_PATIENCE = 60_000
FAILED = 70
"""Exit status when a step failed."""


def self_test(make_program: Callable[[Start], Program]) -> int:
    """Go the whole way in a folder that is deleted afterwards; 0, or FAILED at the first step that does not work."""
    with tempfile.TemporaryDirectory(prefix="sfph-self-test-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        try:
            _chain(folder)
            _window(folder, make_program)
        except Exception as failure:  # noqa: BLE001 - whatever goes wrong here is the answer that was asked for
            from sfph_desktop.ui.support.faults import fault_note

            _say(f"FAILED: {failure}")
            _say(fault_note(failure))
            return FAILED
    _say("everything works")
    return 0


def _chain(folder: Path) -> None:
    """The work without the window: store, sample, toolkit, PDF."""
    from sfph_desktop.core.domain.impact import Selection
    from sfph_desktop.core.domain.values import Period
    from sfph_desktop.core.usecases.impact import run_toolkit
    from sfph_desktop.core.usecases.machine import cheap_key_cost, default_store_path, this_machine
    from sfph_desktop.core.usecases.office import close_office, create_office
    from sfph_desktop.core.usecases.publish import make_summary, page_images
    from sfph_desktop.core.usecases.sample import SAMPLE_PERIOD, fill_with_sample

    machine = this_machine(folder, key_cost=cheap_key_cost())
    made = create_office(default_store_path(machine), name="Self-test", passphrase=_PASSPHRASE, machine=machine)
    _say("made a throw-away office")
    report = fill_with_sample(made.office, people=60).value
    _say(f"filled it with the sample: {sum(sum(fates.values()) for fates in report.counts.values())} rows")
    run = run_toolkit(made.office, Selection(period=Period.parse(SAMPLE_PERIOD))).value
    _say(f"ran the toolkit: snapshot {run.snapshot}, {run.reach.people} people, {len(run.changes)} changes")
    pdf = make_summary(made.office, run, folder / "summary.pdf", length="full")
    _say(f"wrote the summary: {pdf.stat().st_size:,} bytes, {len(page_images(pdf, 60))} pages")
    close_office(made.office, backup=False)
    _say("closed the office")


def _window(folder: Path, make_program: Callable[[Start], Program]) -> None:
    """The window: unlock, every place, close. A fault in any of it is a failure."""
    from sfph_desktop.ui.pages.unlock import UnlockPage
    from sfph_desktop.ui.shell.navigation import ALL

    program = make_program(Start(folder=folder))
    program.start()
    page = program.window.content
    if not isinstance(page, UnlockPage):
        raise AssertionError("the window did not open at the door of the office")
    _say("opened the window")
    page.unlock_with(_PASSPHRASE)
    _wait_until(lambda: program.frame is not None, "the office to open")
    for spec in ALL:
        frame: Any = program.frame
        frame.go(spec.id)
        _wait_until(lambda: program.jobs.idle, f"{spec.word} to fill")
        program.window.grab()
    _say(f"showed {len(ALL)} places")
    QTimer.singleShot(0, program.close)
    status = program.run()
    if status or program.faults.count:
        raise AssertionError(f"the window ended with status {status} and {program.faults.count} faults")
    _say("closed the window")


def _wait_until(done: Callable[[], bool], what: str) -> None:
    """Let the program work until something is so; AssertionError when it takes too long."""
    loop = QEventLoop()
    look, end = QTimer(interval=20), QTimer(singleShot=True, interval=_PATIENCE)
    look.timeout.connect(lambda: loop.quit() if done() else None)
    end.timeout.connect(loop.quit)
    look.start()
    end.start()
    loop.exec()
    if not done():
        raise AssertionError(f"waited in vain for {what}")


def _say(text: str) -> None:
    if sys.stdout is not None:  # a program built without a console has none
        sys.stdout.write(f"self-test: {text}\n")
        sys.stdout.flush()
