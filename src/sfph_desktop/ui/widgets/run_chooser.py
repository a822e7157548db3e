"""What a run is to look at: the period, the contract, the service, the prices; and the runs that were kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QSizePolicy

from sfph_desktop.core.domain.contracts import Contract
from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import Period
from sfph_desktop.ui.models.said import said_day, said_moment
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, labelled, row, words
from sfph_desktop.ui.widgets.beside import Choice
from sfph_desktop.ui.widgets.typed_values import read_date, typed

FINANCIAL, CALENDAR, TWELVE, OWN = "financial", "calendar", "twelve", "own"
_APRIL = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What can be chosen in this office."""

    services: tuple[str, ...] = ()
    contracts: tuple[Contract, ...] = ()
    price_years: tuple[int, ...] = ()
    """The latest first."""
    snapshots: Listing = field(default_factory=lambda: Listing(kind="snapshots", columns=(), rows=()))
    shown_first: str = ""
    """The number of the run to show where nobody chose one; nothing while none is kept."""


def preset_period(name: str, today: date) -> Period:
    """A usual period, as of today: the last whole financial or calendar year, or the twelve months up to today."""
    if name == FINANCIAL:
        last = today.year if today >= date(today.year, _APRIL, 1) else today.year - 1
        return Period(date(last - 1, _APRIL, 1), date(last, 3, 31))
    if name == CALENDAR:
        return Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
    if name == TWELVE:
        leap_day = (today.month, today.day) == (2, 29)
        year_ago = date(today.year - 1, 2, 28) if leap_day else date(today.year - 1, today.month, today.day)
        return Period(year_ago + timedelta(days=1), today)
    raise ValueError(f"not a usual period: {name}")


def kept_runs(snapshots: Listing) -> list[tuple[str, object]]:
    """The kept runs in words, each with its number."""
    kept = (dict(zip(snapshots.columns, cells, strict=True)) for cells in snapshots.rows)
    return [(f"{snapshot_words(one)}, made {said_moment(one['made_at'])}", one["snapshot"]) for one in kept]


def snapshot_words(kept: Mapping[str, object]) -> str:
    """`S-0001: 1 Apr 2025 to 31 Mar 2026, Lunch club`."""
    scope = ", ".join(str(kept[name]) for name in ("service", "contract_ref") if kept.get(name))
    first, last = kept["period_from"], kept["period_to"]
    period = f"{said_day(first)} to {said_day(last)}" if isinstance(first, date) and isinstance(last, date) else ""
    return f"{kept['snapshot']}: {period}{f', {scope}' if scope else ''}"


class RunChooser(QFrame):
    """The choices of a run. `run_wanted` carries Selection and Choices; `kept_wanted` the number of a kept run."""

    run_wanted = Signal(object, object)
    kept_wanted = Signal(str)

    def __init__(self, theme: Theme, today: date, *, go: str = "Run the toolkit", runs: bool = True) -> None:
        """`go` is what its button says; without `runs` no prices can be chosen, and no kept run is offered."""
        super().__init__()
        self.setProperty("kind", "soft")
        self.setAccessibleName("What to look at")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._theme, self._today = theme, today
        self.period = Choice("Period", "Which dates the records must lie in")
        self.first, self.last = self._date("First day"), self._date("Last day")
        self.contract = Choice("Contract", "Only what this contract pays for, or everything")
        self.service = Choice("Service", "Only one service, or all")
        self.prices = Choice("Prices of", "The year whose prices values are brought to")
        self.prices.setMinimumContentsLength(5)  # a year
        self.kept = Choice("Earlier runs", "Runs that were kept can be opened again as they were")
        self.problem = words("", "problem")
        self.problem.hide()
        self.go = button(theme, go, self._on_go, kind="primary", icon="sum")
        self.open_kept = button(theme, "Open it again", self._on_kept, icon="history")
        self._lay_out(runs=runs)
        self.period.fill(
            [
                ("Last full financial year", FINANCIAL),
                ("Last calendar year", CALENDAR),
                ("Last 12 months", TWELVE),
                ("My own dates", OWN),
            ]
        )
        self.period.currentIndexChanged.connect(self._on_period)
        for line in (self.first, self.last):
            line.textEdited.connect(lambda _text: self.period.choose(OWN))
            line.returnPressed.connect(self._on_go)
        self._on_period()
        self.offer(Offered())

    def offer(self, offered: Offered) -> None:
        """Fill the choices with what this office holds; what was chosen stays chosen."""
        contracts: list[tuple[str, object]] = [("All the work, whoever pays", "")]
        contracts += [(f"{one.contract_ref}: {one.title}", one.contract_ref) for one in offered.contracts]
        self.contract.fill(contracts)
        self.service.fill([("Every service", ""), *((name, name) for name in offered.services)])
        latest = f" ({offered.price_years[0]})" if offered.price_years else ""
        years = [(str(year), year) for year in offered.price_years]
        self.prices.fill([(f"The latest year{latest}", None), *years])
        runs = kept_runs(offered.snapshots)
        self.kept.fill(runs or [("No run has been kept yet", "")])
        self.kept.setEnabled(bool(runs))
        self.open_kept.setEnabled(bool(runs))
        self._again.setVisible(bool(runs))

    def show_run(self, selection: Selection, snapshot: str) -> None:
        """Show the choices of a run that is on the page."""
        self.period.choose(OWN)
        self.first.setText(typed(selection.period.start))
        self.last.setText(typed(selection.period.end))
        for name in (FINANCIAL, CALENDAR, TWELVE):
            if preset_period(name, self._today) == selection.period:
                self.period.choose(name)
                break
        self.contract.choose(selection.contract_ref)
        self.service.choose(selection.service)
        self.kept.choose(snapshot)

    def asked(self) -> tuple[Selection, Choices]:
        """What was chosen; raises UserCanFix when a date is missing or cannot be read."""
        first, last = read_date(self.first.text()), read_date(self.last.text())
        if first is None or last is None:
            raise UserCanFix(what="A date of the period is missing.", do="Give the first and the last day.")
        selection = Selection(
            period=Period(first, last),
            service=str(self.service.currentData() or ""),
            contract_ref=str(self.contract.currentData() or ""),
        )
        return selection, Choices(price_base=self.prices.currentData())

    # --- inside

    def _date(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setAccessibleDescription("As in 01/04/2025")
        return line

    def _lay_out(self, *, runs: bool) -> None:
        theme = self._theme
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("large"))
        grid.setVerticalSpacing(theme.space("medium"))
        grid.addLayout(labelled(theme, "Period", self.period), 0, 0)
        days = row(gap=theme.space("medium"))
        days.addLayout(labelled(theme, "First day", self.first), 1)
        days.addLayout(labelled(theme, "Last day", self.last), 1)
        grid.addLayout(days, 0, 1)
        grid.addLayout(labelled(theme, "Contract", self.contract), 1, 0)
        grid.addLayout(labelled(theme, "Service", self.service), 1, 1)
        for number in range(2):
            grid.setColumnStretch(number, 1)
        last = row(gap=theme.space("large"))
        if runs:
            last.addLayout(labelled(theme, "Prices of", self.prices), 1)
        else:
            last.addStretch(1)
        last.addLayout(column(None, self.go))  # the choice gives way to it, so that its words stay whole
        grid.addLayout(last, 2, 0, 1, 2)
        edge = theme.space("large")
        again = row(self.kept, self.open_kept, gap=theme.space("small"))
        again.setStretch(0, 1)
        label = words("Earlier runs", "label")
        label.setBuddy(self.kept)
        self._again = held(column(theme.space("small"), label, again, gap=4))
        self.setLayout(column(grid, self.problem, self._again, gap=4, edge=edge))

    def _on_period(self) -> None:
        name = self.period.currentData()
        if name != OWN:
            period = preset_period(name, self._today)
            self.first.setText(typed(period.start))
            self.last.setText(typed(period.end))
        elif self.period.hasFocus():
            self.first.selectAll()

    def _on_go(self) -> None:
        try:
            selection, choices = self.asked()
        except UserCanFix as failure:
            self.problem.setText(str(failure))
            self.problem.show()
            self.first.setFocus()
            return
        self.problem.hide()
        self.run_wanted.emit(selection, choices)

    def _on_kept(self) -> None:
        number = self.kept.currentData()
        if number:
            self.kept_wanted.emit(str(number))
