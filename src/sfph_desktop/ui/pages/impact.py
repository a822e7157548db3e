"""Impact: choose what to look at, run the toolkit, read the findings, and open what stands behind any of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from sfph_desktop.core.domain.figures import figures_of
from sfph_desktop.core.domain.impact import Choices, ImpactRun, Selection
from sfph_desktop.core.domain.ports import Progress
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.said import said_moment
from sfph_desktop.ui.pages import impact_next as steps
from sfph_desktop.ui.pages.impact_again import AgainWork
from sfph_desktop.ui.pages.impact_coming import ComingRun
from sfph_desktop.ui.pages.impact_pack import PackWork
from sfph_desktop.ui.pages.impact_ready import ReadyToProve
from sfph_desktop.ui.pages.impact_since import SinceWork
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.theme.pieces import button, column, held, row, rule, scroller
from sfph_desktop.ui.widgets.beside import Flowing
from sfph_desktop.ui.widgets.chart_shelf import ChartShelf, chart_width
from sfph_desktop.ui.widgets.evidence_panel import NOT_OPENED, EvidencePanel
from sfph_desktop.ui.widgets.finding_card import FindingCard
from sfph_desktop.ui.widgets.findings import findings, period_words, scope_words
from sfph_desktop.ui.widgets.head_actions import HeadActions
from sfph_desktop.ui.widgets.impact_report import ImpactReport
from sfph_desktop.ui.widgets.page_frame import BusyStrip, EmptyState, PageHeader, Place
from sfph_desktop.ui.widgets.passages import in_order, stops_down
from sfph_desktop.ui.widgets.run_chooser import Offered, RunChooser

if TYPE_CHECKING:
    from sfph_desktop.core.usecases.proving import Opened

_TITLE = "Impact"
_FIRST = (
    "A first summary in four steps: set down your outcomes, work on the value, run the toolkit, make the summary. "
    "The first two can be changed at any time."
)
_PURPOSE = (
    "Here you see what changed for people, for others and for the environment, what it is worth, and what we do not "
    "yet know. Choose a period and run the toolkit. It works on this computer alone, and every figure it gives gets a "
    "number that opens what stands behind it, now and in years to come."
)


class ImpactPage(Place):
    """The chooser on top, the findings under it, and at the right the evidence of the figure that was opened."""

    watches: ClassVar[frozenset[str]] = frozenset({"contracts", "snapshots", "episodes", "sessions"})

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        theme = self.theme
        self.run: ImpactRun | None = None
        self._wanted = ""
        self._offered: Offered | None = None
        self._proving: Job[Opened] | None = None
        self._stepping: Job[steps.Ahead] | None = None
        self._came_from: QWidget | None = None
        self._focus_wanted = False
        self.shelf = ChartShelf(office, shell, self)
        self.again = button(theme, "Choose what to look at", self._on_choose, icon="filter")
        self.outcomes = button(theme, "Your outcomes", lambda: shell.navigate("outcomes", None), icon="impact")
        self.value = button(theme, "Work on the value", self._on_value, icon="pound")
        self.evidence = button(theme, "Proof pack", self._on_pack, icon="lock")
        self.evidence.setAccessibleName("Proof pack for these figures")
        self.share = button(theme, "Make the summary", self._on_share, kind="primary", icon="page")
        self.header = PageHeader(theme, _TITLE)
        self.chooser = RunChooser(theme, office.clock.today())
        self.busy = BusyStrip(theme)
        self.report: ImpactReport | None = None
        self.empty: EmptyState | None = None
        self.panel = EvidencePanel(theme, self.shelf)
        self.pack = PackWork(self, self.busy)
        self.working_again = AgainWork(self, self.panel, self.busy)
        self.ready = ReadyToProve(self, self.shelf)
        self.since = SinceWork(self, self.panel)
        self.coming = ComingRun(
            self, partial(ImpactReport, theme, self.shelf, self.open_evidence), self._show_run, self._on_all_seen
        )
        self._lay_out()
        self.chooser.run_wanted.connect(self.run_toolkit)
        self.chooser.kept_wanted.connect(self.open_run)
        self.panel.closed.connect(self._on_closed)
        self.panel.person_wanted.connect(self.open_person)
        self.panel.copied.connect(self._on_copied)
        self.panel.pack_wanted.connect(self.open_pack)
        self.pack.panel.closed.connect(self._on_pack_closed)
        self._show_head()

    # --- the shell's wishes

    def load(self) -> None:
        """Fetch what can be chosen, and the newest run of everybody when none is shown."""
        self.shell.jobs.records(partial(_offered, self.office), self._on_offered, self)

    def open_record(self, record: object) -> None:
        """Open an evidence number (`E-0412`) or a kept run (`S-0007`)."""
        wanted = str(record).strip().upper()
        if wanted.startswith("E"):
            self._wanted = wanted
            self.open_evidence(wanted)
        else:
            self._focus_wanted = not self.panel.evidence
            self.open_run(wanted)

    def first_focus(self) -> QWidget | None:
        """The first finding; where there is none, the first step. While neither is there yet, it gets it later."""
        self._focus_wanted = bool(self._wanted) or (self.report is None and self.empty is None)
        if self._focus_wanted:
            return None
        return self.report.cards[0] if self.report is not None else self.outcomes

    # --- what can be done here

    def run_toolkit(self, selection: Selection, choices: Choices) -> None:
        """Run the toolkit and show the new run; a cancelled run leaves nothing behind."""
        self.chooser.go.setEnabled(False)
        self.shell.jobs.desk(
            partial(_run, self.office, selection, choices),
            self._on_run,
            self,
            failed=self._on_failed,
            stopped=self._on_stopped,
            watched=self.busy,
            quiet=True,
        )

    def open_run(self, number: str) -> None:
        """Show a kept run as it was."""
        self._wanted = number
        self.coming.fetch(number)

    def open_evidence(self, evidence: str) -> None:
        """Open what stands behind a figure, in the panel beside the findings."""
        card = self.report.card(evidence) if self.report is not None else None
        self._came_from = card or self._came_from
        line = card.finding.line if isinstance(card, FindingCard) else ""
        self._mark(evidence)
        self.pack.panel.hide()
        self.panel.show_opening(evidence, line)
        self._arrange()
        self.panel.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._leave_evidence()
        work = partial(_open, self.office, evidence, self.run)
        self._proving = self.shell.jobs.records(
            work, self._show_opened, self, failed=self._on_no_proof, faulted=self._on_fault
        )

    def open_pack(self, *evidence: str) -> None:
        """Choose the figures of a proof pack, in the panel beside the findings; some of them are ticked already."""
        if self.run is None:
            return
        if self.panel.evidence:
            self.panel.put_away()
        self.pack.panel.offer(findings(self.run), evidence)
        self._arrange()
        self.pack.panel.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the evidence away."""
        if event.key() == Qt.Key.Key_Escape and self.panel.isVisible():
            self.panel.put_away()
        elif event.key() == Qt.Key.Key_Escape and self.pack.panel.open:
            self.pack.panel.put_away()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Findings and evidence side by side, or one at a time."""
        super().resizeEvent(event)
        self._arrange()

    # --- inside

    def _lay_out(self) -> None:
        theme = self.theme
        edge = theme.space("wide")
        self._body = column()
        inside = QWidget()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(theme.space("medium"))
        self._head.addWidget(self.header, 1)
        rest = (self.value, self.outcomes, self.evidence)
        self._actions = HeadActions(theme, (self.share, self.again), rest)
        self._head.addWidget(self._actions)
        self._pieces = column(
            self._head, self.chooser, self.busy, gap=theme.space("large"), edge=(edge, edge, edge, theme.space("vast"))
        )
        self._pieces.addLayout(self._body)
        self._pieces.addStretch(1)
        inside.setLayout(self._pieces)
        inside.setMaximumWidth(theme.size("column") * 2)
        # As wide as there is room, whatever its words wish: else it is laid out for what it wished a moment ago first.
        inside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        holder = Flowing()
        line = row()
        holder.setLayout(line)
        line.addWidget(inside, 100)
        line.addStretch(1)
        self.area: QScrollArea = scroller(holder, "Findings")
        self._side = held(row(rule(upright=True), self.panel, self.pack.panel))
        self._side.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._side.hide()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(self._side)

    def _arrange(self) -> None:
        """The panel beside the findings where both have room, otherwise in their place."""
        size = self.theme.size
        opened = bool(self.panel.evidence) or self.pack.panel.open
        beside = self.width() >= size("list") * 5 // 2
        widest = chart_width(self.theme) + 2 * self.theme.space("large") + self.theme.space("medium")
        side = min(widest, self.width() // 2 + 20) if beside else self.width()
        self._side.setFixedWidth(side)
        if self.report is not None:
            self.report.fold(opened, side if opened and beside and not self._side.isVisible() else 0)
        self._side.setVisible(opened)
        self.area.setVisible(not opened or beside)
        narrow = self.width() - (side if opened and beside else 0) < size("column") * 6 // 5
        # By the room of the page, not by that of the actions: they are narrower when some are behind the menu.
        self._actions.fit(self.area.width() - 2 * self.theme.space("wide") - self.theme.space("medium"))
        wanted = self._actions.sizeHint().width() + self._head.spacing()
        narrow = narrow or wanted > self.area.width() // 2  # beside them the heading would be squeezed
        directions = QBoxLayout.Direction
        self._head.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    def _show_head(self) -> None:
        run = self.run
        self.share.setVisible(run is not None)
        self._actions.offer(self.evidence, run is not None)
        self.again.setVisible(run is not None)
        if run is None:
            self.header.say(_TITLE, _FIRST)
        else:
            made = f"{run.snapshot}, made {said_moment(run.made_at)}"
            lead = f"{run.enterprise}  ·  {scope_words(run.selection)}  ·  {made}"
            self.header.say(period_words(run.selection.period), lead)
        self._arrange()

    def _show_run(self, run: ImpactRun, report: ImpactReport) -> None:
        """Head and findings, and charts as they come."""
        self.run = run
        self._wanted = ""
        if self.pack.panel.open:
            self.pack.panel.put_away()
        if self.panel.isVisibleTo(self) and self.panel.proof is not None and self.panel.proof.snapshot != run.snapshot:
            self.panel.put_away()
        self.chooser.show_run(run.selection, run.snapshot)
        self.chooser.hide()
        self._take_body(report)
        self._show_head()
        self.shelf.draw(run)
        self._ask_next()
        self._take_focus()

    def _on_all_seen(self) -> None:
        if self.report is not None:
            in_order(self.chooser.open_kept, *stops_down(self.report))
        if self.panel.evidence or self.pack.panel.open:
            self._arrange()
        if self.panel.evidence:
            self._mark(self.panel.evidence)

    def _take_body(self, body: QWidget) -> None:
        former = self._body.takeAt(0)
        old = former.widget() if former is not None else None
        if old is not None:
            old.hide()
            old.deleteLater()
        self.report = body if isinstance(body, ImpactReport) else None
        self._came_from = None
        self._body.addWidget(body)
        in_order(self.chooser.open_kept, *stops_down(body))
        self.area.verticalScrollBar().setValue(0)

    def _take_focus(self) -> None:
        """Give the keyboard to what has come, if it was wanted there and nobody has taken it elsewhere."""
        if self._focus_wanted and self.isVisible() and not self.panel.evidence:
            first = self.first_focus()
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus_wanted = False

    def _on_offered(self, offered: Offered) -> None:
        self._offered = offered
        self.chooser.offer(offered)
        if self.run is not None:
            self.chooser.show_run(self.run.selection, self.run.snapshot)
        elif self._wanted:
            return
        elif offered.shown_first:
            self.open_run(offered.shown_first)
        elif self.empty is None:
            self.empty = EmptyState(self.theme, "impact", "No run yet", _PURPOSE)
            self._take_body(self.empty)
            self._take_focus()

    def _on_run(self, done: Done[ImpactRun]) -> None:
        self.chooser.go.setEnabled(True)
        self.panel.put_away()
        self._focus_wanted = True
        self.coming.show(done.value)
        self.shell.messages.notice(f"Kept as {done.value.snapshot}. Every figure has its evidence number.")

    def _on_failed(self, failure: UserCanFix) -> None:
        self.chooser.go.setEnabled(True)
        self.shell.messages.problem(failure)

    def _on_stopped(self) -> None:
        self.chooser.go.setEnabled(True)
        self.chooser.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_evidence(self) -> None:
        """Wait no longer for what was being opened."""
        self.since.forget()
        if self._proving is not None and self._proving.running:
            self._proving.drop()

    def _show_opened(self, opened: Opened) -> None:
        proof = opened.proof
        if proof.evidence.lstrip("E-0") != self.panel.evidence.lstrip("E-0"):
            return
        card = self.report.card(proof.evidence) if self.report is not None else None
        chart = card.finding.chart if isinstance(card, FindingCard) else ""
        if self.run is None or self.run.snapshot != proof.snapshot:
            self.panel.show_proof(proof)
            self.open_run(proof.snapshot)
        else:
            self.panel.show_proof(proof, "payer" if proof.figure == "value" else chart)
        self._mark(proof.evidence)
        self.shell.messages.announce(f"Evidence {proof.evidence}. {proof.title}")
        if proof.movement is None:
            self.since.look(opened)

    def _on_no_proof(self, failure: UserCanFix) -> None:
        self._wanted = ""
        self.panel.put_away()
        self.shell.messages.problem(failure)
        if self.run is None:
            self.load()

    def _on_fault(self) -> None:
        self._wanted = ""
        self.panel.show_fault()
        self.shell.messages.announce(NOT_OPENED)
        if self.run is None:
            self.load()

    def _ask_next(self) -> None:
        """What to measure next, as the value lines and the outcomes stand now."""
        if self._stepping is not None and self._stepping.running:
            self._stepping.drop()
        if self.run is not None:
            self._stepping = self.shell.jobs.records(partial(steps.ahead, self.office, self.run), self._show_next, self)

    def _show_next(self, found: steps.Ahead) -> None:
        if self.report is None or found.run is not self.run:
            return
        self.report.show_next(found.steps)
        self.report.next_steps.opened.connect(lambda step: steps.open_step(self.shell, found, step))

    def _mark(self, evidence: str) -> None:
        if self.report is not None:
            card = self.report.choose(evidence)
            if card is not None and self.area.isVisible():
                self.area.ensureWidgetVisible(card, 0, self.theme.space("vast"))

    def _on_closed(self) -> None:
        self._leave_evidence()
        self._arrange()
        self._mark("")
        if self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_pack(self) -> None:
        if self.run is not None:
            self.open_pack(*(figure.evidence for figure in figures_of(self.run)))

    def _on_pack_closed(self) -> None:
        self._arrange()
        back = self.evidence if self.evidence.isVisible() else self._actions.more
        back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_choose(self) -> None:
        self.chooser.setVisible(not self.chooser.isVisible())
        if self.chooser.isVisible():
            self.area.verticalScrollBar().setValue(0)
            self.chooser.period.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_value(self) -> None:
        self.shell.navigate("value", self.run.selection if self.run is not None else None)

    def _on_share(self) -> None:
        if self.run is not None:
            self.shell.navigate("share", self.run.snapshot)

    def open_person(self, person: object) -> None:
        """Go to the record of somebody behind a figure."""
        self.shell.navigate("people", person)

    def _on_copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.shell.messages.notice("Copied. It holds definitions and counts, and nobody's name.")


# --- the work, off the interface's thread ----------------------------------------------------------------------------


def _offered(office: Any) -> Offered:
    """What can be chosen; in the records lane."""
    from sfph_desktop.core.usecases.contracts import contracts
    from sfph_desktop.core.usecases.delivery import services_met
    from sfph_desktop.core.usecases.impact import snapshots
    from sfph_desktop.core.usecases.kept_runs import speaks_first

    kept = snapshots(office)
    return Offered(
        services=services_met(office),
        contracts=contracts(office),
        price_years=tuple(sorted(office.library.deflator(), reverse=True))[:12],
        snapshots=kept,
        shown_first=speaks_first(kept),
    )


def _run(office: Any, selection: Selection, choices: Choices, *, progress: Progress) -> Done[ImpactRun]:
    from sfph_desktop.core.usecases.impact import run_toolkit

    return run_toolkit(office, selection, choices, progress=progress)


def _open(office: Any, evidence: str, run: ImpactRun | None) -> Opened:
    from sfph_desktop.core.usecases.proving import open_figure

    return open_figure(office, evidence, run)
