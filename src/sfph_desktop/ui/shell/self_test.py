"""The program tries itself: a throw-away office, sample, toolkit and summary, then the window there and back.

A network's desk is an office of another kind, with places of its own: it is made, opened and gone through as well.
"""

from __future__ import annotations

import os
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


def self_test(make_program: Callable[[Start], Program], *, with_fault: bool = False) -> int:
    """Go the whole way in a folder that is deleted afterwards; 0, or FAILED at the first step that does not work.

    `with_fault` raises an exception in a slot on the way, which Qt would pass over: to see that it is noticed.
    """
    with tempfile.TemporaryDirectory(prefix="sfph-self-test-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        try:
            _chain(folder)
            _desk(folder / "network")
            _window(folder / "network", make_program, of_desk=True)
            _window(folder, make_program, with_fault=with_fault)
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
    from sfph_desktop.core.usecases.return_ledger import solver_there
    from sfph_desktop.core.usecases.sample import SAMPLE_PERIOD, fill_with_sample

    machine = this_machine(folder, key_cost=cheap_key_cost())
    made = create_office(default_store_path(machine), name="Self-test", passphrase=_PASSPHRASE, machine=machine)
    _say("made a throw-away office")
    report = fill_with_sample(made.office, people=60).value
    _say(f"filled it with the sample: {sum(sum(fates.values()) for fates in report.counts.values())} rows")
    if _spreadsheet(made.office, folder) != 2:
        raise AssertionError("the reader of spreadsheets did not find the two people that were there")
    _say("read spreadsheets in a process of their own")
    run = run_toolkit(made.office, Selection(period=Period.parse(SAMPLE_PERIOD))).value
    _say(f"ran the toolkit: snapshot {run.snapshot}, {run.reach.people} people, {len(run.changes)} changes")
    pdf = make_summary(made.office, run, folder / "summary.pdf", length="full")
    _say(f"wrote the summary: {pdf.stat().st_size:,} bytes, {len(page_images(pdf, 60))} pages")
    _say(f"printed a questionnaire, and wrote papers of all kinds: {', '.join(_papers(made.office, run, folder))}")
    if not solver_there():
        raise AssertionError("what holds small numbers back in a return is not there")
    _say("found what holds small numbers back in a return")
    _as_packed(machine.paths.matplotlib_cache)
    close_office(made.office, backup=False)
    _say("closed the office")


def _as_packed(fonts: Path) -> None:
    """What a packed program alone can get wrong: who opens our documents is given our libraries; fonts sought anew."""
    packed = getattr(sys, "_MEIPASS", "")
    if not packed:
        return
    leaking = [name for name, value in os.environ.items() if packed in value]
    if leaking and sys.platform.startswith("linux"):
        raise AssertionError(f"programs that open our documents would be given our libraries: {', '.join(leaking)}")
    if not list(fonts.glob("fontlist*")):
        raise AssertionError("the list of fonts is not kept, so that it is made anew before each document")
    _say("leaves other programs their own libraries, and keeps its list of fonts")


def _papers(office: Any, run: Any, folder: Path) -> list[str]:
    """A questionnaire, and a paper of each other kind, since what writes it is loaded only then; their endings."""
    from sfph_desktop.core.usecases.backup import back_up
    from sfph_desktop.core.usecases.exporting import export_everything
    from sfph_desktop.core.usecases.handover import make_handover
    from sfph_desktop.core.usecases.paper import print_questionnaire
    from sfph_desktop.core.usecases.proof_packs import pack_of_run, write_pack
    from sfph_desktop.core.usecases.theory import write_picture

    made = [make_handover(office, folder / "handover.docx")]
    made += [write_picture(office, run, folder / f"theory{ending}") for ending in (".svg", ".png", ".pdf")]
    made += write_pack(office, pack_of_run(office, run.snapshot), folder / "proof")
    print_questionnaire(office, "ucla3", folder / "questionnaire.pdf", person_id=1)
    made.append(folder / "questionnaire.pdf")
    export_everything(office, folder / "everything")
    back_up(office, folder / "backup")
    if not all(path.stat().st_size for path in made) or not list((folder / "everything").iterdir()):
        raise AssertionError("a paper is empty")
    return sorted({path.suffix for path in made})


def _desk(folder: Path) -> None:
    """A network's desk with its first questions, and what comes in collated."""
    from sfph_desktop.core.usecases.desk_trial import collated, desk_with_questions

    definitions = desk_with_questions(folder, _PASSPHRASE)
    _say(f"made a network's desk that asks {len(definitions.indicators)} questions")
    _say(f"collated the returns of {collated(definitions, folder)} members")


def _spreadsheet(office: Any, folder: Path) -> int:
    """The workbook written and read again, and a list of people: by the reader's child; how many people it found."""
    from sfph_desktop.core.usecases.imports import rehearse, write_template

    rehearse(office, write_template(folder / "workbook.xlsx", office.library))
    people = folder / "people.csv"
    people.write_text("person_ref,given_name\nP-901,Anna\nP-902,Màiri\n", encoding="utf-8")
    return int(rehearse(office, people).counts["people"]["created"])


def _window(
    folder: Path, make_program: Callable[[Start], Program], *, of_desk: bool = False, with_fault: bool = False
) -> None:
    """The window: unlock, every place, the summary's pages, close. A fault in any of it is a failure."""
    from sfph_desktop.ui.pages.unlock import UnlockPage
    from sfph_desktop.ui.shell.arrangement import arranged

    program = make_program(Start(folder=folder))
    program.start()
    if not program.theme.font().family().startswith("Atkinson Hyperlegible"):
        raise AssertionError("our own typeface is not there")
    page = program.window.content
    if not isinstance(page, UnlockPage):
        raise AssertionError("the window did not open at the door of the office")
    _say("opened the window")
    page.unlock_with(_PASSPHRASE)
    _wait_until(lambda: program.frame is not None, "the office to open")
    has = arranged(of_desk)
    places = (*has.places, *has.below, *has.hidden)
    frame: Any = program.frame
    if {spec.id for spec in (*has.places, *has.below)} != set(frame.side_bar.places):
        raise AssertionError("the side bar does not have the places it should have")
    for spec in places:
        frame.go(spec.id)
        _wait_until(lambda: program.jobs.idle, f"{spec.word} to fill")
        program.window.grab()
    _say(f"showed {len(places)} places{' of the desk' if of_desk else ''}")
    if not of_desk:
        _pages(folder / "summary.pdf", program)
    if with_fault:
        QTimer.singleShot(0, _fault)
        _wait_until(lambda: program.faults.count > 0, "a fault made on purpose to be noticed")
    QTimer.singleShot(0, program.close)
    status = program.run()
    if status or program.faults.count:
        raise AssertionError(f"the window ended with status {status} and {program.faults.count} faults")
    _say("closed the window")


def _pages(pdf: Path, program: Program) -> None:
    """The summary as it is looked at in the window."""
    from sfph_desktop.core.usecases.publish import page_images
    from sfph_desktop.ui.widgets.page_viewer import PageViewer

    viewer = PageViewer(program.theme, "Summary")
    viewer.resize(600, 800)
    viewer.show_pages(page_images(pdf, 60), 60)
    viewer.show()
    if not viewer.count or viewer.grab().isNull():
        raise AssertionError("the pages of the summary are not shown")
    _say(f"showed the {viewer.count} pages of the summary")
    viewer.close()


def _fault() -> None:
    raise RuntimeError("made on purpose")


def _wait_until(done: Callable[[], bool], what: str) -> None:
    """Let the program work until something is so; AssertionError when it takes too long."""
    loop, found = QEventLoop(), False

    def seen() -> None:
        nonlocal found
        found = found or done()
        if found:
            loop.quit()

    look, end = QTimer(interval=20), QTimer(singleShot=True, interval=_PATIENCE)
    look.timeout.connect(seen)
    end.timeout.connect(loop.quit)
    look.start()
    end.start()
    loop.exec()
    if not found:  # to ask once more would be another moment: a page may have begun on something further by then
        raise AssertionError(f"waited in vain for {what}")


def _say(text: str) -> None:
    if sys.stdout is not None:  # a program built without a console has none
        sys.stdout.write(f"self-test: {text}\n")
        sys.stdout.flush()
