"""Bringing a spreadsheet in: choose the file, see what was found, rehearse, bring it in, and take it back if wrong."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.sheet_plans import SheetPlan, SheetTold
from sfph_desktop.core.domain.undoing import LaterWork
from sfph_desktop.core.domain.workbook import ImportReport
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.import_look import FileSeen
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.pages.import_fates import Fates, rows_in, summary_of, waiting_anew
from sfph_desktop.ui.pages.import_found import Found
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import Prose, button, column, mark, row, words
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import BusyStrip, PageHeader, Place, Sheet, Told

FILES = "Spreadsheets (*.xlsx *.xls *.ods *.csv *.zip);;All files (*)"
_STEPS = ("Choose the file", "What was found", "Rehearsal", "Done")


class ImportPage(Place):
    """The steps of an import, one at a time. Nothing is changed before the third is left by its button."""

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        self.setAcceptDrops(True)
        self.file = Path()
        self.mapping: dict[str, Any] = {}
        self.digest = ""
        self.header = PageHeader(self.theme, "Bring in a spreadsheet")
        self.busy = BusyStrip(self.theme)
        self._told = Told(self.theme, "problem", "")
        self._told.hide()
        self._room = QVBoxLayout()
        self.step: QWidget | None = None
        edge = self.theme.space("wide")
        top = column(self.header, self.busy, self._told, gap=self.theme.space("medium"), edge=(edge, edge, edge, 0))
        whole = column()
        whole.addLayout(top)
        whole.addLayout(self._room, 1)
        self.setLayout(whole)
        self.show_choose()

    # --- the steps

    def show_choose(self) -> None:
        """Step 1: which file."""
        self._show(0, _Choose(self))

    def show_found(self, looked: tuple[FileSeen, dict[str, Any]], sheet: str = "") -> None:
        """Step 2: what was found in it; `sheet` to the front."""
        seen, asked = looked
        self.digest = seen.digest
        step = _FoundStep(self, seen, asked)
        if sheet:
            step.found.show_sheet(sheet)
        self._show(1, step)

    def show_rehearsal(self, report: ImportReport) -> None:
        """Step 3: what would happen to every row."""
        self._show(2, _Rehearsal(self, report))

    def show_done(self, done: Done[ImportReport]) -> None:
        """Step 4: what happened."""
        self._show(3, _Finished(self, done.value))

    # --- the work

    def take(self, file: Path) -> None:
        """Look into a file; nothing is changed."""
        self.file = file
        self._told.hide()
        work = partial(_look, self.office, file, None)
        self.shell.jobs.records(work, self.show_found, self, watched=self.busy, failed=self.tell)

    def look_again(self, plans: list[SheetPlan], sheet: str, kind: str) -> None:
        """Look into the file again, with one sheet as another kind."""
        said = _told_by(plans)
        said[sheet] = SheetTold(kind=kind, leave_out=not kind)
        work = partial(_look, self.office, self.file, said)
        self.shell.jobs.records(
            work, lambda looked: self.show_found(looked, sheet), self, watched=self.busy, failed=self.tell
        )

    def rehearse(self, plans: list[SheetPlan]) -> None:
        """Remember how the sheets are read, and rehearse: what would happen to every row."""
        self.mapping = _told_by(plans)
        self._told.hide()
        work = partial(_rehearse, self.office, self.file, plans, self.mapping)
        self.shell.jobs.records(work, self.show_rehearsal, self, watched=self.busy, failed=self.tell)

    def bring_in(self) -> None:
        """Bring the file in as one unit of work."""
        self._told.hide()
        work = partial(_import, self.office, self.file, self.mapping, self.digest)
        self.shell.jobs.records(work, self.show_done, self, watched=self.busy, failed=self.tell)

    def tell(self, failure: UserCanFix) -> None:
        """Say why the file as a whole cannot come in; nothing was changed."""
        # The command's way out (an option) is none here: what is said instead stands on the page.
        do = "" if "--" in failure.do or "mapping" in failure.do else failure.do
        self._told.say(failure.what, " ".join(part for part in (failure.why, do, "Nothing was changed.") if part))
        self._told.show()
        self.shell.messages.announce(str(failure))

    def first_focus(self) -> QWidget | None:
        """The button of the step."""
        return self.step.findChild(QWidget, "first") if self.step is not None else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file may be dropped on the page."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file that was dropped."""
        self.take(Path(event.mimeData().urls()[0].toLocalFile()))

    def _show(self, number: int, step: QWidget) -> None:
        self.header.say("Bring in a spreadsheet", f"Step {number + 1} of {len(_STEPS)}: {_STEPS[number].lower()}")
        self._told.hide()
        if self.step is not None:
            self.step.hide()
            self._room.removeWidget(self.step)
            self.step.deleteLater()
        self._room.addWidget(step)
        self.step = step
        first = self.first_focus()
        if first is not None and self.isVisible():
            first.setFocus()


class _Choose(Sheet):
    """Which file it is."""

    def __init__(self, page: ImportPage) -> None:
        super().__init__(page.theme, _STEPS[0])
        self._page = page
        theme = page.theme
        self.choose = button(theme, "Choose the file", self._on_choose, kind="primary", icon="folder")
        self.choose.setObjectName("first")
        drawing = mark(theme, "sheet", "accent", theme.size("icon") * 2)
        self.add(
            row(drawing, None),
            Prose(
                "Take last year's spreadsheet as it is: a list of people, a register with dates across, answers to a "
                "questionnaire, or all of it in one (.xlsx, .xls, .ods, .csv, or the .zip that a web form gives). "
                "Dates may be written 3/11/2025 or 2025-11-03. You can also drop the file here.\n\n"
                "First comes a rehearsal, which changes nothing and tells what would happen to every row. "
                "The whole import can be undone afterwards."
            ),
            Flow(
                theme.space("small"),
                self.choose,
                button(theme, "Save an empty workbook to fill in", self._on_template, kind="quiet", icon="save"),
            ),
            None,
        )

    def _on_choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose the spreadsheet", str(Path.home()), FILES)
        if chosen:
            self._page.take(Path(chosen))

    def _on_template(self) -> None:
        suggested = str(Path.home() / "SFPH workbook.xlsx")
        chosen, _ = QFileDialog.getSaveFileName(self, "Save the empty workbook", suggested, "Workbook (*.xlsx)")
        if chosen:
            page, out = self._page, Path(chosen).with_suffix(".xlsx")
            said = f"The empty workbook is in {out}."
            work = partial(_template, out, page.office.library)
            page.shell.jobs.desk(work, lambda _path: page.shell.messages.notice(said), page)


class _FoundStep(Sheet):
    """Sheets, headings recognised, and a choice for those that were not."""

    def __init__(self, page: ImportPage, seen: FileSeen, asked: dict[str, Any]) -> None:
        super().__init__(page.theme, _STEPS[1], widest=page.theme.size("column") * 3)
        self._page = page
        theme = page.theme
        self.found = Found(theme, seen, asked)
        self.found.kind_wanted.connect(lambda sheet, kind: page.look_again(self.found.plans, sheet, kind))
        self.found.changed.connect(self._allow)
        self.go = button(theme, "See what would happen", self.go_on, kind="primary", icon="arrow-right")
        self.go.setObjectName("first")
        back = button(theme, "Choose another file", page.show_choose, kind="quiet")
        self._why = words("", "attention")
        line = Flow(theme.space("small"), self.go, back)
        self.add(line, self._why, self.found, None)
        self._allow()

    def go_on(self) -> None:
        """Rehearse with what stands in the choices."""
        self._page.rehearse(self.found.plans)

    def _allow(self) -> None:
        lacking = self.found.lacking
        self.go.setEnabled(not lacking)
        self._why.setText(lacking)
        self._why.setVisible(bool(lacking))


class _Rehearsal(Sheet):
    """The fate of every row before anything is changed."""

    def __init__(self, page: ImportPage, report: ImportReport) -> None:
        super().__init__(page.theme, _STEPS[2], widest=page.theme.size("column") * 3)
        theme = page.theme
        self.fates = Fates(page.shell, report)
        good, waiting = rows_in(report, "created", "changed"), waiting_anew(report)
        said = f"Bring in {counted(good, 'row')}" if good else "Keep these rows to correct them"
        bring = button(theme, said if good or waiting else "Nothing to bring in", page.bring_in, kind="primary")
        bring.setObjectName("first")
        bring.setEnabled(bool(good or waiting))
        back = button(theme, "Choose another file", page.show_choose, kind="quiet")
        self.add(words(f"{report.file}: {summary_of(report)}. Nothing has been changed yet."))
        self.add(Flow(theme.space("small"), bring, back))
        self.add(*self._warnings(report))
        self.pieces.addWidget(self.fates, 1)

    def _warnings(self, report: ImportReport) -> list[Told]:
        theme = self.theme
        lines = list(report.warnings)
        if report.likely:
            lines.append(
                f"{counted(len(report.likely), 'person', 'people')} may be there already: you can decide later."
            )
        if report.unknown_sheets:
            lines.append(f"Sheets left out: {', '.join(report.unknown_sheets)}.")
        if report.unknown_columns:
            names = ", ".join(f"{theirs} ({name})" for name, theirs in report.unknown_columns)
            lines.append(f"Columns left out: {names}.")
        return [Told(theme, "attention", "Worth knowing", "\n".join(lines))] if lines else []


class _Finished(Sheet):
    """What came in, and the way back."""

    def __init__(self, page: ImportPage, report: ImportReport) -> None:
        super().__init__(page.theme, _STEPS[3])
        self._page, self._report = page, report
        theme = page.theme
        people = button(theme, "See the people", lambda: page.shell.navigate("people", None), kind="primary")
        people.setObjectName("first")
        self.undo = button(theme, "Undo the whole import", self._on_undo, icon="undo")
        again = button(theme, "Bring in another file", page.show_choose, kind="quiet")
        self.add(
            Told(theme, "good", f"{report.file} is in, as import {report.import_id}.", f"{summary_of(report)}."),
            Flow(theme.space("small"), people, self.undo, again),
        )
        if report.likely:
            number = counted(len(report.likely), "person", "people")
            decide = button(theme, "Decide about them", lambda: page.shell.navigate("held", report.import_id))
            why = "They are in, and nothing waits for you. Say whether they are one person or two."
            self.add(Told(theme, "attention", f"{number} may be there twice", why, decide))
        waiting = rows_in(report, "held", "refused")
        if waiting:
            # Rows that wait already are with the import that they came by first.
            name = report.import_id if waiting_anew(report) == waiting else ""
            self.add(words("Rows that are not in yet", "strong"))
            correct = button(theme, "Correct them here", lambda: page.shell.navigate("held", name), icon="edit")
            self.add(
                Prose(
                    "Correct them here, one by one, or in the spreadsheet and bring it in again: what is here stays."
                ),
                row(correct, None),
            )
            fates = Fates(page.shell, report)
            fates.setMinimumHeight(theme.size("row") * 6)
            self.add(fates)
        self.add(None)

    def _on_undo(self) -> None:
        self.undo.setEnabled(False)
        work = partial(_undo, self._page.office, self._report.import_id)
        self._page.shell.jobs.records(work, self._on_undone, self, failed=self._on_kept, quiet=True)

    def _on_kept(self, failure: UserCanFix) -> None:
        self.undo.setEnabled(True)
        if isinstance(failure, LaterWork):
            self._page.shell.messages.problem(failure)  # asks whether to undo what came later as well
        else:
            self._page.tell(failure)

    def _on_undone(self, done: Done[Any]) -> None:
        self._page.show_choose()
        self._page.shell.messages.undone(done)


def _look(office: Any, file: Path, said: Any, *, progress: Any) -> tuple[FileSeen, dict[str, Any]]:
    from sfph_desktop.core.usecases.import_look import look, questions

    seen = look(office, file, said, progress=progress)
    return seen, {one.plan.name: questions(office, one.plan) for one in seen.sheets}


def _told_by(plans: list[SheetPlan]) -> dict[str, Any]:
    from sfph_desktop.core.usecases.import_look import told

    return told(plans)


def _rehearse(office: Any, file: Path, plans: list[SheetPlan], mapping: Any, *, progress: Any) -> ImportReport:
    from sfph_desktop.core.usecases.import_mappings import remember_plans
    from sfph_desktop.core.usecases.imports import rehearse

    if any(column.sure == "told" for plan in plans for column in plan.columns):
        remember_plans(office, plans)
    return rehearse(office, file, mapping=mapping or None, progress=progress)


def _import(office: Any, file: Path, mapping: Any, digest: str, *, progress: Any) -> Done[ImportReport]:
    from sfph_desktop.core.usecases.imports import import_file

    return import_file(office, file, mapping=mapping or None, expected=digest, progress=progress)


def _undo(office: Any, import_id: str) -> Done[Any]:
    from sfph_desktop.core.usecases.imports import undo_import

    return undo_import(office, import_id)


def _template(out: Path, library: Any) -> Path:
    from sfph_desktop.core.usecases.imports import write_template

    return write_template(out, library)
