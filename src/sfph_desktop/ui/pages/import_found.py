"""What a file was found to hold: each sheet, what it is taken for, which column is what, and its first real rows.

Everything that was guessed can be said otherwise, with the keyboard alone: arrows go through the columns, Enter goes to
the choice beside them, and what is chosen counts at once.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.sheet_plans import ABSENT, ATTENDED, PRESENT, REGISTER, Asked, ColumnPlan, SheetPlan
from sfph_desktop.core.usecases.import_look import (
    FileSeen,
    SheetSeen,
    kind_words,
    kinds,
    lacking,
    meanings,
    unsaid,
    words_for,
)
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, held, labelled, row, words
from sfph_desktop.ui.widgets.page_frame import Told
from sfph_desktop.ui.widgets.passages import Headed
from sfph_desktop.ui.widgets.plain_choice import PlainChoice
from sfph_desktop.ui.widgets.record_views import RecordGrid

_SURE = {"told": "you said so", "sure": "sure", "likely": "a guess: please look", "": ""}
_MEANS = {PRESENT: "came", ABSENT: "did not come", "": "may be either: those marks wait"}
_MOST_MARKS = 12


class Found(QWidget):
    """Every sheet of the file, one at a time. `kind_wanted`: look into a sheet again, as another kind."""

    kind_wanted = Signal(str, str)
    changed = Signal()

    def __init__(self, theme: Theme, seen: FileSeen, asked: dict[str, tuple[Asked, ...]]) -> None:
        super().__init__()
        self._theme, self.seen, self._asked = theme, seen, asked
        self.panels = {one.plan.name: FoundSheet(theme, one, asked.get(one.plan.name, ())) for one in seen.sheets}
        self._which = PlainChoice("Sheet of the file")
        for one in seen.sheets:
            self._which.addItem(_said(one), one.plan.name)
        self._room = column(gap=theme.space("large"))
        head = labelled(theme, "Sheet of the file", self._which)
        whole = column(gap=theme.space("large"))
        if len(seen.sheets) > 1:
            whole.addLayout(head)
        whole.addLayout(self._room)
        if seen.not_read:
            whole.addWidget(
                Told(theme, "attention", f"Not read: {', '.join(seen.not_read)}", "No sheet has that name.")
            )
        self.setLayout(whole)
        for panel in self.panels.values():
            panel.changed.connect(self._on_changed)
            panel.kind_wanted.connect(self.kind_wanted)
            self._room.addWidget(panel)
        self._which.currentIndexChanged.connect(lambda _number: self._show())
        best = max(seen.sheets, key=lambda one: (bool(one.plan.kind), one.plan.rows), default=None)
        if best is not None:
            self._which.setCurrentIndex(self._which.findData(best.plan.name))
        self._show()

    @property
    def plans(self) -> list[SheetPlan]:
        """How each sheet is to be read, those of the workbook itself apart."""
        return [panel.plan for panel in self.panels.values() if not panel.ours]

    @property
    def lacking(self) -> str:
        """What keeps the file from being read; blank when nothing does."""
        said = [
            f"{name}: {why}" for name, panel in self.panels.items() if (why := lacking(panel.plan)) and not panel.ours
        ]
        if said:
            return said[0]
        return "" if any(panel.plan.kind for panel in self.panels.values()) else "Say what the sheet holds."

    def show_sheet(self, name: str) -> None:
        """Bring one sheet to the front."""
        self._which.setCurrentIndex(self._which.findData(name))

    def _show(self) -> None:
        for name, panel in self.panels.items():
            panel.setVisible(name == self._which.currentData())

    def _on_changed(self) -> None:
        for number in range(self._which.count()):
            panel = self.panels[str(self._which.itemData(number))]
            self._which.setItemText(number, _said_of(panel.plan))
        self.changed.emit()


def _said(one: SheetSeen) -> str:
    return _said_of(one.plan)


def _said_of(plan: SheetPlan) -> str:
    what = kind_words(plan.kind).partition(":")[0] if plan.kind else plan.is_what or "left out"
    return f"{plan.name} ({counted(plan.rows, 'row')}): {what}"


class FoundSheet(QWidget):
    """One sheet: what it is, its columns and what each becomes, what it leaves unsaid, and its first rows."""

    changed = Signal()
    kind_wanted = Signal(str, str)

    def __init__(self, theme: Theme, seen: SheetSeen, asked: tuple[Asked, ...]) -> None:
        super().__init__()
        self._theme, self.seen, self.ours, self.plan = theme, seen, seen.ours, seen.plan
        self._kind = PlainChoice(f"What the rows of {seen.plan.name} are")
        self._kind.addItem("Leave it out", "")
        for name, said in kinds():
            self._kind.addItem(said, name)
        self._kind.setCurrentIndex(max(self._kind.findData(self.plan.kind), 0))
        self._kind.activated.connect(
            lambda _number: self.kind_wanted.emit(self.plan.name, str(self._kind.currentData()))
        )
        self._sum, self._missing = words("", "quiet"), words("", "attention")
        pieces: list[QWidget] = []
        if self.plan.pointer:
            pieces.append(Told(theme, "attention", f"This is {self.plan.is_what}.", self.plan.pointer))
        if self.plan.notes:
            pieces.append(Told(theme, "good", "How this sheet is read", "\n".join(self.plan.notes)))
        if self.plan.remembered:
            pieces.append(Told(theme, "good", "Read as a sheet with these headings was read before."))
        self._room = column(
            labelled(theme, f"What the rows of {self.plan.name} are", self._kind),
            *pieces,
            self._sum,
            self._missing,
            gap=theme.space("medium"),
        )
        self._kind.setEnabled(not self.ours)
        self.fixed: dict[str, QLineEdit | QComboBox] = {}
        self.marks: dict[str, QComboBox] = {}
        if self.plan.kind and not self.ours:
            self._add_questions(asked)
            self._add_marks()
            self._add_columns()
        if self.plan.kind:
            self._room.addWidget(self._preview())
        self.setLayout(self._room)
        self._tell()

    # --- said otherwise

    def choose(self, heading: str, target: str) -> None:
        """Say what a column becomes; blank leaves it out."""
        self.plan = self.plan.with_target(heading, target)
        self._show_columns()
        self._tell()
        self.changed.emit()

    def answer(self, name: str, text: str) -> None:
        """Answer what the sheet does not say."""
        self.plan = self.plan.with_fixed(name, text)
        self._tell()
        self.changed.emit()

    # --- what the sheet leaves unsaid

    def _add_questions(self, asked: tuple[Asked, ...]) -> None:
        for one in asked:
            editor: QLineEdit | QComboBox
            if one.choices:
                editor = PlainChoice(one.question)
                editor.addItem("", "")
                for value, said in one.choices:
                    editor.addItem(said, value)
                editor.setCurrentIndex(max(editor.findData(self.plan.fixed.get(one.name, "")), 0))
                editor.activated.connect(
                    lambda _number, name=one.name, made=editor: self.answer(name, str(made.currentData() or ""))
                )
            else:
                editor = QLineEdit(self.plan.fixed.get(one.name, ""))
                editor.editingFinished.connect(lambda name=one.name, made=editor: self.answer(name, made.text()))
            editor.setMaximumWidth(self._theme.size("column"))
            self.fixed[one.name] = editor
            self._room.addLayout(labelled(self._theme, one.question, editor, one.help))

    def _add_marks(self) -> None:
        if self.plan.kind != REGISTER or not self.plan.marks:
            return
        lines = []
        for mark, meaning in list(self.plan.marks.items())[:_MOST_MARKS]:
            choice = PlainChoice(f"What the mark {mark} means")
            for value, said in _MEANS.items():
                choice.addItem(said, value)
            choice.setCurrentIndex(choice.findData(meaning))
            choice.activated.connect(
                lambda _number, sign=mark, made=choice: self._on_mark(sign, str(made.currentData()))
            )
            self.marks[mark] = choice
            sign = words(mark, "bold", wrap=False)
            sign.setMinimumWidth(self._theme.size("control") * 2)
            lines.append(held(row(sign, choice, None, gap=self._theme.space("small"))))
        self._room.addWidget(Headed(self._theme, "check", "What the marks mean", *lines))

    def _on_mark(self, mark: str, meaning: str) -> None:
        self.plan = self.plan.with_mark(mark, meaning)
        self.changed.emit()

    # --- its columns

    def _add_columns(self) -> None:
        shape = Shape(
            columns=("heading", "examples", "becomes", "sure"),
            headings={
                "heading": "Your heading", "examples": "For example", "becomes": "Becomes", "sure": "How sure",
            },
        )  # fmt: skip
        self.table = RecordTable(shape)
        self.grid = RecordGrid(self._theme, self.table, f"Columns of {self.plan.name}", stretch="examples", most=8)
        self._what = words("", "label")
        self.choice = PlainChoice("What the column becomes")
        self.choice.setMaximumWidth(self._theme.size("column"))
        self.choice.addItem("Leave it out", "")
        for value, said in meanings(self.plan):
            self.choice.addItem(said, value)
        self._what.setBuddy(self.choice)
        self.choice.activated.connect(lambda _number: self._on_choice())
        self.grid.moved.connect(lambda _record: self._on_moved())
        self.grid.opened.connect(lambda _record: self.choice.setFocus(Qt.FocusReason.OtherFocusReason))
        chosen = held(column(self._what, self.choice, gap=self._theme.space("tiny")))
        self._room.addWidget(Headed(self._theme, "sheet", "What each column becomes", chosen, self.grid))
        self._show_columns()
        first = next((n for n, one in enumerate(self._shown()) if one.sure in ("likely", "")), 0)
        self.grid.selectRow(first)
        self._on_moved()

    def _shown(self) -> list[ColumnPlan]:
        return [one for one in self.plan.columns if one.target != ATTENDED]

    def _show_columns(self) -> None:
        at = self.grid.currentIndex().row()
        rows = tuple(
            (
                n,
                one.heading,
                ", ".join(one.examples) or "empty",
                words_for(one.target) or "left out",
                "as before" if self.plan.remembered and one.sure == "told" else _SURE[one.sure],
            )
            for n, one in enumerate(self._shown())
        )
        columns = ("id", "heading", "examples", "becomes", "sure")
        self.table.show(Listing(kind="columns", columns=columns, rows=rows))
        if at >= 0:
            self.grid.selectRow(at)

    def _on_moved(self) -> None:
        number = self.table.record_at(self.grid.currentIndex().row())
        if isinstance(number, int):
            one = self._shown()[number]
            self._what.setText(f"'{one.heading}' becomes")
            self.choice.setAccessibleName(f"What {one.heading} becomes")
            self.choice.setCurrentIndex(max(self.choice.findData(one.target), 0))

    def _on_choice(self) -> None:
        number = self.table.record_at(self.grid.currentIndex().row())
        if isinstance(number, int):
            self.choose(self._shown()[number].heading, str(self.choice.currentData() or ""))

    # --- what it comes to

    def _preview(self) -> QWidget:
        """The first real rows, under the enterprise's own headings."""
        names = [one.heading for one in self.plan.columns]
        columns = ("id", *(f"c{n}" for n in range(len(names))))
        shape = Shape(columns=columns[1:], headings={f"c{n}": name for n, name in enumerate(names)})
        table = RecordTable(shape)
        grid = RecordGrid(self._theme, table, f"The first rows of {self.plan.name}", most=6)
        rows: tuple[tuple[str | int, ...], ...] = tuple((n, *one) for n, one in enumerate(self.seen.rows))
        table.show(Listing(kind="preview", columns=columns, rows=rows))
        return Headed(self._theme, "eye", "The first rows", grid)

    def _tell(self) -> None:
        shown = self._shown()
        used = sum(bool(one.target) for one in shown)
        rows, days = counted(self.plan.rows, "row"), len(self.plan.columns) - len(shown)
        across = f" {counted(days, 'column')} are days." if days else ""
        if self.ours:
            self._sum.setText(f"{rows}. It is a sheet of the workbook: nothing is to be asked.")
        elif self.plan.kind:
            left = len(shown) - used
            rest = f" {left} {'is' if left == 1 else 'are'} left out." if left else ""
            is_are = "is" if used == 1 else "are"
            taken = f"{used} of {counted(len(shown), 'column')} {is_are} taken for something."
            self._sum.setText(f"{rows}. {taken}{rest}{across}")
        else:
            self._sum.setText(f"{rows}. Its headings: {', '.join(one.heading for one in shown[:12]) or 'none'}.")
        why = "" if self.ours else lacking(self.plan) or unsaid(self.plan)
        self._missing.setText(why)
        self._missing.setVisible(bool(why))
