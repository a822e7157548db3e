"""One contract: its facts, lots, who delivers it, what was promised and how that goes on, and its reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from sfph_desktop.core.domain.contract_rules import ROLE_WORDS, ROUTE_WORDS, ContractPage
from sfph_desktop.core.domain.contracts import Contract
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.value_rules import typed_of_hundred
from sfph_desktop.core.usecases.paces import TargetTold
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Piece, button, column, held, mark, row, rule, words
from sfph_desktop.ui.widgets.chart_shelf import chart_width
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.figure_canvas import FigureCanvas
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.passages import Headed
from sfph_desktop.ui.widgets.record_lines import RecordLines
from sfph_desktop.ui.widgets.report_panel import ReportPanel

_ROLES = {key: said.capitalize() for key, said in ROLE_WORDS.items()}
_ROUTES = {key: said[:1].upper() + said[1:] for key, said in ROUTE_WORDS.items()}
LOTS = (
    Field(name="lot", label="Lot", needed=True),
    Field(name="title", label="What it is"),
    Field(name="value", label="Value, excluding VAT", kind="money"),
)
PARTNERS = (
    Field(name="name", label="Who", needed=True),
    Field(name="role", label="Part they play", kind="choice", choices=tuple(_ROLES), words=_ROLES, needed=True),
    Field(name="share", label="Share of the value, of 100", kind="share"),
    Field(name="lot", label="Lot"),
)
_COUNTED = "What is counted"


class ContractForm(Form):
    """The facts of a contract; a share is typed as so many of 100."""

    def __init__(self, theme: Theme, commissioners: Sequence[str] = (), *, new: bool = False) -> None:
        help_ref = "Blank for the next one." if new else "What names it follows. Fixed once a kept run tells of it."
        ref = Field(name="contract_ref", label="Your reference", help=help_ref)
        fields = (
            Field(name="title", label="What is bought", needed=True),
            Field(
                name="commissioner",
                label="Who pays",
                kind="suggest",
                choices=tuple(commissioners),
                help="Somebody new becomes a commissioner.",
            ),
            Field(name="route", label="Route", kind="choice", choices=tuple(_ROUTES), words=_ROUTES),
            Field(name="value", label="Value, excluding VAT", kind="money"),
            Field(name="start_date", label="First day", kind="date"),
            Field(name="end_date", label="Last day", kind="date"),
            Field(
                name="extension",
                label="Option to extend",
                help="In the contract's words, as: two further years, by letter.",
                wide=True,
            ),
            Field(name="extended_to", label="Last day if extended", kind="date"),
            Field(name="lead_partner", label="Led by", help="Where you do not lead yourselves."),
            Field(name="our_share", label="Our share of the value, of 100", kind="share"),
            Field(name="ocid", label="Number of its notice"),
        )
        super().__init__(theme, (ref, *fields) if new else (*fields, ref))

    def show_contract(self, contract: Contract, *, other: bool) -> None:
        """Show a contract; of the same one, a field that is being typed in, or told to be wrong, stays."""
        for name, made in self.rows.items():
            if other or not (made.has_keyboard() or made.editor.property("problem")):
                made.show_value(
                    typed_of_hundred(contract.our_share) if name == "our_share" else getattr(contract, name)
                )


class PaceLine(QWidget):
    """How one promise goes on: in words with a mark, and its chart where there is one."""

    def __init__(self, theme: Theme, one: TargetTold, picture: tuple[str, bytes] | None) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        short = one.pace.standing in {"behind", "missed", "at_risk"}
        sign = "warning" if short else "check" if one.pace.standing in {"met", "on_pace"} else "clock"
        drawn = mark(theme, sign, "attention" if short else "good" if sign == "check" else "text_quiet")
        title = words(f"{one.what[:1].upper()}{one.what[1:]}: {one.delivered}", "bold")
        said = [title, words(one.outlook)] + ([words(one.across, "small")] if one.across else [])
        line = row(drawn, column(*said, gap=theme.space("hair")), gap=theme.space("small"))
        line.setStretch(1, 1)
        line.setAlignment(drawn, Qt.AlignmentFlag.AlignTop)
        pieces: list[Piece] = [line]
        if picture is not None:
            alt, bytes_ = picture
            canvas = FigureCanvas(theme, alt.partition(". ")[0].removeprefix("Chart: "), alt, widest=chart_width(theme))
            canvas.show_bytes(bytes_)
            pieces.append(canvas)
        self.setLayout(column(*pieces, gap=theme.space("small")))


class ContractSheet(Sheet):
    """`field_left` carries contract, name and value; the others contract and all lines as they are to be."""

    field_left = Signal(int, str, object)
    lots_changed = Signal(int, object)
    partners_changed = Signal(int, object)
    targets_changed = Signal(int, object)
    remove_wanted = Signal(int)

    def __init__(self, theme: Theme, commissioners: Sequence[str], indicators: Mapping[str, str]) -> None:
        """`indicators`: what a target may count, in words by its name."""
        super().__init__(theme, "About this contract")
        self.page: ContractPage | None = None
        self.header = PageHeader(theme, "")
        self.form = ContractForm(theme, commissioners)
        self.lots = RecordLines(theme, LOTS, one="lot", add="Add a lot")
        self.partners = RecordLines(
            theme, PARTNERS, one="partner", add="Add who else delivers it", blank={"role": "partner"}
        )
        targets = (
            Field(
                name="indicator",
                label=_COUNTED,
                kind="choice",
                choices=tuple(indicators),
                words=indicators,
                needed=True,
            ),
            Field(name="target", label="How many", kind="number", needed=True),
            Field(name="due_date", label="By", kind="date"),
        )
        self.targets = RecordLines(theme, targets, one="target", add="Add a target", blank={"indicator": "people"})
        self.paces = held(column(gap=theme.space("medium")))
        self.report = ReportPanel(theme)
        self.remove = button(theme, "Remove this contract", self._on_remove, kind="danger", icon="remove")
        gap = theme.space("small")
        self.add(self.header, self.form, gap)
        self.add(Headed(theme, "impact", "Promised and delivered", self.paces, self.targets), gap)
        self.add(Headed(theme, "page", "Monitoring report", self.report), gap)
        self.add(Headed(theme, "sheet", "Lots", self.lots), gap)
        self.add(Headed(theme, "two-people", "Who else delivers it", self.partners), gap, rule())
        self.add(Flow(gap, self.remove), None)
        self.form.committed.connect(lambda name, value: self.field_left.emit(self._number, name, value))
        self.lots.changed.connect(lambda lines: self.lots_changed.emit(self._number, lines))
        self.partners.changed.connect(lambda lines: self.partners_changed.emit(self._number, lines))
        self.targets.changed.connect(lambda lines: self.targets_changed.emit(self._number, lines))

    def show_page(self, page: ContractPage) -> None:
        """Show a contract, or the same as it is now."""
        other = self.page is None or self.page.contract.id != page.contract.id
        self.page = page
        one = page.contract
        lead = (one.contract_ref, one.commissioner, _ROUTES.get(one.route, ""))
        self.header.say(one.title, " · ".join(part for part in lead if part))
        self.form.show_contract(one, other=other)
        if other:
            for lines in (self.lots, self.partners, self.targets):
                lines.clear()
            self.area.verticalScrollBar().setValue(0)
            self.show_paces((), {}, waiting=bool(page.targets))
        self.lots.show_lines([{"lot": x.lot, "title": x.title, "value": x.value} for x in page.lots])
        self.partners.show_lines(
            [{"name": x.name, "role": x.role, "share": x.share, "lot": x.lot} for x in page.partners]
        )
        self.targets.show_lines(
            [{"id": x.id, "indicator": x.indicator, "target": x.target, "due_date": x.due_date} for x in page.targets]
        )

    def show_paces(
        self, told: Sequence[TargetTold], pictures: Mapping[str, tuple[str, bytes]], *, waiting: bool = False
    ) -> None:
        """How each promise goes on: in words, and as a line where there is one."""
        theme = self.theme
        room = self.paces.layout()
        while room is not None and room.count():
            item = room.takeAt(0)
            former = item.widget() if item is not None else None
            if former is not None:
                former.hide()
                former.deleteLater()
        if room is None:
            return
        if waiting:
            room.addWidget(words("Looking at what was delivered …", "quiet"))
        elif not told:
            room.addWidget(words("Nothing is promised yet. Add what was promised, and by when.", "quiet"))
        for one in told:
            room.addWidget(PaceLine(theme, one, pictures.get(f"pace:{one.pace.target.id}")))

    def show_failure(self, name: str, failure: UserCanFix) -> bool:
        """Say beside the field that was left what is wrong; whether it was said."""
        if self.form.show_problems(failure):
            return True
        if not failure.problems and name in self.form.rows:
            self.form.show_problem(name, str(failure))
            return True
        return False

    # --- inside

    @property
    def _number(self) -> int:
        return int(self.page.contract.id) if self.page is not None else 0

    def _on_remove(self) -> None:
        self.remove_wanted.emit(self._number)
